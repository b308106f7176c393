#!/usr/bin/env bats
# `forget`: what is removed, what is taken out of other files, what is left and listed, and what git is told.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    make_vault
    mkdir notes opportunities
}

people() {
    contact ana-lima 'name: Ana Lima' 'aliases: [Anita]' 'email: ana@northwind.example' --- 'Me: [[ana-lima]]'
    contact bo 'name: Bo' 'referred_by: ana-lima' 'friend: "[[ana-lima]]"' --- '## Log' '' \
        '- 2026-11-01 call: [[ana-lima]] rang' '' 'See [my old boss](ana-lima.md "t"), [Ana](ana-lima.md), ![[ana-lima]] and `[[ana-lima]]`.'
    contact kofi 'name: Kofi' 'referred_by:' '  - [[ana-lima]]' '  - bo' '  - Anita'
    meeting 2026-11-10-ana 'contact: ana-lima' 'date: 2026-11-10' --- '[[bo]]'
    meeting 2026-11-11-both 'contact: [ana-lima, bo]' 'date: 2026-11-11' 'thanked: {ana-lima: skip, bo: 2026-11-12}' \
        --- '## Referrals' '' '- [[ana-lima]]: knows all' '  and more' '  - nested' '- Anita, GridCo' '- Zed Quist' '' \
        'Ana Lima said so, [our talk](2026-11-10-ana.md), [[2026-11-10-ana]].' '- [ ] Ask [[ana-lima|her]] due:2026-12-01'
    put_record opportunities/o.md 'name: O' 'from: [2026-11-10-ana, 2026-11-11-both]' 'contact: "Ana Lima"'
    printf 'Write to ANA@northwind.example\n' >notes/n.md
}

with_git() {
    git init -q -b main .
    git config user.name Jo
    git config user.email jo@example.org
    git add -A
    git commit -qm start
}

refuses() {
    local before
    before=$(find . -type f -exec sha256sum {} + | sort)
    fails "$@"
    [ "$before" = "$(find . -type f -exec sha256sum {} + | sort)" ]
}

holds() {
    put_record "$BATS_TEST_TMPDIR/wanted" "${@:2}"
    diff -u "$BATS_TEST_TMPDIR/wanted" "$1"
}

@test "the person's files go, and every reference; words of the user's stay and are listed" {
    people
    ok forget ana-lima --yes
    [ ! -e contacts/ana-lima.md ]
    [ ! -e interviews/2026-11-10-ana.md ]
    holds contacts/bo.md 'name: Bo' 'referred_by:' 'friend:' --- '## Log' '' '- 2026-11-01 call: somebody rang' '' \
        'See my old boss, somebody, somebody and `[[ana-lima]]`.'
    holds contacts/kofi.md 'name: Kofi' 'referred_by:' '  - bo'
    holds interviews/2026-11-11-both.md 'contact: [bo]' 'date: 2026-11-11' 'thanked: {bo: 2026-11-12}' \
        --- '## Referrals' '' '- Zed Quist' '' 'Ana Lima said so, our talk, a meeting.' '- [ ] Ask her due:2026-12-01'
    holds opportunities/o.md 'name: O' 'from: [2026-11-11-both]' 'contact:'
    complains '3 lines in words of yours, which stay' 'contacts/bo.md:10: See my old boss' \
        'interviews/2026-11-11-both.md:10: Ana Lima said so' 'notes/n.md:1: Write to ANA@northwind.example'
    says 'Removed' 'contacts/ana-lima.md' 'Taken out' 'opportunities/o.md:3: from: 2026-11-10-ana' \
        'interviews/2026-11-11-both.md:11: Anita' 'forgotten: Ana Lima'
    iv check --json --ignore generic-thanks
    json 'd["diagnostics"] == []'
}

@test "one commit that does not name them, one undo, and the purge is told" {
    people
    with_git
    cp -r . "$BATS_TEST_TMPDIR/was"
    ok forget ana-lima --yes
    [ "$(git log -1 --format='%s|%(trailers:key=Infoview-Op,valueonly,separator=%x20)')" = 'forget: a person|forget' ]
    [ -z "$(git log -1 --format=%B | grep -i ana)" ]
    [ -z "$(git status --porcelain)" ]
    complains 'still in the history of git' "git filter-repo --invert-paths --path 'contacts/ana-lima.md' --path 'interviews/2026-11-10-ana.md'" \
        'git push --force --all'
    ok undo
    diff -r --exclude .git . "$BATS_TEST_TMPDIR/was"
}

@test "what was never committed does not get into the history on its way out" {
    people
    mv contacts/ana-lima.md "$BATS_TEST_TMPDIR/ana"
    with_git
    mv "$BATS_TEST_TMPDIR/ana" contacts/ana-lima.md
    echo 'a secret of theirs' >>interviews/2026-11-10-ana.md
    ok forget ana-lima --yes
    [ -z "$(git log --all -p | grep -e 'a secret' -e '^+name: Ana Lima')" ]
    [ "$(git rev-list --count HEAD)" = 2 ]
    [ -z "$(git status --porcelain)" ]
}

@test "asked on a terminal, and only there; --yes is the flag" {
    people
    refuses 2 forget ana-lima
    complains '--yes'
    refuses 2 forget ana-lima --no-input
    complains '--yes'
    run python3 "$BATS_TEST_DIRNAME/terminal.py" -i -e -k 'forget Ana Lima? [y/N]' '\r' 80 "$INFOVIEW" forget ana-lima
    [ "$status" -eq 2 ]
    [ -e contacts/ana-lima.md ]
    [[ $output == *Removed* ]]
    run python3 "$BATS_TEST_DIRNAME/terminal.py" -i -e -k 'forget Ana Lima? [y/N]' 'y\r' 80 "$INFOVIEW" forget ana-lima
    [ "$status" -eq 0 ]
    [ ! -e contacts/ana-lima.md ]
}

@test "--dry-run shows the diff, --json the files alone" {
    people
    ok forget ana-lima --dry-run
    says '-- [[ana-lima]]: knows all' '-name: Ana Lima' '+referred_by:'
    [ -e contacts/ana-lima.md ]
    ok forget ana-lima --json -y
    json 'd["op"] == "forget" and {"path": "contacts/ana-lima.md", "action": "removed"} in d["files"] and len(d["files"]) == 6'
}

@test "CRLF, private people, ids that mean something to a pattern" {
    contact 'a.b+(x)' 'name: Ann .*' 'private: true'
    printf -- '---\r\nname: Bo\r\nprivate: true\r\nreferred_by: [ "a.b+(x)" , ax ]\r\n---\r\n[q](a.b+%%28x%%29.md) a-b+(x)\r\n' >contacts/bo.md
    ok forget 'a.b+(x)' --yes
    printf -- '---\r\nname: Bo\r\nprivate: true\r\nreferred_by: [ ax ]\r\n---\r\nq a-b+(x)\r\n' | cmp - contacts/bo.md
}

@test "refused: a file that cannot be read and may refer to them, a link that cannot be taken out" {
    people
    contact bad 'name: [' 'referred_by: ana-lima'
    refuses 3 forget ana-lima --yes
    complains 'contacts/bad.md:' 'mend this file first'
    rm contacts/bad.md
    printf 'See [her][z].\n\n[z]: ../contacts/ana-lima.md\n' >notes/n.md
    refuses 3 forget ana-lima --yes
    complains 'notes/n.md:1:5:' 'by hand'
    refuses 2 forget
    refuses 2 forget nobody-like-that
    refuses 2 forget 2026-11-10-ana
}

@test "the example vault: anybody can be forgotten, and no link is dead afterwards" {
    for id in ana-lima bo-chen kofi-mensah elodie-vasseur; do
        rm -rf ./*
        cp -r "$top/$example/." .
        rm contacts/walter-finch.md
        ok forget "$id" --yes
        iv check --json
        json 'not [x for x in d["diagnostics"] if x["rule"] in ("dead-link", "required", "type", "ambiguous-link", "yaml")]'
        iv list --json
        json "'$id' not in [x['id'] for x in d['contacts']]"
    done
}
