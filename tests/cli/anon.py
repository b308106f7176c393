#!/usr/bin/env python3
"""anon.py VAULT REAL ANON [WORD...] - nothing of the names of a vault is in a site that was built with --anon.

Reads the vault's front matter with a parser of its own. Searched are names, their parts of three letters and more, ids, aliases,
organisations, mail addresses, telephone numbers, web addresses, and the WORDs; in every byte and file name of the folder ANON, as
they stand and percent-decoded, unescaped as HTML and as JSON, without accents and case. That the same search finds names in REAL
shows that it can. Both have as many pages of each kind.
"""
import collections
import html
import os
import re
import sys
import unicodedata
import urllib.parse

import yaml

VAULT, REAL, ANON = sys.argv[1:4]
PARTICLES = set("von van der den del della dos das bin ibn the and for mrs prof phd herr frau dr".split())


def plain(text):
    text = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))


def front(path):
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        parts = re.split(r"(?m)^(?:---|\.\.\.)[ \t]*\r?$", file.read(), maxsplit=2)
    try:
        data = yaml.load(parts[1], Loader=yaml.BaseLoader) if len(parts) == 3 else {}
    except yaml.YAMLError:
        data = {}
    return data if isinstance(data, dict) else {}


def texts(value):
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [t for v in value for t in texts(v)]
    return [t for v in value.values() for t in texts(v)] if isinstance(value, dict) else []


def secrets():
    words, phrases, numbers = set(sys.argv[4:]), set(), set()
    for folder in ("contacts", "interviews", "opportunities", "targets"):
        for at, _, names in os.walk(os.path.join(VAULT, folder)):
            for name in names:
                if not name.endswith(".md"):
                    continue
                data = front(os.path.join(at, name))
                phrases.update(texts(data.get("org", "")))
                if folder != "contacts":
                    continue
                people = [name[:-3]] + texts(data.get("name", "")) + texts(data.get("aliases", ""))
                phrases.update(people)
                for person in people:
                    words.update(re.findall(r"[^\W\d_]{3,}", plain(person)))
                for key in ("email", "url", "linkedin"):
                    phrases.update(texts(data.get(key, "")))
                numbers.update(re.sub(r"\D", "", t) for t in texts(data.get("phone", "")))
    words = {plain(w) for w in words} - PARTICLES
    return words, {plain(p) for p in phrases if len(p) > 3 or not p.isascii()}, {n for n in numbers if len(n) > 6}


def forms(text):
    yield text
    yield html.unescape(urllib.parse.unquote(text))
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)


def found(site, words, phrases, numbers):
    hits = collections.Counter()
    for at, _, names in os.walk(site):
        for name in names:
            if name in ("style.css", "script.js"):
                continue
            with open(os.path.join(at, name), encoding="utf-8") as file:
                text = os.path.relpath(os.path.join(at, name), site) + "\n" + file.read()
            for form in set(forms(text)):
                form = plain(form)
                here = set(re.findall(r"[^\W\d_]+", form))
                hits.update((w, name) for w in words & here)
                hits.update((p, name) for p in phrases if p in form and re.search(r"(?<!\w)%s(?!\w)" % re.escape(p), form))
                digits = {re.sub(r"\D", "", run) for run in re.findall(r"\+?\d[\d ().+/-]{5,}\d", form)}
                hits.update((n, name) for n in numbers if any(n in run for run in digits))
    return hits


def kinds(site):
    return collections.Counter(os.path.relpath(at, site) for at, _, names in os.walk(site) for n in names if n.endswith(".html"))


words, phrases, numbers = secrets()
# What the program itself says is nobody's name.
hits = found(ANON, words, phrases, numbers)
real = found(REAL, words, phrases, numbers)
bad = []
if hits:
    bad.append("found: %s" % sorted(hits)[:40])
if len({w for w, _ in real}) < min(10, len(words)):
    bad.append("the search finds nothing where the names are: %s" % real)
if kinds(REAL) != kinds(ANON):
    bad.append("pages: %s, %s" % (kinds(REAL), kinds(ANON)))
print("%d words, %d phrases, %d numbers: %d found with the names, %d without" %
      (len(words), len(phrases), len(numbers), len(real), len(hits)))
if bad:
    sys.exit("\n".join(bad))
