/*
 *     timed PROGRAM ARGUMENT...
 *
 * Runs the program with its standard output thrown away and prints one line:
 * nanoseconds from fork to exit, the peak of its resident memory in KiB, and its
 * exit status. A program of its own because Linux counts the memory of whoever
 * forks into the child's peak, and a Python interpreter would be most of it.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
    struct rusage used;
    long long start;
    int status;
    pid_t child;

    if (argc < 2) {
        fputs("usage: timed PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    start = now();
    child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);

        if (null >= 0 && dup2(null, STDOUT_FILENO) >= 0)
            execvp(argv[1], argv + 1);
        perror(argv[1]);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        perror("timed");
        return 1;
    }
    printf("%lld %ld %d\n", now() - start, used.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
