#!/usr/bin/env bats
# `infoview` alone, `-h`, and `infoview help` with all that it takes. The manual itself is manual.bats.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

# Lines of at most 80 cells without blanks at their ends, and at most $1 of them.
one_screen() {
    [ "$(wc -l <"$OUT")" -le "$1" ] || blame "more than $1 lines"
    python3 - "$OUT" <<'PY' || blame 'a line is over 80 cells, or ends with a blank'
import sys, unicodedata
lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
cells = lambda line: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
sys.exit(any(cells(line) > 80 or line != line.rstrip() for line in lines))
PY
}

topics() {
    "$INFOVIEW" help | sed -n '/^Topics/,/^$/s/^  \([a-z-]*\)  *.*/\1/p'
}

commands() {
    "$INFOVIEW" help | sed -n '/^Everywhere/q; s/^  \([a-z-]*\)  *.*/\1/p'
}

@test "infoview alone: one screen of 24 lines, with every command, every topic and where more is" {
    ok
    one_screen 24
    for name in $(commands) $(topics); do
        grep -qw -- "$name" "$OUT" || blame "$name is not there"
    done
    says 'New here?' 'infoview init --demo' 'infoview help' '--help'
    cp "$OUT" "$work/alone"
    for words in -- '--color always' '-q' '--json'; do
        # shellcheck disable=SC2086
        ok $words
        cmp "$OUT" "$work/alone" || blame "$words"
    done
}

@test "what infoview alone proposes works" {
    ok
    sed -n '/^New here/,/^$/s/^  \(.*[^ ]\)   *.*/\1/p; s/^  \(cd .*\)/\1/p' "$OUT" >"$work/lines"
    [ "$(grep -c '^infoview' "$work/lines")" -eq 3 ]
    export GIT_CONFIG_GLOBAL=$HOME/gitconfig
    bash -ec "infoview() { '$INFOVIEW' \"\$@\" </dev/null; }
$(cat "$work/lines")" >"$OUT"
    grep -q '^Overdue' "$OUT"
}

@test "every -h fits on a screen and says where the rest is" {
    [ "$(commands | wc -l)" -ge 8 ]
    for command in $(commands); do
        ok "$command" -h
        one_screen 24
        says "infoview $command --help"
    done
}

@test "every topic is there, fits, and is clean" {
    [ "$(topics | wc -l)" -ge 8 ]
    for topic in dates format kinds stages rules json environment exit-codes; do
        topics | grep -qx -- "$topic"
    done
    for topic in $(topics); do
        ok help "$topic"
        [ -s "$OUT" ]
        one_screen 400
        clean "$OUT"
    done
}

@test "topics, as they read" {
    for topic in dates kinds stages json environment exit-codes; do
        session help "$topic"
    done
    golden help-topics
}

@test "help format: every field of every kind" {
    ok help format
    for line in 'contact  contacts/ID.md' 'plan  plan.md' 'settings  infoview.yaml' '; required)' \
        'default 3 months' 'active | paused | declined'; do
        says "$line"
    done
    # What list calls unknown is no field, and what it has is one.
    export INFOVIEW_VAULT=$top/$example
    for field in name referred_by keep_in_touch snooze; do
        grep -q "^  $field  " "$OUT"
    done
    says_not first_name
}

@test "help kinds: what report --kind takes" {
    ok help kinds
    sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' "$OUT" | paste -sd, >"$work/kinds"
    iv -C "$top/$example" report --kind nonsense
    [ "$(tr -d ' ' <"$ERR" | sed -n 's/^thereare//p')" = "$(cat "$work/kinds")" ]
}

@test "help stages: what list --stage takes" {
    ok help stages
    sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' "$OUT" | paste -sd, >"$work/stages"
    iv -C "$top/$example" list --stage nonsense
    [ "$(tr -d ' ' <"$ERR" | sed -n 's/^thereare//p')" = "$(cat "$work/stages")" ]
    ok -q -C "$top/$example" list --stage "$(cat "$work/stages")"
}

@test "help json: each command that prints a document, and the name of it" {
    ok help json
    cp "$OUT" "$work/json"
    for command in $(commands); do
        case $command in
        list) words=list ;;
        show) words='show ana-lima' ;;
        parse-date) words='parse-date today' ;;
        draft) words='draft thank ana-lima' ;;
        init) words='-n init new' ;;
        build) words='-n build' ;;
        *) words=$command ;;
        esac
        # shellcheck disable=SC2086
        iv -C "$top/$example" $words --json
        [ "$command" != init ] || iv -n init new --json
        name=$(sed -n 's/^  "schema": "\(infoview[^"]*\)",$/\1/p' "$OUT" | head -1)
        [ -n "$name" ] || continue
        case $command in
        list | show) grep -q "$name" "$work/json" || blame "$name" ;;
        schema) ;; # is a document about documents
        *)
            grep -q "^  .*\<$command\>" "$work/json" || blame "$command"
            [ "$name" = "infoview/$command@1" ] || blame "$name"
            ;;
        esac
    done
}

@test "help on a rule, and the list of rules" {
    ok help rules
    for rule in yaml dead-link unquoted-link sync-copy; do
        grep -qw -- "$rule" "$OUT" || blame "$rule"
    done
    ok help rule:dead-link
    says dead-link
    session help rule:ymal
    session help rule:nonsense
    session help rule:
    golden help-rule
}

@test "help on nothing that there is: what is near, else where the list is" {
    session help dats
    session help reprot
    session help infoview-formats
    session help nonsense
    session help ''
    session help stats
    session help report next
    session help "$(printf 'x\033[31m')"
    golden help-unknown
}

@test "help takes no vault and reads none" {
    ok -C /no/such/folder help format
    ok -C /no/such/folder --help
    ok -C /no/such/folder
}

@test "a bad colour is told, also where help is asked for" {
    fails 2 --help --color sometimes
    fails 2 report -h --color sometimes
}
