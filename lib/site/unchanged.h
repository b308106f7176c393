/*
 * Whether there is nothing to build: all that pages are made from is what it was, and every file of the site too. Both are
 * read and compared byte for byte, by a digest in the marker file, never by their times: what is on the disk in the end
 * is what a build from nothing would leave there.
 */
#ifndef SITE_UNCHANGED_H
#define SITE_UNCHANGED_H

#include "site/build.h"

/*
 * What all pages are made from but commits, in one number, before the site is read. 0, and they are made anew, where a page may look at more of the disk (a picture that may
 * be there or not), and where names are replaced: who is given such a site could try real ones on it.
 */
uint64_t unchanged_source(const struct build *build);

/* The same with the site's commits. 0 of 0. */
uint64_t unchanged_with_commits(uint64_t source, const struct site *site);

/* Whether the open folder holds the files of its marker as the last build left them, from the source in output->made, which then is whole. */
bool unchanged_is(struct output *output, unsigned threads);

#endif
