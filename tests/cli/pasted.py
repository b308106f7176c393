"""pasted.py INFOVIEW all VAULT DAY… | pasted.py INFOVIEW names FOLDER STEP

Runs the command of every item of the report, as a program takes it from the JSON and as a person pastes what `next` prints,
each in a fresh copy of the vault, and looks at what has become of the item.

all    every item that VAULT has on these days
names  in a vault for each kind of item, somebody with each of the names of NAMES; of these vaults every STEP-th
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

INFOVIEW = os.path.abspath(sys.argv[1])
box = tempfile.mkdtemp()
os.environ["TMPDIR"] = box
os.mkdir(os.path.join(box, "bin"))
os.symlink(INFOVIEW, os.path.join(box, "bin", "infoview"))
os.environ["PATH"] = os.path.join(box, "bin") + ":/usr/bin:/bin"

# What the command settles by itself. For the others somebody has to write, meet, or say a day.
SETTLES = {"thank", "promise", "confirm", "ask-referrer", "tell-referrer", "waiting", "referral", "review", "notes"}
# The day of a meeting is not to be guessed: the command stops, and says what to add.
ADD_DAY = "no day is given\n  say it with --on DATE"

NAMES = ["Ana Lima", "O'Brien \"Rex\" Q", "-rf", "--help", "-3d", "$HOME `id` $(id)", "a; b & c | d > e < f", "* ? [x] {y}", "Back\\slash\\n",
         "!bang #hash ~tilde %d", "Jörg Größe", "李小龙", "سارة", "last", "today", "--", "'", "=x", "&", "N/A?", "plan", "e\u0301te\u0301", "a  b",
         "settings", "\u202eevil", "bell\x07 \x1b[31mred"]
# A terminal does not show these as they are; and no new file gets such a name.
CONTROL = {"\u202eevil", "bell\x07 \x1b[31mred"}
DAY = "2026-11-21"

wrong = []
counted = collections.Counter()


def infoview(vault, day, *words):
    return subprocess.run([INFOVIEW, "-C", vault, "--today", day, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def report(vault, day):
    run = infoview(vault, day, "report", "--json", "--all", "--days", "400")
    if run.returncode:
        sys.exit("report in %s: %s" % (vault, run.stderr))
    return json.loads(run.stdout)["items"]


def editor(vault, kind):
    """What the user writes down: an editor that adds an answer to the notes."""
    path = os.path.join(box, "editor")
    with open(path, "w") as f:
        f.write("#!/bin/sh\nprintf '\\n## Notes\\n\\nShe explained the map.\\n' >>\"$1\"\n")
    os.chmod(path, 0o755)
    os.environ["EDITOR"] = os.environ["VISUAL"] = path


def settled(vault, day, item):
    """A review comes again, later."""
    return (item["id"], item["due"]) not in [(left["id"], left["due"]) for left in report(vault, day)]


def judge(where, vault, day, item, run):
    kind, said = item["kind"], run.stdout + run.stderr
    if kind == "schedule" and run.returncode == 2 and ADD_DAY in run.stderr:
        counted["schedule: says what to add"] += 1
        return add_day(where, vault, day, item)
    if run.returncode:
        wrong.append("%s: %s: exit %d\n%s" % (where, item["command"], run.returncode, said))
    elif kind in SETTLES and not settled(vault, day, item):
        wrong.append("%s: %s: the item stays\n%s" % (where, item["command"], said))
    elif not said and kind != "notes":
        wrong.append("%s: %s: not a word" % (where, item["command"]))
    else:
        counted[kind] += 1


def add_day(where, vault, day, item):
    """What the message says, added, must do."""
    run = infoview(vault, day, *item["command"][1:2], "interview", "--on", "next tuesday", *item["command"][3:])
    if run.returncode or not settled(vault, day, item):
        wrong.append("%s: %s, with a day: %d %s" % (where, item["command"], run.returncode, run.stdout + run.stderr))
    counted["schedule"] += 1


def fresh(vault):
    copy = os.path.join(box, "copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(vault, copy, symlinks=True)
    return copy


def run_words(where, vault, day, item):
    copy = fresh(vault)
    editor(copy, item["kind"])
    if item["command"][0] != "infoview":
        wrong.append("%s: no command of ours: %s" % (where, item["command"]))
    judge(where, copy, day, item, infoview(copy, day, *item["command"][1:]))


def run_text(where, vault, day, item):
    """The line that `next` prints, through each shell."""
    lines = infoview(vault, day, "next").stdout.splitlines()
    then = [line.split("then", 1)[1].strip() for line in lines if line.startswith("  then ")]
    if len(then) != 1:
        wrong.append("%s: no command in\n%s" % (where, "\n".join(lines)))
        return
    for shell in [shell for shell in ("dash", "bash", "zsh") if shutil.which(shell)]:
        copy = fresh(vault)
        editor(copy, item["kind"])
        run = subprocess.run([shell, "-c", then[0]], cwd=copy, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                             env=dict(os.environ, INFOVIEW_TODAY=day))
        judge("%s, pasted into %s: %s" % (where, shell, then[0]), copy, day, item, run)


def every_item(vault, days):
    for day in days:
        for item in report(vault, day):
            run_words("%s on %s" % (item["id"], day), vault, day, item)


# ---- a vault for each kind

def quoted(text):
    return json.dumps(text, ensure_ascii=True)


def note(vault, path, front, *body):
    path = os.path.join(vault, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write("".join(line + "\n" for line in ["---", *front, "---", *body]))


def kinds(name, stem):
    """(kind, {path: (front matter, body)}) with the person of that name, and of the id `stem` where they have a file."""
    who = ["name: " + quoted(name)]
    contact = "contacts/%s.md" % stem
    held = ["contact: " + quoted(stem), "date: 2026-11-18", "status: done"]
    unknown = ["contact: " + quoted(name), "date: 2026-11-18", "status: done"]
    thanked = ["thanked: 2026-11-18"]
    said = ["## Notes", "", "She explained the map."]
    one = {contact: (who, [])}

    yield "thank", {**one, "interviews/m.md": (held, said)}
    yield "promise", {contact: (who, ["- [ ] Send the slides due:2026-11-20", "- [ ] Send them on"])}
    yield "waiting", {contact: (who, ["- [ ] Send the slides @waiting due:2026-11-20", "- [ ] Send them back"])}
    yield "confirm", {**one, "interviews/m.md": (held[:2], said)}
    yield "notes", {**one, "interviews/m.md": (held + thanked, [])}
    yield "meet", {**one, "interviews/m.md": ([held[0], "date: 2026-11-21"], ["## Questions", "", "- I noticed one?", *["- %d?" % i for i in range(9)]])}
    yield "prep", {**one, "interviews/m.md": ([held[0], "date: 2026-11-22"], []), "questions.md": ([], ["- What changed?", "- I noticed one?", "- Why?", "- How?", "- Who?", "- Where?"])}
    through = {contact: (who, []), "contacts/new.md": (["name: New", "referred_by: " + quoted(stem)], [])}
    yield "ask-referrer", {**through, "interviews/m.md": (["contact: new", "date: 2026-11-22"], ["## Questions", "", "- I noticed one?", *["- %d?" % i for i in range(9)]])}
    yield "tell-referrer", {**through, "interviews/m.md": (["contact: new", "date: 2026-11-18", "status: done", "thanked: 2026-11-18"], said)}
    yield "schedule", {contact: (who, ["## Log", "", "- 2026-11-19 email in: yes"])}
    yield "nudge", {contact: (who, ["## Log", "", "- 2026-11-01 email out: hello"])}
    yield "touch", {contact: (who + ["keep_in_touch: 1 month"], ["## Log", "", "- 2026-05-01 email in: hello", "- 2026-05-02 email out: hello"]),
                    "interviews/m.md": ([held[0], "date: 2026-04-01", "status: done", "thanked: 2026-04-01"], said)}
    yield "referral", {"contacts/bo.md": (["name: Bo"], []), "interviews/m.md": (["contact: bo", "date: 2026-11-01", "status: done", "thanked: 2026-11-01"], said + ["", "## Referrals", "", "- " + name])}
    yield "ask", {contact: (who + ["added: 2026-05-01"], [])}
    # Nobody of that name has a file.
    yield "thank", {"interviews/m.md": (unknown, said)}
    yield "promise", {"interviews/m.md": (unknown + thanked, said + ["", "- [ ] Send the slides"])}
    yield "waiting", {"interviews/m.md": (unknown + thanked, said + ["", "- [ ] Send the slides @waiting"])}
    yield "confirm", {"interviews/m.md": (unknown[:2], said)}
    yield "notes", {"interviews/m.md": (unknown + thanked, [])}
    # Somebody of the vault has a name of which this is a part; and there is a newer meeting than the one without notes.
    other = {"contacts/other.md": (["name: " + quoted("Anders " + name + " Andersen")], [])}
    yield "thank", {**other, "interviews/m.md": (unknown, said)}
    yield "promise", {**other, "interviews/m.md": (unknown + thanked, said + ["", "- [ ] Send the slides"])}
    yield "confirm", {**other, "interviews/m.md": (unknown[:2], said)}
    yield "notes", {**one, "interviews/m.md": (held + thanked, []), "interviews/n.md": ([held[0], "date: 2026-11-19", held[2], "thanked: 2026-11-19"], said)}
    # The words of a promise, and an id, are hostile, too; and the same words stand twice.
    yield "promise", {contact: (who, ["- [ ] Send it due:2026-11-20", "- [ ] Send it due:2026-11-19", "- [ ] Send it on"])}
    yield "promise", {"contacts/bo.md": (["name: Bo"], ["- [ ] %s due:2026-11-20" % name, "- [ ] Send them on"])}
    yield "tell-referrer", {"contacts/bo.md": (["name: Bo"], []), "contacts/new.md": (["name: New", "referred_by: bo"], []),
                            "interviews/2026 %s.md" % stem: (["contact: new", "date: 2026-11-18", "status: done", "thanked: 2026-11-18"], said)}


def good_stem(name):
    """As an id the name may be: not all signs may stand in one (format.md)."""
    bad = set("\\/:*?\"<>|#^[]") | {chr(c) for c in range(32)}
    stem = "".join(c for c in name if c not in bad).strip().lstrip("-").strip()
    return stem or "x"


def names(folder, step):
    vault = os.path.join(folder, "vault")
    for at, name in enumerate(NAMES):
        for kind, files in list(kinds(name, good_stem(name)))[at % step::step]:
            shutil.rmtree(vault, ignore_errors=True)
            os.makedirs(vault)
            with open(os.path.join(vault, "infoview.yaml"), "w") as f:
                f.write("format: 1\ngoal: none\n")
            for path, (front, body) in files.items():
                note(vault, path, front, *body)
            if kind == "referral" and name in CONTROL:
                continue
            where = "%s, %r" % (kind, name)
            items = [item for item in report(vault, DAY) if item["kind"] == kind]
            if not items:
                counted["no item"] += 1
                continue
            run_words(where, vault, DAY, items[0])
            first = json.loads(infoview(vault, DAY, "next", "--json").stdout)["item"]
            if name not in CONTROL and first and first["id"] == items[0]["id"]:
                run_text(where, vault, DAY, first)


if sys.argv[2] == "all":
    every_item(sys.argv[3], sys.argv[4:])
else:
    names(sys.argv[3], int(sys.argv[4]))
shutil.rmtree(box)
print(", ".join("%s %d" % pair for pair in sorted(counted.items())))
if wrong:
    sys.exit("\n".join(wrong[:200]) + "\n%d wrong" % len(wrong))
