#!/usr/bin/env bats
# `rename`: the file, and every reference that leads to it by its id; what is left alone; what is refused.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    make_vault
    mkdir notes skills opportunities
}

# What check finds, without what the new name changes: ids, columns, the lines themselves.
findings() {
    iv check --json
    python3 - "$OUT" "$1" "$2" <<'PY'
import json, re, sys
old, new = sys.argv[2], sys.argv[3]
found = []
for d in json.load(open(sys.argv[1], encoding="utf-8"))["diagnostics"]:
    text = "%s:%s:%s:%s" % (d["path"], d["range"]["start"]["line"], d["rule"], d["message"])
    found.append(re.sub(re.escape(old) + "|" + re.escape(new), "ID", text))
print("\n".join(sorted(found)))
PY
}

# Renames $1 to $2 and holds that nothing is found that was not found before.
keeps_whole() {
    findings "$1" "$2" >"$BATS_TEST_TMPDIR/before"
    ok rename "$1" "$2"
    findings "$1" "$2" >"$BATS_TEST_TMPDIR/after"
    [ -z "$(comm -13 "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after")" ] ||
        blame "$(comm -13 "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after")"
}

refuses() {
    local before status=$1
    shift
    before=$(find . -type f -exec sha256sum {} + | sort)
    fails "$status" "$@"
    [ "$before" = "$(find . -type f -exec sha256sum {} + | sort)" ]
}

# A line of a file, exactly.
line() {
    grep -qxF -- "$2" "$1" || blame "$1 has no line: $2 $(cat "$1")"
}

everywhere() {
    contact ana 'name: Ana Lima' 'aliases: [Ana, Anita]' --- 'Me: [[ana]], [[Ana Lima]], [[Anita]], [here](ana.md#log)'
    contact bo 'name: Bo' 'referred_by: ana   # she did' 'friend: "[[ana|A]]"' 'others:' '  - [[ana]]' '  - ana' --- \
        'See [[contacts/ana|Ana]], [[Ana]], [x](../contacts/ana.md "t"), [y](<ana.md>), [z](/contacts/an%61.md?x#y)' \
        'Code: `[[ana]]` and [banana](banana.md) and [[banana]] and https://ana.example/ana' '' '```' '[[ana]]' '```' '' \
        '> [[ana]]' '' '- [ ] Ask [[ana]] due:2026-12-12'
    contact banana 'name: Ban Ana' 'referred_by: [ana, "bo"]'
    contact kofi 'name: Kofi' 'referred_by:' "  - '[[ana]]'" '  - Ana Lima' '  - ANA'
    meeting 2026-11-11-ana 'contact: [ [[ana]], "[[contacts/ana|Ana]]", bo]' 'date: 2026-11-11' \
        'thanked: {ana: skip, bo: 2026-11-12}' --- '## Referrals' '' '- [[ana]]' '- Ana Lima, GridCo'
    put_record opportunities/analyst.md 'name: Analyst' 'contact: ana' 'from: 2026-11-11-ana'
    printf -- '---\nreviewed: 2026-11-01\n---\n\nAsk [[ana#Log|her]].\n' >plan.md
    printf -- '- [[ana]]\n' >pitch.md
    printf -- '- [A](contacts/ana.md)\n' >questions.md
    printf '[[ana]] [a](contacts/ana.md)' >README.md
    mkdir -p notes/deep
    printf '[[ana]] [a](../../contacts/ana.md)\r\n\r\nend' >notes/deep/n.md
}

@test "every reference by id follows: front matter, bodies, notes, in every form; labels stay" {
    everywhere
    keeps_whole ana ana-souza
    [ ! -e contacts/ana.md ]
    line contacts/ana-souza.md 'Me: [[ana-souza]], [[Ana Lima]], [[Anita]], [here](ana-souza.md#log)'
    line contacts/ana-souza.md 'name: Ana Lima'
    line contacts/bo.md 'referred_by: ana-souza   # she did'
    line contacts/bo.md 'friend: "[[ana-souza|A]]"'
    line contacts/bo.md '  - "[[ana-souza]]"'
    line contacts/bo.md '  - ana'
    line contacts/bo.md 'See [[contacts/ana-souza|Ana]], [[Ana]], [x](../contacts/ana-souza.md "t"), [y](<ana-souza.md>), [z](/contacts/ana-souza.md?x#y)'
    line contacts/bo.md 'Code: `[[ana]]` and [banana](banana.md) and [[banana]] and https://ana.example/ana'
    line contacts/bo.md '[[ana]]'
    line contacts/bo.md '> [[ana]]'
    line contacts/bo.md '- [ ] Ask [[ana-souza]] due:2026-12-12'
    line contacts/banana.md 'referred_by: [ana-souza, "bo"]'
    line contacts/kofi.md "  - '[[ana-souza]]'"
    line contacts/kofi.md '  - Ana Lima'
    line contacts/kofi.md '  - ana-souza'
    line interviews/2026-11-11-ana.md 'contact: [ "[[ana-souza]]", "[[contacts/ana-souza|Ana]]", bo]'
    line interviews/2026-11-11-ana.md 'thanked: {ana-souza: skip, bo: 2026-11-12}'
    line interviews/2026-11-11-ana.md '- [[ana-souza]]'
    line interviews/2026-11-11-ana.md '- Ana Lima, GridCo'
    line opportunities/analyst.md 'contact: ana-souza'
    line opportunities/analyst.md 'from: 2026-11-11-ana'
    line plan.md 'Ask [[ana-souza#Log|her]].'
    line pitch.md '- [[ana-souza]]'
    line questions.md '- [A](contacts/ana-souza.md)'
    printf '[[ana-souza]] [a](contacts/ana-souza.md)' | cmp - README.md
    printf '[[ana-souza]] [a](../../contacts/ana-souza.md)\r\n\r\nend' | cmp - notes/deep/n.md
}

@test "back again: every byte is as it was, but the quotes that bare links have gained and the case of an id" {
    everywhere
    sed -i 's/\[ \[\[ana\]\],/["[[ana]]",/' interviews/*.md
    sed -i 's/- \[\[ana\]\]$/- "[[ana]]"/' contacts/bo.md
    sed -i 's/- ANA$/- ana/' contacts/kofi.md
    sed -i 's/an%61/ana/' contacts/bo.md
    cp -r . "$BATS_TEST_TMPDIR/was"
    ok rename ana zz.top-1
    ok rename zz.top-1 ana
    diff -r . "$BATS_TEST_TMPDIR/was"
}

@test "one commit, one undo" {
    everywhere
    git init -q -b main .
    git config user.name Jo
    git config user.email jo@example.org
    git add -A
    git commit -qm start
    ok rename ana ana-souza
    [ "$(git log -1 --format='%s|%(trailers:key=Infoview-Op,valueonly,separator=%x20)')" = 'rename: Ana Lima|rename ana-souza' ]
    [ -z "$(git status --porcelain)" ]
    ok undo
    git diff --exit-code HEAD~2
}

@test "ids that mean something to a pattern, to YAML, to Markdown or to a URL" {
    everywhere
    for id in 'a.b+c^' 'a.b+c$' 'null' 'no' '2026-11-18' "d'or" 'a&b;' '100%' 'x(y)' '李小龙' 'ß' '~' '!x' '@x' 'a%20b' '{a' '*a*' 'a,b'; do
        case $id in
        *[*^]*) refuses 2 rename Anita "$id" && continue ;;
        esac
        ok rename Anita "$id"
        [ -f "contacts/$id.md" ]
        iv check --ignore generic-thanks,unquoted-link --json
        json 'd["diagnostics"] == []'
        ok show Anita --json
        json "len(d['interviews']) == 1 and len(d['referred']) == 3"
    done
    # What is code or an entity in a body cannot stand in a link there.
    refuses 3 rename Anita '`x`'
    refuses 3 rename Anita 'a&amp;b'
}

@test "an id of white space, accents, dots and brackets gives way to one that is made" {
    contact 'Ána (x) y.z+' 'name: Ana'
    contact bo 'name: Bo' 'referred_by: "[[Ána (x) y.z+]]"' --- '[a](%C3%81na%20%28x%29%20y.z+.md) [b](<Ána (x) y.z+.md>) [[ána (X) Y.Z+]]'
    keeps_whole 'Ána (x) y.z+' 'Ana Souza'
    line contacts/bo.md 'referred_by: "[[ana-souza]]"'
    line contacts/bo.md '[a](ana-souza.md) [b](<ana-souza.md>) [[ana-souza]]'
}

@test "interviews, skills and what refers to them; a skill and a person of one id" {
    contact grid 'name: Greta' --- '[[grid]]'
    put_record skills/grid.md 'name: Grid planning'
    meeting 2026-11-11-x 'contact: grid' 'date: 2026-11-11' 'status: done' --- '## Skills' '' '- [[grid]]' '' '## Notes' '' '[[grid]] [[skills/grid]]'
    put_record opportunities/o.md 'name: O' 'from: [2026-11-11-x]'
    ok rename skills/grid grids
    line interviews/2026-11-11-x.md '- [[grids]]'
    line interviews/2026-11-11-x.md '[[grid]] [[skills/grids]]'
    line contacts/grid.md '[[grid]]'
    keeps_whole 2026-11-11-x 2026-11-11-greta
    line opportunities/o.md 'from: [2026-11-11-greta]'
}

@test "move: what refers to the meeting follows its new day" {
    contact ana 'name: Ana Lima'
    meeting 2026-11-24-ana 'contact: ana' 'date: 2026-11-24' --- 'Self: [[2026-11-24-ana]]'
    put_record opportunities/o.md 'name: O' 'from: 2026-11-24-ana' --- '[t](../interviews/2026-11-24-ana.md)'
    printf '[[2026-11-24-ana|that talk]]\n' >notes/n.md
    ok move ana --on 2026-11-27
    line interviews/2026-11-27-ana.md 'Self: [[2026-11-27-ana]]'
    line opportunities/o.md 'from: 2026-11-27-ana'
    line opportunities/o.md '[t](../interviews/2026-11-27-ana.md)'
    line notes/n.md '[[2026-11-27-ana|that talk]]'
    ok check
}

@test "in a sub-folder the file stays there; case alone may change" {
    mkdir contacts/grid
    contact grid/ana 'name: Ana'
    contact bo 'name: Bo' 'referred_by: ana' --- '[[grid/ana]] [x](grid/ana.md)'
    keeps_whole ana Ana-L
    [ -f contacts/grid/Ana-L.md ]
    line contacts/bo.md '[[grid/Ana-L]] [x](grid/Ana-L.md)'
    ok rename Ana-L ana-l
    [ -f contacts/grid/ana-l.md ]
}

@test "CRLF, a byte-order mark and a missing final newline stay" {
    contact ana 'name: Ana'
    printf '\xef\xbb\xbf---\r\nname: Bo\r\nreferred_by: ana\r\n---\r\n[[ana]]' >contacts/bo.md
    keeps_whole ana zoe
    printf '\xef\xbb\xbf---\r\nname: Bo\r\nreferred_by: zoe\r\n---\r\n[[zoe]]' | cmp - contacts/bo.md
}

@test "private people are renamed like others" {
    contact ana 'name: Ana' 'private: true'
    contact bo 'name: Bo' 'private: true' 'referred_by: ana'
    keeps_whole ana zoe
    line contacts/bo.md 'referred_by: zoe'
}

@test "refused: ids that are taken, bad, or a name of somebody else" {
    contact ana 'name: Ana'
    contact Bo 'name: Bo Chen' 'aliases: [陈博, Bobo]'
    refuses 2 rename ana bo
    complains "the id 'bo' is taken: contacts/Bo.md"
    refuses 2 rename ana bobo
    complains "'bobo' is a name of somebody else: contacts/Bo.md"
    for id in '' '../x' 'a/b' '-x' '.x' '_x' 'a:b' 'a|b' 'a[b' 'a#b' 'x.sync-conflict-1' $'a\x01b' $'\xff'; do
        refuses 2 rename -- ana "$id"
    done
    refuses 2 rename ana ana
    complains 'that is its id already'
    refuses 2 rename nobody-like-that x
    refuses 2 rename ana
    refuses 2 rename
    refuses 2 rename ana x y
    printf 'mine' >contacts/x.txt
    mkdir contacts/x.md
    refuses 3 rename ana x
    complains 'contacts/x.md:1:1: a file of that name is there already'
}

@test "refused: a file that cannot be read and has the id, or a link that cannot be edited alone" {
    contact ana 'name: Ana'
    contact bad 'name: [' 'referred_by: ana'
    refuses 3 rename ana zoe
    complains 'contacts/bad.md:' 'mend this file first'
    contact bad 'name: [' 'referred_by: banana'
    ok rename ana zoe
    rm contacts/bad.md
    printf '<<<<<<< HEAD\n[[zoe]]\n=======\n>>>>>>> x\n' >notes/n.md
    refuses 3 rename zoe ana
    complains 'notes/n.md:1:1:'
    printf 'See [her][z].\n\n[z]: ../contacts/zoe.md\n' >notes/n.md
    refuses 3 rename zoe ana
    complains 'notes/n.md:1:5:' 'by hand'
    rm notes/n.md
    contact zoe 'name: Zoe'
    mkdir contacts/b
    contact b/zoe 'name: Other'
    refuses 3 rename zoe ana
}

@test "--dry-run shows the diff, --json the files" {
    everywhere
    ok rename ana ana-souza -n
    says '+referred_by: ana-souza   # she did' '--- a/contacts/ana.md' '+++ b/contacts/ana-souza.md'
    [ -f contacts/ana.md ]
    ok rename ana ana-souza --json
    json 'd["op"] == "rename ana-souza" and {"path": "contacts/ana.md", "action": "removed"} in d["files"] and {"path": "contacts/ana-souza.md", "action": "new"} in d["files"]'
}

@test "the example vault: everybody can be renamed, and nothing new is found" {
    cp -r "$top/$example/." .
    rm contacts/walter-finch.md
    for id in ana-lima bo-chen kofi-mensah elodie-vasseur 2026-11-18-ana-lima; do
        keeps_whole "$id" "$id-x9"
    done
}
