#!/usr/bin/env python3
"""Random small vaults that press on every rule of "what is due".

    randvault.py --seed S --count N OUTDIR

Vault I of seed S depends on nothing but S and I.  Dates lie around the fixed
day 2026-11-21, mostly the day before, on and after some rule's boundary.  The
Markdown stays within what mdscan.py treats exactly like CommonMark, and the
values within what the specification decides.
"""

import argparse
import calendar
import datetime
import os
import random
import sys
import unicodedata

TODAY = datetime.date(2026, 11, 21)
DAY = datetime.timedelta(days=1)

PEOPLE = [
    ("ana-lima", "Ana Lima"), ("bo-chen", "Bo Chen"), ("priya-rao", "Priya Rao"),
    ("kofi-mensah", "Kofi Mensah"), ("李小龙", "李小龙"), ("andré-müller", "André Müller"),
    ("zoë-quinn", "Zoë Quinn"), ("Omar-Said", "Omar Said"), ("sean-oneil", "Sean O'Neil"),
    ("sam-park", "Sam Park"), ("sam-park-2", "Sam Park"), ("kim", "Kim"),
    ("ines_vega", "Inés Vega"), ("дарья", "Дарья Орлова"), ("jo.smith", "Jo Smith"),
]
STRANGERS = ["Nobody Known", "ghost-person", '"[[ghost|Ghost Person]]"', '"[[missing]]"',
             "[[lost-one]]", "Tipo Errado"]
ORGS = ["GridCo", "Northwind Energy", "Harbour Labs", "City of Portland", "Solar Co-op"]
ALIASES = ["Annie", "The Boss", "小龙", "B. C.", "Zed", "Dré"]

# Text of a period with its months and days.
PERIODS = [
    ("1 day", 0, 1), ("2 days", 0, 2), ("3 days", 0, 3), ("5 d", 0, 5), ("7 days", 0, 7),
    ("1 week", 0, 7), ("every 2 weeks", 0, 14), ("Fortnightly", 0, 14), ("1 month", 1, 0),
    ("monthly", 1, 0), ("3 months", 3, 0), ("Quarterly", 3, 0), ("P10D", 0, 10),
    ("P2M", 2, 0), ("1 quarter", 3, 0), ("12 months", 12, 0), ("yearly", 12, 0),
    ("1 Year", 12, 0), ("2 mo", 2, 0), ("weekly", 0, 7), ("annually", 12, 0), ("30 days", 0, 30),
]
SHORT = [period for period in PERIODS if period[1] == 0]
# Days whose month is longer than one that follows, so that periods are clamped.
LONG_DAYS = [datetime.date(2026, 8, 31), datetime.date(2026, 10, 31), datetime.date(2026, 5, 31),
             datetime.date(2026, 1, 30), datetime.date(2025, 12, 31), datetime.date(2024, 2, 29)]
BAD_PERIODS = ["biweekly", "soon", "later", "3 moons", "often"]

# Settings that are periods, with their defaults as months and days.
PERIOD_SETTINGS = {
    "keep_in_touch": (3, 0), "promise_due": (0, 7), "nudge_after": (0, 7),
    "ask_after": (0, 3), "schedule_after": (0, 2), "ask_referrer": (0, 3),
    "tell_referrer": (0, 7), "review_every": (12, 0), "horizon": (0, 7),
}

SENTENCES = [
    "Send the cost table", "Send the cost table", "Call back soon", "Ask about *grid* work",
    "Share the **heat-pump** report", "Read `notes.md` again", "Check a\\*b &amp; c",
    "Look at <https://example.org/x>", "Say <b>thanks</b>", "Prüfen und antworten",
    "送る 資料", "Use snake_case names", "Mind the <!-- hidden --> gap", "Send it",
    "Keep `due:2026-11-20` as it is", "Name it `@waiting` or not", "Write _to them_ again",
]
QUESTIONS = [
    "How did you get into this work?", "What does a week look like?", "What surprised you?",
    "Which skills matter most?", "What would you do again?", "Who decides on budgets?",
    "What is hard about it?", "How is success measured?", "What should I read?",
]
PROSE = ["We talked about grids.", "She likes *early* drafts.", "A long talk, well spent."]


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


class Person:
    """Who a contact file is about; contents come later, links may point here before."""

    def __init__(self, ident, name, path):
        self.id, self.name, self.path = ident, name, path
        self.aliases, self.org = [], None


class Generator:
    """One random vault: `files` maps relative paths to bytes."""

    def __init__(self, seed, index):
        self.rng = random.Random("%s:%s" % (seed, index))
        self.files = {}
        self.links = {}
        self.folders = {name: name for name in
                        ("contacts", "interviews", "opportunities", "skills", "targets")}
        self.periods = dict(PERIOD_SETTINGS)
        self.thank = {"due": (0, 1), "late": (0, 2)}
        self.min_questions = 5
        self.people = []
        self.steady = self.chance(0.15)       # a meeting nearly every week, for the streak

    # Small helpers

    def chance(self, probability):
        return self.rng.random() < probability

    def pick(self, *choices):
        return self.rng.choice(choices)

    def offset(self):
        """Days from today to a boundary: before, on, after, and around the horizon."""
        return self.rng.choice([-40, -9, -8, -7, -4, -3, -2, -2, -1, -1, -1, 0, 0, 0, 0,
                                1, 1, 1, 2, 3, 6, 7, 7, 8, 8, 9])

    def near(self):
        return TODAY + DAY * self.offset()

    def before(self, months, days, third=False):
        """A day from which a period ends near today; `third`: its late date does."""
        if self.chance(0.05):
            return self.rng.choice(LONG_DAYS)
        target = self.near()
        if third:
            length = months * 30 + days
            target -= DAY * (length // 3 + self.pick(-1, 0, 0, 1))
        return add_months(target - DAY * days, -months)

    def past(self, day):
        """Mostly days up to today; a few lie ahead on purpose."""
        return day if day <= TODAY or self.chance(0.1) else TODAY - (day - TODAY)

    def spell(self, key):
        """A key in one of its three spellings."""
        roll = self.rng.random()
        if roll < 0.8:
            return key
        if roll < 0.9:
            return key.replace("_", "-")
        return " ".join(word.capitalize() for word in key.split("_"))

    def quote(self, text):
        roll = self.rng.random()
        if roll < 0.75:
            return text
        if roll < 0.9 or "'" in text:
            return '"%s"' % text
        return "'%s'" % text

    def put(self, path, front, body):
        """Write a record with random line ends, byte-order mark and last newline."""
        lines = ["---"] + front + [self.pick("---", "---", "---", "...")] + body
        text = "\n".join(lines) + ("" if self.chance(0.1) else "\n")
        if self.chance(0.1):
            text = text.replace("\n", "\r\n")
        data = text.encode("utf-8")
        self.files[path] = (b"\xef\xbb\xbf" if self.chance(0.07) else b"") + data

    def comments(self, lines):
        """YAML comments between keys that stand at the margin."""
        if self.chance(0.15):
            lines = lines + ["# a comment: [not a key"]
        return lines

    # The whole vault

    def build(self):
        self.settings()
        self.name_people()
        for person in self.people:
            self.contact(person)
        for number in range(8 if self.steady else self.rng.randint(0, 8)):
            self.interview(number)
        if self.chance(0.5):
            self.plan()
        self.other_records()
        self.trouble()
        return self

    def write(self, root):
        os.makedirs(root, exist_ok=True)
        made = set()
        for path, data in self.files.items():
            full = os.path.join(root, path)
            folder = os.path.dirname(full)
            if folder not in made:
                os.makedirs(folder, exist_ok=True)
                made.add(folder)
            with open(full, "wb") as stream:
                stream.write(data)
        for path, target in self.links.items():
            os.symlink(target, os.path.join(root, path))

    # Settings

    def settings(self):
        lines = []
        if self.chance(0.5):
            lines = self.random_settings()
        if self.chance(0.3):
            lines.insert(0, "format: %d" % self.pick(1, 1, 1, 2))
        text = "\n".join(lines) + "\n" if lines else ""
        if self.chance(0.1):
            text = text.replace("\n", "\r\n")
        self.files["infoview.yaml"] = text.encode("utf-8")

    def random_settings(self):
        lines = []
        for key in PERIOD_SETTINGS:
            if self.chance(0.35):
                lines.append("%s: %s" % (key, self.period_setting(key)))
        if self.chance(0.35):
            lines += self.thank_setting()
        if self.chance(0.4):
            lines.append("nudge_times: %s" % self.pick("1", "1", "2", "3", "many", "two"))
        if self.chance(0.5):
            lines.append("goal: %s" % self.pick(
                "1 per week", "2 per week", "3 per month", "1 per month", "2 per fortnight",
                "1 per fortnight", "none", "None", "0 per week", "lots", "1 per blue moon"))
        if self.chance(0.4):
            lines += self.away_setting()
        if self.chance(0.4):
            lines.append("week_starts: %s" % self.pick(
                "monday", "sunday", "saturday", "Sunday", "wednesday", "someday"))
        if self.chance(0.4):
            lines.append(self.meeting_setting())
        if self.chance(0.3):
            lines += self.folder_setting()
        extras = ["links: wiki", "commit: auto", "site: site", "views: {}", "thankyou: 3 days",
                  'me: {name: "Me", email: ""}', "colour: green", "links: neither"]
        if self.chance(0.4):
            lines.append(self.rng.choice(extras))
        self.rng.shuffle(lines)
        return "\n".join(lines).split("\n") if lines else []

    def period_setting(self, key):
        if self.chance(0.15):
            return self.rng.choice(BAD_PERIODS)
        if key == "keep_in_touch" and self.chance(0.1):
            return "never"
        text, months, days = self.rng.choice(PERIODS)
        self.periods[key] = (months, days)
        return text

    def thank_setting(self):
        """Both values, or one that leaves the other at its default, or rubbish."""
        if self.chance(0.15):
            return ["thank_you: %s" % self.pick("soon", "3 days", "[1 day, 2 days]")]
        parts = []
        for key in ("due", "late"):
            if self.chance(0.8):
                text, months, days = self.rng.choice(SHORT)
                self.thank[key] = (months, days)
                parts.append((key, text))
        if self.chance(0.5) or not parts:
            return ["thank_you: {%s}" % ", ".join("%s: %s" % part for part in parts)]
        return ["thank_you:\n" + "\n".join("  %s: %s" % part for part in parts)]

    def away_setting(self):
        ranges = []
        for _ in range(self.rng.randint(0, 3)):
            first = TODAY - DAY * self.rng.randint(0, 60)
            first -= DAY * (first.weekday() if self.chance(0.6) else 0)
            last = first + DAY * self.pick(5, 6, 6, 7, 13, 14, 30)
            ranges.append("%s..%s" % (first, last))
        if self.chance(0.1):
            ranges = [self.pick("holidays", "2026-11-20..2026-11-01", "2026-02-30..2026-12-01")]
        if ranges and self.chance(0.3):
            return ["away:\n" + "\n".join("  - %s" % text for text in ranges)]
        return ["away: [%s]" % ", ".join(ranges)]

    def meeting_setting(self):
        value = self.pick("1", "2", "3", "5", "lots")
        self.min_questions = int(value) if value.isdigit() else 5
        return "meeting: {min_questions: %s, resume_copies: 2}" % value

    def folder_setting(self):
        names = {"contacts": ["people", "crm/people", "Kontakte"],
                 "interviews": ["meetings", "crm/meetings", "Gespräche"],
                 "skills": ["toolbox"], "targets": ["aims"]}
        parts = []
        for kind, options in names.items():
            if self.chance(0.15):
                parts.append("%s: %s" % (kind, self.pick('""', "../outside", "/abroad")))
            elif self.chance(0.6):
                self.folders[kind] = self.rng.choice(options)
                parts.append("%s: %s" % (kind, self.folders[kind]))
        if self.chance(0.1):
            parts.append("extras: nowhere")
        return ["folders: {%s}" % ", ".join(parts)]

    # Names and links

    def name_people(self):
        chosen = self.rng.sample(PEOPLE, self.rng.randint(1, 8))
        for ident, name in chosen:
            stem = ident
            if self.chance(0.5):
                stem = unicodedata.normalize("NFD", ident)
            path = self.folders["contacts"] + "/"
            if self.chance(0.12):
                path += self.pick("alumni", "old/years", "Z") + "/"
            person = Person(ident, name, path + stem + ".md")
            if self.chance(0.4):
                person.aliases = self.rng.sample(ALIASES, self.rng.randint(1, 2))
            if self.chance(0.05):
                person.aliases.append(self.rng.choice(PEOPLE)[0])
            if self.chance(0.6):
                person.org = self.rng.choice(ORGS)
            self.people.append(person)

    def words_for(self, person):
        """What a link may say: id in several dresses, name or alias."""
        words = [person.id] * 4 + [person.name] * 2 + person.aliases
        words += [person.id.upper(), unicodedata.normalize("NFD", person.id),
                  unicodedata.normalize("NFD", person.name)]
        return words

    def wiki_target(self, person):
        word = self.rng.choice(self.words_for(person))
        roll = self.rng.random()
        if roll < 0.2:
            return self.folders["contacts"] + "/" + person.id
        if roll < 0.25:
            return person.path[:-3]
        if roll < 0.3:
            return "contacts/" + person.id
        if roll < 0.33:
            return "elsewhere/" + person.id
        if roll < 0.38:
            return person.id + ".md"
        if roll < 0.43:
            return person.id + "#Notes"
        return word

    def wiki(self, person):
        label = self.pick("", "", "|" + person.name, "|Somebody")
        return "[[%s%s]]" % (self.wiki_target(person), label)

    def body_link(self, person, path):
        """A link in the text of the file at `path`."""
        if self.chance(0.5):
            return self.wiki(person)
        folder = os.path.dirname(path)
        return "[%s](%s)" % (person.name, os.path.relpath(person.path, folder))

    def value_link(self, person):
        """A link value of the front matter."""
        roll = self.rng.random()
        if roll < 0.45:
            return self.rng.choice(self.words_for(person))
        if roll < 0.8:
            return '"%s"' % self.wiki(person)
        return self.wiki(person)

    # Contacts

    def contact(self, person):
        groups = [self.name_lines(person)]
        if person.aliases:
            groups.append(self.list_lines("aliases", person.aliases))
        if person.org:
            key = self.pick("org", "org", "company", "organization", "employer")
            groups.append(["%s: %s" % (self.spell(key), self.quote(person.org))])
        groups += self.contact_dates(person)
        if self.chance(0.35):
            groups.append(self.referrer_lines(person))
        if self.chance(0.3):
            groups.append(["%s: %s" % (self.spell("status"), self.pick(
                "active", "Active", "paused", "PAUSED", "declined", "closed", "asleep", ""))])
        if self.chance(0.1):
            groups.append(["private: %s" % self.pick("true", "yes", "no", "false")])
        if self.chance(0.2):
            groups.append([self.pick("tags: ['#energy', grid]", "stauts: active", "email: x@y.example",
                                     "pets: {cats: 2, dogs: [rex, bo]}", "role: Analyst",
                                     "note: \"3:30\"", "phone: 0123", "imported: 2026-11-01")])
        self.rng.shuffle(groups)
        front = [line for group in groups for line in self.comments(group)]
        self.put(person.path, front, self.contact_body(person))

    def name_lines(self, person):
        first, _, last = person.name.partition(" ")
        roll = self.rng.random()
        if roll < 0.8 or not last:
            return ["%s: %s" % (self.spell("name"), self.quote(person.name))]
        if roll < 0.86:
            return ["%s: %s" % (self.spell("first_name"), first),
                    "%s: %s" % (self.spell("last_name"), last)]
        if roll < 0.92:
            return ["name: {first: %s, last: %s}" % (first, last)]
        if roll < 0.96:
            return ["name:", "  first: " + first, "  last: " + last]
        person.name = person.id
        return [self.pick("name:", "name: \"\"", "# no name")]

    def list_lines(self, key, values):
        key = self.spell(key)
        if self.chance(0.5):
            return ["%s: [%s]" % (key, ", ".join(self.quote(value) for value in values))]
        return [key + ":"] + ["  - " + self.quote(value) for value in values]

    def contact_dates(self, person):
        groups = []
        if self.chance(0.4):
            day = self.before(*self.periods[self.pick("ask_after", "ask_after", "keep_in_touch")])
            groups.append(["%s: %s" % (self.spell("added"), day)])
        if self.chance(0.25):
            groups.append(["why: %s" % self.pick("knows grids", "\"\"", "met at the fair")])
        if self.chance(0.1):
            groups.append([self.pick("target: energy-lead", "target: []", "target: [a, b]", "target:")])
        if self.chance(0.45):
            key = self.pick("keep_in_touch", "keep_in_touch", "keep_in_touch", "cadence",
                            "contact_frequency", "frequency")
            text, months, days = self.rng.choice(PERIODS)
            person.period = (months, days)
            if self.chance(0.2):
                text = self.rng.choice(BAD_PERIODS + ["never", "Never", "never"])
            groups.append(["%s: %s" % (self.spell(key), text)])
        if self.chance(0.25):
            key = self.pick("snooze", "snooze", "snooze_until")
            day = self.pick(TODAY - DAY, TODAY, TODAY + DAY, TODAY + DAY, "2026-02-30", "later")
            groups.append(["%s: %s" % (self.spell(key), day)])
        return groups

    def referrer_lines(self, person):
        key = self.pick("referred_by", "referred_by", "referred_by", "met_through",
                        "introduced_by", "known_through")
        others = [other for other in self.people if other is not person] or self.people
        values = [self.value_link(self.rng.choice(others)) for _ in range(2)]
        if self.chance(0.2):
            values[0] = self.rng.choice(STRANGERS)
        if self.chance(0.03):
            values = [person.id]
        if self.chance(0.05):
            return ["%s: []" % self.spell(key)]
        if self.chance(0.7):
            return ["%s: %s" % (self.spell(key), values[0])]
        return [self.spell(key) + ":"] + ["  - " + value for value in values]

    def contact_body(self, person):
        sections = []
        if self.chance(0.65):
            sections.append(self.log_section(person))
        if self.chance(0.5):
            sections.append(self.task_section(person.path, False))
        if self.chance(0.2):
            sections.append(self.task_section(person.path, False))
        if self.chance(0.3):
            sections.append([self.pick("## Notes", "## Notes (private)"), "", self.pick(*PROSE)])
        if self.chance(0.25):
            sections.append(self.decoy())
        if self.chance(0.08):
            sections.append(["## Logbook", "", "- 2026-11-20 email in: not a log"])
        self.rng.shuffle(sections)
        lines = []
        if self.chance(0.3):
            lines += ["", "# " + person.name]
        if self.chance(0.15):
            lines += [""] + self.tasks(person.path, False)
        for section in sections:
            lines += [""] + section
        return lines

    # Log

    def log_section(self, person):
        heading = self.pick("## Log", "## Log", "## log:", "# LOG", "## History", "### History:",
                            "## Communications", "## Log (private)", "## Log ##", "Log\n---",
                            "History\n=======")
        marker = self.pick("- ", "- ", "* ", "+ ", "1. ")
        base = self.before(*getattr(person, "period", self.periods["keep_in_touch"]),
                           third=self.chance(0.5))
        lines = []
        for _ in range(self.rng.randint(1, 5)):
            line = self.log_line(self.log_day(base))
            lines.append(marker + line.replace("\n", "\n" + " " * len(marker)))
        if self.chance(0.2):
            lines.append(marker + "[ ] " + " ".join(self.task_parts(person.path)))
        if self.chance(0.15):
            lines.append(marker + self.pick("no date here", "2026-02-30 email in: x", "[[kim]] in",
                                            "yesterday email out", "26-11-20 email in: x"))
        self.rng.shuffle(lines)
        if self.chance(0.15):
            half = len(lines) // 2
            lines = lines[:half] + ["", "### 2026", ""] + lines[half:]
        if self.chance(0.15):
            lines = [line for text in lines for line in (text, "")]
        return heading.split("\n") + [""] + lines

    def log_day(self, base):
        """A touch boundary, a nudge or schedule boundary, or one of the same few days."""
        roll = self.rng.random()
        if roll < 0.35:
            return self.past(base)
        if roll < 0.6:
            return self.past(self.before(*self.periods["nudge_after"]))
        if roll < 0.8:
            return self.past(self.before(*self.periods["schedule_after"]))
        if roll < 0.96:
            return self.pick(TODAY, TODAY - DAY, TODAY - DAY * 7)
        return TODAY + DAY * self.pick(1, 2, 9)

    def log_line(self, day):
        kind = self.pick("email", "Email", "call", "video", "meet", "CARD", "message", "post",
                         "letter", "chat", "note", "other")
        text = self.pick("Yes, on Wednesday", "said: in: it", "*short* talk", "see you", "out of it")
        forms = ["{d} {k} in: {t}", "{d} {k} out: {t}", "{d} {k} out: {t}", "{d} {k} in",
                 "{d} {k} out", "{d} {k} Out: {t}", "{d} {k} IN: {t}", "{d} 15:00 {k} in: {t}",
                 "{d} 09:30 {k} out: {t}", "{d} {k}: {t}", "{d} {k}", "{d}: {t}", "{d}",
                 "{d} in: {t}", "{d} out", "{d} 18:15", "{d} {k} with her in: {t}",
                 "{d} coffee in: {t}", "{d} {k} in yesterday", "{d} {k} from {t}",
                 "{d} coffee at noon", "{d} - {k} in: {t}", "{d} note: {t}", "{d} Note in: {t}",
                 "{d} note about in", "{d} note out", "{d} in {k}: {t}",
                 "{d} {k} out: {t}\nand some more: in"]
        weights = [6] * 6 + [2] * (len(forms) - 6)
        form = self.rng.choices(forms, weights)[0]
        return form.format(d=day, k=kind, t=text)

    # Tasks

    def task_section(self, path, interview):
        """A heading and its tasks, sometimes with a sub-section."""
        heading = self.pick("Promises", "Next steps", "Waiting", "Waiting for them:",
                            "They promised", "What they PROMISED me", "Promised, they said",
                            "Tasks (private)")
        lines = ["## " + heading, ""] + self.tasks(path, interview)
        if self.chance(0.3):
            sub = self.pick("Older", "Waiting", "They promised:")
            lines += ["", "### " + sub, ""] + self.tasks(path, interview)
        return lines

    def tasks(self, path, interview):
        lines = []
        self.task_list(lines, "", 0, path, interview)
        return lines

    def task_list(self, lines, indent, depth, path, interview):
        marker = self.pick("- ", "- ", "* ", "+ ", "1. ", "1) ")
        for _ in range(self.rng.randint(1, 3 if depth == 0 else 2)):
            inner = indent + " " * len(marker)
            box = self.pick(" ", " ", " ", " ", "x", "x", "X", "-")
            plain = not interview and self.chance(0.12)
            parts = self.task_parts(path, box)
            if not plain:
                parts[0] = "[%s] %s" % (box, parts[0])
            if not interview and self.chance(0.03):
                parts = ["[ ]"]
            lines.append(indent + marker + self.wrap(parts, inner))
            if depth < 2 and self.chance(0.2):
                self.task_list(lines, inner, depth + 1, path, interview)

    def wrap(self, parts, indent):
        """Parts on one line, or the later ones on a continuation line."""
        if len(parts) > 1 and self.chance(0.15):
            at = self.rng.randint(1, len(parts) - 1)
            return " ".join(parts[:at]) + "\n" + indent + " ".join(parts[at:])
        return " ".join(parts)

    def task_parts(self, path, box=" "):
        parts = [self.rng.choice(SENTENCES)]
        if self.chance(0.25):
            parts.append(self.body_link(self.rng.choice(self.people), path))
        if self.chance(0.06):
            parts.append(self.pick("[[nobody-here]]", "[a page](https://example.org/a)"))
        marks = []
        if self.chance(0.6):
            marks.append(self.mark("due", self.near()))
        if self.chance(0.08):
            marks.append(self.mark("due", self.near()))
        if self.chance(0.06):
            marks.append(self.pick("due:2026-02-30", "due:2026-13-01", "due:: 2026-11-31"))
        if self.chance(0.7 if box in "xX" else 0.1):
            marks.append(self.mark("done", self.past(self.done_day())))
        if self.chance(0.12):
            marks.append("@waiting")
        self.rng.shuffle(marks)
        for mark in marks:
            parts.insert(self.pick(0, len(parts), len(parts), len(parts)), mark)
        return parts

    def done_day(self):
        """A done promise is a touch, so it may move the touch's boundary."""
        return self.before(*self.periods["keep_in_touch"], third=self.chance(0.4))

    def mark(self, sort, day):
        if sort == "done":
            return self.pick("done:%s", "done:: %s", "✅ %s") % day
        return self.pick("due:%s", "due:%s", "(due %s)", "due:: %s", "📅 %s") % day

    def decoy(self):
        """Code, quotes and HTML, which never count."""
        heading = self.pick("## Log", "## Snippets", "## Waiting", "## Tips")
        return [heading, ""] + self.pick(
            ["```", "- [ ] not a task due:2026-11-20", "- 2026-11-20 email in: no", "```"],
            ["~~~ text", "- 2026-11-21 email out: no", "# Log", "~~~"],
            ["> - [ ] quoted due:2026-11-20", "> - 2026-11-20 email in: no"],
            ["<!-- - [ ] hidden due:2026-11-20 -->"],
            ["<!--", "- [ ] hidden", "- 2026-11-20 email in: no", "-->"],
            ["Text first.", "", "    - [ ] indented code", "    - 2026-11-20 email in: no"],
            ["<div>", "- [ ] in HTML", "</div>"])

    # Interviews

    def interview(self, number):
        status = self.rng.choices(
            ["done", "planned", None, "cancelled", "no-show", "maybe"], [50, 14, 18, 9, 6, 3])[0]
        day = self.interview_day(status)
        if self.steady and self.chance(0.9):
            status, day = "done", TODAY - DAY * (7 * number + self.pick(0, 0, 1, 4, 5))
        people = self.meet_people()
        stem = "%s-%s" % (day, self.pick("talk", "réunion", "Café", "x")) + ("-%d" % number)
        if self.chance(0.3):
            stem = unicodedata.normalize("NFD", stem)
        path = self.folders["interviews"] + "/"
        path += self.pick("2026/", "old/") if self.chance(0.1) else ""
        path += stem + ".md"
        groups = [self.participant_lines(people), self.date_lines(day)]
        if status or self.chance(0.2):
            groups.append(["%s: %s" % (self.spell("status"), self.status_text(status))])
        if self.chance(0.75 if status == "done" else 0.15):
            groups.append(self.thanked_lines(people, day))
        org = people[0].org if people and isinstance(people[0], Person) else None
        if org and self.chance(0.3):
            groups.append(["org: " + self.quote(org)])
        for key in ("asked_referrer", "told_referrer"):
            if self.chance(0.15):
                groups.append(["%s: %s" % (self.spell(key), self.pick(
                    TODAY, TODAY - DAY * 3, "skip", "SKIP", "", "yes", "2026-02-30", "\"\""))])
        if self.chance(0.2):
            groups.append([self.pick("via: phone", "via: pigeon", "rating: 4", "minutes: 30", "palce: here",
                                     "raised_job: yes", "Minutes Asked: 20", "place: \"a: b\"")])
        self.rng.shuffle(groups)
        front = [line for group in groups for line in self.comments(group)]
        self.put(path, front, self.interview_body(path, status, people, org))

    def interview_day(self, status):
        """A day on which some rule of this status is at a boundary."""
        if status == "done":
            choices = [self.before(*self.thank["due"]), self.before(*self.thank["late"]),
                       self.before(*self.periods["tell_referrer"]),
                       self.before(*self.periods["promise_due"]), self.before(0, 7),
                       self.before(0, 1), self.before(0, 3),
                       self.before(*self.periods["keep_in_touch"], third=self.chance(0.5)),
                       TODAY - DAY * self.rng.randint(0, 70)]
            day = self.rng.choice(choices)
            return day if day <= TODAY or self.chance(0.12) else TODAY - DAY * self.rng.randint(0, 9)
        if status in ("cancelled", "no-show"):
            return self.before(*self.periods["schedule_after"])
        months, days = self.periods["ask_referrer"]
        ahead = add_months(self.near(), months) + DAY * days
        return self.pick(self.near(), self.near() + DAY * 2, self.near() + DAY, ahead,
                         self.near() - DAY, self.near() - DAY * 2, TODAY)

    def status_text(self, status):
        if status is None:
            return ""
        if status == "maybe":
            return self.pick("maybe", "postponed", "finished")
        return self.pick(status, status, status, status.upper(), status.capitalize())

    def meet_people(self):
        """Participants: people of the vault, strangers, seldom nobody."""
        count = self.rng.choices([0, 1, 2, 3], [2, 65, 23, 10])[0]
        people = []
        for _ in range(count):
            if self.chance(0.1):
                other = self.rng.choice(STRANGERS)
            else:
                other = self.rng.choice(self.people)
            names = [getattr(p, "name", p) for p in people]
            if other in people and self.chance(0.5) or getattr(other, "name", other) not in names:
                people.append(other)
        return people

    def participant_lines(self, people):
        key = self.spell(self.pick("contact", "contact", "contact", "with", "people",
                                   "attendees", "person"))
        values = [p if isinstance(p, str) else self.value_link(p) for p in people]
        if not values:
            return [self.pick(key + ":", key + ": []", "place: nowhere")]
        if len(values) == 1 and self.chance(0.75):
            return ["%s: %s" % (key, values[0])]
        if self.chance(0.5):
            return ["%s: [%s]" % (key, ", ".join(values))]
        return [key + ":"] + ["  - " + value for value in values]

    def date_lines(self, day):
        if self.chance(0.04):
            text = self.pick("2026-02-30", "soon", "", "21.11.2026")
        elif self.chance(0.35):
            text = "%s%s" % (day, self.pick("T15:00", " 15:00", "T15:00:30", "T23:30:00-05:00",
                                            "T00:15+02:00", "T23:59:59Z", " 08:05"))
        else:
            text = str(day)
        return [("%s: %s" % (self.spell("date"), self.quote(text) if text else "")).rstrip()]

    def thanked_lines(self, people, day):
        key = self.spell("thanked")
        roll = self.rng.random()
        if roll < 0.25:
            return [key + self.pick(":", ": ", ": \"\"", ": ~")]
        if roll < 0.45:
            return ["%s: %s" % (key, self.thanked_value(day))]
        if roll < 0.55:
            return ["%s: %s" % (key, self.pick("yes", "soon", "2026-02-30", "tomorrow", "[]", "true"))]
        if roll < 0.65 or not people:
            return ["%s: %s" % (key, self.pick("skip", "Skip", "SKIP"))]
        return self.thanked_map(key, people, day)

    def thanked_value(self, day):
        return self.pick(day + DAY, day, TODAY, TODAY - DAY, TODAY + DAY,
                         self.done_day(), self.done_day())

    def thanked_map(self, key, people, day):
        pairs = []
        for person in dict.fromkeys(people):
            if self.chance(0.7):
                value = self.pick(self.thanked_value(day), self.thanked_value(day), "skip",
                                  "\"\"", "yes")
                pairs.append((self.thanked_key(person), str(value)))
        if self.chance(0.1):
            pairs.append(("stranger-key", "skip"))
        self.rng.shuffle(pairs)
        if self.chance(0.5):
            return ["%s: {%s}" % (key, ", ".join("%s: %s" % pair for pair in pairs))]
        return [key + ":"] + ["  %s: %s" % pair for pair in pairs]

    def thanked_key(self, person):
        """A link again, but an unquoted one would be no key."""
        if isinstance(person, str):
            return '"%s"' % person.strip('"')
        if self.chance(0.6):
            return self.rng.choice(self.words_for(person))
        return '"%s"' % self.wiki(person)

    def interview_body(self, path, status, people, org):
        sections = []
        if self.chance(0.15):
            sections.append(["", "# A talk"])
        rest = []
        if self.chance(0.6):
            rest.append(self.question_section(org))
        if self.chance(0.4):
            rest.append(self.task_section(path, True))
        if self.chance(0.35):
            rest.append([self.pick("## Notes", "## Insights:", "## Ideas", "## Else"), ""]
                        + self.prose())
        if self.chance(0.35):
            rest.append(self.referral_section(path))
        if self.chance(0.15):
            rest.append(self.decoy_without_prose())
        if self.chance(0.1):
            rest.append(["## Log", "", "- 2026-11-20 email in: a log here is no log"])
        self.rng.shuffle(rest)
        lines = [line for section in sections for line in section]
        if self.chance(0.15):
            lines += [""] + self.tasks(path, True)
        for section in rest:
            lines += [""] + section
        return lines

    def prose(self):
        return self.pick([self.pick(*PROSE)], ["- " + self.pick(*PROSE)],
                         ["<!-- only a comment -->"], ["> quoted words"], ["```", "code", "```"],
                         ["1. first", "2. second"], ["-----"], [])

    def decoy_without_prose(self):
        lines = self.decoy()
        return lines if "Text first." not in lines else ["## Empty"]

    def question_section(self, org):
        count = self.pick(0, 1, 2, 3, 4, 5, 5, 6, self.min_questions - 1, self.min_questions,
                          self.min_questions, self.min_questions + 1)
        questions = self.rng.sample(QUESTIONS, min(count, len(QUESTIONS)))
        if questions and self.chance(0.65):
            at = self.rng.randrange(len(questions))
            questions[at] = self.ground(questions[at], org)
        answered = self.pick(0, 0, 0.3, 1)
        heading = "## " + self.pick("Questions", "Questions", "QUESTIONS", "Questions:",
                                    "Questions (private)")
        write = self.pick(self.list_questions, self.list_questions, self.heading_questions)
        return [heading, ""] + write(questions, answered)

    def ground(self, question, org):
        """Something particular, or something that only looks so."""
        word = org or "GridCo"
        return self.pick(
            "I noticed the award. " + question, "i NOTICED that. " + question,
            "When you were there: " + question, question + " (research)",
            question + " (Research)", "What is next for %s's team?" % word,
            "Is %s growing?" % word.upper(), "Is %sverse growing?" % word,
            "Does `code` help %s?" % word, "Do you (research) it?", "Were you there at all?")

    def list_questions(self, questions, answered):
        marker = self.pick("- ", "* ", "1. ")
        inner = " " * len(marker)
        lines = []
        for question in questions:
            if self.chance(0.15):
                question = question.replace(" ", self.pick("\n", "\n" + inner), 1)
            lines += (marker + question).split("\n")
            if self.rng.random() < answered:
                lines += self.pick([inner + "- An answer."], ["", inner + "An answer.", ""],
                                   ["", "An answer at the margin.", ""])
            elif self.chance(0.1):
                lines.append(inner + "<!-- no answer yet -->")
        return lines

    def heading_questions(self, questions, answered):
        lines = []
        for question in questions:
            lines += ["### " + question, ""]
            if self.rng.random() < answered:
                lines += [self.pick("An answer.", "- An answer in a list."), ""]
        return lines

    def referral_section(self, path):
        names = ["Jo Doe", "Max Power", "Lena Fox-Smith", "Olu Ade", "Édith Roux"]
        self.rng.shuffle(names)
        lines = []
        for name in names[:self.rng.randint(0, 3)]:
            lines.append(self.pick("%s", "%s, GridCo", "%s, GridCo: knows permits", "%s: a note",
                                   "%s (GridCo)", "%s - former boss", "%s – boss", "%s — boss",
                                   "**%s**: bold", "[%s](../contacts/nobody.md), GridCo",
                                   "[[new-person|%s]]: note", "[%s](https://example.org/p)") % name)
        person = self.rng.choice(self.people)
        known = [self.body_link(person, path), self.wiki(person) + ": note", person.name,
                 person.name + ", GridCo", person.id, "[[nobody|%s]]" % person.name]
        known += person.aliases
        if self.chance(0.5):
            lines.append(self.rng.choice(known))
        if self.chance(0.15):
            lines.append("[[newcomer]]")
        if self.chance(0.2):
            lines.append("[ ] " + " ".join(self.task_parts(path)))
        self.rng.shuffle(lines)
        lines = ["- " + line for line in lines]
        if lines and self.chance(0.1):
            lines.append("  - nested, not a referral")
        heading = "## " + self.pick("Referrals", "referrals:", "Referrals (private)")
        return [heading, ""] + lines

    # Plan and other kinds

    def plan(self):
        lines = []
        used = set()
        for key in ("reviewed", "skills_reviewed", "resume_updated", "profile_updated"):
            if self.chance(0.6):
                day = self.before(*self.periods["review_every"])
                while day in used:
                    day -= DAY
                used.add(day)
                text = day if self.chance(0.9) else self.pick("", "soon", "2026-02-30")
                lines.append(("%s: %s" % (self.spell(key), text)).rstrip())
        self.rng.shuffle(lines)
        self.put("plan.md", lines, ["", "## Goals", "", "- [ ] not a record's task"])

    def other_records(self):
        """Other kinds make no items, but their bad files are rows."""
        kinds = ["opportunities", "skills", "targets"]
        for kind in kinds:
            if self.chance(0.15):
                path = self.folders[kind] + "/thing.md"
                self.put(path, ["name: Thing"], ["", "- [ ] no promise here due:2026-11-20"])
                if self.chance(0.3):
                    self.spoil(path)
        if self.chance(0.1):
            self.put("notes/loose.md", ["name: Loose"], ["- [ ] nor here"])
        if self.chance(0.1):
            self.put("templates/contact.md", ["name: <<name>>"], ["- [ ] nor here"])

    # Trouble

    def trouble(self):
        for act, probability in [(self.spoil_some, 0.25), (self.twin, 0.12), (self.bad_id, 0.12),
                                 (self.skipped, 0.2), (self.symlink, 0.05),
                                 (self.huge_body, 0.01), (self.new_bad_file, 0.15)]:
            if self.chance(probability):
                act()

    def records(self, *kinds):
        folders = tuple(self.folders[kind] + "/" for kind in kinds)
        return [path for path in self.files if path.startswith(folders)]

    def spoil_some(self):
        paths = self.records("contacts", "interviews")
        if "plan.md" in self.files and self.chance(0.1):
            paths = ["plan.md"]
        self.spoil(self.rng.choice(paths))

    def spoil(self, path):
        """Make the file unreadable in one of the ways the format names."""
        bad = self.pick("a: [1", "a: &x 1", "a: *x", "a: !!str 1", "a: 1\na: 2", "[[k]]: v",
                        "a: b: c", "? {a: b}\n: c", "contact: [[a]], [[b]]", "m: {x: 1, x: 2}",
                        "deep: " + "[" * 40 + "]" * 40, "a: \"open", "big: " + "x" * 17000)
        whole = "---\nname: X\n%s\n---\n" % bad
        ways = [whole.encode("utf-8")] * 6 + [
            b"---\nname: X\n", b"---\n- a\n- b\n---\n", self.files[path] + b"\xff\xfe\n",
            self.files[path] + b"\0\n",
            b"---\nname: X\n---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n",
            b"---\n<<<<<<< HEAD\nname: X\n=======\nname: Y\n>>>>>>> theirs\n---\n",
            b"---\nname: X\n---\n" + b"x\n" * (2 * 1024 * 1024 + 1) if self.chance(0.02)
            else b"---\nname: X\n"]
        if path != "plan.md":
            ways += [b"# No front matter\n\n- [ ] lost\n", b"", b"\n---\nname: X\n---\n"]
        self.files[path] = self.rng.choice(ways)

    def new_bad_file(self):
        kind = self.pick("contacts", "interviews")
        path = "%s/%s.md" % (self.folders[kind], self.pick("broken", "zz-broken", "ghost-person"))
        self.put(path, ["name: Broken"], [])
        self.spoil(path)

    def twin(self):
        """A second file of the same stem, spelt or placed differently."""
        path = self.rng.choice(self.records("contacts", "interviews"))
        folder, _, name = path.rpartition("/")
        kind = "contacts" if path in self.records("contacts") else "interviews"
        name = self.pick(name, name, name[:-3].upper() + ".md",
                         unicodedata.normalize(self.pick("NFC", "NFD"), name))
        other = "%s/%s%s" % (self.folders[kind], self.pick("", "Archive/", "dup/", "zzz/"), name)
        if other not in self.files:
            front = ["name: Other Person", "why: twin"]
            if kind == "interviews":
                front = ["contact: " + self.people[0].id, "date: 2026-11-18", "status: done"]
            self.put(other, front, ["", "- [ ] Twin's task"])

    def bad_id(self):
        kind = self.pick("contacts", "interviews")
        stem = self.pick("-dash", "what?", "a:b", "x#y", "q[1]", "back\\slash", "tab\tname",
                         "star*", "say\"so", "pipe|d", "c^2", "less<more>")
        self.put("%s/%s.md" % (self.folders[kind], stem), ["name: Bad Id", "why: x", "status: done",
                 "contact: " + self.people[0].id, "date: 2026-11-18"], ["", "- [ ] Bad id's task"])

    def skipped(self):
        """Names that are passed over; each would make items if it were read."""
        stem = self.people[0].id
        name = self.pick("_draft.md", ".hidden.md", ".obsidian/x.md", "_old/y.md",
                         stem + ".sync-conflict-20261101-120000-ABCDEFG.md",
                         stem + ".conflict-1.md", stem + " (conflicted copy 2026-11-01).md",
                         stem + ".txt", "sub/.git/z.md", "sub/_t.md")
        kind = self.pick("contacts", "interviews")
        self.put(self.folders[kind] + "/" + name,
                 ["name: Skipped", "why: x", "contact: " + stem, "date: 2026-11-18", "status: done"],
                 ["", "- [ ] Skipped task"])

    def symlink(self):
        folder = self.folders["contacts"]
        target = self.rng.choice(self.people).path
        if self.chance(0.5):
            self.links[folder + "/linked.md"] = os.path.relpath(target, folder)
        else:
            self.put("elsewhere/far.md", ["name: Far", "why: x"], ["- [ ] Far task"])
            self.links[folder + "/farfolder"] = os.path.relpath("elsewhere", folder)

    def huge_body(self):
        """Over 4,000 brackets: the front matter counts, the body is not parsed."""
        self.put(self.people[0].path, ["name: " + self.people[0].name, "why: x"],
                 ["- [ ] Not parsed", ""] + ["[" * 100] * 41)


def write_vault(seed, index, root):
    """Generate vault `index` of `seed` into the folder `root`."""
    Generator(seed, index).build().write(root)


def main():
    parser = argparse.ArgumentParser(description="Write random vaults.")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("outdir")
    args = parser.parse_args()
    for index in range(args.count):
        write_vault(args.seed, index, os.path.join(args.outdir, "%05d" % index))
    return 0


if __name__ == "__main__":
    sys.exit(main())
