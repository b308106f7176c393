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
