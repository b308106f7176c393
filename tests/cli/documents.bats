#!/usr/bin/env bats
# Every example of the documents is run, and prints what stands there.

setup() {
    cd "$BATS_TEST_DIRNAME/../.." || return 1
    infoview=${INFOVIEW:-build/release/infoview}
}

@test "README.md: every example" {
    run tests/tools/doctest README.md "$infoview"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "CONTRIBUTING.md: every example" {
    run tests/tools/doctest CONTRIBUTING.md "$infoview"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "an example that prints something else is found" {
    printf '```console\n$ infoview --version\ninfoview 0.0.0\n```\n' >"$BATS_TEST_TMPDIR/wrong.md"
    run tests/tools/doctest "$BATS_TEST_TMPDIR/wrong.md" "$infoview"
    [ "$status" -eq 1 ]
    [[ $output == *'0 passed, 1 failed' ]]
}
