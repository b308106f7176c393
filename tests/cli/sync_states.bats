#!/usr/bin/env bats
# `infoview sync` in every state of a repository that concerns it (git.md, "States"). A refusal says what, what is safe and what to do,
# and leaves status, HEAD, branches, index and every file as they were, here and there; what it says to do works.

load helper

setup() {
    use_home
    export XDG_CONFIG_HOME=$HOME GIT_CONFIG_GLOBAL=$HOME/.gitconfig GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
    export GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR GIT_OPTIONAL_LOCKS=0
    unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE EMAIL GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME \
        GIT_COMMITTER_EMAIL
    cat >"$GIT_CONFIG_GLOBAL" <<-'INI'
	[user]
	    name = Jo Test
	    email = jo@test.example
	[init]
	    defaultBranch = main
	[gc]
	    auto = 0
	[protocol "file"]
	    allow = always
	[uploadpack]
	    allowFilter = true
	[merge]
	    conflictStyle = merge
	INI
}

# note ID FRONT…, in the current folder.
note() {
    mkdir -p contacts
    printf -- '---\n%s\n---\n' "$2" >"contacts/$1.md"
}

# A remote and a clone of it, which becomes the working folder; there is a commit there that the clone lacks, and here one that is
# not sent, and an edit. $2…: for the clone.
behind() {
    git init -q --bare "$work/$1.git"
    git init -q "$work/$1-first"
    cd "$work/$1-first" || return
    printf 'format: 1\n' >infoview.yaml
    note ana 'name: Ana Lima'
    note bo 'name: Bo Chen'
    git remote add origin "file://$work/$1.git"
    ok sync --no-input
    git clone -q "${@:2}" "file://$work/$1.git" "$work/$1"
    note ana $'name: Ana Lima\nphone: "1"'
    note new 'name: There New'
    ok sync --no-input
    cd "$work/$1" || return
    note here 'name: Here New'
    note bo $'name: Bo Chen\nrole: edited'
}

stand() {
    git status --porcelain=v2 2>&1 || true
    find "$(git rev-parse --git-dir)" \( -name HEAD -o -path '*/refs/*' -o -name packed-refs -o -name index -o -name index.lock -o -name 'infoview*' \) \
        -type f ! -name infoview.lock -exec sha256sum {} + 2>/dev/null | sort
    find . -path ./.git -prune -o -type f -exec sha256sum {} + -printf '%p %m\n' | sort
    find "$work"/*.git/refs "$work"/*.git/packed-refs -type f -exec sha256sum {} + 2>/dev/null | sort
}

# refuses STATUS TEXT…: each text stands in the messages, with a trial too.
refuses() {
    local before expected=$1
    shift
    before=$(stand)
    for trial in '' --dry-run; do
        iv sync --no-input $trial
        [ "$status" -eq "$expected" ] || blame "status $expected was expected $trial"
        [[ $err == 'infoview: '*$'\n  nothing was '*[!\ ]* ]] || blame "not in form $trial"
        complains "$@"
        diff <(echo "$before") <(stand) || blame "something was changed $trial"
    done
}

# What the message says to do, line by line.
advice() {
    sed -n 's/^  \(nothing was [a-z ]*; .*\)*//p' "$ERR"
}

# It goes on: both are in step.
goes_on() {
    ok sync --no-input
    [ "$(git rev-parse HEAD)" = "$(git ls-remote -q origin "refs/heads/$(git symbolic-ref --short HEAD)" | cut -f1)" ] ||
        blame 'not in step'
    [ -z "$(git status --porcelain)" ] || blame "left: $(git status --porcelain)"
    grep -q 'phone: "1"' contacts/ana.md && [ -e contacts/new.md ] && [ -e contacts/here.md ] &&
        grep -q 'role: edited' contacts/bo.md || blame 'something is missing'
    git fsck --no-dangling
}

# libgit2 itself leaks where it looks at a repository's extensions.
allow_leaks() {
    [ -z "${INFOVIEW_SAN:-}" ] || export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
}

@test "merge, rebase, cherry-pick, revert, am, bisect, conflicts: refused with the two ways out, then it goes on" {
    behind base
    ok log bo 'call: hello' --no-input 2>/dev/null || ok log bo call hello --no-input
    git checkout -q -b other HEAD~1 && echo O >side && git add side && git commit -qm two
    git checkout -q main && echo M >side && git add side && git commit -qm three
    git format-patch -q -1 other --stdout >"$BATS_TEST_TMPDIR/patch"
    start() {
        case $1 in
        merge) git merge -q other ;;
        rebase) git stash -qu && git rebase -q other ;;
        cherry-pick) git cherry-pick other ;;
        revert) git revert --no-edit HEAD~1 && false || { git revert --no-commit HEAD && git reset -q; } ;;
        bisect) git bisect start ;;
        am) git am -q "$BATS_TEST_TMPDIR/patch" ;;
        conflicts) git read-tree -i -m HEAD~1 HEAD other ;;
        esac >/dev/null 2>&1 || true
    }
    for what in merge cherry-pick revert bisect am conflicts; do
        rm -rf "$work/$what"
        cp -r "$work/base" "$work/$what"
        cd "$work/$what"
        start "$what"
        case $what in
        conflicts) refuses 3 "git's index holds files with conflicts" "'git status' names them" ;;
        bisect) refuses 3 'a bisect is under way' "'git bisect reset' ends it" && git bisect reset -q ;;
        merge) refuses 3 'a merge is under way' "finish it with 'git commit' or give it up with 'git merge --abort'" ;;
        *) refuses 3 "a ${what/am/git am} is under way" "'git $what --continue'" "'git $what --abort'" ;;
        esac
    done
}
