"""Run a program on a terminal of a given width and print what it wrote.

    terminal.py COLUMNS PROGRAM ARG...

Standard output is the terminal; standard error is passed through; the exit status is the program's.
"""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios


def main():
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST  # bytes as they are written
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    child = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=theirs)
    os.close(theirs)
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # EIO: the other end is closed
            break
        if not piece:
            break
        sys.stdout.buffer.write(piece)
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
