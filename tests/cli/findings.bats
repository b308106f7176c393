#!/usr/bin/env bats
# Every rule of `check`: findings/RULE.in is a vault, RULE.txt and RULE.json what check says of it, to the byte.
#
# A .in file holds files, each after a line `=== PATH`; `=== PATH escaped` has its content as printf(1) writes it,
# `=== PATH repeat N TEXT` has N times TEXT behind it. UPDATE=1 rewrites .txt and .json: read them then.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

findings() {
    python3 "$BATS_TEST_DIRNAME/findings.py" "$1" "$INFOVIEW" "$BATS_TEST_DIRNAME/findings" "$work"
}

@test "every rule has an example vault, and each example is of a rule" {
    diff <("$INFOVIEW" help rules | sed -n 's/^\([a-z0-9-]*\)  *\(error\|warning\)  .*/\1/p' | sort) \
        <(cd "$BATS_TEST_DIRNAME/findings" && printf '%s\n' *.in | sed 's/\.in$//' | sort)
}

@test "what check says of each example, in text and in JSON: where, what is wrong, what to do" {
    findings goldens
    cat "$BATS_TEST_DIRNAME"/findings/*.txt >all
    clean all
}

@test "a rule that is ignored by a flag, or by a comment in the file, is not found" {
    findings silenced
}

@test "the dashboard's page of help has the findings of each example, errors first" {
    findings help
}

@test "the example on the page of each rule is in the vault in which it is found" {
    findings pages
}
