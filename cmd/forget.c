#include "cmd.h"
static int run(struct app *app, int argc, char **argv){(void)app;(void)argc;(void)argv;return 0;}
const struct command command_forget = {.name = "forget",.group="Keep",.words="WHO",.about="x",.examples="",.run=run};
