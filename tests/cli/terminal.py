"""Run a program on a terminal of a given size and print what it wrote.

    terminal.py [-i] [-e] [-l LINES] [-k TEXT KEYS]... COLUMNS PROGRAM ARG...

Standard output is the terminal; the exit status is the program's, or 128 and the number of the signal that ended it.

    -i              the terminal is standard input too, and the controlling one of a session of its own, so that
                    the interrupt key makes a signal; its modes must be the same at the end as at the start
    -e              standard error is the terminal too, else it is passed through
    -l LINES        24 where it is not given
    -k TEXT KEYS    presses the keys (Python escapes are read) when TEXT has been written; with -i

Nothing is waited for longer than a minute.
"""

import argparse
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

MOST = 60.0


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("-i", action="store_true")
    parser.add_argument("-e", action="store_true")
    parser.add_argument("-l", type=int, default=24)
    parser.add_argument("-k", nargs=2, action="append", default=[])
    parser.add_argument("columns", type=int)
    parser.add_argument("program", nargs=argparse.REMAINDER)
    return parser.parse_args()


def open_terminal(args):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", args.l, args.columns, 0, 0))
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST  # bytes as they are written
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    return ours, theirs


def start(args, theirs):
    def control():
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)

    return subprocess.Popen(args.program, stdin=theirs if args.i else subprocess.DEVNULL, stdout=theirs,
                            stderr=theirs if args.e else None, preexec_fn=control if args.i else None)


def talk(ours, child, keys):
    """Everything that is written until the program has ended; the keys are pressed on the way."""
    seen, passed, end = b"", 0, time.monotonic() + MOST
    keys = [(text.encode(), press.encode().decode("unicode_escape").encode("latin-1")) for text, press in keys]
    while time.monotonic() < end:
        is_over = child.poll() is not None
        ready = select.select([ours], [], [], 0 if is_over else 0.05)[0]
        if ready:
            try:
                seen += os.read(ours, 65536)
            except OSError:  # EIO: nobody has the other end any more
                break
        elif is_over:
            break
        while keys and keys[0][0] in seen[passed:]:
            passed = seen.index(keys[0][0], passed) + len(keys[0][0])
            os.write(ours, keys.pop(0)[1])
    else:
        child.kill()
        sys.stderr.write("terminal.py: no end after %d s\n" % MOST)
    if keys:
        sys.stderr.write("terminal.py: never written: %r\n" % keys[0][0])
    return seen, not keys


def main():
    args = arguments()
    ours, theirs = open_terminal(args)
    before = termios.tcgetattr(theirs)
    child = start(args, theirs)
    if not args.i:
        os.close(theirs)
    seen, all_pressed = talk(ours, child, args.k)
    status = child.wait()
    sys.stdout.buffer.write(seen)
    if args.i and termios.tcgetattr(theirs) != before:
        sys.exit("terminal.py: the terminal was left in other modes")
    if not all_pressed:
        return 99
    return 128 - status if status < 0 else status


if __name__ == "__main__":
    sys.exit(main())
