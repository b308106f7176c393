"""Fail where a file holds what must never reach a terminal: control characters, overrides, bad UTF-8.

    clean.py [-t] FILE...    -t: tabs are allowed (tsv)
"""

import sys
import unicodedata

OVERRIDES = set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A))


def faults(path, allowed):
    """What is wrong with a file, one line each."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return ["%s: byte %d is no UTF-8" % (path, error.start)]
    return ["%s: U+%04X at character %d: %r" % (path, ord(c), i, text[max(0, i - 40):i + 20])
            for i, c in enumerate(text)
            if c not in allowed and (unicodedata.category(c) == "Cc" or ord(c) in OVERRIDES)]


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
