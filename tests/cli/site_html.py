#!/usr/bin/env python3
"""site_html.py SITE                     every page, as an HTML parser that is not ours reads it: no parse error, only elements
                                      that pages are made of, nothing that runs, nothing loaded from elsewhere
   site_html.py vault FOLDER CORPUS…  makes a vault of hostile bodies: each file as the notes of a contact, and as an answer
"""
import json
import os
import re
import sys
import warnings

import html5lib

from html_judge import ATTACKS, bodies_of

warnings.simplefilter("ignore")
ELEMENTS = set("""html head meta title link script button body a header nav ul ol li main footer p time div h1 h2 h3 h4 h5 h6 section
span b code details summary dl dt dd table caption thead tbody tr th td figure figcaption blockquote label input kbd article
strong em pre hr br img svg g line path rect circle text title desc""".split())
LOADED = {"script": "src", "link": "href", "img": "src"}


def wrong_with(node):
    name = node.tag.split("}")[-1]
    if name not in ELEMENTS:
        yield "element %s" % name
    if name == "script" and node.get("type") == "application/json":  # data: nothing runs
        json.loads(node.text)
    elif name == "script" and (node.text or node.get("src") is None):
        yield "a script in the page"
    for key, value in node.attrib.items():
        if key.lower().startswith("on") or key in ("style", "srcset", "srcdoc", "ping", "action", "formaction"):
            yield "attribute %s" % key
    address = node.get(LOADED.get(name, ""), "data:,")
    if address != "data:," and (address.startswith(("/", "\\")) or re.match(r"[a-z][a-z0-9+.-]*:", address, re.I)):
        yield "loads %s" % address
    href = node.get("href", "#") if name == "a" else "#"
    scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", href, re.I)
    if scheme and scheme.group(1).lower() not in ("http", "https", "mailto", "tel"):
        yield "leads to %s" % href
    if name == "meta" and node.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
        yield "meta %s" % node.get("http-equiv")


def judge(text):
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(text)
    for _, name, _ in parser.errors:
        yield "parse error %s" % name
    if [child.tag for child in root.find("body") if isinstance(child.tag, str)][:2] != ["a", "header"] or len(root.findall(".//main")) != 1:
        yield "the page's frame is broken"
    for node in root.iter():
        if not isinstance(node.tag, str):
            yield "a comment"
            continue
        yield from wrong_with(node)


def site(folder):
    bad = count = 0
    for top, _, names in os.walk(folder):
        for name in sorted(names):
            if not name.endswith(".html"):
                continue
            count += 1
            with open(os.path.join(top, name), encoding="utf-8", newline="") as file:
                for wrong in judge(file.read()):
                    print("%s: %s" % (os.path.join(top, name), wrong))
                    bad += 1
    print("%d pages, %d wrong" % (count, bad))
    return bad > 0 or count == 0


def write(path, head, body):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"---\n" + head.encode() + b"---\n" + body)


def vault(folder, *corpora):
    write(os.path.join(folder, "contacts/ana.md"), "name: Ana\n", b"Fine.\n")
    with open(os.path.join(folder, "infoview.yaml"), "w") as file:
        file.write("format: 1\n")
    bodies = [body for _, body in bodies_of(corpora)] + [b.encode("utf-8", "ignore") for b in ATTACKS[::4]]
    for number, body in enumerate(bodies):
        write(os.path.join(folder, "contacts/c%04d.md" % number), "name: C%d\n" % number, b"## Notes\n\n" + body)
        asked = b"## Questions\n\n- Why?\n\n  " + body.replace(b"\n", b"\n  ") + b"\n\n### And\n\n" + body
        write(os.path.join(folder, "interviews/i%04d.md" % number), "contact: c%04d\ndate: 2026-11-01\nstatus: done\n" % number, asked)
    print("%d bodies" % len(bodies))
    return 0


if __name__ == "__main__":
    sys.exit(vault(*sys.argv[2:]) if sys.argv[1] == "vault" else site(sys.argv[1]))
