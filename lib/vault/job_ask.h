/*
 * Asking for a job: what an informational interview never does (practice.md).
 */
#ifndef VAULT_JOB_ASK_H
#define VAULT_JOB_ASK_H

#include "base/str.h"

/* Whether a text asks for a job, by the phrases in which people do; saying that one does not is none of them. */
bool job_ask_is_in(struct str text);

#endif
