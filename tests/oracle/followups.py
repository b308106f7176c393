#!/usr/bin/env python3
"""Reference implementation of "what is due", written from the specification only.

    followups.py VAULT --today DATE [--days N] [--all]
    followups.py --selftest

It exists to disagree with the C program when one of the two misreads the page,
so it favours plain statements of the rules over speed and over completeness.
"""

import argparse
import calendar
import datetime
import json
import os
import re
import sys
import tempfile
import unicodedata
from fractions import Fraction

import yaml

sys.dont_write_bytecode = True        # leave no cache beside the sources

import mdscan

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
KINDS = ["thank", "promise", "confirm", "notes", "meet", "prep", "ask-referrer",
         "tell-referrer", "schedule", "nudge", "waiting", "touch", "referral",
         "ask", "review"]
STATES = ["overdue", "due", "upcoming", "later", "open"]
RECORDS = ["contacts", "interviews", "opportunities", "skills", "targets"]
REVIEW_KEYS = ["reviewed", "skills_reviewed", "resume_updated", "profile_updated"]
LOG_KINDS = ["email", "call", "video", "meet", "card", "message", "post", "letter",
             "chat", "note", "other"]
LOG_HEADINGS = ["log", "history", "communications"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAY = datetime.timedelta(days=1)

CONTACT_SYNONYMS = {
    "org": ["company", "organization", "organizations", "employer"],
    "referred_by": ["met_through", "introduced_by", "known_through"],
    "keep_in_touch": ["cadence", "contact_frequency", "frequency"],
    "snooze": ["snooze_until"],
}
INTERVIEW_SYNONYMS = {"contact": ["with", "people", "attendees", "person"]}


# ---------------------------------------------------------------- text and dates

def nfc(text):
    return unicodedata.normalize("NFC", text)


def folded(text):
    """For ids and stems: NFC, case folded, NFC again."""
    return nfc(nfc(text).casefold())


def parse_date(text):
    """An ISO date between 1900 and 2199, or None."""
    if text is None or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
        return None
    try:
        day = datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2199 else None


DATE_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
                       r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?"
                       r"(?:Z|[+-]([0-9]{2}):?([0-9]{2}))?)?")


def parse_date_time(text):
    """The day of a date or date-time as written: an offset never shifts it."""
    match = DATE_TIME.fullmatch(text.strip()) if text is not None else None
    if not match:
        return None
    limits = [23, 59, 59, 23, 59]
    for value, limit in zip(match.groups()[1:], limits):
        if value is not None and int(value) > limit:
            return None
    return parse_date(match.group(1))


class Period:
    """Calendar months and days, or never."""

    def __init__(self, months=0, days=0, never=False):
        self.months, self.days, self.never = months, days, never

    def after(self, day):
        return add_months(day, self.months) + DAY * self.days

    def before(self, day):
        return add_months(day, -self.months) - DAY * self.days


def add_months(day, months):
    """Calendar months, clamped to the last day of the month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


PERIOD_WORDS = {
    "daily": (0, 1), "weekly": (0, 7), "fortnightly": (0, 14), "monthly": (1, 0),
    "quarterly": (3, 0), "yearly": (12, 0), "annually": (12, 0),
}
PERIOD_UNITS = {
    "d": (0, 1), "day": (0, 1), "days": (0, 1), "w": (0, 7), "week": (0, 7),
    "weeks": (0, 7), "m": (1, 0), "mo": (1, 0), "month": (1, 0), "months": (1, 0),
    "q": (3, 0), "quarter": (3, 0), "quarters": (3, 0), "y": (12, 0), "year": (12, 0),
    "years": (12, 0),
}


def parse_period(text, allow_never=False):
    """A Period, or None for anything that is not one."""
    if text is None:
        return None
    words = mdscan.fold(text).casefold()
    if words == "never":
        return Period(never=True) if allow_never else None
    if words in PERIOD_WORDS:
        return Period(*PERIOD_WORDS[words])
    match = (re.fullmatch(r"(?:every )?([0-9]{1,5}) ?([a-z]+)", words)
             or re.fullmatch(r"p([0-9]{1,5})([dmwy])", words))
    if not match or match.group(2) not in PERIOD_UNITS:
        return None
    months, days = PERIOD_UNITS[match.group(2)]
    return Period(int(match.group(1)) * months, int(match.group(1)) * days)


# ---------------------------------------------------------------- YAML

class Unreadable(Exception):
    """The file is a visible row, not a record."""


class Node:
    """A YAML node: `value` is text, a list of nodes or a list of (key, node)."""

    def __init__(self, kind, line, value):
        self.kind, self.line, self.value = kind, line, value


def parse_yaml(text):
    """The one document in `text` as Nodes, or None when it is empty."""
    try:
        events = list(yaml.parse(text, Loader=LOADER))
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable("yaml") from error
    builder = Builder(events)
    return builder.document()


class Builder:
    """Builds Nodes from events, refusing what the format refuses."""

    def __init__(self, events):
        self.events = iter(events)
        self.nodes = 0

    def document(self):
        root = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise Unreadable("second document")
                root = self.node(next(self.events), 1)
        return root

    def node(self, event, depth):
        self.nodes += 1
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable("alias")
        if getattr(event, "tag", None):
            raise Unreadable("tag")
        if depth > 32 or self.nodes > 10000:
            raise Unreadable("depth or size")
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value.encode("utf-8")) > 16 * 1024:
                raise Unreadable("scalar size")
            return Node("scalar", line, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node("list", line, self.sequence(depth))
        return Node("map", line, self.mapping(depth))

    def sequence(self, depth):
        items = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, depth + 1))
        return items

    def mapping(self, depth):
        pairs = []
        seen = set()
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, depth + 1)
            if key.kind != "scalar":
                raise Unreadable("key is not a scalar")
            if key.value in seen:
                raise Unreadable("duplicate key")
            seen.add(key.value)
            pairs.append((key, self.node(next(self.events), depth + 1)))
        return pairs


def normal_key(text):
    return re.sub(r"[ -]", "_", text.strip()).casefold()


class Fields:
    """A mapping looked up by key in any spelling, or by one of its synonyms."""

    def __init__(self, node, synonyms=None):
        self.synonyms = synonyms or {}
        self.entries = {}
        for key, value in (node.value if node and node.kind == "map" else []):
            self.entries.setdefault(normal_key(key.value), (key, value))

    def node(self, key):
        for name in [key] + self.synonyms.get(key, []):
            if name in self.entries:
                return self.entries[name][1]
        return None

    def line(self, key):
        return self.entries[key][0].line if key in self.entries else 1

    def text(self, key):
        """The scalar's text, or None when missing, empty or not a scalar."""
        node = self.node(key)
        if node is None or node.kind != "scalar" or not node.value.strip():
            return None
        return node.value.strip()

    def date(self, key):
        return parse_date(self.text(key))

    def word(self, key, vocabulary):
        """A vocabulary word; an unknown one is read as missing."""
        text = self.text(key)
        return text.casefold() if text and text.casefold() in vocabulary else None

    def texts(self, key):
        """A scalar or list of scalars as texts."""
        return [text for text, _ in flatten(self.node(key)) if text.strip()]

    def is_set(self, key):
        return bool(self.texts(key))


def flatten(node, depth=0):
    """(text, nested) of every scalar; nested twice is an unquoted [[wiki-link]]."""
    if node is None or node.kind == "map":
        return []
    if node.kind == "scalar":
        return [(node.value, depth >= 2)] if node.value.strip() else []
    return [entry for child in node.value for entry in flatten(child, depth + 1)]


# ---------------------------------------------------------------- settings

class Settings:
    """infoview.yaml with its defaults; a bad value leaves the default."""

    def __init__(self, root):
        fields = Fields(root)
        thank_you = Fields(fields.node("thank_you"))
        self.thank_due = period_setting(thank_you, "due", "1 day")
        self.thank_late = period_setting(thank_you, "late", "2 days")
        self.keep_in_touch = period_setting(fields, "keep_in_touch", "3 months", True)
        self.promise_due = period_setting(fields, "promise_due", "7 days")
        self.nudge_after = period_setting(fields, "nudge_after", "7 days")
        self.nudge_times = integer_setting(fields, "nudge_times", 2)
        self.ask_after = period_setting(fields, "ask_after", "3 days")
        self.schedule_after = period_setting(fields, "schedule_after", "2 days")
        self.ask_referrer = period_setting(fields, "ask_referrer", "3 days")
        self.tell_referrer = period_setting(fields, "tell_referrer", "7 days")
        self.review_every = period_setting(fields, "review_every", "12 months")
        self.horizon = period_setting(fields, "horizon", "7 days")
        meeting = Fields(fields.node("meeting"))
        self.min_questions = integer_setting(meeting, "min_questions", 5)
        self.goal = goal_setting(fields.text("goal"))
        self.away = away_setting(fields.node("away"))
        self.week_starts = WEEKDAYS.index(fields.word("week_starts", WEEKDAYS) or "monday")
        self.folders = folder_settings(fields.node("folders"))


def period_setting(fields, key, default, allow_never=False):
    return parse_period(fields.text(key), allow_never) or parse_period(default)


def integer_setting(fields, key, default):
    text = fields.text(key)
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else default


def goal_setting(text):
    """(unit, target), or None for `none`."""
    words = mdscan.fold(text or "").casefold()
    if words == "none":
        return None
    match = re.fullmatch(r"([0-9]{1,4}) per (week|fortnight|month)", words)
    if not match or int(match.group(1)) < 1:
        return "week", 1
    return match.group(2), int(match.group(1))


def away_setting(node):
    """A list of (first, last) days; the whole line falls back when one is bad."""
    if node is None or node.kind != "list":
        return []
    ranges = []
    for child in node.value:
        parts = child.value.split("..") if child.kind == "scalar" else []
        days = [parse_date(part) for part in parts]
        if len(days) != 2 or None in days or days[0] > days[1]:
            return []
        ranges.append(tuple(days))
    return ranges


def folder_settings(node):
    fields = Fields(node)
    folders = {}
    for name in RECORDS:
        text = (fields.text(name) or "").strip("/")
        inside = text and not (fields.text(name) or "").startswith("/")
        bad = not inside or any(part in ("", ".", "..") for part in text.split("/"))
        folders[name] = name if bad else text
    return folders


# ---------------------------------------------------------------- records

class Contact:
    """A contact; `readable` is False for one known by its file name only."""

    def __init__(self, stem, path):
        self.id, self.path, self.name = nfc(stem), path, nfc(stem)
        self.readable = False
        self.aliases, self.log, self.tasks = [], [], []
        self.interviews = []


class Interview:
    def __init__(self, stem, path):
        self.id, self.path = nfc(stem), path


class Participant:
    """Somebody met; `contact` is None when the link resolves to nobody."""

    def __init__(self, contact, name, target):
        self.contact, self.name, self.target = contact, name, target

    def same(self, other):
        if self.contact or other.contact:
            return self.contact is other.contact
        return self.name == other.name

    def settles(self, person):
        """Whether this key of a `thanked` map is that participant: two dead links are one by target too."""
        return self.same(person) or (not self.contact and not person.contact and self.target == person.target)


class Task:
    def __init__(self, line, box, plain, under_waiting):
        self.line = line
        self.ticked = box in "xX"
        self.open = box == " "
        self.links = plain.links
        marks = read_marks(plain.masked)
        self.theirs = under_waiting or marks["waiting"]
        self.due = marks["due"]
        self.done = marks["done"] if self.ticked else None
        self.text = mdscan.fold(cut(plain.text, marks["spans"]))


MARK_DATE = r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w-])"
DUE_MARK = re.compile(r"(?<!\w)due:" + MARK_DATE + r"|(?<!\w)due:: " + MARK_DATE
                      + r"|\(due " + MARK_DATE + r"\)|\U0001F4C5 " + MARK_DATE)
DONE_MARK = re.compile(r"(?<!\w)done:" + MARK_DATE + r"|(?<!\w)done:: " + MARK_DATE
                       + "|\u2705 " + MARK_DATE)
WAITING_MARK = re.compile(r"(?<!\S)@waiting(?![\w-])")


def read_marks(text):
    """The first mark of each sort counts; all of them are cut from the text."""
    due = list(DUE_MARK.finditer(text))
    done = list(DONE_MARK.finditer(text))
    waiting = list(WAITING_MARK.finditer(text))
    return {"due": mark_date(due), "done": mark_date(done), "waiting": bool(waiting),
            "spans": sorted(match.span() for match in due + done + waiting)}


def mark_date(matches):
    if not matches:
        return None
    return parse_date(next(group for group in matches[0].groups() if group))


def cut(text, spans):
    kept, position = [], 0
    for start, end in spans:
        kept.append(text[position:start])
        position = end
    return "".join(kept) + text[position:]


TASK = re.compile(r"\[([ xX-])\](?:[ \t\n]+(.*))?$", re.S)


def task_match(item):
    """The task box of a list item, or None."""
    first = item.children[0] if item.children else None
    return TASK.match(first.text) if first and first.kind == "paragraph" else None


def find_tasks(blocks):
    """Every task of a file, nested ones too, in line order."""
    tasks = []
    for block, headings in mdscan.with_headings(blocks):
        if block.kind == "item":
            names = [mdscan.fold(mdscan.inline(h.text).text).casefold() for h in headings]
            waiting = any("waiting" in n or "they promised" in n for n in names)
            collect_tasks(block, waiting, tasks)
    return tasks


def collect_tasks(item, waiting, tasks):
    match = task_match(item)
    if match and (match.group(2) or "").strip():
        plain = mdscan.inline(match.group(2))
        tasks.append(Task(item.line, match.group(1), plain, waiting))
    for child in item.children:
        if child.kind == "item":
            collect_tasks(child, waiting, tasks)


def heading_name(block):
    """A heading's name for comparison: no case, no colon, no `(private)`."""
    name = mdscan.fold(mdscan.inline(block.text).text).casefold()
    name = re.sub(r"\s*\(private\)$", "", name)
    return re.sub(r"\s*:$", "", name)


def in_section(headings, names):
    return any(heading_name(heading) in names for heading in headings)


class LogLine:
    def __init__(self, date, kind, direction):
        self.date, self.kind = date, kind
        self.direction = None if kind == "note" else direction
        self.touch = kind != "note"


LOG_LINE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?=[\s:]|$)(.*)", re.S)
LOG_HEAD = re.compile(r"(?:[ \t]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
                      r"(?:[ \t]+(%s))?(?:[ \t]+(in|out))?[ \t]*(?::.*)?$"
                      % "|".join(LOG_KINDS), re.I | re.S)


def read_log(blocks):
    lines = []
    for block, headings in mdscan.with_headings(blocks):
        if block.kind == "item" and in_section(headings, LOG_HEADINGS):
            collect_log(block, lines)
    return lines


def collect_log(item, lines):
    first = item.children[0] if item.children else None
    if first and first.kind == "paragraph" and not task_match(item):
        line = log_line(mdscan.inline(first.text).text)
        if line:
            lines.append(line)
    for child in item.children:
        if child.kind == "item":
            collect_log(child, lines)


def log_line(text):
    match = LOG_LINE.match(text.strip())
    day = parse_date(match.group(1)) if match else None
    if not day:
        return None
    head = LOG_HEAD.match(match.group(2))
    if head:
        direction = head.group(2).lower() if head.group(2) else None
        return LogLine(day, (head.group(1) or "other").lower(), direction)
    words = match.group(2).split()
    kind = words[0].lower() if words and words[0].lower() in LOG_KINDS else "other"
    return LogLine(day, kind, None)


# ---------------------------------------------------------------- files

def is_sync_copy(name):
    return ".sync-conflict-" in name or ".conflict-" in name or " (conflicted copy" in name


def record_files(root, folder):
    """Relative paths of the Markdown files of a record folder, by path bytes."""
    found = []
    walk(root, folder, found)
    return sorted(found, key=os.fsencode)


def walk(root, folder, found):
    full = os.path.join(root, folder)
    if os.path.islink(full) or not os.path.isdir(full):
        return
    for name in os.listdir(full):
        path = folder + "/" + name
        if name[0] in "._" or is_sync_copy(name) or os.path.islink(os.path.join(root, path)):
            continue
        if os.path.isdir(os.path.join(root, path)):
            walk(root, path, found)
        elif name.endswith(".md"):
            found.append(path)


def stem_of(path):
    return path.rsplit("/", 1)[-1][:-len(".md")]


def bad_id(stem):
    return (stem.startswith("-") or any(char in '\\/:*?"<>|#^[]' for char in stem)
            or any(unicodedata.category(char) == "Cc" for char in stem))


class File:
    """A file taken apart: its fields and its body's lines."""

    def __init__(self, root, path, needs_front_matter=True):
        self.too_big = False
        text = read_text(os.path.join(root, path))
        lines = [line[:-1] if line.endswith("\r") else line for line in text.split("\n")]
        end = front_matter_end(lines, needs_front_matter)
        self.node = parse_front_matter(lines[1:end]) if end else None
        start = end + 1 if end else 0
        self.body = [(start + n + 1, line) for n, line in enumerate(lines[start:])]
        size = len("\n".join(line for _, line in self.body).encode("utf-8"))
        brackets = sum(line.count("[") for _, line in self.body)
        if size > 128 * 1024 or brackets > 4000:
            self.too_big, self.body = True, []
        self.blocks = mdscan.parse_document(self.body)


def read_text(path):
    with open(path, "rb") as stream:
        data = stream.read()
    if len(data) > 4 * 1024 * 1024 or b"\0" in data:
        raise Unreadable("size or NUL")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("utf8") from error
    if re.search(r"^(<{7}|>{7}) ", text, re.M):
        raise Unreadable("conflict marker")
    return text[1:] if text.startswith("\ufeff") else text


def front_matter_end(lines, needed):
    """The index of the closing line; 0 when there is none and none is needed."""
    if lines[0] != "---":
        if needed:
            raise Unreadable("front matter")
        return 0
    for index in range(1, len(lines)):
        if lines[index] in ("---", "..."):
            return index
    raise Unreadable("front matter not closed")


def parse_front_matter(lines):
    text = "\n".join(lines) + "\n"
    if len(text.encode("utf-8")) > 64 * 1024:
        raise Unreadable("front matter size")
    node = parse_yaml(text)
    if node and node.kind == "scalar" and not node.value.strip():
        return None
    if node and node.kind != "map":
        raise Unreadable("front matter is no mapping")
    return node


# ---------------------------------------------------------------- the vault

class Vault:
    """Everything read from the files, links resolved."""

    def __init__(self, root):
        self.root = root
        self.unreadable = set()
        with open(os.path.join(root, "infoview.yaml"), "rb") as stream:
            self.settings = Settings(parse_yaml(stream.read().decode("utf-8-sig")))
        self.contacts = self.load_contacts()
        self.by_id = {folded(contact.id): contact for contact in self.contacts}
        self.by_name = names_of(self.contacts)
        self.interviews = self.load_interviews()
        for kind in ["opportunities", "skills", "targets"]:
            for path in self.accepted(kind):
                self.open(path)
        self.plan = self.load_plan()

    def accepted(self, kind):
        """Paths of a kind that may be records; bad ids and later twins are rows."""
        seen = set()
        paths = []
        for path in record_files(self.root, self.settings.folders[kind]):
            stem = folded(stem_of(path))
            if bad_id(stem_of(path)) or stem in seen:
                self.unreadable.add(path)
            else:
                paths.append(path)
            seen.add(stem)
        return paths

    def open(self, path, needs_front_matter=True):
        """The File, or None; whatever is not wholly read is a row."""
        try:
            file = File(self.root, path, needs_front_matter)
        except Unreadable:
            self.unreadable.add(path)
            return None
        if file.too_big:
            self.unreadable.add(path)
        return file

    def load_contacts(self):
        contacts = []
        for path in self.accepted("contacts"):
            contact = Contact(stem_of(path), path)
            file = self.open(path)
            if file:
                fill_contact(contact, file)
            contacts.append(contact)
        return contacts

    def load_interviews(self):
        interviews = []
        for path in self.accepted("interviews"):
            file = self.open(path)
            if file:
                interview = Interview(stem_of(path), path)
                self.fill_interview(interview, file)
                interviews.append(interview)
        return interviews

    def load_plan(self):
        if not os.path.isfile(os.path.join(self.root, "plan.md")):
            return Fields(None)
        file = self.open("plan.md", needs_front_matter=False)
        return Fields(file.node if file else None)

    # Links

    def resolve_target(self, target, folder=""):
        """The contact that a link target means; `folder` is where the link stands."""
        target = nfc(re.sub(r"\.md$", "", target.split("#", 1)[0].strip()))
        if "/" not in target and not folder:
            return self.resolve_word(target)
        path = os.path.normpath(os.path.join(folder, target))
        inside = path.startswith(nfc(self.settings.folders["contacts"]) + "/")
        return self.by_id.get(folded(path.rsplit("/", 1)[-1])) if inside else None

    def resolve_word(self, word):
        """An id wins; a name or alias must fit exactly one person."""
        contact = self.by_id.get(folded(word))
        people = self.by_name.get(nfc(word), [])
        return contact or (people[0] if len(people) == 1 else None)

    def resolve_link(self, link, path):
        """A link in the text of the file at `path`."""
        _, form, target, _ = link
        if form == "wiki":
            return self.resolve_target(target)
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
            return None
        return self.resolve_target(target, path.rsplit("/", 1)[0])

    def participant(self, text, nested):
        """A link value of the front matter: (contact or None, name as written)."""
        text = text.strip()
        wiki = re.fullmatch(r"\[\[(.*)\]\]", text)
        if wiki or nested:
            target, _, label = (wiki.group(1) if wiki else text).partition("|")
            contact = self.resolve_target(target)
            return Participant(contact, label.strip() or target.strip(), target.strip())
        return Participant(self.resolve_word(text), text, text)

    def participants(self, node):
        """In the order listed, everybody once."""
        people = []
        for text, nested in flatten(node):
            person = self.participant(text, nested)
            if not any(person.same(other) for other in people):
                people.append(person)
        return people

    # Interviews

    def fill_interview(self, interview, file):
        fields = Fields(file.node, INTERVIEW_SYNONYMS)
        interview.fields = fields
        interview.date = parse_date_time(fields.text("date"))
        interview.status = fields.word("status", ["planned", "done", "cancelled", "no-show"])
        interview.people = self.participants(fields.node("contact"))
        interview.thanked = self.read_thanked(fields.node("thanked"), interview.people)
        interview.tasks = find_tasks(file.blocks)
        interview.questions = find_questions(file.blocks)
        interview.has_prose = has_prose(file.blocks)
        interview.referrals = self.find_referrals(file.blocks, interview.path)
        for person in interview.people:
            if person.contact:
                person.contact.interviews.append(interview)

    def read_thanked(self, node, people):
        """Per participant: a date, "skip" or None for owed."""
        if node is None or node.kind == "list":
            return [None] * len(people)
        if node.kind == "scalar":
            return [courtesy(node.value)] * len(people)
        values = [None] * len(people)
        for key, value in node.value:
            named = self.participant(key.value, False)
            for index, person in enumerate(people):
                if value.kind == "scalar" and named.settles(person):
                    values[index] = values[index] or courtesy(value.value)
        return values

    def find_referrals(self, blocks, path):
        """(line, name) of everybody referred to who is not in the vault."""
        names = []
        for block, headings in mdscan.with_headings(blocks):
            first = block.children[0] if block.children else None
            if (block.kind != "item" or not in_section(headings, ["referrals"])
                    or task_match(block) or not first or first.kind != "paragraph"):
                continue
            name = self.referral_name(mdscan.inline(first.text), path)
            if name and not self.is_known(name):
                names.append((block.line, name))
        return names

    def referral_name(self, plain, path):
        """The name in a referral line, or None when its link leads to a contact."""
        if plain.links and not plain.text[:plain.links[0][0]].strip():
            link = plain.links[0]
            if self.resolve_link(link, path):
                return None
            return mdscan.fold(link[3] or link[2])
        text = mdscan.fold(plain.text)
        return re.split(r"[,:]| \(| [-\u2013\u2014] ", text, maxsplit=1)[0].strip()

    def is_known(self, name):
        return folded(name) in self.by_id or nfc(name) in self.by_name


def names_of(contacts):
    """Name or alias in NFC -> the people who bear it."""
    names = {}
    for contact in contacts:
        if contact.readable:
            for name in {nfc(text) for text in [contact.name] + contact.aliases}:
                names.setdefault(name, []).append(contact)
    return names


def courtesy(text):
    """A date, "skip", or None for whatever counts as empty."""
    if text is not None and text.strip().casefold() == "skip":
        return "skip"
    return parse_date(text)


def fill_contact(contact, file):
    fields = Fields(file.node, CONTACT_SYNONYMS)
    contact.readable = True
    contact.name = contact_name(fields) or contact.id
    contact.aliases = fields.texts("aliases")
    contact.org = fields.text("org")
    contact.status = fields.word("status", ["active", "paused", "declined", "closed"])
    contact.snooze = fields.date("snooze")
    contact.added = fields.date("added")
    contact.period = parse_period(fields.text("keep_in_touch"), allow_never=True)
    contact.wanted = (contact.added is not None or fields.is_set("why")
                      or fields.is_set("target") or fields.is_set("referred_by"))
    contact.referrers = flatten(fields.node("referred_by"))
    contact.log = read_log(file.blocks)
    contact.tasks = find_tasks(file.blocks)


def contact_name(fields):
    node = fields.node("name")
    if node is not None and node.kind == "map":
        fields = Fields(node)
        parts = [fields.text("first"), fields.text("last")]
    elif fields.text("name"):
        return fields.text("name")
    else:
        parts = [fields.text("first_name"), fields.text("last_name")]
    return " ".join(part for part in parts if part)


def find_questions(blocks):
    """Texts of the questions: list items, or sub-headings, under `Questions`."""
    questions = []
    for block, headings in mdscan.with_headings(blocks):
        if is_question(block, headings):
            raw = block.text if block.kind == "heading" else block.children[0].text
            questions.append(mdscan.fold(mdscan.inline(raw).text))
    return questions


def is_question(block, headings):
    """An item directly under `Questions`, or a heading below it."""
    if not in_section(headings, ["questions"]):
        return False
    if block.kind == "heading":
        return True
    first = block.children[0] if block.children else None
    return (block.kind == "item" and heading_name(headings[-1]) == "questions"
            and bool(first) and first.kind == "paragraph" and not task_match(block))


def has_prose(blocks):
    """Any paragraph but headings, question lines and tasks; quotes never count."""
    for block, headings in mdscan.with_headings(blocks):
        if block.kind == "paragraph":
            return True
        if block.kind == "item":
            children = block.children[1:] if is_question(block, headings) else None
            if item_has_prose(block, children):
                return True
    return False


def item_has_prose(item, children=None):
    """`children`, when given, leaves the question line out."""
    if children is None:
        children = item.children[1:] if task_match(item) else item.children
    return any(child.kind == "paragraph"
               or child.kind == "item" and item_has_prose(child) for child in children)


def is_grounded(question, orgs):
    text = question.casefold()
    if "i noticed" in text or "you were" in text or "(research)" in text:
        return True
    return any(re.search(r"(?<!\w)" + re.escape(mdscan.fold(org).casefold()) + r"(?!\w)", text)
               for org in orgs if org)


# ---------------------------------------------------------------- the rules

class Item:
    """One thing due; `rule` is where it ranks among the kinds."""

    def __init__(self, kind, ident, due, late=None, **more):
        self.kind, self.id, self.due = kind, ident, due
        self.late = due if late is None or due is None else max(late, due)
        self.contact = more.get("contact")
        self.about = more.get("about")
        self.interview = more.get("interview")
        self.text = more.get("text")
        self.path = more["path"]
        self.line = more.get("line", 1)
        self.base = more.get("base")          # touch: the day it counts from

    def name(self):
        return (self.contact["name"] or "") if self.contact else ""


def whom(contact):
    return {"id": contact.id, "name": contact.name}


def person_json(person):
    """A participant, known or not."""
    return whom(person.contact) if person.contact else {"id": None, "name": person.name}


def default_person(interview):
    """The first that resolves, else the first as written, else nobody."""
    for person in interview.people:
        if person.contact:
            return whom(person.contact)
    return person_json(interview.people[0]) if interview.people else None


def fnv1a(text):
    value = 0xcbf29ce484222325
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001b3) & 0xffffffffffffffff
    return "%016x" % value


class Report:
    """All items, stages and the goal of a vault on a day."""

    def __init__(self, vault, today, horizon=None):
        self.vault, self.today, self.settings = vault, today, vault.settings
        self.limit = (horizon or vault.settings.horizon).after(today)
        self.items = []
        for interview in vault.interviews:
            self.interview_items(interview)
        for contact in vault.contacts:
            if contact.readable:
                self.contact_items(contact)
        self.review_items()

    # What an interview is today

    def held(self, interview):
        return (interview.status == "done" and interview.date is not None
                and interview.date <= self.today)

    def open_status(self, interview):
        return interview.status in (None, "planned")

    def ahead(self, interview):
        return (self.open_status(interview) and interview.date is not None
                and interview.date >= self.today)

    def unconfirmed(self, interview):
        return (self.open_status(interview) and interview.date is not None
                and interview.date < self.today)

    def earliest(self, contact, test):
        found = [i for i in contact.interviews if test(i)]
        found.sort(key=lambda i: (i.date, i.id.encode("utf-8")))
        return found[0] if found else None

    # What a contact is today

    def log_of(self, contact):
        return [line for line in contact.log if line.date <= self.today]

    def directional(self, contact):
        """Directional lines in order: by day, every `out` before every `in`."""
        lines = [line for line in self.log_of(contact) if line.direction]
        return sorted(lines, key=lambda line: (line.date, line.direction == "in"))

    def run(self, contact):
        """The number of `out` lines after the last `in`."""
        count = 0
        for line in reversed(self.directional(contact)):
            if line.direction == "in":
                break
            count += 1
        return count

    def last_touch(self, contact):
        days = [line.date for line in self.log_of(contact) if line.touch]
        tasks = list(contact.tasks)
        for interview in contact.interviews:
            if self.held(interview):
                days.append(interview.date)
            for person, thanked in zip(interview.people, interview.thanked):
                if person.contact is contact and thanked not in (None, "skip"):
                    days.append(thanked)
            tasks += interview.tasks
        days += [task.done for task in tasks if task.done and not task.theirs]
        return max((day for day in days if day <= self.today), default=None)

    def lively(self, contact):
        """Active and not asleep."""
        asleep = contact.snooze is not None and contact.snooze > self.today
        return contact.status in (None, "active") and not asleep

    # Interviews

    def interview_items(self, interview):
        if self.held(interview):
            self.thank_items(interview)
            self.notes_item(interview)
            self.referral_items(interview)
            self.courtesy_items(interview, "tell-referrer", self.held)
        if self.unconfirmed(interview):
            self.add_simple("confirm", interview, 1, 2)
        if self.ahead(interview):
            self.add_simple("meet", interview, 0, 0)
            self.prep_item(interview)
            self.courtesy_items(interview, "ask-referrer", self.ahead)
        self.task_items(interview.tasks, "interviews", interview.id, interview.path, interview)

    def add_simple(self, kind, interview, due, late):
        """An item of one interview, so many days from its date."""
        self.items.append(Item(kind, kind + ":" + interview.id, interview.date + DAY * due,
                               interview.date + DAY * late, contact=default_person(interview),
                               interview=interview.id, path=interview.path))

    def thank_items(self, interview):
        for person, thanked in zip(interview.people, interview.thanked):
            if thanked is None:
                name = person.contact.id if person.contact else person.name
                self.items.append(Item(
                    "thank", "thank:%s:%s" % (interview.id, name),
                    self.settings.thank_due.after(interview.date),
                    self.settings.thank_late.after(interview.date),
                    contact=person_json(person), interview=interview.id, path=interview.path))

    def notes_item(self, interview):
        if not interview.has_prose:
            self.add_simple("notes", interview, 1, 3)

    def prep_item(self, interview):
        orgs = [interview.fields.text("org")]
        orgs += [p.contact.org for p in interview.people if p.contact and p.contact.readable]
        grounded = any(is_grounded(question, orgs) for question in interview.questions)
        if len(interview.questions) < self.settings.min_questions or not grounded:
            self.add_simple("prep", interview, -2, -1)

    def referral_items(self, interview):
        for line, name in interview.referrals:
            self.items.append(Item("referral", "referral:%s:%s" % (interview.id, name),
                                   interview.date + DAY * 7, contact=default_person(interview),
                                   interview=interview.id, text=name, path=interview.path,
                                   line=line))

    def courtesy_items(self, interview, kind, test):
        """ask-referrer and tell-referrer: for the referrer, about the contact."""
        asking = kind == "ask-referrer"
        key = "asked_referrer" if asking else "told_referrer"
        if courtesy(interview.fields.text(key)) is not None:
            return
        for person in interview.people:
            contact = person.contact
            if not contact or not contact.readable:
                continue
            if self.earliest(contact, test) is not interview:
                continue
            if asking and self.earliest(contact, self.held):
                continue
            referrer = self.referrer(contact)
            if not referrer or any(p.contact is referrer for p in interview.people):
                continue
            if asking:
                due, late = self.settings.ask_referrer.before(interview.date), interview.date - DAY
            else:
                due, late = self.settings.tell_referrer.after(interview.date), None
            self.items.append(Item(kind, "%s:%s:%s" % (kind, interview.id, contact.id), due, late,
                                   contact=whom(referrer), about=whom(contact),
                                   interview=interview.id, path=interview.path))

    def referrer(self, contact):
        """Of several only the first counts, in the vault or not."""
        if not contact.referrers:
            return None
        return self.vault.participant(*contact.referrers[0]).contact

    # Tasks

    def task_items(self, tasks, folder, ident, path, interview=None, contact=None):
        counts = {}
        for task in tasks:
            if not task.open:
                continue
            kind = "waiting" if task.theirs else "promise"
            base = "%s:%s/%s:%s" % (kind, folder, ident, fnv1a(task.text))
            counts[base] = counts.get(base, 0) + 1
            suffix = "-%d" % counts[base] if counts[base] > 1 else ""
            person = self.task_person(task, interview) if interview else whom(contact)
            self.items.append(Item(kind, base + suffix, self.task_due(task, interview),
                                   contact=person, text=task.text, path=path, line=task.line,
                                   interview=interview.id if interview else None))

    def task_due(self, task, interview):
        if task.due or not interview or not interview.date:
            return task.due
        if interview.status == "done":
            return self.settings.promise_due.after(interview.date)
        if self.open_status(interview) and not task.theirs:
            return interview.date
        return None

    def task_person(self, task, interview):
        """The first participant linked in its text, else the default one."""
        for link in task.links:
            linked = self.vault.resolve_link(link, interview.path)
            if linked and any(person.contact is linked for person in interview.people):
                return whom(linked)
        return default_person(interview)

    # Contacts

    def contact_items(self, contact):
        self.task_items(contact.tasks, "contacts", contact.id, contact.path, contact=contact)
        if not self.lively(contact):
            return
        blocked = any(self.held(i) or self.ahead(i) or self.unconfirmed(i)
                      for i in contact.interviews)
        found = self.ask_item(contact)
        if not blocked:
            found = found or self.schedule_item(contact) or self.nudge_item(contact)
        found = found or self.touch_item(contact)
        if found:
            self.items.append(found)

    def contact_item(self, kind, contact, due, late=None, base=None):
        return Item(kind, kind + ":" + contact.id, due, late, base=base,
                    contact=whom(contact), path=contact.path)

    def ask_item(self, contact):
        if self.last_touch(contact) or contact.interviews or not contact.wanted:
            return None
        due = self.settings.ask_after.after(contact.added) if contact.added else None
        return self.contact_item("ask", contact, due)

    def schedule_item(self, contact):
        lines = self.directional(contact)
        days = []
        if lines and lines[-1].direction == "in":
            days.append(lines[-1].date)
        called_off = [i.date for i in contact.interviews
                      if i.status in ("cancelled", "no-show") and i.date and i.date <= self.today]
        if called_off and not any(line.date > max(called_off) for line in lines):
            days.append(max(called_off))
        if not days:
            return None
        return self.contact_item("schedule", contact, self.settings.schedule_after.after(max(days)))

    def nudge_item(self, contact):
        lines = self.directional(contact)
        if not lines or lines[-1].direction != "out":
            return None
        if not 1 <= self.run(contact) <= self.settings.nudge_times:
            return None
        return self.contact_item("nudge", contact, self.settings.nudge_after.after(lines[-1].date))

    def touch_item(self, contact):
        period = contact.period or self.settings.keep_in_touch
        if period.never or any(self.ahead(i) for i in contact.interviews):
            return None
        if not contact.period and not any(self.held(i) for i in contact.interviews):
            return None
        last = self.last_touch(contact) or contact.added
        if last is None:
            return None
        due = max(period.after(last), last + DAY)
        late = due + DAY * ((due - last).days // 3)
        return self.contact_item("touch", contact, due, late, base=last)

    def review_items(self):
        for key in REVIEW_KEYS:
            day = self.vault.plan.date(key)
            if day:
                self.items.append(Item("review", "review:" + key,
                                       self.settings.review_every.after(day), text=key,
                                       path="plan.md", line=self.vault.plan.line(key)))

    # States and order

    def state(self, item):
        if item.due is None:
            return "open"
        if self.today > item.late:
            return "overdue"
        if self.today >= item.due:
            return "due"
        return "upcoming" if item.due <= self.limit else "later"

    def sort_key(self, item):
        state = self.state(item)
        rank = KINDS.index(item.kind)
        due = item.due.toordinal() if item.due else 0
        tail = (item.name().encode("utf-8"), os.fsencode(item.path), item.line,
                item.id.encode("utf-8"))
        if state in ("upcoming", "later"):
            return (STATES.index(state), due, rank) + tail
        within = due
        if item.kind == "touch":
            within = -Fraction((self.today - item.due).days, (item.due - item.base).days)
        return (STATES.index(state), rank, within) + tail

    def listed(self, everything):
        items = [i for i in self.items if everything or self.state(i) != "later"]
        return sorted(items, key=self.sort_key)

    # Stages and the goal

    def stage(self, contact):
        if contact.status in ("closed", "declined", "paused"):
            return contact.status
        if any(self.ahead(i) for i in contact.interviews):
            return "scheduled"
        held = [i for i in contact.interviews if self.held(i)]
        if held:
            return "met" if any(self.owed(i, contact) for i in held) else "thanked"
        lines = self.directional(contact)
        if lines and lines[-1].direction == "in":
            return "replied"
        if self.run(contact) > self.settings.nudge_times:
            return "no-reply"
        return "asked" if lines else "idea"

    def owed(self, interview, contact):
        return any(person.contact is contact and thanked is None
                   for person, thanked in zip(interview.people, interview.thanked))

    def goal(self):
        if self.settings.goal is None:
            return None
        unit, target = self.settings.goal
        start = self.span_start(unit, self.today)
        done = self.count_held(unit, start)
        ahead = sum(1 for i in self.vault.interviews
                    if self.ahead(i) and self.span_start(unit, i.date) == start)
        return {"per": unit, "target": target, "done": done, "ahead": ahead,
                "streak": self.streak(unit, target, start)}

    def count_held(self, unit, start):
        return sum(1 for i in self.vault.interviews
                   if self.held(i) and self.span_start(unit, i.date) == start)

    def streak(self, unit, target, start):
        """Spans in a row that reached the goal; spans wholly away are passed over."""
        if self.count_held(unit, start) < target:
            start = self.span_start(unit, start - DAY)
        count = 0
        while True:
            if not self.is_away(unit, start):
                if self.count_held(unit, start) < target:
                    return count
                count += 1
            start = self.span_start(unit, start - DAY)

    def is_away(self, unit, start):
        end = self.span_end(unit, start)
        return any(first <= start and end <= last for first, last in self.settings.away)

    def span_start(self, unit, day):
        """First day of the week, fortnight or month with `day` in it."""
        if unit == "month":
            return day.replace(day=1)
        week = day - DAY * ((day.weekday() - self.settings.week_starts) % 7)
        if unit == "week":
            return week
        origin = datetime.date(1970, 1, 5)
        origin -= DAY * ((origin.weekday() - self.settings.week_starts) % 7)
        return week - DAY * ((week - origin).days % 14)

    def span_end(self, unit, start):
        if unit == "month":
            return add_months(start, 1) - DAY
        return start + DAY * (6 if unit == "week" else 13)

    # JSON

    def document(self, everything=False):
        return {
            "items": [self.item_json(item) for item in self.listed(everything)],
            "unreadable": sorted(self.vault.unreadable, key=os.fsencode),
            "goal": self.goal(),
            "stages": {c.id: self.stage(c) for c in self.vault.contacts if c.readable},
        }

    def item_json(self, item):
        late_by = (self.today - item.due).days if item.due else 0
        source = {"path": item.path}
        if item.kind in ("promise", "waiting", "referral"):
            source["line"] = item.line
        return {
            "id": item.id, "kind": item.kind, "state": self.state(item),
            "due": item.due.isoformat() if item.due else None,
            "late": item.late.isoformat() if item.late else None,
            "days_late": max(late_by, 0), "contact": item.contact, "about": item.about,
            "interview": item.interview, "text": item.text, "source": source,
        }


def report(root, today, days=None, everything=False):
    """The reference document for the vault at `root`."""
    horizon = Period(days=days) if days is not None else None
    return Report(Vault(root), today, horizon).document(everything)


# ---------------------------------------------------------------- self-test

TODAY = datetime.date(2026, 11, 21)
ANA = {"contacts/ana-lima.md": "---\nname: Ana Lima\n---\n"}


def ana(front="", body=""):
    return {"contacts/ana-lima.md": "---\nname: Ana Lima\n%s---\n%s" % (front, body)}


def met(date, more="status: done\n", who="ana-lima", body="\nWe talked.\n"):
    text = "---\ncontact: %s\ndate: %s\n%s---\n%s" % (who, date, more, body)
    return {"interviews/meeting.md": text}


BO = {"contacts/bo-chen.md": "---\nname: Bo Chen\n---\n"}
QUESTIONS = "## Questions\n\n- One?\n- Two?\n- Three?\n"
THANKED = "status: done\nthanked: skip\n"
EXAMPLES = [
    # files, kinds looked at, expected (kind, contact, due, late, state, days late), stage of Ana
    (dict(ANA, **met("2026-11-18", "status: done\nthanked:\n")), ["thank"],
     [("thank", "ana-lima", "2026-11-19", "2026-11-20", "overdue", 2)], "met"),
    (dict(ANA, **met("2026-11-20", "status: done\nthanked: \n")), ["thank"],
     [("thank", "ana-lima", "2026-11-21", "2026-11-22", "due", 0)], "met"),
    (dict(ANA, **met("2026-11-20", THANKED)), ["thank"], [], "thanked"),
    ({**ANA, **BO, **met("2026-11-18", "status: done\nthanked: {ana-lima: 2026-11-19}\n",
                         "[ana-lima, bo-chen]")}, ["thank"],
     [("thank", "bo-chen", "2026-11-19", "2026-11-20", "overdue", 2)], "thanked"),
    (ana("keep_in_touch: 3 months\n", "## Log\n\n- 2026-08-21 call: Hi\n"), ["touch"],
     [("touch", "ana-lima", "2026-11-21", "2026-12-21", "due", 0)], "idea"),
    ({**ana("keep_in_touch: 1 month\n"), **met("2026-05-31", THANKED)}, ["touch"],
     [("touch", "ana-lima", "2026-06-30", "2026-07-10", "overdue", 144)], "thanked"),
    (ana("", "## Log\n\n- 2026-11-14 email out\n"), ["nudge"],
     [("nudge", "ana-lima", "2026-11-21", "2026-11-21", "due", 0)], "asked"),
    (ana("", "## Log\n\n- 2026-11-14 email out\n- 2026-11-07 email out\n- 2026-11-01 email out\n"),
     KINDS, [], "no-reply"),
    (ana("", "## Log\n\n- 2026-11-19 email in: Yes\n"), ["schedule"],
     [("schedule", "ana-lima", "2026-11-21", "2026-11-21", "due", 0)], "replied"),
    ({**ANA, **met("2026-11-23", "", body=QUESTIONS)}, KINDS,
     [("prep", "ana-lima", "2026-11-21", "2026-11-22", "due", 0),
      ("meet", "ana-lima", "2026-11-23", "2026-11-23", "upcoming", 0)], "scheduled"),
    ({**ANA, **met("2026-11-15", "status: planned\n")}, KINDS,
     [("confirm", "ana-lima", "2026-11-16", "2026-11-17", "overdue", 5)], "idea"),
    (ANA, KINDS, [], "idea"),
    (ana("", "- [ ] Send it\n"), KINDS,
     [("promise", "ana-lima", None, None, "open", 0)], "idea"),
    ({**ana("snooze: 2026-11-22\nkeep_in_touch: 1 month\n"), **met("2026-05-31", THANKED)},
     KINDS, [], "thanked"),
]


def write_vault(root, files):
    for path, text in dict({"infoview.yaml": "format: 1\n"}, **files).items():
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)


def selftest():
    """The examples table of the specification."""
    failures = 0
    for number, (files, kinds, expected, stage) in enumerate(EXAMPLES, 1):
        with tempfile.TemporaryDirectory() as root:
            write_vault(root, files)
            document = report(root, TODAY)
        got = [(i["kind"], i["contact"]["id"], i["due"], i["late"], i["state"], i["days_late"])
               for i in document["items"] if i["kind"] in kinds]
        if got != expected or document["stages"]["ana-lima"] != stage:
            failures += 1
            print("example %d: expected %s %s, got %s %s"
                  % (number, expected, stage, got, document["stages"]["ana-lima"]))
    print("%d passed, %d failed" % (len(EXAMPLES) - failures, failures))
    return 1 if failures else 0


def main():
    parser = argparse.ArgumentParser(description="Reference list of what is due.")
    parser.add_argument("vault", nargs="?")
    parser.add_argument("--today", help="the day to report on, YYYY-MM-DD")
    parser.add_argument("--days", type=int, help="horizon in days")
    parser.add_argument("--all", action="store_true", help="also what lies beyond the horizon")
    parser.add_argument("--selftest", action="store_true")
    args = parser.parse_args()
    if args.selftest:
        return selftest()
    today = parse_date(args.today)
    if not args.vault or not today:
        parser.error("VAULT and --today DATE are needed")
    document = report(args.vault, today, args.days, args.all)
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
