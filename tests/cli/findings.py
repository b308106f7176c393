"""What check says of the example of each rule; see findings.bats.

    findings.py goldens|silenced|pages|help INFOVIEW FINDINGS WORK

Prints what differs and ends with status 1, or prints nothing.  With UPDATE=1 `goldens` rewrites RULE.txt and RULE.json.
"""

import difflib
import json
import os
import re
import shutil
import subprocess
import sys

what, program, findings, work = sys.argv[1:]
wrong = []


def run(*words, status=None):
    done = subprocess.run([program, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if status is not None and done.returncode != status:
        wrong.append("infoview %s: status %d: %s" % (" ".join(words), done.returncode, done.stderr))
    return done.stdout


def rules():
    return re.findall(r"(?m)^([a-z0-9-]+) +(?:error|warning)  ", run("help", "rules", status=0))


def read(name):
    with open(os.path.join(findings, name), encoding="utf-8") as file:
        return file.read()


def parts(rule):
    """[(head, text)] of a .in file."""
    pieces = re.split(r"(?m)^=== (.*)\n", read(rule + ".in"))[1:]
    return list(zip(pieces[::2], pieces[1::2]))


def unpack(rule):
    """Makes the vault of a rule in a folder of its own, and goes there."""
    folder = os.path.join(work, rule)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + "/contacts")
    os.chdir(folder)
    with open("infoview.yaml", "w", encoding="utf-8") as file:
        file.write("format: 1\ngoal: none\n")
    for head, text in parts(rule):
        path, escaped, repeat = re.fullmatch(r"(.*?)( escaped)?(?: repeat (\d+ .*))?", head).groups()
        data = text.encode()
        if escaped:
            data = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), data)
        if repeat:
            count, word = repeat.split(" ", 1)
            data += word.encode() * int(count) + b"\n"
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


def compare(name, got):
    if os.environ.get("UPDATE"):
        with open(os.path.join(findings, name), "w", encoding="utf-8") as file:
            file.write(got)
    wrong.extend(difflib.unified_diff(read(name).splitlines(), got.splitlines(), name, "got", lineterm=""))


def check_diagnostics(rule, document):
    """What holds of every finding: it says what to do, in one line, and where in one line."""
    for found in document["diagnostics"]:
        start, end = found["range"]["start"], found["range"]["end"]
        if not found["hint"] or "\n" in found["message"] + found["hint"] or found["message"].endswith("."):
            wrong.append("%s: %s" % (rule, found))
        if not (start["line"] == end["line"] >= 1 and 1 <= start["column"] <= end["column"]):
            wrong.append("%s: %s" % (rule, found["range"]))


def goldens():
    for rule in rules():
        unpack(rule)
        text, document = run("check"), json.loads(run("check", "--json"))
        compare(rule + ".txt", text)
        del document["vault"]
        check_diagnostics(rule, document)
        for found in document["diagnostics"]:
            found["source"] = found["source"] and found["source"][:200]
        compare(rule + ".json", json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        if "[%s]\n" % rule not in text:
            wrong.append("%s is not found in its example" % rule)


def markdown_files():
    for place, _, names in os.walk("."):
        for name in names:
            if name.endswith(".md"):
                yield os.path.join(place, name)


def silenced():
    for rule in rules():
        unpack(rule)
        if "[%s]\n" % rule in run("check", "--ignore", rule):
            wrong.append("%s: found although it is ignored" % rule)
        if rule == "unreadable":  # of a folder: there is no text to write a comment into
            continue
        for path in markdown_files():
            with open(path, "a", encoding="utf-8") as file:
                file.write("\n<!-- infoview: ignore %s -->\n" % rule)
        if "[%s]\n" % rule in run("check"):
            wrong.append("%s: found although its file silences it" % rule)


def pages():
    for rule in rules():
        page = run("help", "rule:" + rule, status=0)
        texts = dict((re.sub(r" (escaped|repeat .*)$", "", head), text) for head, text in parts(rule))
        lines = re.search(r"\n\nin (.*)\n((?:    .*\n)+)", page)
        # The name may be the example; and no page shows what is too large.
        name = lines or re.search(r"\n\nfor example the file\n    (.*)\n", page)
        if not page.startswith(rule + ", ") or "infoview check --ignore " + rule not in page:
            wrong.append("%s: no page: %s" % (rule, page))
        if rule != "unreadable" and "<!-- infoview: ignore %s -->" % rule not in page:
            wrong.append("%s: nothing says how to silence it" % rule)
        if not name and rule != "size" or name and name[1] not in texts:
            wrong.append("%s: its example is in no file" % rule)
        elif lines and lines[2].replace("\n    ", "\n")[4:] not in texts[name[1]]:
            wrong.append("%s: its example is not in that vault: %s" % (rule, lines[2]))
        if max(map(len, page.splitlines())) > 80:
            wrong.append("%s: a line over 80 columns" % rule)


def help_page():
    """Of a vault with somebody private the page leaves out what would tell of them."""
    for rule in rules():
        unpack(rule)
        found = json.loads(run("check", "--json"))["diagnostics"]
        found = [(x["path"], x["range"]["start"]["line"], x["range"]["start"]["column"], x["message"], x["hint"])
                 for severity in ("error", "warning") for x in found if x["severity"] == severity]
        page = json.loads(run("build", "--dump", "help", status=0))
        told = [(x["path"], int(x["line"]), int(x["column"]), x["message"], x["hint"]) for x in page["findings"]]
        if rule == "private-mention":
            found = []
        if told != found or int(page["finding_count"]) != len(found):
            wrong.append("%s: help has %s, check has %s" % (rule, told, found))


{"goldens": goldens, "silenced": silenced, "pages": pages, "help": help_page}[what]()
if len(rules()) < 40:
    wrong.append("only %d rules" % len(rules()))
print("\n".join(wrong), end="\n" if wrong else "")
sys.exit(bool(wrong))
