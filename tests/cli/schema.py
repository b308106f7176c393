#!/usr/bin/env python3
"""Holds what the program prints, and what its files may hold, to the schemas it gives out, by another's validator.

    schema.py valid PROGRAM               every schema is one, and complete in itself
    schema.py collect PROGRAM FOLDER DAY,… VAULT…  puts every document that vaults give on these days into FOLDER
    schema.py documents PROGRAM FILE…     each document fits its schema; prints the names of those there were
    schema.py mutants PROGRAM FILE…       each document, spoilt in one place, does not
    schema.py front PROGRAM KIND FILE…    front matter (of a .yaml: the file) fits the schema of its kind
    schema.py misfits PROGRAM KIND FILE…  front matter does not, of any of the files
    schema.py pages PROGRAM DAY VAULT…    the data of pages fits the schema of its kind, and all that those name is there
    schema.py agree PROGRAM FOLDER        the schemas of files forbid nothing that the program reads; makes vaults in FOLDER

A FILE is one document; one that ends in .jsonl is a document a line. A line without a `schema` member is an item
of a report. All objects are closed for this: a member that no schema names is a failure.
"""
import copy
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

import yaml
from jsonschema import Draft202012Validator

FREE = {"extra"}  # objects whose members are the user's own

# Members that hold a word of a vocabulary.
WORDS = {"kind", "state", "stage", "status", "rule", "severity", "owner", "direction", "per", "schema"}


class Loader(yaml.SafeLoader):
    """As YAML 1.2 and editors have it: yes, off and days are text."""


Loader.yaml_implicit_resolvers = {
    c: [(tag, r) for tag, r in rs if not tag.endswith("timestamp") and not (tag.endswith("bool") and c not in "tTfF")]
    for c, rs in yaml.SafeLoader.yaml_implicit_resolvers.items()}


class Schemas:
    """The schemas of a program, each asked for once."""

    def __init__(self, program):
        self.program = program
        self.known = {}

    def run(self, *words):
        done = subprocess.run([self.program, "schema", *words], capture_output=True, check=True)
        assert not done.stderr, done.stderr
        return json.loads(done.stdout, object_pairs_hook=unique)

    def names(self):
        return [one["name"] for one in self.run("--json")["schemas"]]

    def get(self, name):
        if name not in self.known:
            self.known[name] = self.run(name)
        return self.known[name]

    def validator(self, document):
        """That of a document, with all objects closed."""
        name = document.get("schema", "item of a report")
        key = "closed " + name
        if key not in self.known:
            if "schema" in document:
                schema = self.get(name)
            else:
                schema = {"$ref": "#/$defs/item", "$defs": self.get("infoview/report@1")["$defs"]}
            self.known[key] = Draft202012Validator(closed(schema))
        return self.known[key]


def unique(pairs):
    assert len({key for key, _ in pairs}) == len(pairs), "a member twice: %s" % [key for key, _ in pairs]
    return dict(pairs)


def closed(schema):
    """A copy of the schema that allows no member which it does not name."""
    schema = copy.deepcopy(schema)

    def close(part):
        if isinstance(part, dict):
            if "properties" in part and "required" in part:
                part.setdefault("additionalProperties", False)
            part = list(part.values())
        if isinstance(part, list):
            for inner in part:
                close(inner)

    close(schema)
    return schema


def complaint(error):
    return "%s: %s" % ("/".join(map(str, error.absolute_path)) or "the whole", error.message[:300])


def read_documents(paths):
    """Each document of the files, with the name to blame it by; of some that are the same bytes the first."""
    known = set()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        parts = text.splitlines() if path.endswith(".jsonl") else [text]
        for number, part in enumerate(parts, 1):
            if part not in known:
                known.add(part)
                yield "%s:%d" % (path, number), json.loads(part, object_pairs_hook=unique)


# ---- the schemas themselves

def objects(schema):
    """Every part of a schema that describes an object."""
    if isinstance(schema, dict):
        if "properties" in schema and "type" in schema:
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def check_valid(schemas):
    names = schemas.names()
    assert len(set(names)) == len(names)
    for name in names:
        schema = schemas.get(name)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema" and "$id" not in schema, name
        text = json.dumps(schema)
        for reference in set(re.findall(r'"\$ref": "#/\$defs/([^"]*)"', text)):
            assert reference in schema["$defs"], (name, reference)
        for part in schema.get("$defs", {}):
            assert '"#/$defs/%s"' % part in text, "%s: nothing is a %s" % (name, part)
        if not name.startswith(("infoview/", "page:")):
            continue
        assert name.startswith("page:") and schema["title"] == name or schemas.run(name.split("/")[1].split("@")[0])["title"] in (name, "infoview: " + name[9:-2]), name
        for part in objects(schema):
            assert list(part["properties"]) == part["required"], (name, part["required"])
            assert "additionalProperties" not in part and part["description"], name
            for member, about in part["properties"].items():
                assert about["description"], (name, member)
                assert set(about) & {"type", "enum", "const", "$ref", "anyOf"}, (name, member)


# ---- documents

LISTS = ["contacts", "interviews", "opportunities", "skills", "targets"]
MAILS = ["ask", "thank", "update", "nudge", "tell", "intro"]
SHOWN = 10  # records at both ends of a list: a vault of a thousand files is not shown a thousand times


class Collector:
    """Runs commands on vaults and keeps what they print, a file each."""

    def __init__(self, program, folder):
        self.program, self.folder, self.vault, self.count = program, folder, None, 0

    def run(self, day, form, *words):
        """The bytes printed; kept unless the program refused the words."""
        done = subprocess.run([self.program, "-C", self.vault, "--today", day, "--format", form, *words], capture_output=True, check=False)
        if done.returncode == 2:
            assert not done.stdout, words
            return b""
        assert done.returncode in (0, 1), (words, done.returncode, done.stderr[:500])
        self.count += 1
        with open("%s/%04d-%s.%s" % (self.folder, self.count, words[0], form), "wb") as file:
            file.write(done.stdout)
        return done.stdout

    def day(self, day):
        for words in ["report"], ["report", "--all"], ["next"], ["check"], ["check", "--strict"], ["doctor"], ["prep"]:
            self.run(day, "json", *words)
        for name in LISTS + ["promises"]:
            self.run(day, "json", "list", name)

    def lines(self, day):
        self.run(day, "jsonl", "report", "--all")
        for name in LISTS + ["promises"]:
            self.run(day, "jsonl", "list", name)
        self.run(day, "jsonl", "list", "promises", "state:o")  # also those that are settled

    def show(self, day):
        """Every record, by its folder and id; what the program takes for several is refused and left out."""
        shown = 0
        for name in LISTS:
            records = json.loads(self.run(day, "json", "list", name))[name]
            for number, record in enumerate(records[:SHOWN] + records[-SHOWN:]):
                form = "jsonl" if number % 2 else "json"
                shown += bool(self.run(day, form, "show", "--", "%s/%s" % (name, record["id"])))
                if name == "contacts":
                    self.run(day, "json", "prep", "--", record["id"])
                    self.run(day, "json", "draft", MAILS[number % len(MAILS)], "--", record["id"])
        return shown


def collect(program, folder, days, vaults):
    collector, shown = Collector(program, folder), 0
    for collector.vault in vaults:
        for day in days:
            collector.day(day)
        collector.lines(days[0])
        shown += collector.show(days[0])
    print("%d records shown" % shown)


def check_documents(schemas, paths):
    seen, wrong = set(), []
    for where, document in read_documents(paths):
        errors = list(schemas.validator(document).iter_errors(document))
        wrong += ["%s: %s" % (where, complaint(error)) for error in errors[:3]]
        seen.add(document.get("schema", "item"))
    print("\n".join(wrong[:20] or sorted(seen)))
    return bool(wrong)


def places(value, path=()):
    """The path of every member of every object, and of the first elements of every list."""
    if isinstance(value, dict) and not (path and path[-1] in FREE):
        for key in value:
            yield path + (key,)
            yield from places(value[key], path + (key,))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield path + (index,)
            yield from places(element, path + (index,))


def trimmed(value):
    """A copy with at most three elements in every list: as many as are spoilt."""
    if isinstance(value, dict):
        return {key: trimmed(inner) for key, inner in value.items()}
    return [trimmed(inner) for inner in value[:3]] if isinstance(value, list) else value


def spoilt(document, path, change):
    """A copy of the document with the holder of the last key of `path` changed."""
    document = copy.deepcopy(document)
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return document


def mutants(document):
    """Copies of a document with one thing wrong, and what it is."""
    def gone(holder, key):
        del holder[key]

    def other(value):
        def change(holder, key):
            holder[key] = value
        return change

    def more(holder, key):
        holder[key]["nobody_wrote_this_down"] = None

    for path in places(document):
        if isinstance(path[-1], str):
            yield path, "gone", spoilt(document, path, gone)
        yield path, "a list of lists", spoilt(document, path, other([[0]]))
        yield path, "a fraction", spoilt(document, path, other(1.5))
        value = document
        for key in path:
            value = value[key]
        if isinstance(value, list):
            yield path, "null", spoilt(document, path, other(None))
        if isinstance(value, dict) and path[-1] not in FREE:
            yield path, "an unknown member", spoilt(document, path, more)
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) and path[-1] != "text":
            yield path, "no day", spoilt(document, path, other("18 Nov 2026"))
        if path[-1] in WORDS and path[-2:] != ("git", "state"):
            yield path, "no such word", spoilt(document, path, other("frobnicate"))
        if path[-1] in ("line", "column"):
            yield path, "zero", spoilt(document, path, other(0))


def check_mutants(schemas, paths):
    count, survivors = 0, []
    for where, document in read_documents(paths):
        validator = schemas.validator(document)
        document = trimmed(document)
        assert validator.is_valid(document), where
        for path, what, mutant in mutants(document):
            count += 1
            if validator.is_valid(mutant):
                survivors.append("%s: %s: %s" % (where, "/".join(map(str, path)), what))
    print("\n".join(survivors[:20]))
    assert count > 20 * len(paths), count
    return bool(survivors)


# ---- files

def front_matter(path):
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
    if not path.endswith(".yaml"):
        text = re.match(r"---\r?\n(.*?)^(---|\.\.\.)\r?$", text, re.S | re.M).group(1)
    return yaml.load(text, Loader) or {}


def check_front(schemas, kind, paths):
    validator, wrong = Draft202012Validator(schemas.get(kind)), []
    for path in paths:
        wrong += ["%s: %s" % (path, complaint(error)) for error in validator.iter_errors(front_matter(path))]
    print("\n".join(wrong))
    assert paths
    return bool(wrong)


def check_misfits(schemas, kind, paths):
    validator = Draft202012Validator(schemas.get(kind))
    fitting = [path for path in paths if validator.is_valid(front_matter(path))]
    print("\n".join(fitting))
    assert paths
    return bool(fitting)


# What may stand after a key: a word each, then a line each.
VALUES = """~ null text 7 "7" '[[a]]' '[[a|b]]' [] [a] [1] [~] [true] {} 2026-11-18 "2026-11-18" 2026-11-18T15:00 2026-11-18t09:00Z
2026-11-18T15:00:30.5+01:00 2026-02-30 2026-13-01 20261118 1899-12-31 1900-01-01 2199-12-31 2200-01-01 tomorrow [2026-11-18]
[2026-12-21..2027-01-03] 2026-12-21..2027-01-03 2027-01-03..2026-12-21 skip yes no on off y n true false 0 1 2 5 6 30 045 100 600
601 1000 1001 3600 1000000 1000001 -1 1.5 1e3 0x1F 12:30 weekly never none P3M 90d P14M10D biweekly people/all people /etc ../x
.git a//b people/ a/.b a\\b _x site monday active planned hard internal open email auto wiki practitioner card seminar no-show
in-person short-course on-the-job hiring-manager""".split() + """{a: b}
{first: Ana, last: Lima}
{a: 2026-11-18}
{a: skip, b: }
{a: [b]}
2026-11-18 15:00
2026-11-18 15:00 +0100
3 months
every 2 weeks
0 days
1 per week
01 per month
0 per week
1000 per year
1001 per year
1 a week
[a, b]
[a, ~]
[1, 2.5]
[[a]]
[[a], [b]]
['[[a]]']
[{a: b}]
[2026-12-21..2027-01-03, 2027-02-02]
[2026-12-21..2027-01-03, ~]
[[2026-11-18]]""".splitlines()

# Findings about the form of a line; the others are about what it means beside other lines and files.
FORM_RULES = {"type", "date", "period", "relative-date", "unknown-value", "unquoted-link"}


def complaints(program, folder):
    """The lines of each file of a vault to whose form the program objects."""
    done = subprocess.run([program, "-C", folder, "check"], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    lines = {}
    for path, line, rule in re.findall(r"^([^ :][^:\n]*):(\d+):\d+: .*\[([a-z-]+)\]$", done.stdout, re.M):
        if rule in FORM_RULES:
            lines.setdefault(path, set()).add(int(line))
    return lines


def flat(properties, group=""):
    """The keys of a kind with their schemas; those of a group of settings with its name before them."""
    for name, schema in properties.items():
        if "properties" in schema:
            yield from flat(schema["properties"], name)
        else:
            yield group, name, schema


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def lines_of(fields, value):
    """A file's lines with that value under every key, and the number of the line of each."""
    lines, at, last = [], {}, ""
    for group, name, _ in fields:
        if group and group != last:
            lines.append(group + ":")
        last = group
        lines.append("%s%s: %s" % ("  " if group else "", name, value))
        at[group, name] = len(lines)
    return lines, at


def make_lines(folder, kind, fields):
    """Puts every value under every key of a kind; gives for each value: its vault, its file, and the line of each key."""
    plural = {"opportunity": "opportunities"}.get(kind, kind + "s")
    for number, value in enumerate(VALUES):
        lines, at = lines_of(fields, value)
        vault, path = "%s/%s" % (folder, kind), "%s/x%d.md" % (plural, number)
        if kind in ("plan", "settings"):  # of these a vault has one
            vault, path = "%s-%d" % (vault, number), {"plan": "plan.md", "settings": "infoview.yaml"}[kind]
        put(vault + "/infoview.yaml", "")
        if kind != "settings":
            lines = ["---"] + lines + ["---"]
            at = {key: line + 1 for key, line in at.items()}
        put("%s/%s" % (vault, path), "\n".join(lines) + "\n")
        yield value, vault, path, at


def check_agree(schemas, folder):
    """A line to which the program has no objection is one to which the schema has none."""
    compared, forbidden, wrong, found = 0, 0, [], {}
    for kind in ("contact", "interview", "opportunity", "skill", "target", "plan", "settings"):
        # `views` is read by nothing yet, so that nothing objects to it.
        fields = [field for field in flat(schemas.get(kind)["properties"]) if field[1] != "views"]
        for value, vault, path, at in list(make_lines(folder, kind, fields)):
            if vault not in found:
                found[vault] = complaints(schemas.program, vault)
            parsed = yaml.load("x: " + value, Loader)["x"]
            for group, key, schema in fields:
                fits = Draft202012Validator(schema).is_valid(parsed)
                compared += 1
                forbidden += not fits
                # An empty line is right but where something is required.
                if not fits and parsed is not None and at[group, key] not in found[vault].get(path, ()):
                    wrong.append("%s: %s: %s is read, but forbidden" % (kind, key, value))
    print("\n".join(wrong))
    assert compared > 5000 and forbidden > 1000, (compared, forbidden)
    return bool(wrong)


# ---- pages

EVERY = 60  # pages of a kind that are looked at in a vault


def page_names(program, vault, day):
    """The pages of a vault's site, those of a kind not without end."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, "-q", "-C", vault, "--today", day, "build", "-n", "-o", folder + "/none", "--json"], capture_output=True, check=True)
    counts = {}
    for name in json.loads(done.stdout)["written"]:
        kind = os.path.dirname(name)
        counts[kind] = counts.get(kind, 0) + 1
        if name.endswith(".html") and (not kind or counts[kind] <= EVERY):
            yield name


def tell(schema, defs, data, seen, name):
    """Notes each member of an object, by the object's name, that is there."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = defs[name]
    for inner in schema.get("anyOf", []) if data is not None else []:
        tell(inner, defs, data, seen, name)
    for item in data if isinstance(data, list) else []:
        tell(schema.get("items", {}), defs, item, seen, name)
    for member, about in schema.get("properties", {}).items():
        if isinstance(data, dict) and member in data:
            seen.add((name, member))
            tell(about, defs, data[member], seen, name)


def check_pages(schemas, day, vaults):
    wrong, seen, there = [], set(), set()
    for vault in vaults:
        for page in page_names(schemas.program, vault, day):
            done = subprocess.run([schemas.program, "-q", "-C", vault, "--today", day, "build", "--dump", page], capture_output=True, check=True)
            data = json.loads(done.stdout, object_pairs_hook=unique)
            schema = schemas.get("page:" + data["page"])
            tell(schema, schema.get("$defs", {}), data, seen, data["page"] + " page")
            wrong += ["%s %s: %s" % (vault, page, complaint(e)) for e in Draft202012Validator(closed(schema)).iter_errors(data)]
            if "page" not in data or list(data) != schema["required"]:
                wrong.append("%s %s: the names stand in another order" % (vault, page))
    for name in schemas.names():
        if name.startswith("page:"):
            schema = schemas.get(name)
            there |= {(name[5:] + " page", member) for member in schema["properties"]}
            there |= {(part, member) for part, about in schema.get("$defs", {}).items() for member in about["properties"]}
    wrong += ["no page has %s of %s" % (member, name) for name, member in sorted(there - seen)]
    print("\n".join(wrong[:60]))
    return bool(wrong)


def main():
    what, program, *rest = sys.argv[1:]
    schemas = Schemas(program)
    if what == "valid":
        return check_valid(schemas)
    if what == "collect":
        return collect(program, rest[0], rest[1].split(","), rest[2:])
    if what == "documents":
        return check_documents(schemas, rest)
    if what == "mutants":
        return check_mutants(schemas, rest)
    if what == "front":
        return check_front(schemas, rest[0], rest[1:])
    if what == "misfits":
        return check_misfits(schemas, rest[0], rest[1:])
    if what == "pages":
        return check_pages(schemas, rest[0], rest[1:])
    if what == "agree":
        return check_agree(schemas, rest[0])
    return sys.exit(__doc__)


sys.exit(main())
