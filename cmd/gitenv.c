#include "gitenv.h"

#include <stdlib.h>

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
    };
}
