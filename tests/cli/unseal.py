#!/usr/bin/env python3
"""The sealed file of infoview-seal(5), apart from the program and its reader.

unseal.py open FILE PASSPHRASE     the compressed bundle, opened by hashlib and python3-cryptography, on standard output
unseal.py pages FOLDER             takes a bundle on standard input apart into FOLDER: each page as it was, and style.css
unseal.py shell FILE               the page without what is sealed
unseal.py sealed FILE              what is sealed, bare
unseal.py canaries FILE WORD...    fails where a word stands in FILE, or in what is sealed, in any encoding
"""
import base64
import gzip
import hashlib
import html
import json
import os
import re
import struct
import sys
import unicodedata
import urllib.parse

MARK = re.compile(rb'(<script type="application/octet-stream" id="sealed">)([A-Za-z0-9+/]*={0,2})(</script>)')


def parts(path):
    """What stands before what is sealed, that itself, what stands behind."""
    page = open(path, "rb").read()
    found = MARK.findall(page)
    assert len(found) == 1, "one element with what is sealed"
    match = MARK.search(page)
    return page[: match.end(1)], base64.b64decode(match.group(2), validate=True), page[match.start(3) :]


def unseal(path, passphrase):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = parts(path)[1]
    magic, kdf, flags, zero, iterations, zeros, salt, iv = struct.unpack(">4sBBHII16s12s", sealed[:44])
    assert (magic, kdf, flags, zero, zeros) == (b"IVW1", 1, 0, 0, 0)
    key = hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt, iterations)
    plain = AESGCM(key).decrypt(iv, sealed[44:], sealed[:44])
    length = struct.unpack(">Q", plain[:8])[0]
    assert not plain[8 + length :].strip(b"\0")
    return plain[8 : 8 + length]


def numbers(row):
    """The numbers of a page's row."""
    at = 0
    while at < len(row):
        first = row[at]
        if first < 160:
            yield first
            at += 1
        elif first < 240:
            yield 160 + ((first - 160) << 8) + row[at + 1]
            at += 2
        elif first < 255:
            yield 160 + 80 * 256 + ((first - 240) << 16) + (row[at + 1] << 8) + row[at + 2]
            at += 3
        else:
            yield struct.unpack(">I", row[at + 1 : at + 5])[0]
            at += 5


def take_apart(bundle):
    """(name, bytes) of each page, and of the style sheet."""
    head_size, rows_size, several_size = struct.unpack(">III", bundle[:12])
    cut = [12, 12 + head_size, 12 + head_size + rows_size, 12 + head_size + rows_size + several_size]
    head, rows, several, once = (bundle[a:b] for a, b in zip(cut, cut[1:] + [len(bundle)]))
    head, several, once = json.loads(head), several.split(b"\0"), iter(once.split(b"\0"))
    assert sorted(head) == ["bytes", "names", "once", "several", "style"]
    at = seen = 0
    for name, size in zip(head["names"], head["bytes"]):
        page = []
        for number in numbers(rows[at : at + size]):
            if number == 1:
                page.append(several[seen])
                seen += 1
            else:
                page.append(next(once) if number == 0 else several[number - 2])
        at += size
        yield name, b"".join(page)
    assert at == len(rows)
    yield "style.css", head["style"].encode()


def pages(folder):
    for name, text in take_apart(sys.stdin.buffer.read()):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text)


def encodings(word):
    """The forms in which a text could stand in a file."""
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, word)
        raws = [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
        yield from raws
        for raw in raws:
            yield raw.hex().encode()
            yield raw.hex().upper().encode()
            for offset in range(3):
                coded = base64.b64encode(b"\0" * offset + raw)
                yield coded[(offset * 8 + 5) // 6 : len(raw) * 8 // 6 + offset].rstrip(b"=")[1:-1]
        yield urllib.parse.quote(text, safe="").encode()
        yield "".join("%%%02X" % byte for byte in text.encode()).encode()
        yield html.escape(text).encode()
        yield "".join("&#%d;" % ord(c) for c in text).encode()
        yield "".join("&#x%x;" % ord(c) for c in text).encode()
        yield json.dumps(text)[1:-1].encode()


def canaries(path, words):
    before, sealed, behind = parts(path)
    places = {"the page": open(path, "rb").read().lower(), "what is sealed": sealed.lower(), "the shell": (before + behind).lower()}
    found = ["%r in %s" % (form, place) for word in words for form in set(encodings(word)) if len(form) > 5
             for place, text in places.items() if form.lower() in text]
    print("\n".join(found))
    sys.exit(bool(found))


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    out = sys.stdout.buffer
    if command == "open":
        out.write(gzip.decompress(unseal(*arguments)))
    elif command == "pages":
        pages(*arguments)
    elif command == "shell":
        before, _, behind = parts(arguments[0])
        out.write(before + behind)
    elif command == "sealed":
        out.write(parts(arguments[0])[1])
    elif command == "canaries":
        canaries(arguments[0], arguments[1:])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
