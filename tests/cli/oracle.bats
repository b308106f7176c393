#!/usr/bin/env bats
# `report --json` on random vaults gives what the independent implementation gives. `make oracle` does more of them.

load helper

@test "a few hundred random vaults: the same items, rows and goal as the reference" {
    use_home
    cd "$top"
    run python3 tests/oracle/compare.py "$INFOVIEW" --seed cli --count "$([ -n "${INFOVIEW_SAN:-}" ] && echo 100 || echo 300)"
    echo "$output"
    [ "$status" -eq 0 ]
}
