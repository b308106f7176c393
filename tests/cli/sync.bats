#!/usr/bin/env bats
# `infoview sync` between two machines and a remote: what it says, what it refuses. The transports are sync_transports.bats, the states
# sync_states.bats; that nothing is lost whatever happens meanwhile is sync_torture.py.

load helper
load git

setup() {
    use_home
    use_git
    export LC_ALL=C.UTF-8
    git init -q --bare "$work/remote.git"
    mkdir -p one/contacts
    printf 'format: 1\n' >one/infoview.yaml
    note one ana 'name: Ana Lima'
    git init -q one
    git -C one remote add origin "${REMOTE:-$work/remote.git}"
}

# note MACHINE ID FRONT [BODY]
note() {
    mkdir -p "$1/contacts"
    printf -- '---\n%b\n---\n%b' "$3" "${4-}" >"$1/contacts/$2.md"
}

on() {
    local machine=$1
    shift
    ok -C "$machine" "$@" --no-input
}

# Both machines hold the same commit, all is committed, and the repository is sound.
agree() {
    [ "$(git -C one rev-parse HEAD)" = "$(git -C two rev-parse HEAD)" ] || blame 'two commits'
    [ -z "$(git -C one status --porcelain)$(git -C two status --porcelain)" ] || blame 'not all is committed'
    diff -r -x .git one two || blame 'the files differ'
    git -C one fsck --no-dangling && git -C two fsck --no-dangling
}

two_machines() {
    on one sync
    git clone -q "$work/remote.git" two
}

@test "the first sync sends, the next ones bring in and send, and all is the same" {
    on one sync
    says 'commit  2 files you edited: contacts/ana.md, infoview.yaml' 'push    1 commit to origin/main' \
        "In step with origin ($work/remote.git)."
    git clone -q remote.git two
    note two bo 'name: Bo Chen'
    on two sync
    on one sync
    says 'pull    1 commit from origin/main'
    says_not push
    agree
    on one sync
    [ "$out" = "In step with origin ($work/remote.git)." ] || blame 'in step, and nothing else'
}

@test "what both changed is merged, and a value that both changed is kept twice until somebody settles it" {
    two_machines
    note one ana 'name: Ana Lima\nphone: "1"' '## Log\n\n- 2026-11-18 call: one\n'
    note two ana 'name: Ana Lima\nphone: "2"' '## Log\n\n- 2026-11-20 call: two\n'
    on one sync
    iv -C two sync --no-input
    [ "$status" -eq 4 ]
    says 'pull    1 commit from origin/main' 'merge   contacts/ana.md' \
        "both    contacts/ana.md: phone is '2', the other was '1'" 'infoview sync --take other contacts/ana.md phone' \
        'push    2 commits to origin/main'
    diff - two/contacts/ana.md <<'END'
---
name: Ana Lima
phone: "2"
conflicts:
  - "phone: 1"
---
## Log

- 2026-11-20 call: two
- 2026-11-18 call: one
END
    on one sync
    agree
    on one sync --take other contacts/ana.md phone
    grep -qx 'phone: "1"' one/contacts/ana.md
    ! grep -q conflicts one/contacts/ana.md
    on one sync
    on two sync
    agree
    fails 2 -C one sync --take other contacts/ana.md phone
    fails 2 -C one sync --take mine contacts/ana.md phone
    fails 2 -C one sync --take kept
}

@test "--take kept drops the other one, and an entry of a map can be settled" {
    two_machines
    note one ana 'name: Ana Lima\nconflicts:\n  - "thanked.bo: 2026-11-20"\n  - "phone: 2"\nthanked: {bo: 2026-11-19}\nphone: "1"'
    on one sync --take kept contacts/ana.md phone
    grep -qx 'phone: "1"' one/contacts/ana.md
    on one sync --take other contacts/ana.md thanked.bo
    grep -q 'bo: 2026-11-20' one/contacts/ana.md
    ! grep -q conflicts one/contacts/ana.md
}

@test "two texts that cannot be one stay both, under the same names on both machines" {
    two_machines
    note one ana 'name: &x Ana'
    note two ana 'name: Ana Two'
    on one sync
    iv -C two sync --no-input
    [ "$status" -eq 4 ]
    says 'contacts/ana.md: cannot be merged; the other version is contacts/ana.conflict-'
    grep -rq 'Ana Two' two/contacts && grep -rq '&x Ana' two/contacts
    iv -C one sync --no-input
    agree
}

@test "removed here, changed there: it stays; forgotten stays forgotten" {
    note one bo 'name: Bo'
    two_machines
    rm one/contacts/ana.md
    on one sync
    note two ana 'name: Ana Lima\nphone: "2"'
    on two sync
    says 'keep    contacts/ana.md: removed on one machine, changed on another'
    on one sync
    agree
    on one forget bo --yes
    note two bo 'name: Bo\nphone: "3"'
    on two sync
    iv -C one sync --no-input
    iv -C two sync --no-input
    [ ! -e one/contacts/bo.md ] && [ ! -e two/contacts/bo.md ]
    agree
}

@test "renamed on one machine and edited on another: the edit follows" {
    note one ana 'name: Ana Lima\nrole: a\norg: Northwind Energy' '# Ana Lima\n\n## Log\n\n- 2026-11-18 call: one\n'
    two_machines
    on one rename ana ana-lima
    on one sync
    printf -- '- 2026-11-19 call: two\n' >>two/contacts/ana.md
    on two sync
    on one sync
    agree
    [ ! -e one/contacts/ana.md ] && grep -q 'call: two' one/contacts/ana-lima.md
}

@test "--dry-run tells, and changes nothing here or there" {
    two_machines
    note one bo 'name: Bo Chen'
    on one sync
    note two cy 'name: Cy Ode'
    before=$(git -C two rev-parse HEAD) there=$(git -C remote.git rev-parse main)
    on two sync --dry-run
    says 'commit  1 file you edited: contacts/cy.md' 'pull    1 commit from origin/main'
    [ "$before" = "$(git -C two rev-parse HEAD)" ] && [ "$there" = "$(git -C remote.git rev-parse main)" ]
    [ ! -e two/contacts/bo.md ]
    [ "$(git -C two status --porcelain)" = '?? contacts/cy.md' ]
}

@test "no remote, no repository, no name: what is done, and what to do" {
    git -C one remote remove origin
    on one sync
    complains 'there is no other place yet' 'git remote add origin URL'
    [ -z "$(git -C one status --porcelain)" ]
    rm -rf one/.git
    fails 3 -C one sync
    complains 'there is no git repository here'
    git init -q one
    : >"$GIT_CONFIG_GLOBAL"
    fails 3 -C one sync
    complains 'git config --global user.name'
}

@test "offline: committed, and told how much waits; --strict fails" {
    two_machines
    git -C one remote set-url origin ssh://nobody@host.invalid/x.git
    note one bo 'name: Bo Chen'
    printf '#!/bin/sh\necho "ssh: Could not resolve hostname host.invalid: Name or service not known" >&2\nexit 255\n' >ssh
    chmod +x ssh
    export GIT_SSH_COMMAND=$work/ssh
    on one sync
    complains 'offline: 1 commit wait'
    iv -C one sync --strict --no-input
    [ "$status" -eq 3 ]
}

@test "a server that declines: its words, and nothing is lost" {
    two_machines
    printf '#!/bin/sh\necho "no notes today" >&2\nexit 1\n' >remote.git/hooks/pre-receive
    chmod +x remote.git/hooks/pre-receive
    note one bo 'name: Bo Chen'
    iv -C one sync --no-input
    [ "$status" -eq 3 ]
    complains "'origin' does not take them: [remote rejected] (pre-receive hook declined): no notes today"
    [ -z "$(git -C one status --porcelain)" ]
    rm remote.git/hooks/pre-receive
    on one sync
    says 'push    1 commit'
}

@test "somebody who sends between our fetch and our push is merged, not overwritten" {
    two_machines
    note two bo 'name: Bo Chen'
    git -C two add . && git -C two commit -qm bo
    # The first push finds that the other machine was quicker.
    mkdir -p one/.git/hooks
    printf '#!/bin/sh\n[ -e "%s/done" ] && exit 0\ntouch "%s/done"\nunset GIT_DIR\ngit -C "%s/two" push -q origin main\n' "$work" "$work" "$work" \
        >one/.git/hooks/pre-push
    chmod +x one/.git/hooks/pre-push
    note one cy 'name: Cy Ode'
    on one sync
    [ -e done ]
    says 'pull    1 commit' 'push    2 commits'
    rm one/.git/hooks/pre-push
    on two sync
    agree
}

@test "a history that was rewritten there is refused, then accepted" {
    two_machines
    note two bo 'name: Bo Chen'
    on two sync
    on one sync
    git -C two reset -q --hard HEAD~1
    git -C two push -qf origin main
    note one cy 'name: Cy Ode'
    iv -C one sync --no-input
    [ "$status" -eq 4 ]
    complains 'was rewritten' 'infoview sync --accept-rewritten'
    iv -C one sync --no-input
    [ "$status" -eq 4 ] || blame 'still refused'
    on one sync --accept-rewritten
    on two sync
    agree
    [ -e two/contacts/bo.md ] && [ -e two/contacts/cy.md ]
}

@test "two vaults that began apart are merged only with --join" {
    on one sync
    mkdir two && git init -q two
    git -C two remote add origin "$work/remote.git"
    printf 'format: 1\n' >two/infoview.yaml
    note two bo 'name: Bo Chen'
    iv -C two sync --no-input
    [ "$status" -eq 4 ]
    complains 'no history in common' 'infoview sync --join'
    on two sync --join
    on one sync
    agree
}

@test "before notes first go to another machine it is asked whether it is private" {
    printf '#!/bin/sh\nshift $(($# - 1))\nexec sh -c "$1"\n' >ssh
    chmod +x ssh
    export GIT_SSH_COMMAND=$work/ssh
    git -C one remote set-url origin "ssh://git@git.example.org$work/remote.git"
    fails 2 -C one sync --no-input
    complains 'nothing was ever sent to' '--yes'
    [ -z "$(git -C remote.git for-each-ref)" ]
    on one sync --yes
    says 'push    1 commit'
    note one bo 'name: Bo Chen'
    on one sync
    says 'push    1 commit'
}

@test "the dashboard is never committed, even where git does not ignore it" {
    on one build
    on one build --anon
    on one sync
    [ "$(git -C one ls-files | sort | xargs)" = 'contacts/ana.md infoview.yaml' ]
}

@test "whose machine it is goes by the whole name of the host" {
    for url in https://localhost.example.org/x.git ssh://127.0.0.1.example.org/x jo@localhost.example.org:x git.example.org:x \
        https://localhost@example.org/x; do
        git -C one remote set-url origin "$url"
        fails 2 -C one sync --no-input
        complains 'nothing was ever sent to'
    done
}

@test "a remote that is fetched here and sent elsewhere is judged by where it is sent" {
    git -C one remote set-url --push origin https://git.example.org/x.git
    fails 2 -C one sync --no-input
    complains "nothing was ever sent to 'https://git.example.org/x.git'"
    git -C one config --unset remote.origin.pushurl
    git -C one config url.https://git.example.org/.pushInsteadOf "$work/"
    fails 2 -C one sync --no-input
    complains "nothing was ever sent to 'https://git.example.org/remote.git'"
    git -C one remote set-url --add --push origin https://git.example.org/x.git
    git -C one remote set-url --add --push origin https://git.example.com/y.git
    iv -C one sync --no-input
    [ "$status" -eq 3 ]
    complains "'git push' sends to several addresses of 'origin'" 'git remote set-url --delete --push origin URL'
}

@test "what an editor writes into a file that was replaced comes beside it with the next sync; a large file is no note" {
    head -c 6000000 /dev/zero >one/big.bin
    two_machines
    printf more >>one/contacts/ana.md
    printf more >>one/big.bin
    on one sync
    on two sync
    cmp one/big.bin two/big.bin
    printf 'LATE' >>"$(grep -l 'Ana Lima' two/.git/infoview-swap/[0-9]*)"
    iv -C two sync --no-input
    grep -q LATE two/contacts/ana.conflict-*.md
}

# evil PATH — the remote's branch holds a file there, which no git would write, beside the settings.
evil() {
    commit=$(python3 - "$1" <<'PY'
import subprocess, sys
def git(*words, data=None):
    return subprocess.run(("git", "-C", "two") + words, input=data, stdout=subprocess.PIPE, check=True).stdout.strip().decode()
def tree(*entries):
    data = b"".join(b"%s %s\0%s" % (mode, name, bytes.fromhex(oid)) for mode, name, oid in sorted(entries, key=lambda e: e[1]))
    return git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", data=data)
*folders, name = sys.argv[1].encode().split(b"/")
entry = (b"100644", name, git("hash-object", "-w", "--stdin", data=b"evil"))
for folder in reversed(folders):
    entry = (b"40000", folder, tree(entry))
print(git("commit-tree", "-p", "HEAD", "-m", "evil", tree(entry, (b"100644", b"infoview.yaml", git("rev-parse", "HEAD:infoview.yaml")))))
PY
    )
    git -C two push -qf origin "$commit:refs/heads/main"
}

@test "a path that is git's own is never written: nothing is brought in" {
    two_machines
    for path in .git/hooks/post-commit .GIT/config sub/.git/config 'sub/.git /config' $'.g\xe2\x80\x8cit/config' GIT~1/config; do
        evil "$path"
        iv -C one sync --no-input --accept-rewritten
        [ "$status" -eq 3 ] || blame "$path"
        complains 'is no path for a file' 'nothing was brought in'
        [ ! -e one/.git/hooks/post-commit ] && [ ! -e one/sub ] && [ ! -e one/.GIT ] && [ ! -e 'one/GIT~1' ] || blame "$path"
        [ -z "$(git -C one status --porcelain)" ]
        fails 3 init --clone remote.git three
        complains 'is no path for a file'
        [ ! -e three/.git/hooks/post-commit ] && [ ! -e three/sub ] && [ ! -e three/.GIT ] && [ ! -e 'three/GIT~1' ] || blame "$path"
        rm -rf three
    done
}

@test "a file that is executable comes as one, and one that is so here alone stays" {
    two_machines
    printf '#!/bin/sh\n' >one/run.sh
    chmod +x one/run.sh
    on one sync
    on two sync
    [ -x two/run.sh ]
    agree
    chmod -x two/run.sh
    on two sync
    on one sync
    [ ! -x one/run.sh ]
    agree
}

@test "states that stand against it: nothing is changed, and what to do is said" {
    two_machines
    note two bo 'name: Bo Chen'
    on two sync
    git -C one checkout -q --detach
    iv -C one sync --no-input
    [ "$status" -eq 3 ]
    complains 'no branch is checked out'
    git -C one switch -q main
    printf -- '---\nname: Ana\n---\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n' >one/contacts/ana.md
    fails 4 -C one sync --no-input
    complains 'contacts/ana.md:4: conflict markers'
    git -C one checkout -q contacts/ana.md
    echo staged >one/contacts/bo.md && git -C one add contacts/bo.md
    iv -C one sync --no-input
    [ "$status" -eq 3 ] || blame 'staged'
    complains "'contacts/bo.md' is to change, but you have staged changes to it"
    [ "$(cat one/contacts/bo.md)" = staged ]
    git -C one rm -q --cached contacts/bo.md && rm one/contacts/bo.md
    on one sync
    agree
}

@test "a file outside the vault in the same repository comes along, and is never a note" {
    git init -q big && mkdir big/vault
    cp -r one/contacts one/infoview.yaml big/vault/
    echo hello >big/top.txt
    git -C big remote add origin "$work/remote.git"
    on big/vault sync
    [ "$(git -C big status --porcelain)" = '?? top.txt' ]
    git clone -q remote.git other
    echo more >other/readme.txt && git -C other add . && git -C other commit -qm readme && git -C other push -q
    on big/vault sync
    [ "$(cat big/readme.txt)" = more ]
}

@test "line ends that git turns are not taken for edits" {
    two_machines
    git -C two config core.autocrlf true
    rm two/contacts/ana.md && git -C two checkout -q contacts/ana.md
    note one ana 'name: Ana Lima\nphone: "1"'
    on one sync
    on two sync
    says_not merge
    [ -z "$(git -C two status --porcelain)" ]
    grep -q $'phone: "1"\r' two/contacts/ana.md
}

@test "three machines, random edits, commands and kills: nothing is lost" {
    run python3 "$BATS_TEST_DIRNAME/sync_torture.py" "$INFOVIEW" "$work" 1 40 7
    printf '%s\n' "$output"
    [ "$status" -eq 0 ]
    echo "# $output" >&3
}

@test "editors that save while sync runs: no line is lost" {
    run python3 "$BATS_TEST_DIRNAME/sync_editor.py" "$INFOVIEW" "$work" 3 "$RANDOM"
    printf '%s\n' "$output"
    [ "$status" -eq 0 ]
    echo "# $output" >&3
}

@test "a power cut, on a file system in a file: every note is whole, and the next sync goes on" {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'the same with sanitizers, only slower'
    # In memory where that can be: what is to be lost is lost all the same.
    place=$([ -w /dev/shm ] && mktemp -d /dev/shm/infoview.XXXXXX || echo "$work")
    run python3 "$BATS_TEST_DIRNAME/sync_power.py" "$INFOVIEW" "$place" 4 "$RANDOM"
    [ "$place" = "$work" ] || rm -rf "$place"
    [ "$status" -ne 77 ] || skip "$output"
    printf '%s\n' "$output"
    [ "$status" -eq 0 ]
    echo "# $output" >&3
}

@test "a lock that a killed git left on what was last seen of the remote is taken away" {
    two_machines
    note two bo 'name: Bo Chen'
    on two sync
    mkdir -p one/.git/refs/remotes/origin && : >one/.git/refs/remotes/origin/main.lock
    on one sync
    says 'pull    1 commit'
    agree
}

# A sample of the places; FAULT_STEP=1 tries every one.
faults() {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers do not work under strace'
    command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip 'no strace, or it may not be used'
    TMPDIR=$work python3 "$BATS_TEST_DIRNAME/sync_faults.py" "$INFOVIEW" "$1" "${FAULT_STEP:-$2}" >"$OUT" 2>"$ERR" || blame "$1"
    echo "# $(cat "$OUT")" >&3
}

@test "killed at its system calls, the next sync ends it and nothing is missing" {
    faults KILL 23
}

@test "a full disk and one that fails, at any call: told, and nothing is missing" {
    faults ENOSPC 211
    faults EIO 311
}
