#include "gitenv.h"

#include <stdlib.h>
#include <time.h>

extern char **environ;

/* 0 where the system does not say. */
static int64_t boot_time(void)
{
#ifdef CLOCK_BOOTTIME
    struct timespec since = {0};

    if (clock_gettime(CLOCK_BOOTTIME, &since) == 0)
        return time(NULL) - since.tv_sec;
#endif
    return 0;
}

struct repo_environment gitenv_read(void)
{
    return (struct repo_environment){
        .author_name = getenv("GIT_AUTHOR_NAME"),
        .author_email = getenv("GIT_AUTHOR_EMAIL"),
        .committer_name = getenv("GIT_COMMITTER_NAME"),
        .committer_email = getenv("GIT_COMMITTER_EMAIL"),
        .email = getenv("EMAIL"),
        .config_global = getenv("GIT_CONFIG_GLOBAL"),
        .ceiling = getenv("GIT_CEILING_DIRECTORIES"),
        .all = environ,
        .now = time(NULL),
        .boot_time = boot_time(),
    };
}
