#!/usr/bin/env bats
# `infoview report`: what it says about the example vault, each of its flags, and which vault and day it takes.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$top" || return 1
}

# The report on the example vault, with more arguments.
report() {
    iv -C "$example" report "$@"
}

# The kinds in the last run's JSON, each once, sorted.
kinds() {
    python3 -c 'import json, sys
print(*sorted({i["kind"] for i in json.load(sys.stdin)["items"]}))' <"$OUT"
}

@test "report: the example vault, as text" {
    session -C "$example" report
    [ "$status" -eq 0 ]
    golden report
}

@test "report --all: also what lies beyond the horizon" {
    session -C "$example" report --all
    golden report-all
}

@test "report --days 400: every kind there is occurs" {
    report --days 400 --json
    [ "$(kinds)" = "ask ask-referrer confirm meet notes nudge prep promise referral review schedule tell-referrer thank touch waiting" ]
    session -C "$example" report --days 400
    golden report-days
}

@test "report --days: 0 shows what is due now; the last day itself is shown" {
    report --days 0 --json
    json 'd["counts"]["upcoming"] == 0 and d["counts"]["overdue"] == 3'
    report --days 1 --json
    json '{i["due"] for i in d["items"] if i["state"] == "upcoming"} == {"2026-11-22"}'
    ok -C "$example" report --days 100000
    fails 2 -C "$example" report --days -1
    fails 2 -C "$example" report --days 3.5
    fails 2 -C "$example" report --days 100001
    complains "--days takes a whole number up to 100000, not '100001'"
}

@test "report --kind: one, several, unknown, empty" {
    session -C "$example" report --kind thank
    session -C "$example" report --kind 'promise, waiting'
    session -C "$example" report --kind review
    session -C "$example" report --kind thanks
    session -C "$example" report --kind thank,
    session -C "$example" report --kind ''
    golden report-kind
}

@test "report --tag: of the person or of the meeting; # and case do not matter" {
    session -C "$example" report --tag grid
    cp "$OUT" "$work/grid"
    report --tag '#GRID'
    cmp "$OUT" "$work/grid"
    session -C "$example" report --tag no-such-tag
    golden report-tag
}

@test "report WHO: id, part of a name without its accents, alias, org, another script; several people" {
    for who in rosa-ibanez ibanez 'rosa ib' 'ROSA'; do
        report "$who" --json
        json '{i["contact"]["id"] for i in d["items"]} == {"rosa-ibanez"}'
    done
    report 'Nikos' --json
    json '{i["contact"]["id"] for i in d["items"]} == {"nikos-pappas"}'
    report gridco --kind promise --json
    json '[i["contact"]["id"] for i in d["items"]] == ["bo-chen"] * 2'
    report 李 --json
    json '[i["contact"]["id"] for i in d["items"]] == ["李小龙"]'
    report ana-lima bo-chen --json
    json '{i["contact"]["id"] for i in d["items"]} == {"ana-lima", "bo-chen"}'
}

@test "report WHO: courtesies belong to both people" {
    report kofi-mensah --kind ask-referrer --json
    json '[(i["contact"]["id"], i["about"]["id"]) for i in d["items"]] == [("elodie-vasseur", "kofi-mensah")]'
    report elodie-vasseur --kind ask-referrer --json
    json 'len(d["items"]) == 1'
}

@test "report WHO: nobody, somebody nearby, more than one" {
    session -C "$example" report zzzzzz
    session -C "$example" report tomas-zurek
    session -C "$example" report eastgate
    session -C "$example" report ''
    session -C "$example" report ana-lima nobody-at-all
    golden report-who
}

@test "report: what a person has nothing of" {
    session -C "$example" report graham --kind thank
    golden report-nothing-of
}

@test "report -e: 1 when something is due or a file is unreadable, else 0; what is printed stays" {
    report
    cp "$OUT" "$work/plain"
    report -e
    [ "$status" -eq 1 ]
    cmp "$OUT" "$work/plain"
    report --exit-status
    [ "$status" -eq 1 ]

    own_vault
    ok report -e
    contact ana 'name: Ana' 'added: 2026-11-21'
    ok report -e
    ok report -e --today 2026-11-23
    iv report -e --today 2026-11-24
    [ "$status" -eq 1 ]
    ok report -e --kind thank --today 2026-11-24
    echo broken >contacts/bo.md
    iv report -e
    [ "$status" -eq 1 ]
    says 'contacts/bo.md:1:1'
}

@test "report -e -q, -eq, -qe: in silence" {
    for flags in '-e -q' -eq -qe '--quiet --exit-status' '-eq --json' '-eq --oneline' '-eq --mail'; do
        # shellcheck disable=SC2086
        report $flags
        [ "$status" -eq 1 ] || blame "$flags"
        [ ! -s "$OUT" ] && [ ! -s "$ERR" ] || blame "$flags"
    done
    own_vault
    iv report -eq
    [ "$status" -eq 0 ] && [ ! -s "$OUT" ] && [ ! -s "$ERR" ]
}

@test "report -q alone keeps the data and drops the talk" {
    own_vault
    ok report
    [ -s "$ERR" ]
    ok report -q
    [ -s "$OUT" ] && [ ! -s "$ERR" ]
}

@test "report --oneline" {
    session -C "$example" report --oneline
    session -C "$example" report --oneline ana-lima
    session -C "$example" report --oneline --days 0 --kind meet
    golden report-oneline
    own_vault
    ok report --oneline
    [ "$out" = '0 overdue, 0 due, 0 soon' ]
}

@test "report --mail: headers of RFC 5322 and the text below" {
    report
    cp "$OUT" "$work/plain"
    report --mail --color always
    python3 - "$OUT" "$work/plain" <<'PY'
import datetime, email, email.policy, email.utils, sys
data = open(sys.argv[1], "rb").read()
message = email.message_from_bytes(data, policy=email.policy.default)
assert not message.defects, message.defects
assert set(message.keys()) >= {"Subject", "Date", "MIME-Version", "Content-Type"}, message.keys()
assert message["Subject"].startswith("infoview: 3 overdue, "), message["Subject"]
assert email.utils.parsedate_to_datetime(message["Date"]).date() == datetime.date(2026, 11, 21)
assert message["Date"].startswith("Sat, 21 Nov 2026 "), message["Date"]
assert message.get_content() == open(sys.argv[2], encoding="utf-8").read()
data.split(b"\n\n")[0].decode("ascii")
assert all(len(line) < 998 for line in data.split(b"\n"))
PY
    for day in 2026-11-01 2027-02-28 2000-02-29; do
        report --mail --today "$day"
        python3 - "$OUT" "$day" <<'PY'
import email, email.utils, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"))
when = email.utils.parsedate_to_datetime(message["Date"])
assert str(when.date()) == sys.argv[2], when
assert message["Date"].startswith(when.strftime("%a, ")), message["Date"]
PY
    done
}

@test "report --json: one document, and what stands in it" {
    report --json
    json 'd["schema"] == "infoview/report@1" and d["today"] == "2026-11-21"'
    json 'd["counts"] == {**{s: sum(i["state"] == s for i in d["items"]) for s in ("overdue", "due", "upcoming", "open")}, "unreadable": 1}'
    json 'd["goal"] == {"per": "week", "target": 1, "done": 2, "ahead": 0, "streak": 5}'
    json '[(u["path"], u["line"], u["column"], u["rule"]) for u in d["unreadable"]] == [("contacts/walter-finch.md", 4, 19, "yaml")]'
    json 'set(d["unreadable"][0]) >= {"path", "line", "column", "rule", "message"}'
    json 'all(list(i) == ["id", "kind", "state", "due", "late", "days_late", "contact", "about", "interview", "text", "source", "why", "say", "command"] for i in d["items"])'
    json 'all(i["command"][0] == "infoview" and i["why"] for i in d["items"])'
    json 'len({i["id"] for i in d["items"]}) == len(d["items"])'
    report --format json --all
    json 'all(i["text"] is None for i in d["items"] if i["kind"] not in ("promise", "waiting", "referral", "review"))'
    json 'all((i["contact"] is None) == (i["kind"] == "review") for i in d["items"])'
    json 'all(i["contact"] is None or set(i["contact"]) == {"id", "name", "org", "email"} for i in d["items"])'
    json 'all(isinstance(i["say"], list) for i in d["items"])'
}

@test "report --json: an item, exactly" {
    session -C "$example" report --json ana-lima --kind thank
    golden report-item
}

@test "report --json is never coloured; what is filtered out is not counted" {
    report --json --color always --kind thank
    clean "$OUT"
    json 'd["counts"]["overdue"] == 1 and d["counts"]["upcoming"] == 0 and {i["kind"] for i in d["items"]} == {"thank"}'
}

@test "report --format jsonl, csv, tsv" {
    session -C "$example" report --format jsonl --kind meet,waiting
    session -C "$example" report --format csv --kind promise,meet
    session -C "$example" report --format tsv --kind promise,meet
    golden report-formats
}

@test "report --format jsonl, csv and tsv have as many items as json" {
    report --json --all
    many=$(python3 -c 'import json, sys; print(len(json.load(sys.stdin)["items"]))' <"$OUT")
    [ "$many" -gt 15 ]
    report --format jsonl --all
    json -l "len(d) == $many and all(i['kind'] for i in d)"
    report --format csv --all
    python3 - "$OUT" "$many" <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
assert len(rows) == int(sys.argv[2]) + 1, len(rows)
assert {len(row) for row in rows} == {len(rows[0])}
PY
    report --format tsv --all
    [ "$(wc -l <"$OUT")" -eq $((many + 1)) ]
    [ "$(awk -F'\t' '{ print NF }' "$OUT" | sort -u | wc -l)" -eq 1 ]
}

@test "report --format csv and tsv: the header alone where nothing is due" {
    own_vault
    for format in csv tsv; do
        ok report --format "$format"
        [ "$(wc -l <"$OUT")" -eq 1 ]
    done
    ok report --format jsonl
    [ ! -s "$OUT" ]
}

@test "report --format csv: a field that a spreadsheet would run is made harmless" {
    own_vault
    contact ana 'name: "=HYPERLINK(1,2)"' 'org: "+cmd"' 'added: 2026-01-01'
    contact bo 'name: "-2+3"' 'org: "@SUM(1)"' 'added: 2026-01-01'
    ok report --format csv
    python3 - "$OUT" <<'PY'
import csv, sys
for row in csv.reader(open(sys.argv[1], encoding="utf-8", newline="")):
    for field in row:
        assert field[:1] not in ("=", "+", "@") and not field.startswith("-2"), row
PY
}

@test "report: an empty vault, a vault with nothing due, and one with something far off" {
    own_vault
    session report
    session report --json
    contact ana 'name: Ana Lima'
    session report
    contact bo 'name: Bo Chen' 'added: 2026-12-20'
    session report
    session report --days 40
    printf 'goal: 1 per week\n' >infoview.yaml
    session report ana
    golden report-empty
}

@test "report: a vault with no folders at all" {
    cd "$work"
    : >infoview.yaml
    ok report
    says '0 contacts · 0 interviews'
}

@test "report: files that cannot be read are rows with their place, and the rest is shown" {
    own_vault
    contact good 'name: Good Person' 'added: 2026-11-01'
    printf 'no front matter\n' >contacts/a-plain.md
    : >contacts/b-empty.md
    printf -- '---\nname: Never Closed\n' >contacts/c-open.md
    printf -- '---\nname: Ana\nwhy: it is: so\n---\n' >contacts/d-colon.md
    printf -- '---\nname: J\366rg\n---\n' >contacts/e-latin1.md
    printf -- '---\nname: A\0na\n---\n' >contacts/f-nul.md
    printf -- '---\nname: "\346\235\216: \346\235\216\n---\n' >contacts/g-quote.md
    printf -- '---\r\nname: *ana\r\n---\r\n' >contacts/h-crlf-alias.md
    printf '\357\273\277---\nname: [Ana\n---\n' >contacts/i-bom.md
    printf -- '---\nname: Ana\nname: Ana\n---\n' >contacts/j-twice.md
    printf -- '---\nname: Ana\n---\n<<<<<<< HEAD\n' >contacts/k-conflict.md
    printf -- '---\nname: Ana\n---\n' >'contacts/l a?.md'
    mkdir contacts/sub
    printf -- '---\nname: Good\n---\n' >contacts/sub/GOOD.md
    printf -- '---\nreviewed: [2026-01-01\n---\n' >plan.md
    session report
    session report --json
    golden report-unreadable
}

@test "report: the same with any number of threads" {
    own_vault
    for i in $(seq 400); do
        contact "p$i" "name: Person $((i % 7))" 'added: 2026-01-01' "referred_by: Person $((i % 5))" 'statsu: x'
    done
    echo broken >contacts/p7.md
    for words in 'report --json' check; do
        # shellcheck disable=SC2086
        INFOVIEW_THREADS=1 iv $words
        cp "$OUT" "$work/one"
        for threads in 2 3 16 64 0 many; do
            # shellcheck disable=SC2086
            INFOVIEW_THREADS=$threads iv $words
            cmp "$OUT" "$work/one"
        done
    done
}

@test "the day: --today over INFOVIEW_TODAY over the clock" {
    own_vault
    ok report --json
    json 'd["today"] == "2026-11-21"'
    ok report --json --today 2027-01-02
    json 'd["today"] == "2027-01-02"'
    ok report --json --today tomorrow
    json 'd["today"] == "2026-11-22"'
    INFOVIEW_TODAY='' ok report --json
    json 'abs((__import__("datetime").date.fromisoformat(d["today"]) - __import__("datetime").date.today()).days) <= 1'
    INFOVIEW_TODAY=03/04/2026 fails 2 report
    complains "INFOVIEW_TODAY: '03/04/2026': day and month could be swapped"
    fails 2 report --today 03/04/2026
    complains "--today: '03/04/2026': day and month could be swapped"
}

@test "the vault: -C over INFOVIEW_VAULT over the folders above over the configuration" {
    mkdir -p "$work"/{a,b,c,d}/deep/er "$HOME/.config/infoview"
    for vault in a b c d; do
        (cd "$work/$vault" && make_vault && contact "in-$vault" "name: In $vault" 'added: 2026-01-01')
    done
    cd "$work/c/deep/er"
    printf 'vault: %s/d\n' "$work" >"$HOME/.config/infoview/config.yaml"

    INFOVIEW_VAULT=$work/b ok -C "$work/a" report
    says 'In a'
    INFOVIEW_VAULT=$work/b ok report
    says 'In b'
    ok report
    says 'In c'
    ok -C ../.. report
    says 'In c'
    cd "$work"
    ok report
    says 'In d'
    XDG_CONFIG_HOME=$work/none fails 3 report
    complains 'no vault here or in a folder above'
}

@test "the vault: of two above one another the nearer; XDG_CONFIG_HOME over HOME" {
    mkdir -p "$work/outer/inner/deep" "$work/config/infoview" "$HOME/.config/infoview"
    (cd "$work/outer" && make_vault && contact outer 'name: Outer' 'added: 2026-01-01')
    (cd "$work/outer/inner" && make_vault && contact inner 'name: Inner' 'added: 2026-01-01')
    cd "$work/outer/inner/deep"
    ok report
    says Inner
    cd "$work"
    printf 'vault: %s/outer\n' "$work" >"$work/config/infoview/config.yaml"
    printf 'vault: %s/outer/inner\n' "$work" >"$HOME/.config/infoview/config.yaml"
    XDG_CONFIG_HOME=$work/config ok report
    says Outer
    ok report
    says Inner
}

@test "the vault: a configuration that is broken, empty, without vault:, or names nothing that is there" {
    cd "$work"
    mkdir -p "$HOME/.config/infoview"
    fails 3 report
    complains "no vault here or in a folder above" "infoview init" "-C DIR" INFOVIEW_VAULT
    printf 'vault: /no/such/folder\n' >"$HOME/.config/infoview/config.yaml"
    fails 3 report
    complains '/no/such/folder' 'config.yaml'
    for text in '' 'vault:' 'vault: [a, b]' 'editor: vi'; do
        printf '%s\n' "$text" >"$HOME/.config/infoview/config.yaml"
        fails 3 report
    done
    printf 'vault: {a\n' >"$HOME/.config/infoview/config.yaml"
    fails 3 report
    complains config.yaml
    HOME='' fails 3 report
    (unset HOME && fails 3 report)
}

@test "the vault: ~/ in the configuration is the home" {
    mkdir -p "$HOME/.config/infoview" "$HOME/vault"
    (cd "$HOME/vault" && make_vault && contact ana 'name: At Home' 'added: 2026-01-01')
    printf 'vault: ~/vault\n' >"$HOME/.config/infoview/config.yaml"
    cd "$work"
    ok report
    says 'At Home'
}

@test "the vault: a folder that is missing, is a file, has no settings; an empty name" {
    cd "$work"
    session -C nowhere report
    : >file
    session -C file report
    mkdir folder
    session -C folder report
    session -C '' report
    mkdir -p odd/infoview.yaml
    session -C odd report
    golden report-no-vault
}
