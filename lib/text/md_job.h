/*
 * What the parts of a body come to for its job: targets that are kept, findings. Internal to text/md.
 */
#ifndef TEXT_MD_JOB_H
#define TEXT_MD_JOB_H

#include "text/md.h"

/* The target of an inline link, percent-decoded where that gives text, in job->keep; empty where it is of no use. */
struct str md_target(const struct md_job *job, struct str url);

/* Adds the finding about what stands where a date should: a token, at a place. job->diags must be set. */
void md_report_date(const struct md_job *job, struct str token, struct place place);

/* The same for a line of the log that begins with another word than a date. */
void md_report_undated(const struct md_job *job, struct place place);

#endif
