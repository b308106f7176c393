#!/usr/bin/env bats
# Edits of every Markdown file of the real corpora, in memory: what is added and removed leaves the same bytes, and
# independent readers of YAML see the new values and nothing else changed. Refusals are printed by reason.

load helper

setup() {
    use_home
    [ -d "$corpora" ] || skip "no ../shared/corpora"
    edit=${INFOVIEW_BUILD:-$top/build/release}/probe/edit
    [ -x "$edit" ] || { echo "no program: $edit; make tests builds it" && return 1; }
}

# edits MODE OUTPUT — every file, under sanitizers each tenth; the sums and the first reasons are printed.
edits() {
    find "$corpora/" -name '*.md' -type f | sort | awk "NR % $slow == 0" | tr '\n' '\0' >files
    "$edit" "$1" <files >"$2" 2>said || { cat said && return 1; }
    sed 's/^/# /; s/ (.*//' said | head -n 9 >&3
    [ "$(sed -n "s/^$1: \([0-9]*\) files.*/\1/p" said)" -gt $((4000 / slow)) ]
}

# The pairs of files before and after edits, made once for both readers.
make_pairs() {
    pairs=$BATS_FILE_TMPDIR/pairs
    [ -s "$pairs" ] || edits values "$pairs"
}

# A python3 that has ruamel.yaml: Debian's package is for Debian's own.
python_with_ruamel() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import ruamel.yaml' 2>/dev/null && return
    done
    skip "no python3-ruamel.yaml"
}

@test "a key, a list and a map that are added and removed leave the same bytes" {
    edits back none
    [ ! -s none ]
}

@test "ruamel.yaml sees what was meant and nothing else" {
    python_with_ruamel
    make_pairs
    # Every fourth pair: it takes four times as long as the other reader.
    "$python" "$BATS_TEST_DIRNAME/edit_corpora.py" "$pairs" 0 4 >said || { cat said && return 1; }
    sed 's/^/# /' said >&3
}

@test "the npm package yaml sees what was meant and nothing else" {
    export NODE_PATH=/usr/share/nodejs
    node -e 'require("yaml")' 2>/dev/null || skip "no node-yaml"
    make_pairs
    node "$BATS_TEST_DIRNAME/edit_corpora.js" "$pairs" >said || { cat said && return 1; }
    sed 's/^/# /' said >&3
}

@test "items, promises and links of every body, or a reason" {
    edits bodies none
    [ ! -s none ]
    ! grep -q 'meanwhile' said
}
