"""html_judge.py PROBE commonmark SPEC | files FOLDER… | attacks | private | bad

Renders Markdown with tests/probe/html.c and reads what comes out with html5lib, strictly: a parse error, an element or
attribute that is not on the list, an address that is not allowed, or anything that would be loaded from elsewhere is
told, and ends with 1. `bad` asks whether the judge itself refuses what it must.
"""
import json
import os
import random
import re
import subprocess
import sys
import warnings

from html.parser import HTMLParser

import html5lib

warnings.simplefilter("ignore")
PREFIX = "s-"
ELEMENTS = {
    "p": set(), "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
    "ul": set(), "ol": {"start"}, "li": {"class"}, "blockquote": set(), "pre": set(), "code": {"class"},
    "hr": set(), "br": set(), "em": set(), "strong": set(),
    "a": {"href", "rel"}, "img": {"src", "alt"}, "span": {"class", "role", "aria-label"},
}
VALUES = {
    "id": r"s-[a-z0-9]+(-[a-z0-9]+)*", "start": r"\d{1,9}", "class": r"task-(open|done|dropped)|language-[a-z0-9-]{1,32}|box",
    "rel": "noreferrer noopener", "role": "img", "aria-label": "open|done|dropped",
    "href": r"https?://[^/\\?#\s][!-~]*|(mailto|tel):[!-~]*|#s-[a-z0-9-]+|p/[!-~]*", "src": r"p/[!-~]*",
}
DEEPEST = 100


def render(probe, bodies, *args):
    """The HTML of each body, None where it was over a limit."""
    fed = b"".join(b"%d\n%s" % (len(b), b) for b in bodies)
    done = subprocess.run([probe, "-i", PREFIX, *args], input=fed, stdout=subprocess.PIPE, check=True).stdout
    pages, at = [], 0
    while at < len(done):
        end = done.index(b"\n", at)
        n = int(done[at:end])
        at = end + 1
        pages.append(None if n < 0 else done[at:at + n].decode("utf-8"))
        at += max(n, 0)
    assert len(pages) == len(bodies)
    return pages


def wrong_element(node):
    name = node.tag
    if name not in ELEMENTS:
        return "element %s" % name
    for key, value in node.attrib.items():
        if key not in ELEMENTS[name]:
            return "attribute %s of %s" % (key, name)
        if key in VALUES and not re.fullmatch(VALUES[key], value, re.IGNORECASE if key == "href" else 0):
            return "%s=%r of %s" % (key, value, name)
    if name == "a" and (node.get("href", "").startswith("http") != ("rel" in node.attrib)):
        return "a without rel, or with one"
    return None


class Balance(HTMLParser):
    """Every end tag closes the newest element, and none is left open: HTML itself would forgive some."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], None

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong = self.wrong or "</%s> closes another" % tag


def unbalanced(page):
    balance = Balance()
    balance.feed(page)
    balance.close()
    return balance.wrong or (balance.open and "%s is left open" % balance.open[-1])


def judge(page):
    """What is wrong with a page, or None. The parser's own tree says what a browser makes of it."""
    wrong = unbalanced(page)
    if wrong:
        return wrong
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse("<!DOCTYPE html><title>t</title><main>" + page + "</main><footer></footer>")
    if parser.errors:
        return "parse error %s" % parser.errors[0][1]
    body = root.find("body")
    if [child.tag for child in body] != ["main", "footer"] or len(body[1]):
        return "tags that are not closed"
    todo, ids = [(child, 1) for child in body[0]], set()
    while todo:
        node, depth = todo.pop()
        if not isinstance(node.tag, str):
            return "a comment"
        wrong = wrong_element(node)
        if wrong:
            return wrong
        if depth > DEEPEST:
            return "%d elements deep" % depth
        if "id" in node.attrib and node.get("id") in ids:
            return "two of id %s" % node.get("id")
        ids.add(node.get("id"))
        todo += [(child, depth + 1) for child in node]
    for link in body[0].iter("a"):
        if not "".join(link.itertext()).strip() and not any(i.get("alt") for i in link.iter("img")):
            return "a link without words"
        if link.get("href").startswith("#") and link.get("href")[1:] not in ids:
            return "a dead fragment %s" % link.get("href")
    return None


def report(names, pages):
    """Judges all; gives the exit status."""
    bad = 0
    for name, page in zip(names, pages):
        wrong = judge(page) if page is not None else None
        if wrong:
            bad += 1
            print("%s: %s" % (name, wrong))
    print("%d rendered, %d over a limit, %d wrong" % (
        sum(p is not None for p in pages), sum(p is None for p in pages), bad))
    return bad > 0


# --- CommonMark ---

def as_ours(html):
    """HTML as far as the form goes: elements without end as HTML has them, headings of any level, `'` escaped or not."""
    html = html.replace(" />", ">").replace("&#39;", "'")
    return re.sub(r"<(/?)h[1-6]( id=\"[^\"]*\")?>", r"<\1h>", html)


def without_links(html):
    return re.sub(r"</?a\b[^>]*>", "", as_ours(html))


def reason(markdown, expected, page):
    """Why an example must differ, by what the suite expects; or None."""
    if re.search(r"<(?!/?(p|h[1-6]|ul|ol|li|blockquote|pre|code|hr|br|em|strong|a|img)\b)|<(p|h\d|ul|li|em|strong|pre)\s|<[A-Z]|<a (?!href)", expected):
        return "raw HTML"
    if "<img" in expected:
        return "images"
    if "<a " in markdown:
        return "raw HTML"
    if "[[" in markdown:
        return "wiki-links"
    if re.search(r"<a [^>]*></a>", expected):
        return "links without words"
    if "<a " in expected and without_links(expected) == without_links(page):
        return "addresses of links"
    if re.search(r"<h[1-6]></h", expected):
        return "empty headings"
    if re.search(r'class="language-(?![A-Za-z0-9-]+")', expected):
        return "names of languages"
    return None


def commonmark(probe, path):
    examples = json.load(open(path, encoding="utf-8"))
    pages = render(probe, [e["markdown"].encode() for e in examples])
    counts, bad = {}, report(["example %d" % e["example"] for e in examples], pages)
    for example, page in zip(examples, pages):
        if page is None:
            counts["over a limit"] = counts.get("over a limit", 0) + 1
            continue
        same = as_ours(page) == as_ours(example["html"])
        why = "equal" if same else reason(example["markdown"], example["html"], page)
        counts[why or "other"] = counts.get(why or "other", 0) + 1
        if not why:
            print("example %d: %r\n  ours     %r\n  expected %r" % (
                example["example"], example["markdown"], page, example["html"]))
            bad = True
    print("%d examples: %s" % (len(examples), ", ".join("%d %s" % (n, w) for w, n in sorted(counts.items()))))
    return bad


# --- files ---

def bodies_of(folders):
    """Of every file below the folders, as a body: cut where it is over the limits, and made valid."""
    for folder in folders:
        for top, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(top, name)
                if not os.path.isfile(path):
                    continue
                data = open(path, "rb").read()
                yield path, data
                fixed = data[:120000].decode("utf-8", "ignore").replace("\0", "").encode()
                if fixed != data:
                    yield path + " (cut)", fixed


def files(probe, *folders):
    names, bodies = zip(*bodies_of(folders))
    return report(names, render(probe, bodies))


# --- the judge itself ---

BAD = """<p>x|<p>x</p></p>|<script>x</script>|<p onclick="x">a</p>|<a href="javascript:x">y</a>|<a href="http://x">y</a>|<a href="p/x"></a>
<img src="http://x" alt="">|<ul><li>x</ul>|<p><blockquote></blockquote></p>|</main>|<p>&bogus</p>|<a href="p/x"><a href="p/y">z</a></a>|<!-- x -->
<em><strong>x</em></strong>|<ol start="x"></ol>|<h1>x</h1>|<p style="x">a</p>|<p id="x">a</p>|<h2 id="s-a">a</h2><h2 id="s-a">b</h2>|<p>a&#27;</p>""".replace("\n", "|").split("|")


def bad(probe):
    accepted = [page for page in BAD + ["<em>" * 101 + "</em>" * 101] if not judge(page)]
    print("accepted:", accepted)
    return bool(accepted or judge("<p>ok</p>"))


# --- attacks ---

SCHEMES = """javascript:alert(1) JaVaScRiPt:alert(1) &#106;avascript:alert(1) javascript&colon;alert(1) java&Tab;script:alert(1)
java&NewLine;script:alert(1) &#1;javascript:alert(1) \\javascript:alert(1) java%0ascript:alert(1) javascript&#58;alert(1) vbscript:x
data:text/html,<script>alert(1)</script> data:image/svg+xml;base64,PHN2Zz4= file:///etc/passwd //evil.example \\\\\\\\evil.example /\\\\evil.example
http:evil.example https:///evil.example http:\\\\evil.example blob:x about:blank view-source:x ftp://x ws://x jar:x
\uff4aavascript:alert(1) java\u200bscript:alert(1) \u00a0javascript:alert(1) \u2028javascript:x #"onclick=alert(1) ?"x https://a@b"onx=
https://x.example/"onmouseover="alert(1) mailto:a@b.example?"onx="1 tel:"><script> https://x/&quot;&gt;&lt;script&gt; p/"><img
intent:x feed:javascript:x C:\\x x:y ./x:y a/../../../../etc/passwd &#0;x secret.md dead.md text.md #s #one""".split()
HTML = """<script>alert(1)</script>|<img src=x onerror=alert(1)>|<svg/onload=alert(1)>|<iframe src=x>|<style>*{}</style>|<!-- c -->|<?php x ?>
<!DOCTYPE x>|<![CDATA[x]]>|<a href="javascript:x">y</a>|</main>|</p>|<p|<meta http-equiv=refresh content=0>|<base href=//x>|<form><button>|&lt;script&gt;
<ScRiPt>|<x onclick=y>|<!--|-->|<title>|<plaintext>|<textarea>|<template>|\u202ebidi|\ufffe|&#xFFFE;|&#x1b;[31m|&#8;|&#x80;|`<script>`|&amp;lt;""".replace("\n", "|").split("|")
FRAMES = ["[x](%s)", "[x](<%s>)", "![x](%s)", "[a][r]\n\n[r]: %s", "<%s>", "[![x](%s)](%s)", "![[x](%s)](%s)", "[[%s]]", "[[%s|<b>]]", "# [x](%s)",
          "- [ ] [x](%s)", "> [x](%s \"t\")", "[](%s)", "![](%s)", "[*x*](%s 'on\"=')", "```%s\nx\n```", "# %s", "## (private) [x](%s)"]

ATTACKS = [frame.replace("%s", s) for frame in FRAMES for s in SCHEMES + HTML]


def attacks(probe):
    bodies = list(ATTACKS)
    bodies += [h + "\n" for h in HTML] + ["a %s b" % h for h in HTML] + ["> %s\n- %s" % (h, h) for h in HTML]
    bodies += [">" * 5000, "- " * 5000, "*a " * 5000, "**a " * 3000 + "b** " * 3000, "> - " * 3000 + "x", "_a*" * 3000,
               "![" * 1500 + "x" + "](y)" * 1500, "[" * 1500 + "](x)" * 1500, "`" * 9999, "#" * 6 + " x" * 9999, "1. " * 3000 + "y"]
    bodies += ["%s x\n%s x\n" % ("#" * a, "#" * b) + "# x-2\n# X\n# \u65e5\u672c\n# !\n" for a in range(1, 7) for b in range(1, 7)]
    dice = random.Random(5)
    parts = SCHEMES + HTML + ["\n", "\n\n", "> ", "- ", "1. ", "    ", "*", "**", "_", "`", "```\n", "[", "]", "](", ")", "![", "[[", "]]", "|", "# ", "\\", "[ ] ", "\n---\n"]
    bodies += ["".join(dice.choice(parts) for _ in range(dice.randrange(2, 40))) for _ in range(6000)]
    encoded = [b.encode("utf-8", "ignore") for b in bodies]
    return report([repr(b[:200]) for b in bodies], render(probe, encoded))


# --- what is private ---

PRIVATE = """Public CONTROL1 [[secret-a|CANARY]] [CANARY *CANARY*](secret.md) ![CANARY](secret/CANARY.png) [[secret|**CANARY**]]
![x [CANARY](secret.md)](y.png) [use][r] [![CANARY](x.png)](secret.md)

# Kept

- list CONTROL2

## Salary (private)

CANARY [a](https://canary.example) `CANARY` CANARY

    CANARY

[r]: https://CANARY.example "CANARY"

### below CANARY

> CANARY

1. CANARY

  ## Kept two: CONTROL3

text CONTROL4 [use][r]

CANARY
CANARY (Private):
-----------------
CANARY <!-- CANARY -->
<b>CANARY</b>

# (private)
CANARY
# x &#40;private)
CANARY
# [[x|a (private)]]
CANARY
# `a (private)`
CANARY

# CONTROL5
> ## quoted (private)
> CANARY
>
> CANARY
> ## CONTROL6
- # in an item (private)
  CANARY
- CONTROL7
<!-- CANARY -->

<div>CANARY</div>

x <!-- CANARY --> CONTROL8
"""


def private(probe):
    bad = False
    for text in (PRIVATE, PRIVATE.replace("\n", "\r\n"), PRIVATE.replace("\n", "\r"), "\ufeff" + PRIVATE):
        page = render(probe, [text.encode()])[0]
        wrong = judge(page)
        if wrong or "canary" in page.lower():
            print(wrong or "a canary", page)
            bad = True
        for n in range(1, 9):
            if "CONTROL%d" % n not in page:
                print("CONTROL%d is missing" % n, page)
                bad = True
    return bad


if __name__ == "__main__":
    sys.exit(globals()[sys.argv[2]](sys.argv[1], *sys.argv[3:]))
