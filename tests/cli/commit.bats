#!/usr/bin/env bats
# What a command that writes leaves in git, and how undo takes it back. The states of a repository are in
# repo_states.bats.

load helper
load git

setup() {
    use_home
    use_git
    export INFOVIEW_TODAY=2026-11-21 GIT_CEILING_DIRECTORIES=$work
    mkdir vault
    cd vault
    make_vault
    contact ana-lima 'name: Ana Lima'
    contact bo-chen 'name: Bo Chen' --- '- [ ] Send the report' '- [ ] Find the slides'
    meeting 2026-11-18-ana 'contact: ana-lima' 'date: 2026-11-18' 'status: done' 'thanked:'
    git init -q
    git add .
    git commit -qm first
}

# The files of the newest commit, its message and its author.
last() {
    git log -1 --format='%s|%(trailers:key=Infoview-Op,valueonly,separator=%x20)|%an <%ae>' --name-only | tr '\n' ' '
}

commits() {
    git rev-list --count HEAD
}

@test "one command is one commit of exactly its files, as the user" {
    ok thank ana
    [ "$(last)" = 'thank: Ana Lima|thank ana-lima|Jo Test <jo@test.example>  interviews/2026-11-18-ana.md ' ]
    ok log bo call
    [ "$(last)" = 'log: Bo Chen|log bo-chen|Jo Test <jo@test.example>  contacts/bo-chen.md ' ]
    ok done bo report
    ok set ana role Planner
    ok snooze ana --until 2026-11-27
    [ "$(commits)" -eq 6 ]
    [ -z "$(git status --porcelain)" ]
    [ -z "$(git fsck --strict 2>&1 | grep -v '^dangling')" ]
    [ -z "$err" ] || blame 'nothing to say'
}

@test "what the user has staged and edited elsewhere stays as it is" {
    echo staged >staged.txt
    git add staged.txt
    echo '- by hand' >>contacts/ana-lima.md
    echo one >>contacts/bo-chen.md
    git add contacts/bo-chen.md
    echo two >>contacts/bo-chen.md
    before=$(git status --porcelain=v2)
    ok thank ana
    [ "$(last)" = 'thank: Ana Lima|thank ana-lima|Jo Test <jo@test.example>  interviews/2026-11-18-ana.md ' ]
    [ "$before" = "$(git status --porcelain=v2)" ]
}

@test "the user's own edits in the file are committed first, alone" {
    echo 'By hand.' >>contacts/ana-lima.md
    ok log ana call
    [ "$(git log -2 --format=%s)" = $'log: Ana Lima\nedit: contacts/ana-lima.md' ]
    [ "$(git log -1 --skip=1 --format='%(trailers:key=Infoview-Op,valueonly)')" = edit ]
    [ "$(git show HEAD^ --format= | grep '^+[^+]')" = '+By hand.' ]
    ok undo
    [ "$(tail -1 contacts/ana-lima.md)" = 'By hand.' ]
    fails 2 undo
}

@test "a file with staged edits is written, left uncommitted, and that is said" {
    echo 'By hand.' >>contacts/ana-lima.md
    git add contacts/ana-lima.md
    ok log ana call
    complains 'not committed' 'staged'
    [ "$(commits)" -eq 1 ]
    grep -q '^- 2026-11-21 call' contacts/ana-lima.md
}

@test "no repository, no identity, no commit wanted: saved, and said in one line" {
    rm -rf .git
    ok thank ana
    complains 'no git repository'
    [ "$(wc -l <"$ERR")" -eq 1 ]
    ok -q log ana call
    [ -z "$err" ]
    git init -q
    : >"$HOME/.gitconfig"
    ok log bo call
    complains 'not committed' 'git config --global user.name'
    printf '[user]\n\tname = Jo Test\n\temail = jo@test.example\n' >"$HOME/.gitconfig"
    ok --no-commit log bo call
    printf 'format: 1\ncommit: off\n' >infoview.yaml
    ok log bo card
    [ -z "$err" ]
    run git rev-parse -q --verify HEAD
    [ "$status" -ne 0 ]
}

@test "under way: a merge. Nothing is written, and what to do is said" {
    git switch -q -c other
    echo x >>contacts/ana-lima.md
    git commit -qam other
    git switch -q main
    echo y >>contacts/ana-lima.md
    git commit -qam main
    run git merge other
    before=$(git status --porcelain=v2; git rev-parse HEAD; sha256sum .git/index; sha256sum contacts/* interviews/*)
    fails 3 log bo call
    complains 'merge' 'git merge --abort'
    [ "$before" = "$(git status --porcelain=v2; git rev-parse HEAD; sha256sum .git/index; sha256sum contacts/* interviews/*)" ]
}

@test "a vault below a larger repository, with a space in its name" {
    cd ..
    mkdir big
    git init -q big
    mv vault "big/my vault"
    rm -rf "big/my vault/.git"
    cd "big/my vault"
    git add .
    git commit -qm first
    echo x >../outside
    ok log ana call
    [ "$(git log -1 --name-only --format= | cat)" = 'my vault/contacts/ana-lima.md' ]
    ok undo
    [ "$(git log -1 --name-only --format= | cat)" = 'my vault/contacts/ana-lima.md' ]
    git diff --exit-code HEAD~2
}

# ---- undo

@test "undo: the last, the one before; redo; list" {
    ok log ana call
    ok done bo report
    ok set ana role Planner
    cp -r . ../third
    ok undo
    [ "$out" = 'taken back: set: Ana Lima' ]
    ok undo
    [ "$out" = 'taken back: done: Bo Chen' ]
    grep -qx -- '- \[ \] Send the report' contacts/bo-chen.md
    ok undo --list
    [ "$(sed 's/^[0-9a-f]* *[0-9-]* *//' "$OUT")" = $'set: Ana Lima  (taken back)\ndone: Bo Chen  (taken back)\nlog: Ana Lima' ]
    ok undo --list --json
    json '[c["is_undone"] for c in d["commands"]] == [True, True, False]'
    ok undo --redo
    [ "$out" = 'done again: done: Bo Chen' ]
    ok undo --redo
    diff -r -x .git . ../third
    fails 2 undo --redo
    ok undo
    ok undo
    ok undo
    fails 2 undo
    complains 'nothing is left'
    git diff --exit-code "$(git rev-list HEAD | tail -1)"
    [ -z "$(git status --porcelain)" ]
    fails 2 undo --list --redo
}

@test "undo after a hand edit elsewhere in the file keeps it; in the same lines it is refused with the diff" {
    ok set ana role Planner
    echo 'A note of mine.' >>contacts/ana-lima.md
    ok undo
    printf -- '---\nname: Ana Lima\n---\nA note of mine.\n' | cmp - contacts/ana-lima.md
    ok set ana role Planner
    sed -i 's/^role: .*/role: Head/' contacts/ana-lima.md
    before=$(git rev-parse HEAD; cat contacts/ana-lima.md)
    fails 4 undo
    complains 'role: Head'
    [ "$before" = "$(git rev-parse HEAD; cat contacts/ana-lima.md)" ]
}

@test "undo passes over what was taken back by hand, and what another vault of the repository did" {
    ok log bo call
    ok set ana org GridCo
    ok log bo card
    sed -i '/2026-11-21 card/d' contacts/bo-chen.md
    ok undo --dry-run
    complains 'passed over' 'log: Bo Chen'
    ok undo
    says 'taken back: set: Ana Lima'
    complains 'passed over' 'log: Bo Chen'
    mkdir -p other/contacts
    printf 'format: 1\n' >other/infoview.yaml
    ok -C other new contact 'Zoe Ray'
    git mv contacts interviews infoview.yaml "$(mktemp -d ./mine.XXXXXX)"
    git commit -qm moved
    cd mine.*
    ok log ana email
    ok -C ../other undo
    says 'taken back: new contact: Zoe Ray'
    fails 2 -C ../other undo
    ok undo --list
    run grep -c Zoe "$OUT"
    [ "$output" -eq 0 ]
    ok undo
    says 'taken back: log: Ana Lima'
}

@test "undo of a file that was made, and of one that was moved" {
    meeting 2026-11-24-bo 'contact: bo-chen' 'date: 2026-11-24'
    git add . && git commit -qm more
    ok move bo --on 2026-11-27
    [ "$(git status --porcelain)" = '' ]
    [ "$(git log -1 --format= --name-status -M | cat)" = $'R'*'interviews/2026-11-24-bo.md'*'interviews/2026-11-27-bo.md' ] || git log -1 --name-status
    ok undo
    [ -e interviews/2026-11-24-bo.md ]
    [ ! -e interviews/2026-11-27-bo.md ]
    [ -z "$(git status --porcelain)" ]
    ok undo --redo
    [ ! -e interviews/2026-11-24-bo.md ]
    [ -e interviews/2026-11-27-bo.md ]
}

@test "undo --dry-run shows the diff and changes nothing; the commits of others are passed over" {
    ok log ana call
    echo x >>contacts/bo-chen.md
    git commit -qam 'by hand'
    before=$(git rev-parse HEAD; git status --porcelain)
    ok undo -n
    says '-- 2026-11-21 call'
    [ "$before" = "$(git rev-parse HEAD; git status --porcelain)" ]
    ok undo --json
    json 'd["op"].startswith("undo ") and len(d["files"]) == 1 and len(d["commit"]) == 40'
    says_not bo-chen
}

@test "what init wrote is not taken back" {
    cd ..
    ok -q init fresh
    cd fresh
    fails 2 undo
    ok new contact 'Cy Ito'
    ok undo
    fails 2 undo
    ok undo --list
    [ "$(wc -l <"$OUT")" -eq 1 ]
    [ -e infoview.yaml ]
}

@test "undo without a repository, in one without commits of ours" {
    fails 2 undo
    rm -rf .git
    iv undo
    [ "$status" -ne 0 ]
    [ -n "$err" ]
}

@test "git looks after the repository at most daily" {
    git config maintenance.gc.enabled false
    git config maintenance.loose-objects.enabled true
    git config maintenance.loose-objects.auto 1
    packs() { find .git/objects/pack -name '*.pack' | wc -l; }
    ok log ana call
    [ "$(packs)" -eq 1 ]
    ok log ana card
    [ "$(packs)" -eq 1 ]
    touch -d '25 hours ago' .git/infoview-maintenance
    ok log ana email
    [ "$(packs)" -eq 2 ]
    git fsck --strict
}

@test "two at once: both are done, one after the other" {
    for i in 1 2 3 4 5 6; do
        "$INFOVIEW" log ana call "Number $i" >/dev/null 2>>"$ERR.parallel" &
    done
    wait
    [ "$(grep -c 'call: Number' contacts/ana-lima.md)" -eq 6 ]
    [ "$(commits)" -eq 7 ]
    [ -z "$(git status --porcelain)" ]
}
