"""Read front matter before and after edits with ruamel.yaml; nothing else than what was meant may have changed.

    edit_corpora.py PAIRS [PART PARTS]

PAIRS has the lines that tests/probe/edit.c prints. All scalars are read as the text they are (the failsafe schema of
YAML 1.2), so that 30 and 2026-11-18 are compared as they are written. What ruamel.yaml does not read before the edit
cannot be compared; it is counted. Of PARTS parts only every PARTS-th pair from PART on is read.
"""

import copy
import json
import sys

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError


def read(text):
    return YAML(typ="base", pure=True).load(text)


def apply(fields, change):
    """What one edit means for the fields, all of which are text, lists and maps."""
    key, value, meaning = change["key"], change["value"], change["meaning"]
    if meaning == "set":
        fields[key] = value
    elif meaning == "entry":
        fields[key]["zz entry"] = value
    elif meaning == "fill":
        fields[key][0] = value
    else:
        fields[key].append(value)


def main():
    part, parts = (int(a) for a in (sys.argv[2:] or ("0", "1")))
    same = unread = 0
    wrong = []
    with open(sys.argv[1], encoding="utf-8") as pairs:
        for number, line in enumerate(pairs):
            if number % parts != part:
                continue
            pair = json.loads(line)
            try:
                before = read(pair["before"])
            except (YAMLError, ValueError, AttributeError):
                unread += 1
                continue
            wanted = copy.deepcopy(before)
            for change in pair["changes"]:
                apply(wanted, change)
            try:
                after = read(pair["after"])
            except (YAMLError, ValueError, AttributeError) as error:
                after = str(error)
            if after == wanted and list(after) == list(wanted):
                same += 1
            else:
                wrong.append((pair["path"], [k for k in wanted if after[k] != wanted[k]] if isinstance(after, dict) else after))
    for path, what in wrong[:20]:
        print("%s: not what was meant: %s" % (path, what))
    print("ruamel.yaml: %d pairs as they should be, %d not, %d not read before" % (same, len(wrong), unread))
    sys.exit(1 if wrong or not same else 0)


if __name__ == "__main__":
    main()
