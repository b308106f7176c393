#!/usr/bin/env python3
"""Reads the list of people of a built site twice, from the rows and from the script's data, and compares the two.

    people.py FOLDER                both tell the same of everybody, pages by letter hold each once, counts are those of the data
    people.py FOLDER --find ASK     how many the data has for an address: stage=met&preset=cold
"""
import datetime
import html.parser
import json
import os
import sys
import unicodedata
import urllib.parse

WHOLE = 500
CHOICES = ["stage", "preset", "org", "role", "industry", "target", "tag"]
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


class List(html.parser.HTMLParser):
    """The rows, the letters and the choices of a page, and its data."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.rows, self.letters, self.choices, self.data = [], [], {}, ""
        self.within = []  # tags that are open, with their attributes
        self.feed(open(path, encoding="utf-8").read())
        self.close()

    def is_in(self, tag, name=None):
        return any(t == tag and name in (None, values.get("id")) for t, values in self.within)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "a" and self.is_in("nav", "letters"):
            self.letters.append(values["href"])
        if self.is_in("tbody"):
            self.in_row(tag, values)
        self.within.append((tag, values))

    def in_row(self, tag, values):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "a":
            self.rows[-1].insert(0, urllib.parse.unquote(values["href"]))
        elif tag == "time":
            self.rows[-1][-1] += values["datetime"] + (" late " if "class" in values else " ")
        elif tag == "span" and self.rows[-1][-1]:
            self.rows[-1][-1] += ", "

    def handle_endtag(self, tag):
        while self.within and self.within.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if self.is_in("script", "everybody"):
            self.data += text
        elif self.is_in("tbody") and (self.is_in("td") or self.is_in("th")):
            self.rows[-1][-1] += text
        elif self.is_in("b") and self.is_in("nav", "choices"):
            link = [values for tag, values in self.within if tag == "a"][-1]
            self.choices[link["href"]] = int(text.replace(",", ""))


def places(value):
    return value if isinstance(value, list) else [value] if value else []


def human(day, year):
    return day.strftime("%a ") + str(day.day) + day.strftime(" %b") + ("" if day.year == year else " %d" % day.year)


class Data:
    def __init__(self, text, year):
        self.of, self.year = json.loads(text), year
        self.n = len(self.of["name"])

    def words(self, key, i):
        return [self.of["words"][key][place] for place in places(self.of.get(key, [0] * self.n)[i])]

    def day(self, key, i, late=""):
        if not self.of[key][i]:
            return ""
        day = datetime.date(1970, 1, 1) + datetime.timedelta(self.of["from"] + self.of[key][i])
        return "%s%s %s" % (day, late, human(day, self.year))

    def row(self, i):
        of = self.of
        late = " late" if of["late"][i] else ""
        verb = "".join(word + " " for word in self.words("verb", i))
        return ["p/%s.html" % of["id"][i], of["name"][i]] + ["".join(self.words(key, i)) for key in ("org", "role", "stage")] + \
            [self.day("last", i), verb + self.day("next", i, late), ", ".join(self.words("target", i))]

    def find(self, ask):
        want = dict(urllib.parse.parse_qsl(ask))
        want.pop("sort", None)
        parts = plain(want.pop("q", "")).split()
        assert set(want) <= set(CHOICES), ask
        return sum(all(value in self.words(key, i) for key, value in want.items()) and
                   all(part in plain("\n".join([self.of["name"][i]] + sum((self.words(key, i) for key in CHOICES), []))) for part in parts)
                   for i in range(self.n))


def plain(text):
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not 0x300 <= ord(c) < 0x370)
    return text.translate(LETTERS)


def letter_of(name):
    first = next((c for c in plain(name) if c.isalnum()), "")
    return first if "a" <= first <= "z" else "other"


def same(rows, wanted, where):
    assert len(rows) == len(wanted), (where, len(rows), len(wanted))
    for row, own in zip(rows, wanted):
        assert row == own, (where, row, own)


def check(folder):
    page = List(folder + "/people.html")
    data = Data(page.data, int(open(folder + "/people.html", encoding="utf-8").read().split('data-built="')[1][:4]))
    wanted, rows = [data.row(i) for i in range(data.n)], []
    files = sorted(name for name in os.listdir(folder) if name.startswith("people-"))
    assert len({row[0] for row in wanted}) == data.n, "somebody is there twice"
    same(page.rows, wanted if data.n <= WHOLE else wanted[:100], "people.html")
    assert sorted(page.letters) == files and bool(files) == (data.n > WHOLE), (page.letters, files)
    for name in page.letters:
        part = List(folder + "/" + name)
        assert part.letters == page.letters and 0 < len(part.rows) <= WHOLE, name
        assert all(name[7:].split(".")[0].split("-")[0] == letter_of(row[1]) for row in part.rows), name
        rows += part.rows
    if files:
        same(rows, wanted, "pages by letter")
    for href, count in page.choices.items():
        found = data.n if href == "#all" else data.find(href[1:])
        assert found == count, (href, count, found)
    print("%d people on %d pages" % (data.n, 1 + len(files)))
    return data


if __name__ == "__main__":
    known = check(sys.argv[1])
    if "--find" in sys.argv:
        print(known.find(sys.argv[sys.argv.index("--find") + 1]))
