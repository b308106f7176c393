"""A small Markdown scanner for the reference implementation.

It knows the part of CommonMark that the random vaults use: headings (ATX and
setext), paragraphs, nested bullet and ordered lists, fenced and indented code,
block quotes, HTML comments and blocks, and the common inline markup.  It is
deliberately not a full parser; the generator stays inside what it knows.
"""

import html
import re

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
BREAK = re.compile(r"^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
QUOTE = re.compile(r"^ {0,3}> ?")
MARKER = re.compile(r"^( {0,3})([-*+]|\d{1,9}[.)])( +|$)")
HTML_BLOCK = re.compile(r"^ {0,3}</?(div|details|summary|p|table|section)\b", re.I)

WIKI = re.compile(r"\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\]")
LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^()<>\s]*)>?\)")
COMMENT = re.compile(r"<!--.*?-->", re.S)
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


class Block:
    """One block: its kind, first line in the file, raw text and children."""

    def __init__(self, kind, line, text="", level=0, children=()):
        self.kind = kind
        self.line = line
        self.text = text
        self.level = level
        self.children = list(children)


def parse_document(lines):
    """Blocks of a body given as (line number, text) pairs without line ends."""
    return parse_blocks(list(lines))


def indent_of(text):
    return len(text) - len(text.lstrip(" "))


def starts_block(text):
    """Whether a line would end a paragraph above it."""
    if indent_of(text) >= 4:
        return False
    if FENCE.match(text) or HEADING.match(text) or BREAK.match(text):
        return True
    if QUOTE.match(text) or text.lstrip().startswith("<!--") or HTML_BLOCK.match(text):
        return True
    marker = MARKER.match(text)
    if not marker or not text[marker.end():].strip():
        return False
    return not marker.group(2)[0].isdigit() or marker.group(2)[:-1] == "1"


def parse_blocks(lines):
    """Scan one container's lines, recursing into list items."""
    blocks = []
    i = 0
    while i < len(lines):
        number, text = lines[i]
        if not text.strip():
            i += 1
        elif indent_of(text) >= 4:
            i = skip_indented_code(lines, i, blocks)
        elif FENCE.match(text):
            i = skip_fence(lines, i, blocks)
        elif HEADING.match(text):
            match = HEADING.match(text)
            blocks.append(Block("heading", number, match.group(2) or "", len(match.group(1))))
            i += 1
        elif BREAK.match(text):
            blocks.append(Block("break", number))
            i += 1
        elif QUOTE.match(text):
            i = skip_quote(lines, i, blocks)
        elif text.lstrip().startswith("<!--"):
            i = skip_comment(lines, i, blocks)
        elif HTML_BLOCK.match(text):
            i = skip_html(lines, i, blocks)
        elif MARKER.match(text):
            i = take_item(lines, i, blocks)
        else:
            i = take_paragraph(lines, i, blocks)
    return blocks


def skip_indented_code(lines, i, blocks):
    blocks.append(Block("code", lines[i][0]))
    while i < len(lines) and (not lines[i][1].strip() or indent_of(lines[i][1]) >= 4):
        i += 1
    return i


def skip_fence(lines, i, blocks):
    number, text = lines[i]
    blocks.append(Block("code", number))
    fence = FENCE.match(text).group(1)
    close = re.compile(r"^ {0,3}" + re.escape(fence[0]) + "{%d,}[ \t]*$" % len(fence))
    i += 1
    while i < len(lines) and not close.match(lines[i][1]):
        i += 1
    return i + 1


def skip_quote(lines, i, blocks):
    """A quote with its lazy lines; nothing inside one ever counts."""
    blocks.append(Block("quote", lines[i][0]))
    while i < len(lines) and lines[i][1].strip():
        if not QUOTE.match(lines[i][1]) and starts_block(lines[i][1]):
            break
        i += 1
    return i


def skip_comment(lines, i, blocks):
    blocks.append(Block("html", lines[i][0]))
    while i < len(lines) and "-->" not in lines[i][1]:
        i += 1
    return i + 1


def skip_html(lines, i, blocks):
    blocks.append(Block("html", lines[i][0]))
    while i < len(lines) and lines[i][1].strip():
        i += 1
    return i


def take_paragraph(lines, i, blocks):
    """A paragraph, or a setext heading when an underline follows it."""
    number = lines[i][0]
    text = [lines[i][1].strip()]
    i += 1
    while i < len(lines) and lines[i][1].strip():
        line = lines[i][1]
        underline = SETEXT.match(line)
        if underline:
            level = 1 if underline.group(1)[0] == "=" else 2
            blocks.append(Block("heading", number, "\n".join(text), level))
            return i + 1
        if starts_block(line):
            break
        text.append(line.strip())
        i += 1
    blocks.append(Block("paragraph", number, "\n".join(text)))
    return i


def take_item(lines, i, blocks):
    """One list item; a list is simply a run of items among the blocks."""
    number, text = lines[i]
    marker = MARKER.match(text)
    width = marker.end()
    if len(marker.group(3)) > 4 or not text[width:].strip():
        width = len(marker.group(1)) + len(marker.group(2)) + 1
    inner = [(number, text[width:])]
    i += 1
    while i < len(lines):
        number, text = lines[i]
        if not text.strip():
            inner.append((number, ""))
        elif indent_of(text) >= width:
            inner.append((number, text[width:]))
        elif is_lazy(inner, text):
            inner.append((number, text.lstrip()))
        else:
            break
        i += 1
    blocks.append(Block("item", inner[0][0], children=parse_blocks(inner)))
    return i


def is_lazy(inner, text):
    """Whether a line short of the item's indent still joins its last paragraph.

    Outside the item any list marker starts a new item, whatever its number.
    """
    return (bool(inner[-1][1].strip()) and not starts_block(text) and not MARKER.match(text)
            and ends_in_paragraph(inner))


def ends_in_paragraph(lines):
    """Whether the innermost last block is a paragraph, so that a lazy line joins it."""
    blocks = parse_blocks(lines)
    while blocks and blocks[-1].kind == "item":
        blocks = blocks[-1].children
    return bool(blocks) and blocks[-1].kind == "paragraph"


def with_headings(blocks):
    """Yield (block, headings it stands under), innermost heading last."""
    stack = []
    for block in blocks:
        if block.kind == "heading":
            while stack and stack[-1].level >= block.level:
                stack.pop()
            yield block, list(stack)
            stack.append(block)
        else:
            yield block, list(stack)


class Inline:
    """Plain text of a paragraph; `masked` hides code so that no mark is seen in it."""

    def __init__(self):
        self.text = ""
        self.masked = ""
        self.links = []          # (position, form, target, label) in order

    def add(self, text, code=False):
        self.text += text
        self.masked += "\ufffc" * len(text) if code else text

    def add_inline(self, other):
        self.text += other.text
        self.masked += other.masked


def fold(text):
    """White space folded to single blanks."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")


def inline(raw):
    """Remove the inline markup of a paragraph's raw text."""
    out = Inline()
    i = 0
    while i < len(raw):
        i = inline_step(raw, i, out)
    return out


def inline_step(raw, i, out):
    """Consume one construct at `i` and return where the next begins."""
    char = raw[i]
    if char == "\\" and i + 1 < len(raw) and raw[i + 1] in PUNCTUATION:
        out.add(raw[i + 1])
        return i + 2
    if char == "`":
        return code_span(raw, i, out)
    if char == "<":
        return angle(raw, i, out)
    if char == "&" and ENTITY.match(raw, i):
        match = ENTITY.match(raw, i)
        out.add(html.unescape(match.group()))
        return match.end()
    if char == "[":
        return bracket(raw, i, out)
    if char in "*_":
        return emphasis(raw, i, out)
    out.add(" " if char == "\n" else char)
    return i + 1


def code_span(raw, i, out):
    run = re.compile("`+").match(raw, i).group()
    for close in re.finditer("`+", raw[i + len(run):]):
        if close.group() == run:
            start = i + len(run)
            text = raw[start:start + close.start()].replace("\n", " ")
            if text.startswith(" ") and text.endswith(" ") and text.strip():
                text = text[1:-1]
            out.add(text, code=True)
            return start + close.end()
    out.add(run)
    return i + len(run)


def angle(raw, i, out):
    for pattern in (COMMENT, TAG):
        match = pattern.match(raw, i)
        if match:
            return match.end()
    match = AUTOLINK.match(raw, i)
    if match:
        out.add(match.group(1))
        return match.end()
    out.add("<")
    return i + 1


def bracket(raw, i, out):
    """A wiki-link or a Markdown link; a lone bracket stays text."""
    match = WIKI.match(raw, i)
    if match:
        target, label = match.group(1).strip(), (match.group(2) or "").strip()
        out.links.append((len(out.text), "wiki", target, label))
        out.add(label or target)
        return match.end()
    match = LINK.match(raw, i)
    if match:
        label = inline(match.group(1))
        out.links.append((len(out.text), "markdown", match.group(2), label.text))
        out.add_inline(label)
        return match.end()
    out.add("[")
    return i + 1


def emphasis(raw, i, out):
    """Drop delimiter runs that can open or close emphasis (they always pair here)."""
    end = i
    while end < len(raw) and raw[end] == raw[i]:
        end += 1
    before = raw[i - 1] if i else " "
    after = raw[end] if end < len(raw) else " "
    lone = before.isspace() and after.isspace()
    inside_word = raw[i] == "_" and before.isalnum() and after.isalnum()
    if lone or inside_word:
        out.add(raw[i:end])
    return end
