"""Fail where a file holds what must never reach a terminal: control characters, overrides, bad UTF-8.

    clean.py [-t] FILE...    -t: tabs are allowed (tsv)
"""

import re
import sys

BAD = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def faults(path, allowed):
    """What is wrong with a file, one line each."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return ["%s: byte %d is no UTF-8" % (path, error.start)]
    return ["%s: U+%04X at character %d: %r" % (path, ord(m[0]), m.start(), text[max(0, m.start() - 40):m.start() + 20])
            for m in BAD.finditer(text) if m[0] not in allowed]


def main():
    paths = sys.argv[1:]
    allowed = "\n"
    if paths[:1] == ["-t"]:
        paths, allowed = paths[1:], "\n\t"
    found = [line for path in paths for line in faults(path, allowed)]
    print("\n".join(found[:10]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
