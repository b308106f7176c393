"""Use every *.md below a folder as contacts, then as interviews, of a vault; say what goes wrong.

    corpus.py INFOVIEW CORPUS WORK SLOWNESS

Prints nothing where all is well.  What must hold: exit status 0, valid and clean output in every format, each file
a record, a row, or of the sorts that format.md passes over, and an answer in the time that is given to so many files.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata

# Seconds: for starting, for a file, and for a hostile one in the worst case.
START, EACH, MOST = 1.0, 0.02, 1.0

OVERRIDES = set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A))
SYNC_COPY = re.compile(rb"\.sync-conflict-|\.conflict-|\([^/]*conflicted copy", re.I)


def fail(message):
    print(message)
    sys.exit(1)


def is_passed_over(path):
    """The files that format.md skips: names with . or _ on the way to them, copies that a sync program left."""
    return any(part[:1] in (b".", b"_") for part in path.split(b"/")) or SYNC_COPY.search(os.path.basename(path))


def copy(corpus, folder):
    """Copy all *.md, keeping their folders; returns how many are not passed over."""
    count = 0
    for place, _, names in os.walk(os.fsencode(corpus)):
        for name in names:
            source = os.path.join(place, name)
            if not name.endswith(b".md") or os.path.islink(source):
                continue
            path = os.path.relpath(source, os.fsencode(corpus))
            target = os.path.join(os.fsencode(folder), path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(source, target)
            count += not is_passed_over(path)
    return count


def run(program, words, limit, about=""):
    """Standard output of a run that must end with status 0 (1 too for check) and in time."""
    said = " ".join(words[2:] + [about])
    start = time.monotonic()
    try:
        done = subprocess.run([program] + words, stdin=subprocess.DEVNULL, capture_output=True, timeout=4 * limit + 5)
    except subprocess.TimeoutExpired:
        fail("%s: no end after %.1f s" % (said, 4 * limit + 5))
    took = time.monotonic() - start
    if done.returncode != 0 and not ("check" in words and done.returncode == 1):
        fail("%s: status %d: %s" % (said, done.returncode, done.stderr[-2000:].decode("utf-8", "replace")))
    if took > limit:
        fail("%s: %.2f s, more than %.2f" % (said, took, limit))
    for name, data in (("output", done.stdout), ("messages", done.stderr)):
        check_clean(said, name, data, "\n\t" if "tsv" in words else "\n")
    return done.stdout.decode("utf-8")


def check_clean(said, name, data, allowed):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        fail("%s: %s: %s" % (said, name, error))
    for at, c in enumerate(text):
        if c not in allowed and (ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or ord(c) in OVERRIDES):
            fail("%s: %s: U+%04X in %r" % (said, name, ord(c), text[max(0, at - 40):at + 20]))


def check_kind(program, vault, kind, count, limit):
    """`kind` is contacts or interviews, and the vault's only one."""
    base = ["-C", vault]
    report = json.loads(run(program, base + ["report", "--json", "--all"], limit))
    listed = json.loads(run(program, base + ["list", kind, "--json"], limit))[kind]
    paths = {entry["path"] for entry in listed}
    rows = {row["path"] for row in report["unreadable"]}
    if len(paths | rows) != count:
        fail("%s: %d files, %d records, %d rows, %d in both or either" % (kind, count, len(paths), len(rows), len(paths | rows)))
    for row in report["unreadable"]:
        if row["line"] < 1 or row["column"] < 1 or not row["message"]:
            fail("%s: a row without a place: %s" % (kind, row))
    text = run(program, base + ["report"], limit)
    for row in report["unreadable"]:
        if all(unicodedata.category(c) not in ("Cc", "Cf") for c in row["path"]) and \
                "%s:%d:%d" % (row["path"], row["line"], row["column"]) not in text:
            fail("report has no row for %s" % row["path"])
    lines = run(program, base + ["report", "--format", "jsonl", "--all"], limit).splitlines()
    if [json.loads(line)["id"] for line in lines] != [item["id"] for item in report["items"]]:
        fail("%s: jsonl and json differ" % kind)
    rows = list(csv.reader(io.StringIO(run(program, base + ["report", "--format", "csv", "--all"], limit), newline="")))
    if len(rows) != len(lines) + 1 or len({len(row) for row in rows}) != 1:
        fail("%s: csv has %d lines for %d items" % (kind, len(rows), len(lines)))
    rows = run(program, base + ["report", "--format", "tsv", "--all"], limit).splitlines()
    if len(rows) != len(lines) + 1 or len({row.count("\t") for row in rows}) != 1:
        fail("%s: tsv has %d lines for %d items" % (kind, len(rows), len(lines)))
    run(program, base + ["check"], limit)
    run(program, base + ["next"], limit)


def check_each(program, corpus, work, limit):
    """Each file alone, as a contact and as an interview at once: none may take long."""
    vault = os.path.join(work, "alone")
    for place, _, names in os.walk(corpus):
        for name in sorted(names):
            if not name.endswith(".md"):
                continue
            for kind in ("contacts", "interviews"):
                os.makedirs(os.path.join(vault, kind), exist_ok=True)
                shutil.copyfile(os.path.join(place, name), os.path.join(vault, kind, "file.md"))
            with open(os.path.join(vault, "infoview.yaml"), "w", encoding="utf-8"):
                pass
            run(program, ["-C", vault, "report", "--oneline"], limit, name)


def main():
    program, corpus, work, slowness = sys.argv[1:]
    for kind in ("contacts", "interviews"):
        vault = os.path.join(work, os.path.basename(corpus) + "-" + kind)
        os.makedirs(vault)
        with open(os.path.join(vault, "infoview.yaml"), "w", encoding="utf-8") as file:
            file.write("format: 1\n")
        count = copy(corpus, os.path.join(vault, kind))
        if not count:
            fail("%s: no *.md" % corpus)
        is_hostile = os.path.basename(corpus).startswith("hostile")
        limit = (START + count * EACH + (MOST if is_hostile else 0)) * float(slowness)
        check_kind(program, vault, kind, count, limit)
        shutil.rmtree(vault)
    if os.path.basename(corpus).startswith("hostile"):
        check_each(program, corpus, work, MOST * float(slowness))


if __name__ == "__main__":
    main()
