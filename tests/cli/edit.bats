#!/usr/bin/env bats
# `edit`: the user's editor on a copy, what is recorded of it, and what becomes of the text when something goes wrong.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21 TMPDIR=$BATS_TEST_TMPDIR/tmp
    mkdir "$TMPDIR"
    make_vault
    contact ana-lima 'name: Ana Lima' 'org: Northwind Energy' --- '' 'one' 'two' 'three' 'four' 'five'
}

# editor TEXT — the program "$EDITOR" is a script; its file to edit is $1.
editor() {
    mkdir -p "$BATS_TEST_TMPDIR/bin"
    printf '#!/bin/sh\n%s\n' "$1" >"$BATS_TEST_TMPDIR/bin/ed"
    chmod +x "$BATS_TEST_TMPDIR/bin/ed"
    export EDITOR=$BATS_TEST_TMPDIR/bin/ed
}

with_git() {
    git init -q -b main .
    git config user.name Jo
    git config user.email jo@example.org
    git add -A
    git commit -qm start
}

# Nothing of the copy is left.
no_copy() {
    [ -z "$(ls -A "$TMPDIR")" ] || blame "left behind: $(find "$TMPDIR")"
}

# The copy is, and its path is told.
copy_kept() {
    local kept
    kept=$(sed -n 's/^infoview: your text is kept: //p' "$ERR")
    [ -f "$kept" ] && grep -q "$1" "$kept" || blame "no copy with '$1'"
}

unchanged() {
    grep -qx 'name: Ana Lima' contacts/ana-lima.md && grep -qx two contacts/ana-lima.md
}

@test "what the editor saved is written and committed, and one undo takes it back" {
    with_git
    editor 'sed -i "s/^two$/TWO/" "$1"; basename "$1" >"$HOME/name"; stat -c %a "$(dirname "$1")" >"$HOME/mode"'
    ok edit ana
    [ "$out" = 'edited contacts/ana-lima.md' ]
    grep -qx TWO contacts/ana-lima.md
    [ "$(cat "$HOME/name") $(cat "$HOME/mode")" = 'ana-lima.md 700' ]
    [ "$(git log -1 --format='%s|%(trailers:key=Infoview-Op,valueonly,separator=%x2C)')" = 'edit: Ana Lima|edit ana-lima' ]
    [ -z "$(git status --porcelain)" ]
    no_copy
    ok undo
    unchanged
}

@test "VISUAL comes before EDITOR, either may have arguments, quotes and spaces in its path" {
    editor 'exit 9'
    VISUAL='sed -i -e s/^two$/2/' ok edit ana
    grep -qx 2 contacts/ana-lima.md
    mkdir "$BATS_TEST_TMPDIR/my tools"
    printf '#!/bin/sh\nfor last; do :; done; echo "$# $1" >>"$last"\n' >"$BATS_TEST_TMPDIR/my tools/ed"
    chmod +x "$BATS_TEST_TMPDIR/my tools/ed"
    EDITOR="$BATS_TEST_TMPDIR/my tools/ed" ok edit ana
    grep -q '^1 ' contacts/ana-lima.md
    EDITOR="'$BATS_TEST_TMPDIR/my tools/ed' --wait" ok edit ana
    grep -qx '2 --wait' contacts/ana-lima.md
    no_copy
}

@test "an editor that changes nothing, fails, is killed or is not there records nothing" {
    with_git
    EDITOR=true ok edit ana
    complains 'nothing was changed: contacts/ana-lima.md'
    editor 'exit 3'
    fails 3 edit ana
    complains 'ended with status 3' 'nothing was recorded'
    no_copy
    EDITOR=no-such-editor fails 3 edit ana
    complains "'no-such-editor' could not be run"
    no_copy
    editor 'kill -9 $$'
    fails 3 edit ana
    complains 'ended by signal 9'
    no_copy
    unchanged
    [ "$(git rev-list --count HEAD)" = 1 ]
}

@test "without an editor and without a terminal there is no vi that nobody could leave" {
    fails 2 edit ana
    complains 'no editor is set' 'EDITOR'
    unchanged
}

@test "what a failing editor has written is kept and its path told" {
    editor 'echo mine >>"$1"; exit 1'
    fails 3 edit ana
    copy_kept mine
    rm -r "$TMPDIR"/*
    editor 'echo mine >>"$1"; kill -9 $$'
    fails 3 edit ana
    copy_kept mine
    unchanged
}

@test "an editor that replaces the copy, takes it away, empties it, or leaves something else" {
    editor 'sed "s/^two$/2/" "$1" >"$1.new"; mv "$1.new" "$1"; echo x >"$1~"; echo y >"$(dirname "$1")/.swp"'
    ok edit ana
    grep -qx 2 contacts/ana-lima.md
    no_copy
    sed -i 's/^2$/two/' contacts/ana-lima.md
    editor 'rm "$1"'
    fails 3 edit ana
    complains 'took the file away'
    no_copy
    editor ': >"$1"'
    fails 3 edit ana
    complains 'an empty file'
    editor 'rm "$1"; ln -s /etc/hostname "$1"'
    fails 3 edit ana
    editor 'rm "$1"; mkdir "$1"'
    fails 3 edit ana
    editor 'head -c 5000000 /dev/zero >"$1"'
    fails 3 edit ana
    unchanged
}

@test "changed meanwhile in another place: both are kept" {
    with_git
    editor "sed -i 's/^five\$/FIVE/' \"\$1\"; sed -i 's/^org: .*/org: GridCo/' '$work/contacts/ana-lima.md'"
    ok edit ana
    complains 'was changed meanwhile in other lines: both are kept'
    grep -qx FIVE contacts/ana-lima.md
    grep -qx 'org: GridCo' contacts/ana-lima.md
    [ -z "$(git status --porcelain)" ]
    no_copy
}

@test "other commands write while the editor is open" {
    editor "'$INFOVIEW' -C '$work' set ana role Analyst >/dev/null || exit 7; sed -i 's/^five\$/FIVE/' \"\$1\""
    ok edit ana
    grep -qx 'role: Analyst' contacts/ana-lima.md
    grep -qx FIVE contacts/ana-lima.md
}

@test "changed meanwhile in the same line, or taken away: 4, nothing written, the text kept" {
    editor "sed -i 's/^two\$/mine/' \"\$1\"; sed -i 's/^two\$/theirs/' '$work/contacts/ana-lima.md'"
    fails 4 edit ana
    complains "'contacts/ana-lima.md' was changed meanwhile in the same lines"
    copy_kept mine
    grep -qx theirs contacts/ana-lima.md
    editor "echo mine >>\"\$1\"; rm '$work/contacts/ana-lima.md'"
    fails 4 edit ana
    copy_kept mine
    [ ! -e contacts/ana-lima.md ]
}

@test "without a terminal a text with errors is saved, told, and ends with 1" {
    editor 'sed -i "s/^name:.*/name: [/" "$1"'
    iv edit ana
    [ "$status" -eq 1 ]
    [ "$out" = 'edited contacts/ana-lima.md' ]
    complains 'contacts/ana-lima.md:' 'error:' '[yaml]'
    no_copy
    # It is found by id and by path though it cannot be read, and mended.
    editor 'sed -i "s/^name:.*/name: Ana Lima/" "$1"'
    ok edit ana-lima
    unchanged
    printf 'no front matter\n' >'contacts/a:b.md'
    editor 'echo more >>"$1"'
    ok edit contacts/a:b.md
    grep -qx more 'contacts/a:b.md'
}

@test "on a terminal a text with errors is offered again" {
    # shellcheck disable=SC2016
    editor 'if grep -q "name: \[" "$1"; then sed -i "s/^name:.*/name: Ana Lopez/" "$1"; else sed -i "s/^name:.*/name: [/" "$1"; fi'
    run python3 "$BATS_TEST_DIRNAME/terminal.py" -i -e -k 'edit again? [Y/n]' '\r' 80 "$INFOVIEW" edit ana
    [ "$status" -eq 0 ]
    grep -qx 'name: Ana Lopez' contacts/ana-lima.md
    run python3 "$BATS_TEST_DIRNAME/terminal.py" -i -e -k 'edit again? [Y/n]' 'n\r' 80 "$INFOVIEW" edit ana-lima
    [ "$status" -eq 1 ]
    grep -qx 'name: \[' contacts/ana-lima.md
    run python3 "$BATS_TEST_DIRNAME/terminal.py" -i -e 80 "$INFOVIEW" --no-input edit ana-lima
    [ "$status" -eq 0 ]
    no_copy
}

@test "every byte that the editor leaves is written: CRLF, a byte-order mark, no final newline" {
    printf '\xef\xbb\xbf---\r\nname: Ana Lima\r\n---\r\nbody' >contacts/ana-lima.md
    editor 'printf " more\r\n\r\n" >>"$1"'
    ok edit ana
    printf '\xef\xbb\xbf---\r\nname: Ana Lima\r\n---\r\nbody more\r\n\r\n' | cmp - contacts/ana-lima.md
}

@test "--last: the newest meeting that has been, else the next; also by id" {
    editor 'echo here >>"$1"'
    fails 2 edit ana --last
    complains 'there is no meeting with Ana Lima'
    meeting 2026-12-01-ana 'contact: ana-lima' 'date: 2026-12-01'
    meeting 2026-12-05-ana 'contact: ana-lima' 'date: 2026-12-05'
    ok edit ana --last
    [ "$out" = 'edited interviews/2026-12-01-ana.md' ]
    meeting 2026-11-01-ana 'contact: ana-lima' 'date: 2026-11-01' 'status: done'
    meeting 2026-11-10-ana 'contact: ana-lima' 'date: 2026-11-10'
    meeting 2026-11-12-ana 'contact: ana-lima' 'date: 2026-11-12' 'status: cancelled'
    ok edit --last ana
    [ "$out" = 'edited interviews/2026-11-10-ana.md' ]
    ok edit 2026-11-01-ana
    [ "$out" = 'edited interviews/2026-11-01-ana.md' ]
    fails 2 edit 2026-11-01-ana --last
    complains "'2026-11-01-ana' is none"
}

@test "plan, pitch, questions and settings; what is not there is said" {
    editor 'echo "# here" >>"$1"'
    fails 3 edit plan
    complains 'there is no plan.md' 'infoview init'
    printf -- '---\nreviewed: 2026-11-01\n---\n' >plan.md
    printf '# Pitch\n' >pitch.md
    printf '# Questions\n' >questions.md
    for word in plan pitch questions settings; do
        ok edit $word
    done
    [ "$(grep -lx '# here' plan.md pitch.md questions.md infoview.yaml | wc -l)" -eq 4 ]
    editor 'echo "goal: often" >"$1"'
    iv edit settings
    [ "$status" -eq 1 ]
    complains 'infoview.yaml:1:'
}

@test "--dry-run shows a diff, --json a document, and what is wrong in the words is said" {
    editor 'sed -i "s/^two$/TWO/" "$1"'
    ok edit ana --dry-run
    says '+TWO' '-two'
    unchanged
    ok edit ana --json
    json 'd["op"] == "edit ana-lima" and d["files"] == [{"path": "contacts/ana-lima.md", "action": "changed"}]'
    fails 2 edit
    fails 2 edit nobody-like-that
    fails 2 edit ana --lost
    no_copy
}
