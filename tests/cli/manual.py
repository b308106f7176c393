"""The manual pages against the program: manual.bats runs one check a test.

    manual.py CHECK BINARY TOP    with HOME, a working folder and a copy of the example vault in INFOVIEW_VAULT

A page is read in two ways: its source, for what mdoc marks, and as `infoview help PAGE` prints it. Checks print what is
wrong and end with status 1. A command of the pages that this version refuses as "not in this version yet" is passed over.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

BINARY, TOP = sys.argv[2], Path(sys.argv[3])
PAGES = sorted((TOP / "cmd/man").iterdir())
FORMATS = ["text", "json", "jsonl", "csv", "tsv", "github"]

wrong = []


def run(*words, status=None, **options):
    done = subprocess.run([BINARY, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)
    if status is not None and done.returncode != status:
        wrong.append("infoview %s: status %d, not %d: %s" % (" ".join(words), done.returncode, status, done.stderr.strip()))
    return done


def compare(what, page, program):
    """Both directions."""
    wrong.extend("%s: only the page has %r" % (what, one) for one in page if one not in program)
    wrong.extend("%s: the page lacks %r" % (what, one) for one in program if one not in page)


def folded(text):
    return " ".join(text.split())


def source(name):
    return next(page for page in PAGES if page.stem == name).read_text(encoding="utf-8")


def sections(text, macro):
    """{title: source} of the sections of a level."""
    parts = re.split(r"^\.%s (.*)\n" % macro, text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def words_of(line):
    """The text of a macro line: marks and spacing taken out."""
    text = re.sub(r"\b(Cm|Ar|Op|Nm|No|Ql|Ta)\s", "", line + " ")
    text = re.sub(r"\bFl -", "--", re.sub(r"\bFl (?=\w )", "-", text))
    return folded(text.replace(r"\&", "").replace(r"\-", "-").replace(" Ns ", "").replace(" ,", ","))


def commands():
    """{name: source of its part}."""
    return sections(sections(source("infoview"), "Sh")["COMMANDS"], "Ss")


def options_of(text):
    """["-C, --vault DIR", …] of the item lines of a list."""
    return [words_of(line) for line in re.findall(r"^\.It (Fl .*)$", text, re.M)]


def options_in_help(text):
    return [folded(line) for line in re.findall(r"^  (-\S.*?)  ", text + "  ", re.M)]


def check_commands():
    """The commands, their words and their options."""
    overview = run("help", status=0).stdout.split("\nEverywhere\n")
    names = re.findall(r"^  ([a-z-]+)  ", overview[0], re.M)
    page = commands()
    compare("COMMANDS", list(page), names)
    assert len(names) >= 8
    for name in names:
        text, help_ = page[name], run(name, "-h", status=0).stdout
        usage = folded(re.search(r"^usage: infoview \S+((?:.|\n {16})*)\[OPTIONS\]", help_, re.M)[1])
        synopsis = re.findall(r"^\.(Op|Ar|Cm) (.*)$", text.split("\n.Pp")[0], re.M)
        said = " ".join("[%s]" % words_of(one) if macro == "Op" else words_of(one) for macro, one in synopsis)
        said = said.replace(" | ", "|")
        if said != usage:
            wrong.append("%s: the page has the words %r, the program %r" % (name, said, usage))
        options, there = options_of(text), options_in_help(help_)
        compare(name, options, there)
    compare("OPTIONS", options_of(sections(source("infoview"), "Sh")["OPTIONS"]), options_in_help(overview[1]))


def check_formats():
    """What a command's part says of formats, by trying all of them."""
    words = {"new": ["-n", "skill", "Quilting"], "log": ["-n", "ana", "call"], "met": ["-n", "tomasz"], "move": ["-n", "kofi", "--at", "9:00"],
             "cancel": ["-n", "kofi"], "thank": ["-n", "ana"], "done": ["-n", "bo", "report"],
             "snooze": ["-n", "bo", "--until", "tomorrow"], "set": ["-n", "ana", "role", "x"], "undo": ["--list"],
             "show": ["ana-lima"], "build": ["-n"], "parse-date": ["today"], "init": ["-n", "new"], "schema": ["contact"],
             "draft": ["thank", "ana-lima"], "edit": ["-n", "ana"], "rename": ["-n", "ana", "zoe"], "forget": ["-n", "ana"], "templates": ["list"]}
    for name, text in commands().items():
        said = re.search(r"^Formats: (.*?)\.$", text, re.M)
        said = said[1].split(", ") if said else []
        outputs = {f: run(name, *words.get(name, []), "--format", f) for f in FORMATS}
        taken = [f for f in FORMATS if outputs[f].returncode != 2]
        if name == "check" and "json" not in taken:
            continue
        if said:
            compare(name, [f for f in said if f in FORMATS], taken)
        elif outputs["json"].stdout.startswith("{"):
            wrong.append("%s: the page says nothing of its formats" % name)


def field_names(kind):
    return re.findall(r"^\.It Cm (\S+)", sections(source("infoview-format"), "Ss")[kind].split("\n.Sh ")[0], re.M)


def check_columns():
    """The columns of list and report: what is worked out, and what csv has."""
    text = commands()["list"]
    derived, fixed = (sections(part, "It") for part in text.split("\n.El")[1:3])
    derived = {key: re.findall(r"Cm (\S+)", value) for key, value in derived.items()}
    kinds = {"contacts": "contact", "interviews": "interview", "promises": "contact", "opportunities": "opportunity",
             "skills": "skill", "targets": "target"}
    compare("lists", list(fixed), list(kinds))
    for name, kind in kinds.items():
        there = run("list", name, "--columns", "qqqqqqq", status=2).stderr.split("they have ")[1].strip().split(", ")
        said = [one for key, value in derived.items() if key == "all lists" or name in key.split(", ") for one in value]
        compare("list " + name, sorted(set(said + field_names(kind))), there)
        header = run("-q", "list", name, "--format", "csv", status=0).stdout.split("\n")[0]
        compare("csv of " + name, [folded(fixed[name])], [header.replace(",", ", ")])
    header = run("report", "--format", "tsv", "-q", status=0).stdout.split("\n")[0]
    if header.replace("\t", ", ") not in folded(commands()["report"]):
        wrong.append("report: the page does not have the columns " + header)


def check_environment():
    """Variables: what the source reads, the topic and infoview(1)."""
    here = [path for path in (TOP / "cmd").glob("*.c") if path.name != "help_topic.c"]
    text = "".join(path.read_text(encoding="utf-8") for path in here)
    used = sorted(set(re.findall(r'\b(?:getenv|given)\("(\w+)"\)', text)))
    topic = re.findall(r"^  ([A-Z_]+)  ", run("help", "environment", status=0).stdout, re.M)
    page = [name for line in re.findall(r"^\.It Ev (.*)$", sections(source("infoview"), "Sh")["ENVIRONMENT"], re.M)
            for name in line.split(" , ")]
    compare("ENVIRONMENT", sorted(page), sorted(topic))
    known = [name for name in page if '"%s"' % name in text]
    compare("getenv in cmd/", sorted(page), sorted(set(used + known)))
    assert len(used) > 10


def check_statuses():
    topic = re.findall(r"^ *(\d+)  ", run("help", "exit-codes", status=0).stdout, re.M)
    page = re.findall(r"^\.It (\d+)$", sections(source("infoview"), "Sh")["EXIT STATUS"], re.M)
    compare("EXIT STATUS", page, topic)
    numbers = re.findall(r"STATUS_\w+ = (\d+)", (TOP / "cmd/cmd.h").read_text(encoding="utf-8"))
    compare("enum status", [one for one in topic if one != "130"], numbers)


def examples(text):
    return [line.replace(r"\(aq", "'").replace(r"\(ba", "|").replace(r"\-", "-").replace(r"\&", "")
            for line in re.findall(r"^\.Dl \$ (.*)$", text, re.M)]


def check_examples():
    """`.Dl $ …` lines do what they say, each in a vault of its own; their shell is one session."""
    lines = [line for page in PAGES for line in examples(page.read_text(encoding="utf-8"))]
    assert len(lines) > 30
    shell = "infoview() { %s \"$@\" </dev/null; }\n" % shlex.quote(BINARY)
    folder = os.getcwd()
    vault = Path(os.environ["INFOVIEW_VAULT"])
    shutil.copytree(vault, "fresh", symlinks=True)
    for line in lines:
        shutil.rmtree(vault)
        shutil.copytree("fresh", vault, symlinks=True)
        if line.startswith("cd "):
            folder = os.path.join(folder, line[3:])
            continue
        goes_on = "--watch" in line  # until it is ended
        done = subprocess.run(["bash", "-c", (shell.replace("{ ", "{ timeout 2 ") if goes_on else shell) + line], cwd=folder,
                              capture_output=True, text=True)
        if goes_on and done.returncode == 124:
            continue
        if "not in this version yet" in done.stderr:
            continue
        if done.returncode > 1 or re.search("unknown|needs a value|one word too many", done.stderr):
            wrong.append("$ %s\n%s" % (line, done.stderr))
        if line.startswith("infoview next"):
            folder = os.getcwd()


def check_sessions():
    """Displays that begin with `$` print what stands there: handed to doctest as blocks of a document."""
    blocks = []
    for page in PAGES:
        for block in re.findall(r"^\.Bd -literal.*\n((?:.*\n)*?)\.Ed$", page.read_text(encoding="utf-8"), re.M):
            if block.startswith("$ "):
                blocks.append("```console\n%s```\n" % block.replace(r"\(aq", "'"))
    assert len(blocks) >= 2
    Path("sessions.md").write_text("\n".join(blocks), encoding="utf-8")
    done = subprocess.run([TOP / "tests/tools/doctest", "sessions.md", BINARY], capture_output=True, text=True)
    if done.returncode:
        wrong.append(done.stdout + done.stderr)


def check_files():
    """The files of infoview-format(5)'s examples make a vault without an error, and its settings hold."""
    vault = Path("vault-of-the-page")
    text = sections(source("infoview-format"), "Sh")
    files = re.findall(r"^\.Pa (\S+\.md) :\n\.Bd -literal.*\n((?:.*\n)*?)\.Ed$", text["EXAMPLES"], re.M)
    settings = re.search(r"^\.Bd -literal.*\n((?:.*\n)*?)\.Ed$", text["SETTINGS"], re.M)[1]
    assert len(files) == 2
    for path, content in files + [("infoview.yaml", settings)]:
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_text(content, encoding="utf-8")
    run("-C", str(vault), "check", status=0)
    listed = run("-C", str(vault), "list", "promises", "--format", "csv", status=0).stdout
    for one in ("mine", "theirs", "2026-11-25"):
        if one not in listed:
            wrong.append("the example's promises: no %s in\n%s" % (one, listed))


def check_dates():
    """Every row of the tables of infoview-dates(7), through parse-date."""
    parts, count = sections(source("infoview-dates"), "Sh"), 0
    for title, part in parts.items():
        for row in re.findall(r"^\.It Cm (.*)$", part, re.M):
            text, *cells = [cell.strip() for cell in row.split(" Ta ")]
            count += 1
            if title == "REFUSED":
                if cells[0] not in run("parse-date", "--", text, status=2).stderr:
                    wrong.append("%r is not refused because of: %s" % (text, cells[0]))
            elif len(cells) == 2 and re.match(r"\d{4}-", cells[1]):
                for option, expected in zip(("--past", "--future"), cells):
                    got = run("parse-date", option, "--", text, status=0).stdout.strip()
                    if got != expected:
                        wrong.append("%s %r is %s, not %s" % (option, text, got, expected))
            else:
                got = run("parse-date", "--", text, status=0).stdout.strip()
                if got != cells[0]:
                    wrong.append("%r is %s, not %s" % (text, got, cells[0]))
    assert count > 70, count
    # The words of the topic are forms of the page, or of the program at least.
    topic = run("help", "dates", status=0).stdout
    page = folded(re.sub(r"^\.\w+ (Cm )?", "", source("infoview-dates"), flags=re.M))
    for line in topic.split("\n\n")[0].split("\n")[1:] + topic.split("\n\n")[1].split("\n")[1:]:
        for text in [one for one in re.split(r"\s{2,}", line.strip()) if not one.startswith("the ")]:
            # Of a day alone that could be two, the direction decides.
            if run("parse-date", "--", text).returncode and run("parse-date", "--past", "--", text).returncode:
                wrong.append("help dates: %r is refused" % text)
    for name in re.findall(r"[a-z]+ly|never", topic):
        if name not in page:
            wrong.append("help dates has %r, the page has not" % name)


def check_rendering():
    """No overstrike, escape or hyphen of typography is left in what is read; nothing is wider than a screen."""
    for page in PAGES:
        text = run("help", page.stem, status=0).stdout
        lines = text.split("\n")
        if not text.startswith("NAME\n") or text.endswith("\n\n") or "\b" in text or "\x1b" in text:
            wrong.append(page.name + ": not as it should be rendered")
        if re.search("[\u2010\u2011\u2212]", text):
            wrong.append(page.name + ": a hyphen that cannot be typed")
        wrong.extend("%s: too wide: %s" % (page.name, line) for line in lines if len(line) > 80)
        coloured = run("help", page.stem, "--color", "always", status=0).stdout
        if "\x1b[1mNAME\x1b[0m" not in coloured or "\b" in coloured or re.sub(r"\x1b\[\d*m", "", coloured) != text:
            wrong.append(page.name + ": with colour the text is another")
    if "\x1b[4mWHO…\x1b[0m" not in run("report", "--help", "--color", "always", status=0).stdout:
        wrong.append("report --help: WHO… is not underlined")


def check_parts():
    """`COMMAND --help` is the command's part of infoview(1)."""
    whole = run("--help", status=0).stdout
    if whole != run("help", "infoview", status=0).stdout:
        wrong.append("--help is not infoview(1)")
    parts = whole.split("\nCOMMANDS\n")[1].split("\nOPTIONS\n")[0]
    parts = dict(re.findall(r"^   (\S+)\n((?:     .*\n|\n)*)", parts, re.M))
    for name in commands():
        text = run(name, "--help", status=0).stdout
        first, rest = text.split("\n", 1)
        body, last = rest.strip("\n").rsplit("\n", 1)
        if first != name or folded(body) != folded(parts[name]) or not last.endswith("infoview --help"):
            wrong.append("%s --help is not its part of the page" % name)
        if run("--help", name, status=0).stdout != text:
            wrong.append("--help %s is another text" % name)


if __name__ == "__main__":
    globals()["check_" + sys.argv[1]]()
    print("\n".join(wrong))
    sys.exit(bool(wrong))
