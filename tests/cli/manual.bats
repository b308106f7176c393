#!/usr/bin/env bats
# The manual pages of cmd/man say what the program does, no more and no less; manual.py does the comparing. Fields, kinds,
# stages, rules and limits are compared with their tables in tests/unit/test_manual.c.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cp -r "$top/$example" "$work/vault"
    export INFOVIEW_VAULT=$work/vault
}

check() {
    python3 "$BATS_TEST_DIRNAME/manual.py" "$1" "$INFOVIEW" "$top"
}

@test "manual: every command with its words and options, and every global option" {
    check commands
}

@test "manual: the formats of each command" {
    EDITOR=true check formats
}

@test "manual: the columns of list and report" {
    check columns
}

@test "manual: the variables of the environment" {
    check environment
}

@test "manual: the exit statuses" {
    check statuses
}

@test "manual: the examples" {
    # An example makes vaults, which are repositories.
    export GIT_CONFIG_GLOBAL=$HOME/gitconfig
    printf '[user]\n\tname = Jo Test\n\temail = jo@test.example\n' >"$GIT_CONFIG_GLOBAL"
    git init -q "$INFOVIEW_VAULT"
    git -C "$INFOVIEW_VAULT" add .
    git -C "$INFOVIEW_VAULT" commit -qm first
    ok log ana call 'Something to take back'
    EDITOR=true BROWSER=true check examples
}

@test "manual: examples with what they print" {
    unset INFOVIEW_VAULT
    check sessions
}

@test "manual: the files of infoview-format(5)" {
    check files
}

@test "manual: the dates of infoview-dates(7), and those refused" {
    check dates
}

@test "manual: how pages look" {
    check rendering
}

@test "manual: --help of the program and of each command" {
    check parts
}

@test "manual: mandoc has no fault to find" {
    command -v mandoc >/dev/null || skip 'no mandoc'
    mandoc -T lint -W style "$top"/cmd/man/*.[157] >"$OUT" 2>/dev/null || true
    # Which other pages are installed is no matter of ours.
    run grep -v 'referenced manual not found' "$OUT"
    echo "$output"
    [ -z "$output" ]
    mandoc -T lint -W warning "$top"/cmd/man/*.[157]
}

@test "manual: pages name no file that is not theirs, and are in the source list" {
    for page in "$top"/cmd/man/*.[157]; do
        name=$(basename "$page")
        head -5 "$page" | grep -qx ".Dt $(echo "${name%.*}" | tr a-z A-Z) ${name##*.}"
        grep -qx ".Nm ${name%.*}" "$page"
        # Pages point to one another.
        for other in "$top"/cmd/man/*.[157]; do
            [ "$page" != "$other" ] || continue
            other=$(basename "$other")
            grep -q "^.Xr ${other%.*} ${other##*.}" "$page" || { echo "$name does not name $other" && false; }
        done
    done
}

@test "manual: an option that the page lacks is found" {
    cp -r "$top/cmd" "$work/cmd"
    sed -i '/^\.It Fl -oneline$/d; s/^\.It Fl -all$/.It Fl -every/' "$work/cmd/man/infoview.1"
    run python3 "$BATS_TEST_DIRNAME/manual.py" commands "$INFOVIEW" "$work"
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *"only the page has '--every'"* && $output == *"lacks '--all'"* && $output == *"lacks '--oneline'"* ]]
}
