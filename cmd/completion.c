#include <fcntl.h>
#include <unistd.h>

#include "complete.h"
#include "embedded.h"

/* The script of a shell; NULL where there is none. */
static const struct embedded_file *script_of(struct str shell)
{
    static const struct {
        const char *shell, *path;
    } scripts[] = {{"bash", "completions/infoview.bash"},
                   {"zsh", "completions/_infoview"},
                   {"fish", "completions/infoview.fish"}};

    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
        for (size_t k = 0; str_equal(str_from(scripts[i].shell), shell) && k < embedded_count; k++)
            if (str_equal(str_from(embedded_files[k].path), str_from(scripts[i].path)))
                return &embedded_files[k];
    return NULL;
}

/* A line that appears while somebody types would only be in the way: nothing is said, whatever goes wrong. */
static void be_silent(void)
{
    int fd = open("/dev/null", O_WRONLY);

    if (fd < 0)
        return;
    dup2(fd, STDERR_FILENO);
    close(fd);
}

static int run(struct app *app, int argc, char **argv)
{
    const struct embedded_file *script;

    argc = opt_parse(app, &command_completion, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    if (argc == 0)
        return app_fail(app, STATUS_USAGE, "completion for which shell?\nthere are bash, zsh and fish");
    if (str_equal(str_from(argv[0]), STR("words"))) {
        be_silent();
        complete_words(app, argc - 1, argv + 1);
        return STATUS_DONE;
    }
    if (argc > 1)
        return app_no_words(app, argc - 1, argv + 1);
    script = script_of(str_from(argv[0]));
    if (!script)
        return app_fail(app, STATUS_USAGE, "no completion for '%s'\nthere are bash, zsh and fish", argv[0]);
    buf_put(&app->out, (struct str){(const char *)script->data, script->size});
    return STATUS_DONE;
}

const struct command command_completion = {
    .name = "completion",
    .group = "Plumbing",
    .words = "SHELL",
    .about = "the script for the TAB key, for bash, zsh and fish",
    .examples = "infoview completion bash                print the script\n"
                "source <(infoview completion bash)      in ~/.bashrc\n"
                "source <(infoview completion zsh)       in ~/.zshrc, after compinit\n"
                "infoview completion fish | source       in ~/.config/fish/config.fish\n"
                "infoview completion words -- list --stage ''    what could stand there\n",
    .run = run,
};
