#!/usr/bin/env bats
# Every rule of `check`: findings/RULE.in is a vault, RULE.txt and RULE.json what check says of it, to the byte.
#
# A .in file holds files, each after a line `=== PATH`; `=== PATH escaped` has its content as printf(1) writes it,
# `=== PATH repeat N TEXT` has N times TEXT behind it. UPDATE=1 rewrites .txt and .json: read them then.

load helper

findings=$BATS_TEST_DIRNAME/findings

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

# A vault in the working folder, of one .in file.
unpack() {
    python3 - "$1" <<'PY'
import os, re, sys
os.makedirs("contacts", exist_ok=True)
with open("infoview.yaml", "w", encoding="utf-8") as file:
    file.write("format: 1\ngoal: none\n")
parts = re.split(r"(?m)^=== (.*)\n", open(sys.argv[1], encoding="utf-8").read())[1:]
for head, text in zip(parts[::2], parts[1::2]):
    path, how, repeat = re.fullmatch(r"(.*?)( escaped)?(?: repeat (\d+ .*))?", head).groups()
    data = text.encode()
    if how:
        data = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), data)
    if repeat:
        count, word = repeat.split(" ", 1)
        data += word.encode() * int(count) + b"\n"
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
PY
}

rules() {
    "$INFOVIEW" help rules | sed -n 's/^\([a-z0-9-]*\)  *\(error\|warning\)  .*/\1/p'
}

@test "every rule has an example vault, and each example is of a rule" {
    diff <(rules | sort) <(cd "$findings" && printf '%s\n' *.in | sed 's/\.in$//' | sort)
    [ "$(rules | wc -l)" -ge 40 ]
}

@test "every rule: what check says of its example, in text and in JSON" {
    local rule
    for rule in $(rules); do
        rm -rf "${work:?}/v" && mkdir "$work/v" && cd "$work/v" || return 1
        unpack "$findings/$rule.in"
        iv check
        printf '%s\n' "$out" >text
        iv check --json
        python3 -c 'import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
del d["vault"]
for x in d["diagnostics"]:
    x["source"] = x["source"] and x["source"][:200]
print(json.dumps(d, ensure_ascii=False, indent=2))' "$OUT" >json
        if [ -n "${UPDATE:-}" ]; then
            cp text "$findings/$rule.txt"
            cp json "$findings/$rule.json"
        fi
        diff -u "$findings/$rule.txt" text
        diff -u "$findings/$rule.json" json
        grep -q "\[$rule\]\$" text || blame "$rule is not found in its example"
        clean text "$OUT"
    done
}

@test "every rule: ignored by a flag, or by a comment in the files, it is not found" {
    local rule
    for rule in $(rules); do
        rm -rf "${work:?}/v" && mkdir "$work/v" && cd "$work/v" || return 1
        unpack "$findings/$rule.in"
        iv check --ignore "$rule"
        says_not "[$rule]"
        # What is over a limit cannot be read for a comment, and a folder has none.
        [[ $rule != unreadable ]] || continue
        while IFS= read -r -d '' file; do
            printf '\n<!-- infoview: ignore %s -->\n' "$rule" >>"$file"
        done < <(find . -name '*.md' -print0)
        iv check
        says_not "[$rule]"
    done
}

@test "the page of every rule: its example is in the vault that the rule is shown with" {
    local rule
    for rule in $(rules); do
        ok help "rule:$rule"
        says "$rule, " "infoview check --ignore $rule"
        [[ $rule = unreadable ]] || says "<!-- infoview: ignore $rule -->"
        clean "$OUT"
        python3 - "$OUT" "$findings/$rule.in" <<'PY' || blame "$rule"
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
example = open(sys.argv[2], encoding="utf-8").read()
assert max(map(len, page.splitlines())) <= 80
found = re.search(r"\n\nin (.*)\n((?:    .*\n)+)", page)
if not found:
    # The name is the example; and no page shows what is too large.
    found = re.search(r"\n\nfor example the file\n    (.*)()\n", page)
    assert found or page.startswith("size, ")
    if not found:
        sys.exit()
name, lines = found.groups()
assert "=== %s" % name in example, name
part = example.split("=== %s" % name)[1].split("\n=== ")[0]
for line in lines.splitlines():
    assert "\n" + line[4:] + "\n" in part, line
PY
    done
}

@test "every message fits one line, and every finding says what to do" {
    local rule
    for rule in $(rules); do
        python3 - "$findings/$rule.json" <<'PY' || blame "$rule"
import json, sys
for d in json.load(open(sys.argv[1], encoding="utf-8"))["diagnostics"]:
    assert d["hint"] and "\n" not in d["message"] + d["hint"], d
    assert not d["message"].endswith("."), d
    start, end = d["range"]["start"], d["range"]["end"]
    assert start["line"] == end["line"] >= 1 and 1 <= start["column"] <= end["column"], d
PY
    done
}
