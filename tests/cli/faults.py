"""faults.py - what the *_faults.py beside it share: at which system calls a command touches a folder, and the command with one of
them disturbed.

A KIND is KILL, which ends the command at the call, or the name of an error (ENOSPC, EIO) that the call gives.
"""
import collections
import re
import sys

WRITING = ("openat write fsync rename renameat renameat2 link linkat unlink unlinkat mkdir mkdirat rmdir fchmod fchmodat fchown "
           "utimensat ftruncate").split()
READING = "read pread64 newfstatat fstat lstat stat access readlink getdents64 flock".split()


class Faults:
    def __init__(self, kind, folder, run, follow=True):
        """run(*words) runs the command behind these words, as subprocess.run does. follow: also the programs that it starts."""
        self.kind, self.folder, self.run = kind, folder, run
        self.options = ["-qq", "-y", "-o", folder + ".trace"] + (["-f"] if follow else [])

    def traced(self, *options):
        return self.run("strace", *self.options, *options, "--")

    def places(self, anywhere=()):
        """(system call, how many of it came up to it, its arguments) of what touches the folder, in an undisturbed run; the calls
        `anywhere` whatever they touch."""
        calls = [*WRITING, *anywhere] if self.kind == "KILL" else [*WRITING, *READING, *anywhere]
        done = self.traced("-e", "trace=" + ",".join("?" + call for call in calls))
        if done.returncode:
            sys.exit("undisturbed it fails: %s%s" % (done.stdout, done.stderr))
        with open(self.folder + ".trace", errors="replace") as trace:
            found = [match.groups() for match in (re.match(r"(?:\d+ +)?(\w+)\((.*)", line) for line in trace) if match]
        seen, places = collections.Counter(), []
        for call, rest in found:
            seen[call] += 1
            only_reads = self.kind == "KILL" and call == "openat" and "O_CREAT" not in rest
            if call in anywhere or self.folder in rest and not only_reads:
                places.append((call, seen[call], rest))
        return places

    def disturbed(self, call, number):
        """Runs it with a fault at the call that is the so-many-th of its kind."""
        what = "signal=KILL" if self.kind == "KILL" else "error=" + self.kind
        return self.traced("-e", "trace=" + call, "-e", "inject=%s:%s:when=%d" % (call, what, number))
