#!/usr/bin/env bats
# Every JSON document that the program prints, of all sorts of vaults, fits the schema that it gives out: by another's
# validator, and with no member that the schema does not name.

load helper
load schema

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$work" || return 1
}

make_vaults() {
    python3 "$BATS_TEST_DIRNAME/vaults.py" "$@"
}

# fits DAY,… VAULT… — every document that the vaults give on these days fits its schema; $names: what there was.
fits() {
    documents=$(mktemp -d "$BATS_TEST_TMPDIR/documents.XXXXXX")
    schemas collect "$documents" "$@"
    clean "$documents"/*
    schemas documents "$documents"/*
    names=$(cat "$OUT")
}

@test "the example vault: every document; every name of one is seen, and every kind of item" {
    needs_validator
    fits 2026-11-21,2026-11-16,2026-06-01,2027-08-01 "$top/$example"
    for name in $("$INFOVIEW" schema | sed -n 's|^\(infoview/[^ ]*\) .*|\1|p'); do
        case $name in
        infoview/init@1 | infoview/parse-date@1 | infoview/schemas@1) continue ;; # of no vault
        infoview/check@1 | infoview/doctor@1 | infoview/change@1 | infoview/undo@1 | infoview/build@1 | infoview/templates@1) continue ;; # have a test of their own
        esac
        grep -qx "$name" <<<"$names" || blame "no document $name"
    done
    ok schema report
    python3 - "$OUT" "$documents"/*-report.json <<'PY' || blame 'a kind of item is never there'
import json, sys
schema, *reports = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
kinds = set(schema["$defs"]["item"]["properties"]["kind"]["enum"])
never = kinds - {item["kind"] for report in reports for item in report["items"]}
print(never)
sys.exit(len(kinds) != 15 or bool(never))
PY
}

@test "documents of no vault: init, parse-date, the list of schemas" {
    needs_validator
    mkdir docs
    n=0
    while read -r words; do
        n=$((n + 1))
        # shellcheck disable=SC2086
        ok $words
        cp "$OUT" "docs/$n.json"
    done <<'E'
init --json v
init --json v
init --json --demo w
init --json -n --demo x
init --json --no-git y
parse-date --json today
parse-date --json 2026-11-21 15:00
parse-date --json every 3 months
parse-date --json never
schema --json
E
    schemas documents docs/*
    [ "$(tr '\n' ' ' <"$OUT")" = 'infoview/init@1 infoview/parse-date@1 infoview/schemas@1 ' ]
}

@test "documents of what writes: a change, one that is not made, what can be taken back" {
    needs_validator
    mkdir docs
    printf '[user]\n\tname = Jo Test\n\temail = jo@test.example\n' >"$HOME/.gitconfig"
    cp -r "$top/$example" v
    cd v
    git init -q
    git add .
    git commit -qm first
    n=0
    while read -r words; do
        n=$((n + 1))
        # shellcheck disable=SC2086
        ok $words --json
        cp "$OUT" "../docs/$n.json"
    done <<'E'
undo --list
thank ana-lima
-n log bo-chen call
move kofi-mensah --on 2026-11-30
set ana-lima role ""
undo
undo --redo
undo --list
E
    cd ..
    schemas documents docs/*
    [ "$(tr '\n' ' ' <"$OUT")" = 'infoview/change@1 infoview/undo@1 ' ]
}

@test "an empty vault, one of init, one of nothing but settings: every document" {
    needs_validator
    ok init v
    ok init --no-git --demo w
    mkdir bare none
    : >bare/infoview.yaml
    printf 'goal: none\n' >none/infoview.yaml
    fits 2026-11-21,2027-01-01 v w bare none
}

@test "a hostile vault, in a hostile folder: every document" {
    needs_validator
    vault=$work/$'v\e[31m\u202e "\\'
    mkdir "$vault"
    make_vaults hostile "$vault"
    fits 2026-11-21,2199-12-31 "$vault"
    grep -qx 'infoview/promise@1' <<<"$names"
}

@test "settings and a plan that cannot be read: every document" {
    needs_validator
    n=0
    for text in '[' 'format: 99' 'folders: {contacts: ../x, skills: contacts}' '\377'; do
        n=$((n + 1))
        mkdir -p "v$n/contacts" "v$n/plan.md"
        printf -- '---\nname: Ana\nadded: 2026-01-01\n---\n' >"v$n/contacts/ana.md"
        printf '%b\n' "$text" >"v$n/infoview.yaml"
    done
    fits 2026-11-21 v*
}

@test "a vault of 1,000 files: every document" {
    needs_validator
    make_vaults many v 1000
    [ "$(find v -type f | wc -l)" -eq 1000 ]
    fits 2026-11-21 v
}

@test "a vault of 1,000 files of another making: every document" {
    needs_validator
    tool=$top/../shared/tools/genvault
    [ -x "$tool" ] || skip 'no shared/tools/genvault here'
    "$tool" -n 1000 --today 2026-11-21 --broken 50 v >/dev/null
    fits 2026-11-21 v
}

@test "documents that are spoilt in one place do not fit: a member gone, unknown, or of another type, word or form" {
    needs_validator
    vault=$top/$example
    mkdir docs
    "$INFOVIEW" -C "$vault" report --all --json >docs/report.json
    "$INFOVIEW" -C "$vault" report --kind ask-referrer,review --all --format jsonl >docs/items.jsonl 2>/dev/null
    "$INFOVIEW" -C "$vault" next --json >docs/next.json 2>/dev/null
    for list in contacts interviews promises opportunities skills targets; do
        "$INFOVIEW" -C "$vault" list "$list" --json >"docs/$list.json" 2>/dev/null
        "$INFOVIEW" -C "$vault" list "$list" --format jsonl 2>/dev/null | sed 2q >"docs/$list.jsonl"
    done
    "$INFOVIEW" -C "$vault" show 2026-11-20-rosa-ibanez --json >docs/interview.json
    "$INFOVIEW" parse-date --json today >docs/date.json
    "$INFOVIEW" init --json v >docs/init.json 2>/dev/null
    "$INFOVIEW" schema --json >docs/schemas.json
    for command in check doctor; do
        "$INFOVIEW" -C "$vault" "$command" --json >"docs/$command.json" 2>/dev/null || true
    done
    schemas mutants docs/*
}

@test "build --json fits its schema" {
    needs_validator
    cp -r "$top/$example" "$work/vault"
    mkdir docs
    for words in '-n build' 'build' 'build' '-n build --today 2027-01-01'; do
        # shellcheck disable=SC2086
        ok -C "$work/vault" $words --json
        cp "$OUT" "docs/$((++n)).json"
    done
    schemas documents docs/*
    [ "$(cat "$OUT")" = infoview/build@1 ]
}

@test "templates list --json fits its schema" {
    needs_validator
    ok init --no-git v
    mkdir docs
    rm v/templates/contact.md
    echo '# {{name}}' >v/templates/target.md
    echo x >v/templates/mine.html
    ok -C v templates list --json
    cp "$OUT" docs/1.json
    schemas documents docs/*
    [ "$(cat "$OUT")" = infoview/templates@1 ]
}

@test "check --json fits its schema on every vault" {
    needs_validator
    make_vaults hostile hostile
    make_vaults many many 100
    ok init empty
    for vault in "$top/$example" hostile many empty; do
        fits 2026-11-21 "$vault"
        grep -qx 'infoview/check@1' <<<"$names" || blame "no check of $vault"
    done
}

@test "doctor --json fits its schema, in a vault and in none" {
    needs_validator
    ok init v
    mkdir docs
    n=0
    for place in v . "$top/$example"; do
        n=$((n + 1))
        (cd "$place" && "$INFOVIEW" doctor --json 2>/dev/null) >"docs/$n.json" || true
    done
    schemas documents docs/*
    [ "$(cat "$OUT")" = infoview/doctor@1 ]
}

@test "no command prints a JSON document that these tests do not know" {
    mapfile -t commands < <("$INFOVIEW" | sed -n '/^Everywhere/q; s/^  \([a-z-]*\)  *.*/\1/p')
    [ "${#commands[@]}" -ge 8 ]
    for command in "${commands[@]}"; do
        case $command in
        init | report | next | list | show | check | parse-date | schema | doctor | build) continue ;;
        esac
        iv -C "$top/$example" "$command" --json
        says_not '"schema"'
    done
}
