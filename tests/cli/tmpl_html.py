"""tmpl_html.py PROBE COUNT SEED - random templates of pages through tests/probe/tmpl.c, read by an HTML5 parser.

Each template that is taken is rendered with harmless values and with hostile ones. The tree of the second page must be that
of the first with the values put in: no element, attribute or comment more or less, and each value shown as it is.
So it must be with scripts and without, and wherever a part of a page comes to stand. Exits 1 where it is not.
"""
import collections
import random
import subprocess
import sys

import html5lib

TEXT, URL = "zqtz", "zquz"
HOSTILE_TEXTS = [
    "h<script>alert(1)</script>", "h\"'` onclick=x a=", "h--></!--!></title></textarea></style></script></noscript>",
    "h&lt;b&gt;&#60;b&#62;&amp", "h<!--", "h</b></p></table><table><td>", "h<![CDATA[x]]>", "h>\n\t<\r\nb\r=", "h'/><svg/onload=1>",
    "h\x01\x7f\u0085\u202e\ufffe\ufdd0", "h\u00e9\u674e\U0001f642", "h{{text}}{{{html}}}", "h\\\"\\'", "h=\">",
]
HOSTILE_URLS = ["x'onclick='y", "#'&#34;&quot;&gt;&lt;", "p/&Tab;a=b;", "?x='&amp", "javascript&colon;x", "\u674e.html"]
AROUND = ["", "<svg>", "<math><mi>", "<math><annotation-xml>", "<table>", "<select>", "<noscript>", "<svg><foreignObject>",
          "<svg><desc>", "<template>", "<ul><li><p><b>"]

# What a value is on a page.
REPLACED = {c: 0xFFFD for c in [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A),
                                *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF] if c not in (9, 10)}


def shown(value):
    return value.replace("\r\n", "\n").replace("\r", "\n").translate(REPLACED)


class Maker:
    """Makes templates, most of which are taken; some are then cut and glued anew."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, make, most):
        return "".join(make() for _ in range(self.random.randint(0, most)))

    def one(self, *choices):
        return self.random.choice(choices)

    def section(self, inner):
        name = self.one("yes", "no", "two", "me")
        return "{{%s%s}}%s{{/%s}}" % (self.one("#", "#", "^"), name, inner, name)

    def shown_part(self):
        return self.one("{{text}}", "{{url}}", "x", " & ", "&lt;", "{{! c }}", "{{#two}}{{.}}{{/two}}",
                        "{{#yes}}{{text}}{{/yes}}", "{{^no}}y{{/no}}", "\n", "=", ">")

    def address(self):
        return (self.one("{{url}}", "{{url}}#x", "p/{{url}}", "p/{{url}}.html", "#{{url}}", "x{{#yes}}?{{url}}{{/yes}}",
                        "{{url}}{{#no}}?q{{/no}}", "mailto:{{url}}", "{{#yes}}#{{/yes}}{{url}}", "javascript:x")
                        if self.random.random() < 0.95 else self.one("java{{url}}", "{{url}}{{url}}", "/{{url}}", "a&amp;{{url}}"))

    def attribute(self):
        quote = self.one('"', "'")
        space = self.one(" ", " ", "\n", "\t ")
        kind = self.random.random()
        if kind < 0.15:
            return space + self.one("hidden", "a=b", "A", "onclick='f()'", "style=\"a\"")
        if kind < 0.4:
            return space + self.one("href", "src", "cite", "xlink:href", "HREF") + "=" + quote + self.address() + quote
        if kind < 0.6:
            return self.section(self.some(self.attribute, 2))
        if kind < 0.65:
            return space + self.section(self.attribute().strip())
        name = self.one("title", "class", "Title", "data-x", "id", "value", "lang")
        if self.random.random() < 0.05:
            name = self.one("style", "onclick", "type", "srcset")
        return space + name + self.one("=", " = ") + quote + self.some(self.shown_part, 3).replace(">", "") + quote

    def element(self):
        name = self.one("p", "b", "a", "div", "table", "tr", "td", "svg", "path", "li", "ul", "i", "select", "option", "h1",
                        "form", "img", "br", "math", "mi", "foreignObject", "use", "button", "template", "noscript", "body")
        tag = "<%s%s%s>" % (name, self.some(self.attribute, 3), self.one("", "", "", " /"))
        return tag + self.part() + self.one("</%s>" % name, "</%s>" % name, "</%s >" % name, "")

    def raw(self):
        name = self.one("title", "textarea", "TITLE", "script", "style", "iframe", "xmp")
        inner = self.some(self.shown_part, 3) if name.lower().startswith("t") else self.one("a > b", "'\"", "x")
        return "<%s%s>%s</%s>" % (name, self.some(self.attribute, 1), inner, name)

    def piece(self):
        kind = self.random.random()
        if kind < 0.4:
            return self.element()
        if kind < 0.5:
            return self.section(self.part())
        if kind < 0.6:
            return self.raw()
        return self.one("{{text}}", "{{text}}", "{{{html}}}", "{{>p}}", "<!-- c -->", "<!-->", "<!--->", "<!-- x --!>", "a < b", "&",
                        "\n  {{>p}}\n", "{{<l}}{{$b}}\n    %s\n{{/b}}{{/l}}" % self.shown_part(), "<!doctype html>", "</p>", "\n",
                        "{{<l}}{{$b}}\n  <p\n  {{#two}}\n  %s{{/two}}>\n{{/b}}{{/l}}" % self.attribute())

    def part(self):
        return self.some(self.piece, 2)

    def template(self):
        text = "".join(self.piece() for _ in range(self.random.randint(1, 4)))
        while self.random.random() < 0.25 and text:
            a, b = sorted(self.random.randrange(len(text) + 1) for _ in range(2))
            text = self.one(text[:a] + text[min(b, a + 3):], text[:a] + self.one(*"<>/='\"! -&;", "{{text}}", "<a ", "-->") + text[a:],
                            text[:a] + text[a:b][:20] + text[a:])
        return text.replace("\0", "")


def render(probe, records):
    given = b"".join(part.encode() + b"\0" for record in records for part in record)
    said = subprocess.run([probe], input=given, stdout=subprocess.PIPE, check=True).stdout
    return [line.decode() for line in said.split(b"\0")[:-1]]


def tree(page, scripting):
    def dump(node):
        name = node.tag if isinstance(node.tag, str) else "!"
        is_source = scripting and name.endswith("noscript")  # there the parser shows it undecoded
        return (name, sorted((str(k), v) for k, v in node.attrib.items()), "" if is_source else node.text or "",
                [dump(child) for child in node], node.tail or "")
    return dump(html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree")).parse(page, scripting=scripting))


def filled(node, text, url):
    def fill(value):
        return value.replace(TEXT, text).replace(URL, url)
    name, attributes, inside, children, behind = node
    return (name, [(k, fill(v)) for k, v in attributes], fill(inside), [filled(child, text, url) for child in children],
            fill(behind))


def main():
    probe, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    maker = Maker(seed)
    cases = [(maker.template(), maker.one(*HOSTILE_TEXTS), maker.one(*HOSTILE_URLS)) for _ in range(count)]
    plain = render(probe, [(template, TEXT, URL) for template, _, _ in cases])
    hostile = render(probe, cases)
    if len(plain) != count or len(hostile) != count:
        sys.exit("the probe answered %d and %d times, not %d" % (len(plain), len(hostile), count))
    failed, sums = 0, collections.Counter()
    for (template, text, url), harmless, page in zip(cases, plain, hostile):
        if harmless[0] != page[0]:
            print("%r: %r is taken, %r is not" % (template, harmless, page))
            failed += 1
        sums[page[0]] += 1
        for around in AROUND if page[0] == "=" else []:
            for scripting in False, True:
                expected = filled(tree(around + harmless[1:], scripting), shown(text), shown(url))
                if tree(around + page[1:], scripting) != expected:
                    print("%r in %r, scripts %s, text %r, address %r:\n  %r" % (template, around, scripting, text, url, page))
                    failed += 1
    print("%d templates taken and read, %d refused, %d failed" % (sums["="], sums["!"], failed))
    sys.exit(failed > 0 or sums["="] < count // 4 or sums["!"] < count // 50)


main()
