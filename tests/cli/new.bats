#!/usr/bin/env bats
# new: files from templates. Every kind and option, names that mean harm, people who are there already, templates of
# the vault's own, right and wrong.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    make_vault
}

# Lines that stand in the file, whole.
has() {
    local file=$1 line
    for line in "${@:2}"; do
        grep -qxF -- "$line" "$file" || { cat "$file" && echo "not there: $line" && return 1; }
    done
}

has_not() {
    local file=$1 line
    for line in "${@:2}"; do
        ! grep -qF -- "$line" "$file" || { cat "$file" && echo "there: $line" && return 1; }
    done
}

# Nothing in the vault changes when the command is refused.
refuses() {
    local before
    before=$(find . -type f -exec sha256sum {} + | sort)
    fails "$@"
    [ "$before" = "$(find . -type f -exec sha256sum {} + | sort)" ]
}

# The vault has no error, and no warning but those of a meeting that is not prepared yet.
is_sound() {
    ok check --ignore too-few-questions,no-grounded-question,no-target --strict
}

# made PATH ARGS… — the command prints this path alone, and the file is there.
made() {
    ok new "${@:2}"
    [ "$out" = "$1" ] || blame "new ${*:2}: expected $1"
    [ -f "$1" ]
}

# answers KEYS ARGS… — at a terminal; the keys answer the question that ends in "] " or ") ".
answers() {
    status=0
    python3 -c 'import os; os.openpty()' 2>/dev/null || skip 'no pseudo-terminals here'
    python3 "$BATS_TEST_DIRNAME/terminal.py" -i -e -k "$1" "$2" 80 "$INFOVIEW" "${@:3}" >"$OUT" 2>"$ERR" || status=$?
    out=$(tr -d '\0\r' <"$OUT")
}

# ---- a contact

@test "new contact: a name alone; every option; the path is printed" {
    made contacts/ana-lima.md contact 'Ana Lima'
    has contacts/ana-lima.md '---' 'name: Ana Lima' 'org:' 'added: 2026-11-21' '# Ana Lima' '## Log'
    has_not contacts/ana-lima.md 'tags' 'referred_by' 'keep_in_touch' '{{'
    mkdir targets
    put_record targets/grid.md 'name: Grid planner'
    made contacts/bo-chen.md contact Bo Chen --org GridCo --role 'Team lead' --email bo@gridco.example --ref ana \
        --why 'Doubts readings first' --tag 'data, #energy' --target grid --touch '2 months'
    has contacts/bo-chen.md 'name: Bo Chen' 'org: GridCo' 'role: Team lead' 'email: bo@gridco.example' \
        'tags: [data, energy]' 'referred_by: ana-lima' 'why: Doubts readings first' 'target: grid' 'keep_in_touch: 2 months'
    made contacts/cy.md contact Cy --tag one
    has contacts/cy.md 'tags: one'
    is_sound
    ok show --json bo
    json 'd["tags"] == ["data", "energy"] and d["keep_in_touch"]["months"] == 2 and d["referred_by"][0] == "ana-lima"' ||
        json '"ana-lima" in str(d["referred_by"])'
}

@test "new contact: options that are wrong, words that are missing" {
    contact ana-lima 'name: Ana Lima'
    session new
    session new contact
    session new contact ''
    session new contact '   '
    session new contct Ana
    session new thing
    session new contact Bo --email gridco
    session new contact Bo --touch sometimes
    session new contact Bo --ref nobody
    session new contact Bo --target nothing
    session new contact Bo --on today
    session new contact Bo --minutes 20
    session new skill Writing --org GridCo
    session new interview ana-lima --role boss --on today
    session new contact $'Bo\nChen'
    session new contact Bo --org $'\e[31mred'
    golden new-refused
    [ "$(find contacts interviews -type f)" = contacts/ana-lima.md ]
    refuses 2 new contact $'\xff'
    complains 'in UTF-8'
    refuses 2 new contact Bo --why $'\xe2\x80\xaeoverride'
    refuses 2 new contact Bo --why "$(printf 'x%.0s' {1..4001})"
    complains '4000 bytes'
}

@test "new contact: names that YAML would take for something else" {
    local name n=0
    for name in no 'Ana: the 2nd' '#x' '"q"' "it's" '- dash' '[x]' '{y}' '&a' '*b' '!tag' '| pipe' '> more' '%x' '@home' \
        '`tick`' 'null' '~' 'true' '007' '12:30' '2026-11-21' 'a #b' 'a: b: c' "'" '"' '\' 'key:' '? what' ': x' '<<' '=' \
        '{{name}}' '{{#x}}' 'a, b' '...' '---'; do
        n=$((n + 1))
        ok new contact --anyway -- "$name"
        ok list contacts --json
        WANTED=$name json '[c["name"] for c in d["contacts"]].count(os.environ["WANTED"]) == 1'
        WANTED=$name python3 - "$(find contacts -name '*.md' -newer infoview.yaml -print0 | xargs -0 ls -t | head -1)" <<'PY'
import os, sys
text = open(sys.argv[1], encoding="utf-8").read()
assert "\n# " + os.environ["WANTED"] + "\n" in text, text
PY
    done
    [ "$(find contacts -name '*.md' | wc -l)" -eq $n ]
    ok check --ignore duplicate-person
    says_not error
}

@test "new contact: the same values in every place, each one an option" {
    local value
    for value in 'no' 'a: b' '#x' '"q"' "it's" '[x], {y}' '12:30' ', ,'; do
        rm -rf contacts
        ok new contact X --org "$value" --role "$value" --why "$value" --tag "#$value"
        ok list contacts --columns org,role,why --format csv
        WANTED=$value python3 -c 'import csv, os, sys
assert list(csv.reader(open(sys.argv[1], encoding="utf-8")))[1] == [os.environ["WANTED"]] * 3' "$OUT"
        ok check --strict
    done
    rm -rf contacts
    ok new contact X --tag 'no,a: b,#x,[y]'
    ok list contacts --json
    json 'd["contacts"][0]["tags"] == ["no", "a: b", "x", "[y]"]'
}

@test "new contact: ids in many scripts, and what cannot be an id" {
    made contacts/oksana-kovalenko.md contact 'Оксана Коваленко'
    made contacts/nikos-pappas.md contact 'Νίκος Παππάς'
    made contacts/李小龙.md contact 李小龙
    made contacts/elodie-vasseur.md contact 'Élodie Vasseur'
    made contacts/strauss.md contact Strauß
    made contacts/etc-passwd.md contact ../../etc/passwd
    made contacts/contact.md contact '!!'
    made contacts/rf.md contact -- -rf
    is_sound
    ok new contact "$(printf 'long %.0s' {1..100})"
    [ "${#out}" -le 92 ]
    is_sound
}

# ---- somebody who is there already

@test "new contact: the same name or address stops; --anyway makes a second file" {
    contact ana-lima 'name: Ána Lima' 'aliases: [Ani]' 'email: [x@one.example, Ana@Northwind.example]'
    for name in 'Ana Lima' 'ANA  LIMA' ani 'Ana-Lima'; do
        refuses 2 new contact "$name"
        complains "'contacts/ana-lima.md'" --anyway "is the name of"
    done
    refuses 2 new contact 'Somebody Else' --email ana@northwind.EXAMPLE
    complains "'contacts/ana-lima.md'" "is the address of"
    refuses 2 new contact 'Ana Lima' --no-input
    made contacts/ana-lima-2.md contact 'Ana Lima' --anyway
    made contacts/ana-lima-3.md contact 'Ana Lima' --anyway
    ok new contact 'Ana Limarde'
}

@test "new contact: a file that cannot be read may be the same person's" {
    printf -- '---\nname: [\n---\n' >contacts/ana-lima.md
    refuses 2 new contact 'Ana Lima'
    complains 'cannot be read' --anyway
    made contacts/ana-lima-2.md contact 'Ana Lima' --anyway
}

@test "new contact: at a terminal it asks" {
    contact ana-lima 'name: Ana Lima'
    answers 'file?' 'n\r' new contact 'Ana Lima'
    [ "$status" -eq 2 ]
    says "is the name of somebody in 'contacts/ana-lima.md'" 'Make a second file? [y/N]' 'nothing was written'
    [ "$(ls contacts)" = ana-lima.md ]
    answers 'file?' '\x04' new contact 'Ana Lima'
    [ "$status" -eq 2 ]
    answers 'file?' 'Yes\r' new contact 'Ana Lima'
    [ "$status" -eq 0 ]
    says contacts/ana-lima-2.md
    answers 'nothing' '' new contact 'Ana Lima' --no-input </dev/null || true
    [ ! -e contacts/ana-lima-3.md ]
}

# ---- referrals

@test "new contact --ref: what the notes say of somebody who was named" {
    contact ana-lima 'name: Ana Lima'
    meeting 2026-11-10-ana-lima 'contact: ana-lima' 'date: 2026-11-10' 'status: done' 'thanked: 2026-11-11' --- '## Referrals' '' \
        '- Marta Quill, Solar Co-op: runs the workshops' '- **Nils Oh**: knows meters' '- Ove Pi (from the choir)' '- Pia Qu' \
        $'- Rut Sy \xe2\x80\x93 teaches'
    ok report --kind referral --json
    # The command of the item, pasted.
    python3 - "$OUT" >"$work/command" <<'PY'
import json, shlex, sys
item = [i for i in json.load(open(sys.argv[1]))["items"] if "Marta" in i["text"]][0]
assert item["command"] == ["infoview", "new", "contact", "--ref", "ana-lima", "Marta Quill"], item
PY
    made contacts/marta-quill.md contact --ref ana-lima 'Marta Quill'
    complains 'as your notes say: Solar Co-op: runs the workshops'
    has contacts/marta-quill.md 'referred_by: ana-lima' 'org: Solar Co-op' 'why: runs the workshops'
    made contacts/nils-oh.md contact --ref ana 'Nils Oh' --why 'My own reason'
    has contacts/nils-oh.md 'org:' 'why: My own reason'
    made contacts/ove-pi.md contact --ref ana 'Ove Pi'
    has contacts/ove-pi.md 'org:' 'why: (from the choir)'
    made contacts/pia-qu.md contact --ref ana 'Pia Qu'
    has contacts/pia-qu.md 'org:' 'why:'
    made contacts/rut-sy.md contact --ref ana 'Rut Sy'
    has contacts/rut-sy.md 'why: teaches'
    made contacts/zoe.md contact --ref ana 'Zoe'
    has contacts/zoe.md 'referred_by: ana-lima' 'org:' 'why:'
    ok report --kind referral --json
    json 'd["items"] == []'
}

# ---- an interview

@test "new interview: the day in words, the time, what is known of the person on that day" {
    mkdir targets
    put_record targets/grid.md 'name: Grid planner'
    contact bo-chen 'name: Bo Chen'
    contact ana-lima 'name: Ana Lima' 'org: "Northwind: Energy"' 'role: Planner' 'target: grid' 'referred_by: bo-chen'
    made interviews/2026-11-24-ana-lima.md interview ana --on 'next tuesday' --at 15:00 --via video --minutes 25
    complains 'on: Tue 24 Nov'
    has interviews/2026-11-24-ana-lima.md 'contact: ana-lima' 'date: 2026-11-24T15:00' 'status: planned' 'via: video' \
        'org: "Northwind: Energy"' 'role: Planner' 'minutes_asked: 25' 'target: grid' 'asked_referrer:' 'told_referrer:' \
        '# Ana Lima' '## Questions'
    made interviews/2026-11-24-ana-lima-2.md interview ana --on 2026-11-24T09:30
    has interviews/2026-11-24-ana-lima-2.md 'date: 2026-11-24T09:30' 'minutes_asked: 20' 'via:'
    made interviews/2026-11-21-bo-chen.md interview 'bo chen' --on today --at 8:15
    has interviews/2026-11-21-bo-chen.md 'date: 2026-11-21T08:15' 'status: planned'
    has_not interviews/2026-11-21-bo-chen.md 'org:' 'role:' 'target:' 'referrer'
    is_sound
    ok report --json --kind meet
    json 'len(d["items"]) == 3'
}

@test "new interview: yesterday, today, tomorrow; a first meeting and a second" {
    contact bo-chen 'name: Bo Chen'
    contact ana-lima 'name: Ana Lima' 'referred_by: bo-chen'
    made interviews/2026-11-20-ana-lima.md interview ana --on 2026-11-20
    complains 'the day is past: status done'
    has interviews/2026-11-20-ana-lima.md 'status: done' 'asked_referrer:'
    made interviews/2026-11-22-ana-lima.md interview ana --on tomorrow
    has interviews/2026-11-22-ana-lima.md 'status: planned'
    has_not interviews/2026-11-22-ana-lima.md 'referrer'
    is_sound
}

@test "new interview: several people, once each" {
    contact ana-lima 'name: Ana Lima' 'org: Northwind'
    contact bo-chen 'name: Bo Chen' 'org: GridCo'
    contact no 'name: Nora'
    made interviews/2026-11-24-bo-chen.md interview bo ana nora bo --on 2026-11-24
    has interviews/2026-11-24-bo-chen.md 'contact: [bo-chen, ana-lima, "no"]' 'org: GridCo' '# Bo Chen, Ana Lima and Nora'
    is_sound
    ok show --json 2026-11-24-bo-chen
    json '"ana-lima" in str(d["contact"])'
}

@test "new interview: no day is guessed" {
    contact ana-lima 'name: Ana Lima'
    refuses 2 new interview ana-lima
    complains --on
    refuses 2 new interview ana-lima --at 15:00
    refuses 2 new interview ana-lima --on ''
    refuses 2 new interview ana-lima --on 03/04/2026
    complains YYYY-MM-DD
    refuses 2 new interview ana-lima --on later
    refuses 2 new interview ana-lima --on today --at noon
    complains 15:00
    refuses 2 new interview ana-lima --on 2026-11-24T15:00 --at 16:00
    ok new interview ana-lima --on 2026-11-24T15:00 --at 15:00
    refuses 2 new interview --on today
    complains WHO
    refuses 2 new interview nobody --on today
    refuses 2 new interview ana-lima --on today --minutes 601
    refuses 2 new interview ana-lima --on today --minutes many
    answers 'day?' 'next friday\r' new interview ana-lima
    [ "$status" -eq 0 ]
    says interviews/2026-11-27-ana-lima.md
}

# ---- the others

@test "new opportunity, skill, target" {
    made opportunities/grid-analyst.md opportunity Grid analyst
    has opportunities/grid-analyst.md 'name: Grid analyst' 'found: 2026-11-21' 'status: open'
    made skills/technical-writing.md skill 'Technical writing'
    has skills/technical-writing.md 'name: Technical writing' '# Technical writing'
    made targets/no.md target no
    has targets/no.md 'name: "no"' 'status: active'
    refuses 2 new skill 'technical  WRITING'
    complains "'skills/technical-writing.md'" --anyway
    made skills/technical-writing-2.md skill 'Technical writing' --anyway
    ok check
}

@test "new: folders of the settings, the length of a meeting of the settings" {
    printf 'folders: {contacts: people/all, interviews: talks}\nmeeting: {ask_minutes: 45}\n' >infoview.yaml
    made people/all/ana-lima.md contact Ana Lima
    made talks/2026-11-24-ana-lima.md interview ana --on 2026-11-24
    has talks/2026-11-24-ana-lima.md 'minutes_asked: 45'
}

# ---- all that writes

@test "new: --dry-run shows the file and makes none; --json; -q" {
    contact ana-lima 'name: Ana Lima'
    refuses_nothing=$(find . -type f | sort)
    session new contact 'Bo Chen' --org GridCo --dry-run
    ok new interview ana --on today -n --json
    json 'd["dry_run"] and d["files"][0]["path"] == "interviews/2026-11-21-ana-lima.md" and d["files"][0]["action"] == "new"'
    [ "$refuses_nothing" = "$(find . -type f | sort)" ]
    golden new-dry-run
    ok new contact 'Bo Chen' --json
    json 'd["schema"] == "infoview/change@1" and d["op"] == "new contact bo-chen" and d["commit"] is None'
    ok -q new contact Cy
    [ ! -s "$ERR" ]
}

@test "new: one commit of that file" {
    command -v git >/dev/null || skip 'no git'
    export GIT_CONFIG_GLOBAL=$HOME/gitconfig GIT_CONFIG_NOSYSTEM=1
    git config --global user.name Tester
    git config --global user.email tester@example.org
    git init -q . && git add . && git commit -qm first
    echo draft >unrelated.md
    made contacts/ana-lima.md contact 'Ana Lima'
    [ "$(git log -1 --format=%s)" = 'new contact: Ana Lima' ]
    [ "$(git show --name-only --format=)" = contacts/ana-lima.md ]
    [ "$(git status --porcelain)" = '?? unrelated.md' ]
    ok new contact 'Bo Chen' --no-commit
    [ "$(git status --porcelain contacts)" = '?? contacts/bo-chen.md' ]
}

# ---- --edit

# editor TEXT — the program "$EDITOR" is a script; its file to edit is $1.
editor() {
    export TMPDIR=$BATS_TEST_TMPDIR/tmp EDITOR=$BATS_TEST_TMPDIR/ed
    unset VISUAL
    mkdir -p "$TMPDIR"
    printf '#!/bin/sh\n%s\n' "$1" >"$EDITOR"
    chmod +x "$EDITOR"
}

@test "new --edit: the file is made of what the editor leaves, by one commit and one undo" {
    command -v git >/dev/null || skip 'no git'
    git init -q -b main . && git config user.name Jo && git config user.email jo@example.org
    git add . && git commit -qm first
    editor 'test ! -e contacts/bo-chen.md && sed -i "s/^org:.*/org: GridCo/" "$1"; basename "$1" >"$HOME/name"'
    made contacts/bo-chen.md contact 'Bo Chen' --role Planner --edit
    [ "$(cat "$HOME/name")" = bo-chen.md ]
    has contacts/bo-chen.md 'name: Bo Chen' 'org: GridCo' 'role: Planner'
    [ "$(git log -1 --format='%s|%(trailers:key=Infoview-Op,valueonly,separator=%x2C)')" = 'new contact: Bo Chen|new contact bo-chen' ]
    [ "$(git rev-list --count HEAD)" = 2 ]
    [ -z "$(ls -A "$TMPDIR")" ] && [ -z "$(git status --porcelain)" ]
    ok undo
    [ ! -e contacts/bo-chen.md ]
}

@test "new --edit: a text that is left as it is; --dry-run; --json" {
    editor :
    made contacts/bo-chen.md contact 'Bo Chen' --edit
    ok new interview bo --on tomorrow --edit --json
    json 'd["op"] == "new interview 2026-11-22-bo-chen" and d["files"][0]["action"] == "new"'
    ok new skill Knots --edit --dry-run
    says '+name: Knots'
    [ ! -e skills ] && [ -z "$(ls -A "$TMPDIR")" ]
}

@test "new --edit: an editor that fails makes nothing, and a text that was written stays" {
    editor 'exit 1'
    refuses 3 new contact 'Bo Chen' --edit
    complains 'ended with status 1' 'nothing was recorded'
    [ -z "$(ls -A "$TMPDIR")" ]
    editor ': >"$1"'
    refuses 3 new contact 'Bo Chen' --edit
    editor 'echo mine >>"$1"; exit 1'
    refuses 3 new contact 'Bo Chen' --edit
    complains "your text is kept: $TMPDIR/"
    grep -qx mine "$TMPDIR"/*/bo-chen.md
    EDITOR='' refuses 2 new contact 'Bo Chen' --edit
}

@test "new --edit: a text with errors is said and made; a file that came meanwhile is not overwritten" {
    editor 'sed -i "s/^added:.*/added: someday/" "$1"'
    iv new contact 'Bo Chen' --edit
    [ "$status" -eq 1 ] && [ "$out" = contacts/bo-chen.md ]
    complains "contacts/bo-chen.md:" '[date]'
    editor 'echo mine >>"$1"; echo theirs >contacts/cy.md'
    fails 3 new contact Cy --edit
    complains 'is there already' "your text is kept: $TMPDIR/"
    [ "$(cat contacts/cy.md)" = theirs ]
}

# ---- templates

template() {
    mkdir -p templates
    printf '%s\n' "${@:2}" >"templates/$1.md"
}

@test "templates of the vault: what init wrote is what is built in" {
    local other=$BATS_TEST_TMPDIR/other
    ok init "$other" --no-git -q
    contact ana-lima 'name: Ana Lima'
    cp contacts/ana-lima.md "$other/contacts/"
    for words in 'contact Bo' 'interview ana --on today' 'opportunity x' 'skill y' 'target z'; do
        # shellcheck disable=SC2086
        ok new $words
        path=$out
        # shellcheck disable=SC2086
        ok -C "$other" new $words
        cmp "$path" "$other/$path"
    done
}

@test "templates of the vault: free form; what they leave out stands in the file all the same" {
    template contact '{{! My people }}' '---' 'Full name: {{name}}' 'aliases: []' 'organization:' 'tags:' '  - {{tags}}' '---' \
        'Hello {{name}} of {{#org}}{{org}}{{/org}}{{^org}}nowhere{{/org}} on {{today}}' '' '    {{name}}: {{tags}}'
    ok new contact 'Ana: the 2nd' --org 'a: b' --role Planner --email a@b.example --tag x
    has contacts/ana-the-2nd.md 'Full name: "Ana: the 2nd"' 'organization: "a: b"' 'role: Planner' 'email: a@b.example' \
        '  - x' 'Hello Ana: the 2nd of a: b on 2026-11-21' '    Ana: the 2nd: x'
    grep -q '^name: "Ana: the 2nd"$' contacts/ana-the-2nd.md
    template interview '---' 'with: "[[{{contact}}]]"' 'status: planned' '---'
    ok new contact Bo
    ok new interview bo --on 2026-11-20 --minutes 30 --via 'a walk'
    has interviews/2026-11-20-bo.md 'date: 2026-11-20' 'status: done' 'minutes_asked: 30' 'via: a walk'
    ok show --json 2026-11-20-bo
    json '"bo" in str(d["contact"])'
}

@test "templates of the vault: quotes of their own, CRLF, a byte-order mark" {
    template contact '---' 'name: "{{name}}"' "org: '{{org}}'" 'tags: ["{{name}}", {{org}}]' '---'
    for name in Ana 'Ana "the 2nd"' "it's" 'a: b' 'x\y'; do
        rm -rf contacts
        ok new contact --org "$name" -- "$name"
        ok list contacts --json
        WANTED=$name json 'c["name"] == c["org"] == os.environ["WANTED"] and c["tags"] == [c["name"]] * 2 if (c := d["contacts"][0]) else 0'
    done
    rm -rf contacts
    printf '\xef\xbb\xbf---\r\nname: {{name}}\r\n{{#org}}\r\norg: {{org}}\r\n{{/org}}\r\n---\r\n# {{title}}\r\n' >templates/contact.md
    ok new contact Ana --role x
    printf '\xef\xbb\xbf---\r\nname: Ana\r\nrole: x\r\n---\r\n# Ana\r\n' | cmp - contacts/ana.md
    is_sound
}

@test "templates of the vault: what is wrong with them is said with its place, and nothing is written" {
    contact ana-lima 'name: Ana Lima'
    template contact '---' 'name: {{nmae}}' '---'
    session new contact Bo
    template contact '---' 'name: {{name}}' '---' '' '  {{#org}}'
    session new contact Bo
    template contact '---' '{{#org}}' 'name: {{name}}' '---' '{{/org}}'
    session new contact Bo
    template contact '# {{name}}'
    session new contact Bo
    template contact '---' 'name: {{name' '---'
    session new contact Bo
    template contact '---' 'name: {{name}}' 'a: b: c' '---'
    session new contact Bo
    template contact '---' 'name: {{name}}' 'name: x' '---'
    session new contact Bo
    template contact '---' 'name: {{name}}' '---' '{{> other}}'
    session new contact Bo
    printf -- '---\nname: \xff\n---\n' >templates/contact.md
    session new contact Bo
    head -c 300000 /dev/zero | tr '\0' x >templates/contact.md
    session new contact Bo
    rm templates/contact.md
    ln -s /etc/hostname templates/contact.md
    session new contact Bo
    rm templates/contact.md
    mkdir templates/contact.md
    session new contact Bo
    golden new-templates
    [ "$(ls contacts)" = ana-lima.md ]
}

@test "templates: every name that they may use stands in the manual" {
    python3 - "$top" <<'PY'
import re, sys
source = open(sys.argv[1] + "/cmd/new_file.c", encoding="utf-8").read()
names = re.findall(r'"(\w+)"', re.search(r"names\[\] = \{(.*?)\};", source, re.S)[1])
page = open(sys.argv[1] + "/cmd/man/infoview-format.5", encoding="utf-8").read()
part = re.search(r"^\.Sh TEMPLATES\n(.*?)^\.Sh ", page, re.S | re.M)[1]
there = [name for line in re.findall(r"^\.It (Cm .*)$", part, re.M) for name in re.findall(r"Cm (\w+)", line)]
assert sorted(names) == sorted(there), set(names) ^ set(there)
assert len(names) > 15
PY
}

@test "new: a hostile vault" {
    contact ana-lima 'name: "Ana\e[31m Lima\u202e"' 'org: "a\nb"' 'role: "\e]0;x\a"'
    ok new interview ana-lima --on tomorrow
    clean "$OUT" "$ERR"
    ok check --ignore too-few-questions,no-target,no-grounded-question
    ok list interviews --json
    json 'd["interviews"][0]["org"] == "a\nb"'
    mkdir ../outside
    ln -s ../outside escape
    printf 'folders: {contacts: escape}\n' >infoview.yaml
    iv new contact Bo
    [ "$status" -ne 0 ] && [ ! -e ../outside/bo.md ]
}
