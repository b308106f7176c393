#!/usr/bin/env bats
# infoview init --clone: a vault that is elsewhere, nothing, and something else; what is refused, and what was cut off.

load helper
load git

setup() {
    command -v git >/dev/null || skip 'no git here'
    use_home
    use_git
    export INFOVIEW_TODAY=2026-11-21
}

# A bare repository far.git with a vault in it: an Ana, and an edit by somebody who has no infoview.
far() {
    ok init one
    (cd one && printf -- '---\nname: Ana Lima\n---\n' >contacts/ana.md && git add -A && git commit -q -m ana)
    git clone -q --bare one far.git
}

@test "a vault: received as it is, without a commit of its own, and in step" {
    far
    git config --global --remove-section user
    ok init --clone far.git
    complains "received the vault of $work/far.git, branch 'main'" 'cd far'
    [ ! -s "$OUT" ] || blame 'a file was written'
    [ -z "$(git -C far status --porcelain)" ] || blame 'something is left to commit'
    [ "$(git -C far rev-parse HEAD)" = "$(git -C far.git rev-parse main)" ]
    [ "$(git -C far rev-parse --abbrev-ref '@{upstream}')" = origin/main ]
    [ "$(git -C far config merge.infoview.driver)" = 'infoview merge-driver %O %A %B %L %P' ]
    [ "$(git -C far check-attr merge -- contacts/ana.md)" = 'contacts/ana.md: merge: infoview' ]
    ! diff -r -x .git one far | grep -qv '^Only in one: ' || blame 'other files'
    [ ! -e far/.git/infoview-clone ]
    ok -C far show ana
    git config --global user.name Jo
    git config --global user.email jo@test.example
    ok -C far sync
    says "In step with origin ($work/far.git)."
    fails 2 init --clone far.git
    complains "'far' is there, and not empty" 'infoview sync'
}

@test "--json, --quiet and --dry-run" {
    far
    ok init --clone far.git two --json
    json "d['cloned_from'] == '$work/far.git' and d['written'] == [] and d['commit'] is None and d['vault'] == '$work/two'"
    ok init --clone far.git three --quiet
    [ ! -s "$ERR$OUT" ] || blame
    ok init --clone far.git four --dry-run
    complains 'nothing was done: --dry-run'
    [ ! -e four ]
    ok init five --json
    json 'd["cloned_from"] is None'
}

@test "nothing there yet: a new vault, committed after the fetch, that sync sends" {
    git init -q --bare empty.git
    ok init --clone empty.git vault
    complains "nothing is at $work/empty.git yet" "committed on 'main'"
    says infoview.yaml
    [ "$(git -C vault log --format=%s)" = 'init: new vault' ]
    [ -z "$(git -C empty.git for-each-ref)" ]
    ok -C vault sync
    [ "$(git -C empty.git rev-parse main)" = "$(git -C vault rev-parse HEAD)" ]
}

@test "something else: said, nothing put in place, and what to do works as it stands" {
    git init -q other
    (cd other && echo x >'READ ME' && git add . && git commit -q -m x)
    fails 4 init --clone other 'my notes'
    complains "'$work/other' holds no vault: there is no infoview.yaml at the top of its branch 'main'"
    [ "$(ls -A 'my notes')" = .git ]
    # shellcheck disable=SC2016
    sed -n 's/^ *\(git -C .*\) && infoview \(.*\)/\1 \&\& "$INFOVIEW" \2/p' "$ERR" >advice
    grep -q checkout advice
    # shellcheck source=/dev/null
    . ./advice >/dev/null 2>&1
    [ -e 'my notes/READ ME' ] && [ -e 'my notes/infoview.yaml' ]
    [ "$(git -C 'my notes' log --format=%s)" = "$(printf 'init: new vault\nx')" ]
}

@test "of several branches the one that is checked out there, else the usual" {
    far
    git -C far.git branch aaa main
    git -C far.git branch trunk main
    ok init --clone far.git main
    [ "$(git -C main rev-parse --abbrev-ref HEAD)" = main ]
    git -C far.git symbolic-ref HEAD refs/heads/trunk
    ok init --clone far.git trunk
    [ "$(git -C trunk rev-parse --abbrev-ref HEAD)" = trunk ]
    git -C far.git update-ref --no-deref HEAD "$(git -C far.git rev-parse main)"
    ok init --clone far.git loose
    [ "$(git -C loose rev-parse --abbrev-ref HEAD)" = main ]
}

@test "an empty folder, the folder that one is in, -C, and a name made of the address" {
    far
    mkdir here there
    (cd here && ok init --clone ../far.git . && [ -e infoview.yaml ])
    [ "$(git -C here config remote.origin.url)" = "$work/far.git" ]
    ok -C there init --clone "file://$work/far.git"
    [ -e there/infoview.yaml ]
    for address in "$work/far.git/" ./far.git; do
        rm -rf far
        ok init --clone "$address"
        [ -e far/infoview.yaml ]
    done
    fails 2 init --clone /
    complains 'what the folder is to be called'
}

@test "refused: what is no address, options of git, programs, nested, not empty, what does not go together" {
    far
    snapshot() { find . -type f -exec sha256sum {} + | LC_ALL=C sort; }
    before=$(snapshot)
    for address in --upload-pack=touch -x 'ext::sh -c touch% x' fd::3 '' $'a\nb'; do
        fails 2 init "--clone=$address" new
        complains 'no address' || complains 'called'
        [ ! -e new ]
    done
    fails 2 init --clone far.git one
    fails 2 init --clone far.git one/inner
    complains "'one/inner' lies in the git repository '$work/one'"
    fails 2 init --clone far.git new --demo
    fails 2 init --clone far.git new --no-git
    complains '--clone and --no-git do not go together'
    mkdir inside && : >inside/.hidden
    fails 2 init --clone far.git inside
    rm -r inside
    status=0
    PATH=/nowhere "$INFOVIEW" init --clone far.git new 2>"$ERR" || status=$?
    [ "$status" -eq 3 ] && grep -q "the program 'git' is not there" "$ERR" && rmdir new
    [ "$before" = "$(snapshot)" ] || blame 'something was changed'
}

@test "an address that is wrong: git's words, and the right one goes on" {
    far
    fails 3 init --clone nowhere.git two
    complains "cannot clone 'nowhere.git'" 'git fetch: fatal: ' 'the same command goes on' "what was begun stays in 'two/.git'"
    ok init --clone far.git two
    complains "an earlier clone was not ended in 'two': it goes on" 'received the vault'
    [ -z "$(git -C two status --porcelain)" ]
    # Once something was fetched, another address would mix two histories.
    : >two/.git/infoview-clone
    fails 3 init --clone one two
    complains 'a clone of another address was begun there'
}

@test "what somebody put there meanwhile stays, and the other comes beside it" {
    far
    iv init --clone nowhere.git two
    mkdir two/contacts
    echo mine >two/contacts/ana.md
    ok init --clone far.git two
    complains "what was received is 'contacts/ana.conflict-"
    [ "$(cat two/contacts/ana.md)" = mine ]
    grep -q 'Ana Lima' two/contacts/ana.conflict-*.md
}

@test "a vault that was made there meanwhile, with a commit, is not said to have been received; sync --join brings both together" {
    far
    iv init --clone nowhere.git two
    GIT_AUTHOR_NAME=Al ok init two # else it begins with the very commit of the other, if made in the same second
    (cd two && printf -- '---\nname: Bo Chen\n---\n' >contacts/bo.md && git add -A && git commit -q -m bo)
    before=$(git -C two rev-parse HEAD)
    for i in 1 2; do
        fails 3 init --clone far.git two
        complains 'a vault was made in that folder meanwhile' "'infoview sync --join'"
        [[ $err != *received* ]]
        [ "$(git -C two rev-parse HEAD)" = "$before" ]
        [ ! -e two/contacts/ana.md ]
    done
    iv -C two sync --join --no-input --yes
    [ "$status" -eq 0 ] || [ "$status" -eq 4 ] || blame
    [ -e two/contacts/ana.md ] && [ -e two/contacts/bo.md ]
    [ "$(git -C two merge-base HEAD "$(git -C one rev-parse HEAD)")" = "$(git -C one rev-parse HEAD)" ]
}

@test "what came there since a clone was cut off behind its end is for sync to bring" {
    far
    ok init --clone far.git two
    : >two/.git/infoview-clone
    (cd one && printf -- '---\nname: Cy\n---\n' >contacts/cy.md && git add -A && git commit -q -m cy && git push -q "$work/far.git" main)
    fails 3 init --clone far.git two
    complains 'lacks some of the commits' "'infoview sync' in that folder"
    ok -C two sync --no-input
    [ -e two/contacts/cy.md ]
    printf -- '---\nname: Di\n---\n' >two/contacts/di.md
    git -C two add -A && git -C two commit -qm di
    ok init --clone far.git two
    complains 'received the vault'
}

@test "in a larger repository init makes no other one, and says so" {
    git init -q .
    echo x >other.md
    git add other.md
    ok init notes/vault
    complains "the folder is part of the git repository '$work': no other was made in it" "committed on 'main'"
    [ ! -e notes/vault/.git ]
    [ "$(git status --porcelain)" = 'A  other.md' ]
    ! git ls-tree -r --name-only HEAD | grep -qv '^notes/vault/' || blame 'other files are committed'
    [ "$(git check-attr merge -- notes/vault/contacts/a.md other.md)" = "$(printf 'notes/vault/contacts/a.md: merge: infoview\nother.md: merge: unspecified')" ]
}

@test "killed at its system calls, the same command ends it" {
    command -v strace >/dev/null && strace -qq -o /dev/null true 2>/dev/null || skip 'no strace that may trace here'
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers make calls of their own'
    TMPDIR=$work python3 "$BATS_TEST_DIRNAME/clone_faults.py" "$INFOVIEW" "${FAULT_STEP:-61}" >"$OUT" 2>"$ERR" || blame
    echo "# $(cat "$OUT")" >&3
}
