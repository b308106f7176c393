#!/usr/bin/env bats
# `infoview list`: each list, filter and format on the example vault; a terminal's width; hostile names.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$top" || return 1
}

# A list of the example vault, without talk.
list() {
    ok -C "$example" list -q "$@"
}

# The same; each word after -- must be an id of it, in this order, and no other.
ids() {
    local words=()
    while [ "$1" != -- ]; do
        words+=("$1")
        shift
    done
    shift
    list "${words[@]}" --columns id
    [ "$(tail -n +2 "$OUT" | tr '\n' ' ')" = "${*:+$* }" ] || blame "expected $*"
}

# No line of the last output is wider than $1 cells, Indic vowel signs left out (terminals do not agree on them).
no_wider() {
    python3 - "$1" "$OUT" <<'PY'
import sys, unicodedata
def cells(text):
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Mc", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
bad = [line for line in open(sys.argv[2], encoding="utf-8").read().splitlines() if cells(line) > int(sys.argv[1])]
print(*bad, sep="\n")
sys.exit(bool(bad))
PY
}

@test "list: every list as text; an unreadable file is named" {
    session -C "$example" list
    for kind in contacts interviews promises opportunities skills targets; do
        session -C "$example" list -q "$kind"
    done
    golden list
}

@test "list: a list's name in the singular and without case; a misspelt one finds nobody and is told" {
    list Interview
    cp "$OUT" "$work/one"
    list interviews
    cmp "$OUT" "$work/one"
    ok -C "$example" list interviws
    [ ! -s "$OUT" ]
    complains "no contact fits; all of them: infoview list contacts" "did you mean: infoview list interviews"
}

@test "list --stage: one, several, without case; near misses and unknown ones" {
    ids --stage met -- ana-lima nikos-pappas
    ids --stage 'replied, Asked' -- tomasz-zurek oksana-kovalenko layla-haddad
    ids --stage idea -- meera-joshi
    ids --stage paused,declined,no-reply,scheduled -- graham-oduya kofi-mensah neighbour-r signe-angstrom
    fails 2 -C "$example" list --stage replid
    complains "no stage is called 'replid'" "did you mean 'replied'?"
    fails 2 -C "$example" list --stage somewhere
    complains "there are idea, asked, no-reply, replied, scheduled, met, thanked, paused, declined, closed"
    fails 2 -C "$example" list skills --stage met
    complains "--stage does not apply to skills"
}

@test "list --tag: whole tags, without case and #; --org: a part" {
    ids --tag heat -- tomasz-zurek meera-joshi
    ids --tag '#Grid' -- ana-lima
    ids --tag gri --
    ids promises --tag housing -- promise:contacts/neighbour-r:7ba2059961da638b
    ids skills --tag people -- explaining facilitation
    ids --org 'bus depot' -- rosa-ibanez nikos-pappas
    ids interviews --org ostermoor -- 2026-11-04-elodie-vasseur 2025-12-03-elodie-vasseur
    fails 2 -C "$example" list targets --tag x
    fails 2 -C "$example" list --org '!?'
    complains "'!?' has no letter or digit to look for"
}

@test "list --target: one target; near and unknown ones are refused" {
    ids --target grid-data-analyst -- ana-lima bo-chen elodie-vasseur oksana-kovalenko layla-haddad 李小龙
    ids opportunities --target 'programme lead' -- school-energy-lead retrofit-coordinator
    ids interviews --target grid --since 2026-11-01 -- 2026-11-18-ana-lima 2026-11-12-bo-chen 2026-11-04-elodie-vasseur
    fails 2 -C "$example" list --target analist
    complains "no target fits 'analist'" grid-data-analyst
    fails 2 -C "$example" list --target data-lead
    complains "'infoview list targets' shows all"
    fails 2 -C "$example" list --target a
    complains "more than one target fits 'a'" energy-programme-lead
    fails 2 -C "$example" list skills --target grid
}

@test "list --ref: whom somebody sent you to, as any of their referrers; never a guess" {
    ids --ref vasseur -- bo-chen kofi-mensah rosa-ibanez oksana-kovalenko
    ids --ref bo-chen -- ana-lima oksana-kovalenko
    ids --ref kofi --
    fails 2 -C "$example" list --ref pryia
    complains priya-rao
    fails 2 -C "$example" list --ref depot
    complains "more than one person fits 'depot'" rosa-ibanez nikos-pappas
    fails 2 -C "$example" list interviews --ref bo-chen
}

@test "list --since, --until: the list's own day; words are said as dates, doubtful ones refused" {
    ids --since 2026-11-18 -- ana-lima rosa-ibanez nikos-pappas layla-haddad
    ids --until 2026-08-21 -- priya-rao 李小龙
    ids --since 2026-07-02 --until 2026-08-21 -- priya-rao 李小龙
    ids interviews --until 2025-12-31 -- 2025-12-03-elodie-vasseur
    ids interviews --since 2026-11-19 --until 2026-11-20 -- 2026-11-20-rosa-ibanez 2026-11-19-tomasz-zurek
    ids promises --until 2026-11-19 -- promise:interviews/2026-11-12-bo-chen:fb9f9f08b3ec9723
    ids skills --since 2026-11-01 -- explaining technical-writing
    ids opportunities --since 2026-11-01 -- grid-analyst
    ids targets --until 2027-09-01 -- energy-programme-lead
    ok -C "$example" list --since 'last friday' --until tomorrow
    complains 'since 2026-11-20' 'until 2026-11-22'
    fails 2 -C "$example" list --since friday
    complains '--since:' 'last friday'
    fails 2 -C "$example" list --until 03/04/2026
    fails 2 -C "$example" list --since 2026-11-20 --until 2026-11-01
    complains '--since lies after --until'
}

@test "list FILTER: words are parts of name, alias, org or id, without case and accents; all must fit" {
    ids IBANEZ -- rosa-ibanez
    ids layla -- layla-haddad
    ids حداد -- layla-haddad
    ids northwind -- ana-lima
    ids energy ana -- ana-lima
    ids neighbour -- neighbour-r
    ids interviews nikos -- 2026-11-20-rosa-ibanez
    ids skills messy -- data-cleaning
    list promises workshop --columns text
    says 'Find the workshop slides'
    list promises gridco --columns text
    [ "$(wc -l <"$OUT")" -eq 4 ]
    ok -C "$example" list nobody-at-all
    [ ! -s "$OUT" ]
    complains 'no contact fits; all of them: infoview list contacts'
}

@test "list FIELD:TERM: schema, synonym and derived fields, lists and links; a part is enough" {
    ids org:grid tags:DATA -- bo-chen
    ids company:gridco -- bo-chen
    ids email:ostermoor -- elodie-vasseur
    ids referred_by:陈博 -- ana-lima oksana-kovalenko
    ids referred-by:chen tags:data -- oksana-kovalenko
    ids stage:thank perspective:hiring -- priya-rao rosa-ibanez
    ids keep_in_touch:never -- signe-angstrom
    ids last:2026-07 -- priya-rao
    ids path:alumni -- graham-oduya 李小龙
    ids id:李 -- 李小龙
    ids private:yes -- neighbour-r
    ids status:declined -- signe-angstrom
    ids interviews status:unconfirmed -- 2026-11-19-tomasz-zurek
    ids interviews who:nikos -- 2026-11-20-rosa-ibanez
    ids interviews contact:nikos -- 2026-11-20-rosa-ibanez
    ids interviews told_referrer:2026 -- 2026-11-12-bo-chen 2026-10-22-rosa-ibanez
    ids opportunities where:internal -- school-energy-lead
    ids skills level:5 -- explaining
    list promises whose:theirs state:done --columns text
    [ "$(tail -n 1 "$OUT")" = 'Élodie writes to Bo and Kofi' ]
}

@test "list FIELD:TERM: an unknown field is wrong usage, never a search" {
    fails 2 -C "$example" list orgg:grid
    complains "contacts have no field 'orgg'" "did you mean 'org'?"
    fails 2 -C "$example" list 'Head of Grid: North'
    complains "contacts have no field 'Head of Grid'" 'they have id, path, name, stage'
    fails 2 -C "$example" list skills stage:met
    fails 2 -C "$example" list interviews laste:2026
    fails 2 -C "$example" list first_name:ana
    fails 2 -C "$example" list org:
    complains "'org:' has no letter or digit to look for"
}

@test "list --sort: text as people read it, days, numbers, stages; reversed; unknown last; unknown field" {
    list --sort name --columns name
    [ "$(sed -n '2,4p' "$OUT" | tr '\n' ,)" = 'Ana Lima,Bo Chen,Élodie Vasseur,' ]
    ids --sort -last org:energy -- ana-lima
    ids --sort last --stage met,idea -- ana-lima nikos-pappas meera-joshi
    ids --sort -last --stage met,idea -- nikos-pappas ana-lima meera-joshi
    ids --sort=-stage --stage idea,asked,met -- ana-lima nikos-pappas oksana-kovalenko meera-joshi
    ids skills --sort -level -- explaining facilitation technical-writing data-cleaning budgeting
    ids opportunities --sort deadline -- retrofit-coordinator grid-analyst school-energy-lead
    ids interviews --sort minutes --since 2026-10-20 --until 2026-11-18 -- 2026-11-12-bo-chen \
        2026-10-22-rosa-ibanez 2026-11-04-elodie-vasseur 2026-11-18-ana-lima 2026-10-29-neighbour-r
    fails 2 -C "$example" list --sort lastt
    complains "did you mean 'last'?"
    fails 2 -C "$example" list --sort -
}

@test "list --columns: any field of the list; unknown, none, and with json" {
    session -C "$example" list -q --columns name,keep-in-touch,company --stage thanked
    session -C "$example" list -q interviews --columns date,time,who,questions,thanked,raised_job --since 2026-11-01
    session -C "$example" list -q promises --columns who,email,whose,due,line,stage
    session -C "$example" list -q --columns name,nope
    session -C "$example" list -q --columns ,
    session -C "$example" list -q --columns name --json
    golden list-columns
}

@test "list --format csv and tsv: a header, fixed columns, ISO dates" {
    for kind in contacts interviews promises opportunities skills targets; do
        session -C "$example" list -q "$kind" --format csv
    done
    session -C "$example" list -q contacts --stage met --format tsv
    session -C "$example" list -q nobody-at-all --format csv
    golden list-csv
}

@test "list --json: documents of each list, whole objects; jsonl: one a line" {
    list --json
    clean "$OUT"
    json 'd["schema"] == "infoview/contacts@1" and len(d["contacts"]) == 15'
    json '[u["path"] for u in d["unreadable"]] == ["contacts/walter-finch.md"]'
    json 'all("schema" not in c and c["stage"] for c in d["contacts"])'
    json 'list(d["contacts"][0]) == """id path name aliases org role location email phone stage status keep_in_touch
        last_touch next_touch snooze referred_by referred target perspective tags private extra log promises
        interviews commits""".split()'
    for kind in interviews opportunities skills targets promises; do
        list "$kind" --json
        json "d['schema'] == 'infoview/$kind@1' and len(d['$kind']) > 1"
    done
    json 'list(d["promises"][0]) == ["id", "owner", "open", "text", "due", "done", "path", "line", "contact"]'
    json 'd["promises"][0]["contact"] == {"id": "bo-chen", "name": "Bo Chen"}'
    list interviews --json
    json 'd["interviews"][1]["thanked"] == [{"contact": "rosa-ibanez", "date": "2026-11-20", "skip": False},
          {"contact": "nikos-pappas", "date": None, "skip": False}]'
    json '[i["status"] for i in d["interviews"]][:3] == ["planned", "done", "unconfirmed"]'
    json 'd["interviews"][3]["raised_job"] is True and d["interviews"][9]["raised_job"] == "2026-06-30"'
    json 'd["interviews"][2]["asked_referrer"] == "skip" and d["interviews"][3]["time"] == "15:00"'
    list --stage met --format jsonl
    json -l '[c["schema"] for c in d] == ["infoview/contact@1"] * 2 and d[0]["id"] == "ana-lima"'
    list no-such-person --json
    json 'd["contacts"] == []'
}

@test "list: the promises are those of the report" {
    iv -C "$example" report --all --json
    json '[i["id"] for i in d["items"] if i["kind"] in ("promise", "waiting")]'
    python3 - "$OUT" >"$work/report" <<'PY'
import json, sys
items = json.load(open(sys.argv[1], encoding="utf-8"))["items"]
print(*sorted(f'{i["id"]} {i["due"] or ""}' for i in items if i["kind"] in ("promise", "waiting")), sep="\n")
PY
    list promises --columns id,due --format tsv
    tail -n +2 "$OUT" | tr '\t' ' ' | LC_ALL=C sort >"$work/list"
    LC_ALL=C sort "$work/report" | diff - "$work/list"
}

@test "list on a terminal: 80 cells are enough, names and orgs are cut first; a pipe is whole" {
    on_terminal 80 -C "$example" list -q
    no_wider 80
    grep -q 'Ruth Abernath…' "$OUT"
    grep -q ' oksana-kovalenko$' "$OUT"
    for kind in interviews promises opportunities skills targets; do
        on_terminal 80 -C "$example" list -q "$kind"
        no_wider 80
    done
    on_terminal 80 -C "$example" list -q promises
    head -n 1 "$OUT" | grep -q 'text$'
    on_terminal 140 -C "$example" list -q promises
    head -n 1 "$OUT" | grep -q 'file$'
    on_terminal 40 -C "$example" list -q --columns name,id
    no_wider 40
    on_terminal 300 -C "$example" list -q
    list
    diff "$OUT" <("$INFOVIEW" -C "$example" list -q --color never)
    ! grep -q … "$OUT"
}

@test "list: colour only where it is asked for; LC_ALL=C and another working folder change nothing" {
    list
    cp "$OUT" "$work/plain"
    ! grep -q $'\033' "$OUT"
    list --color always
    grep -q $'\033' "$OUT"
    LC_ALL=C list
    cmp "$OUT" "$work/plain"
    cd examples/vault/interviews
    ok list -q
    cmp "$OUT" "$work/plain"
}

@test "list: an empty vault prints the next command and ends well" {
    own_vault
    session list
    session list interviews
    session list promises
    session list opportunities
    session list skills
    session list targets
    session list --json
    session list --format csv
    session list --format jsonl
    golden list-empty
    cd "$HOME"
    fails 3 list
}

@test "list: hostile names do nothing to a terminal, a spreadsheet or a document" {
    own_vault
    printf -- '---\nname: "\\e[31mRed\\u202Eevil\\a"\norg: "=1+1"\nrole: "  @SUM(A1)"\nphone: "+44 1632"\n' \
        >contacts/red.md
    printf 'tags: ["a,b", "say \\"hi\\"", "-x"]\nwhy: |\n  one\n  two\n"\\e]0;x": y\n---\n' >>contacts/red.md
    printf -- '- [ ] \033[2J clear\302\233 it due:2026-11-30\n' >>contacts/red.md
    contact plain 'name: Plain' 'org: "tab\there"'
    for format in text csv json jsonl; do
        for kind in contacts promises; do
            ok list "$kind" --format "$format"
            clean "$OUT" "$ERR"
        done
        [ "$format" = json ] || [ "$format" = jsonl ] || ok list --columns name,org,role,phone,tags,why --format "$format"
    done
    ok list --columns name,org,role,phone,tags,why --format csv
    python3 - "$OUT" <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
assert rows[0] == ["name", "org", "role", "phone", "tags", "why"], rows
red = rows[1]
assert rows[2][:3] == ["Plain", "tab here", ""], rows
assert red[1:4] == ["'=1+1", "'@SUM(A1)", "'+44 1632"], red
assert red[4] == 'a,b; say "hi"; -x', red
assert red[5].split("\n")[:2] == ["one", "two"], red
PY
    ok list --columns name,org,why --format tsv
    python3 "$BATS_TEST_DIRNAME/clean.py" -t "$OUT"
    [ "$(awk -F '\t' '{ print NF }' "$OUT" | sort -u)" = 3 ]
    ok list --json
    json 'd["contacts"][0]["name"] == "\x1b[31mRed\u202eevil\x07" and "\x1b]0;x" in d["contacts"][0]["extra"]'
    grep -q 'u001b' "$OUT"
}

@test "list: files that cannot be read, and a key without a letter" {
    own_vault
    contact bad 'name: ['
    ok list
    [ ! -s "$OUT" ]
    complains 'no contacts that can be read' 'not in the list: contacts/bad.md:'
    contact good 'name: Good' '"": nothing' 'x: 1'
    ok list --json
    json 'd["contacts"][0]["extra"] == {"x": "1"} and len(d["unreadable"]) == 1'
}

@test "list: wrong usage" {
    fails 2 -C "$example" list --nope
    fails 2 -C "$example" list --colums name
    complains "did you mean '--columns'?"
    fails 2 -C "$example" list --format yaml
    ok list -h
    says 'infoview list'
}
