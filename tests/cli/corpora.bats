#!/usr/bin/env bats
# Real and hostile Markdown files of other people as contacts and as interviews: nothing crashes, nothing is lost.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

# corpus NAME — all its *.md as one vault's contacts, then as its interviews.
corpus() {
    [ -d "$corpora/$1" ] || skip "no ../shared/corpora/$1"
    python3 "$BATS_TEST_DIRNAME/corpus.py" "$INFOVIEW" "$corpora/$1" "$work" "$slow" || {
        echo "$1: see above"
        return 1
    }
}

@test "vault-kepano" {
    corpus vault-kepano
}

@test "vault-hal_md" {
    corpus vault-hal_md
}

@test "vault-dataview" {
    corpus vault-dataview
}

@test "vault-lifeos" {
    corpus vault-lifeos
}

@test "site-endoflife" {
    corpus site-endoflife
}

@test "site-digitalgov" {
    corpus site-digitalgov
}

@test "commonmark" {
    corpus commonmark
}

@test "mustache-spec and csv" {
    corpus mustache-spec
    corpus csv
}

@test "hostile" {
    corpus hostile
}

@test "hostile-generated" {
    corpus hostile-generated
}

# real NAME FOLDERS — a vault or site as it is, with its own folders named: every finding of check stands where it says.
real() {
    [ -d "$corpora/$1" ] || skip "no ../shared/corpora/$1"
    cp -r "$corpora/$1"/*/ "$work/v"
    chmod -R u+w "$work/v"
    printf 'format: 1\nfolders: {%s}\n' "$2" >"$work/v/infoview.yaml"
    iv -C "$work/v" check --json
    [ "$status" -le 1 ] || blame "$1"
    python3 - "$OUT" "$work/v" <<'PY'
import json, os, sys
found = json.load(open(sys.argv[1], encoding="utf-8"))
assert found["files"] > 20, found["files"]
assert len(found["diagnostics"]) == found["errors"] + found["warnings"] > 10
for d in found["diagnostics"]:
    data = open(os.path.join(sys.argv[2], d["path"]), "rb").read()
    lines = data.decode("utf-8-sig", "replace").split("\n")
    start, end = d["range"]["start"], d["range"]["end"]
    assert 1 <= start["line"] <= len(lines) and start["column"] <= end["column"], d
    assert d["source"] in (None, lines[start["line"] - 1].rstrip("\r")), d
    assert d["hint"], d
PY
    iv -C "$work/v" check
    clean "$OUT"
}

@test "check on site-digitalgov, its folders named" {
    real site-digitalgov 'contacts: content/authors, interviews: content/news, opportunities: content/resources, skills: content/guides, targets: content/events'
}

@test "check on site-endoflife, its folders named" {
    real site-endoflife 'contacts: products, interviews: pages'
}

@test "check on vault-kepano, its folders named" {
    real vault-kepano 'contacts: References, interviews: Daily, opportunities: Clippings, skills: Notes, targets: Categories'
}

@test "check on vault-hal_md, its folders named" {
    real vault-hal_md 'contacts: test_data, interviews: docs, skills: queries, targets: templates'
}

@test "check on vault-dataview, its folders named" {
    real vault-dataview 'contacts: test-vault, interviews: docs'
}

@test "check on vault-lifeos, its folders named" {
    real vault-lifeos 'contacts: Review/Goals, interviews: Review/Daily, targets: templates'
}
