#!/usr/bin/env bats
# Markdown as HTML (site.md, "Markdown to HTML"), by tests/probe/html.c: what comes out is read by an HTML parser that is not
# ours. Only the elements and attributes of text/html.h may be there, nothing may be loaded, every tag must be closed.

load helper

setup() {
    use_home
    probe=${INFOVIEW_BUILD:-$top/build/release}/probe/html
    [ -x "$probe" ] || skip 'the probe is not built: make tests'
    # The parser is a package of the distribution, for its own python.
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import html5lib' 2>/dev/null && break
        python=
    done
    [ -n "$python" ] || skip 'python3-html5lib is not installed'
}

judge() {
    "$python" "$BATS_TEST_DIRNAME/html_judge.py" "$probe" "$@"
}

@test "html: the judge refuses what a page must not have" {
    run judge bad
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "html: the examples of CommonMark come out as they should, save what a page must not have" {
    [ -f "$corpora/commonmark/spec-0.30.json" ] || skip 'no ../shared/corpora'
    run judge commonmark "$corpora/commonmark/spec-0.30.json"
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *'652 examples'* ]]
}

@test "html: nothing dangerous comes out of hostile files" {
    [ -d "$corpora/hostile" ] || skip 'no ../shared/corpora'
    run judge files "$corpora/hostile" "$corpora/hostile-generated" "$corpora/commonmark"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "html: nothing dangerous comes out of the vaults of others" {
    [ -d "$corpora/vault-kepano" ] || skip 'no ../shared/corpora'
    run judge files "$corpora"/vault-* "$top/examples"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "html: nothing dangerous comes out of known attacks" {
    run judge attacks
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "html: no word of a private section or of a private person's link comes out" {
    run judge private
    echo "$output"
    [ "$status" -eq 0 ]
}
