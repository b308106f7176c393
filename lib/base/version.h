/*
 * The version of the program: --version prints it, and the pages say what built them.
 */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define INFOVIEW_VERSION "0.1.0"

#endif
