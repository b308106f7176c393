"""Type at an interactive program: start it on a terminal, wait for its prompt, send keys, wait for its end.

    keys.py PROMPT KEYS PROGRAM ARG...

KEYS are sent at once when PROMPT has been printed, with \\t, \\r, \\x01 and the like understood; what appears on the
screen is printed. The exit status is the program's, or 124 when it does not end in a minute.
"""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

SECONDS = 60


def main():
    prompt = sys.argv[1].encode()
    keys = sys.argv[2].encode("latin-1", "backslashreplace").decode("unicode_escape")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    child = subprocess.Popen(sys.argv[3:], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
                             preexec_fn=lambda: (os.setsid(), fcntl.ioctl(0, termios.TIOCSCTTY, 0)))
    os.close(theirs)
    seen, sent, end = b"", False, time.monotonic() + SECONDS
    while time.monotonic() < end:
        if select.select([ours], [], [], 1)[0]:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # EIO: the other end is closed
                break
            if not piece:
                break
            seen += piece
            sys.stdout.buffer.write(piece)
        if not sent and prompt in seen:
            os.write(ours, keys.encode())
            sent = True
    sys.stdout.flush()
    if child.poll() is None and time.monotonic() >= end:
        child.kill()
        child.wait()
        return 124
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
