#!/usr/bin/env python3
"""Looks at a built site as a browser would, without one.

    site.py FOLDER              every page: tags in order, one h1, labels, nothing loaded from elsewhere, links and fragments, reached from the first
    site.py FOLDER --weights    the largest page of each kind, in bytes
"""
import html.parser
import os
import sys
import unicodedata
import urllib.parse

VOID = set("area base br col embed hr img input link meta source track wbr".split())
LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "video": "src", "audio": "src"}
MUST = ["Content-Security-Policy", 'name="referrer" content="no-referrer"', 'content="noindex,nofollow,noarchive"', 'translate="no"', 'href="data:,"']


class Page(html.parser.HTMLParser):
    def __init__(self, path, text):
        super().__init__(convert_charrefs=True)
        self.path, self.ids, self.links, self.wrong, self.open = path, set(), [], [], []
        self.counts, self.labels, self.inputs = {}, set(), []
        self.feed(text)
        self.close()
        if self.open:
            self.wrong.append("left open: %s" % self.open)
        for tag in ("h1", "main", "title"):
            if self.counts.get(tag) != 1:
                self.wrong.append("%s stands %d times" % (tag, self.counts.get(tag, 0)))
        self.wrong += ["input without a label: %s" % name for name in self.inputs if name not in self.labels]

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if len(values) != len(attrs):
            self.wrong.append("an attribute twice in <%s>" % tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.wrong.append("attribute %s" % name)
        is_data = tag == "script" and values.get("type") == "application/json"
        if tag == "script" and "src" not in values and not is_data or tag in ("style", "iframe", "object", "embed", "base", "form"):
            self.wrong.append("<%s>" % tag)
        if "id" in values:
            if values["id"] in self.ids:
                self.wrong.append("id %r twice" % values["id"])
            self.ids.add(values["id"])
        for name in ("aria-labelledby",):
            if name in values:
                self.links.append("#" + urllib.parse.quote(values[name]))
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in LOADED and LOADED[tag] in values:
            self.loads(values[LOADED[tag]])
        if tag == "label" and "for" in values:
            self.labels.add(values["for"])
        if tag == "input" and "label" not in self.open:
            self.inputs.append(values.get("id"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append("</%s> closes %s" % (tag, self.open[-1:]))
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def loads(self, address):
        if address != "data:,":
            if urllib.parse.urlparse(address).scheme or address.startswith("/"):
                self.wrong.append("loads %s" % address)
            self.links.append(address)


def target_of(path, link):
    """The file that a link of the page leads to, from the site's folder; None: it leads elsewhere."""
    parts = urllib.parse.urlsplit(link)
    if parts.scheme:
        return None
    return os.path.normpath(os.path.join(os.path.dirname(path), urllib.parse.unquote(parts.path))) if parts.path else path


def not_reached(pages):
    """The pages that nobody comes to who begins at the first one and follows links."""
    reached, left = set(), ["index.html"]
    while left:
        path = left.pop()
        if path in pages and path not in reached:
            reached.add(path)
            left += [target_of(path, link) for link in pages[path].links]
    return sorted(set(pages) - reached)


def check(folder):
    wrong, pages, files = [], {}, set()
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(top, name), folder)
            files.add(path)
            if not name.endswith(".html"):
                continue
            text = open(os.path.join(top, name), encoding="utf-8", newline="").read()
            pages[path] = Page(path, text)
            wrong += ["%s: %s is missing" % (path, must) for must in MUST if must not in text]
            wrong += ["%s: U+%04X" % (path, ord(c)) for c in set(text) if c not in "\t\n" and
                      (unicodedata.category(c) == "Cc" or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069")]
    for path, page in sorted(pages.items()):
        wrong += ["%s: %s" % (path, what) for what in page.wrong]
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme:
                if parts.scheme not in ("mailto", "tel", "http", "https"):
                    wrong.append("%s: leads to %s" % (path, link))
                continue
            to = target_of(path, link)
            if to not in files:
                wrong.append("%s: dead link %s" % (path, link))
            elif parts.fragment and urllib.parse.unquote(parts.fragment) not in pages[to].ids:
                wrong.append("%s: dead fragment %s" % (path, link))
    wrong += ["%s: no link leads here" % path for path in not_reached(pages)]
    if not pages:
        wrong.append("no pages")
    return wrong, pages


def main():
    folder = sys.argv[1]
    if "--weights" in sys.argv:
        largest = {}
        for top, _, names in os.walk(folder):
            for name in names:
                kind = os.path.relpath(top, folder) + "/*" if top.rstrip("/") != folder.rstrip("/") else name
                largest[kind] = max(largest.get(kind, 0), os.path.getsize(os.path.join(top, name)))
        for kind in sorted(largest):
            print(kind, largest[kind])
        return
    wrong, pages = check(folder)
    print("\n".join(wrong[:40]) if wrong else "%d pages" % len(pages))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
