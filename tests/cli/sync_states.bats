#!/usr/bin/env bats
# `infoview sync` in every state of a repository that concerns it (git.md, "States"). A refusal says what, what is safe and what to do,
# and leaves status, HEAD, branches, index and every file as they were, here and there; what it says to do works.

load helper
load git

setup() {
    use_home
    use_git
    export LC_ALL=C.UTF-8 GIT_OPTIONAL_LOCKS=0
    git config --global uploadpack.allowFilter true
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

@test "merge, rebase, cherry-pick, revert, am, bisect, conflicts: refused with the two ways out" {
    behind base
    echo S >side && git add side && git commit -qm side
    git checkout -q -b other && echo O >side && git commit -qm two side
    git checkout -q main && echo M >side && git commit -qm three side
    for what in "${operations[@]}"; do
        cp -r "$work/base" "$work/$what"
        cd "$work/$what"
        under_way "$what"
        case $what in
        conflicts) refuses 3 "git's index holds files with conflicts" "'git status' names them" ;;
        bisect) refuses 3 'a bisect is under way' "'git bisect reset' ends it" ;;
        merge) refuses 3 'a merge is under way' "finish it with 'git commit' or give it up with 'git merge --abort'" ;;
        *) refuses 3 "a $what is under way" "'git ${what#git } --continue'" "'git ${what#git } --abort'" ;;
        esac
    done
    git -C "$work/merge" merge --abort
    cd "$work/merge"
    goes_on
}

@test "no repository, bare, another user's, no name" {
    behind r
    mv .git "$work/gone"
    fails 3 sync --no-input
    complains 'there is no git repository here, so there is nothing to keep in step' 'git init'
    mv "$work/gone" .git
    git config core.bare true
    fails 3 sync --no-input
    complains 'the git repository is a bare one' 'nothing was written'
    git config core.bare false
    git config --global --unset user.email
    before=$(stand)
    fails 3 sync --no-input
    complains 'git does not know your name and address' 'git config --global user.email'
    diff <(echo "$before") <(stand)
    git config --global user.email jo@test.example
    if [ "$(id -u)" -eq 0 ]; then
        chown -R nobody "$work/r"
        fails 3 sync --no-input
        complains 'belongs to another user' 'git config --global --add safe.directory'
        command=$(sed -n 's/.*them: //p' "$ERR")
        unset GIT_CONFIG_GLOBAL
        eval "$command"
    fi
    goes_on
}

@test "damaged branch, HEAD, commit, tree, index: refused, and what mends it works" {
    behind r
    head=$(git rev-parse HEAD)
    : >.git/refs/heads/main
    refuses 3 "the branch 'main' of the git repository is damaged" "its last commit was ${head:0:7}"
    eval "$(sed -n 's/^ *\(rm\|git update-ref\)/\1/p' "$ERR")"
    goes_on
    cp -r . "$work/hole"
    echo nonsense >.git/HEAD
    refuses 3 'HEAD of the git repository is damaged' "'git fsck'"
    for object in HEAD 'HEAD^{tree}'; do
        rm -rf "$work/r"
        cp -r "$work/hole" "$work/r"
        cd "$work/r"
        hash=$(git rev-parse "$object")
        rm -f ".git/objects/${hash:0:2}/${hash:2}" .git/objects/pack/*
        refuses 3 'the last commit of the git repository cannot be read' "'git fsck'"
    done
    cd "$work/hole"
    printf garbage >.git/index
    refuses 3 "git's index cannot be read" 'git reset'
    eval "$(sed -n 's/^ *\(mv\|git reset\)/\1/p' "$ERR")"
    goes_on
    rm .git/index
    echo more >>contacts/new.md
    goes_on
    [ -z "$(git log --format= --diff-filter=D --name-only)" ]
}

@test "detached, unborn" {
    behind r
    git checkout -q --detach
    refuses 3 'no branch is checked out' "nothing was committed or sent; 'git switch BRANCH' goes back to one"
    git switch -q main
    goes_on
    git init -q "$work/new" && cd "$work/new"
    git remote add origin "file://$work/r.git"
    printf 'format: 1\nsite: own\n' >infoview.yaml
    iv sync --no-input
    [ "$status" -eq 4 ]
    complains 'no history in common' 'nothing was brought in or sent' 'infoview sync --join'
    git init -q "$work/empty" && cd "$work/empty"
    printf 'format: 1\n' >infoview.yaml
    git init -q --bare "$work/void.git" && git remote add origin "$work/void.git"
    ok sync --no-input
    says 'push    1 commit to origin/main'
}

@test "the index is locked; another infoview is at work" {
    behind r
    touch -d '3 minutes ago' .git/index.lock
    refuses 3 "git's index is locked: a program took the lock 3 minutes ago" "rm '"
    echo 'infoview 999999999 12345' >.git/index.lock
    goes_on
    [ ! -e .git/index.lock ]
    (sleep 0.5 && rm .git/index.lock) 3>&- &
    touch .git/index.lock
    goes_on
    if command -v flock >/dev/null; then
        flock .git/infoview.lock sleep 0.5 3>&- &
        sleep 0.2
        goes_on
    fi
}

@test "split and sparse index: refused by name; what is said makes it one file, and then it goes on" {
    behind split
    git update-index --split-index
    refuses 3 "git's index is split or sparse" 'nothing was committed or sent'
    eval "$(sed -n 's/^ *git config core/git config core/p' "$ERR")"
    goes_on
    behind sparse
    git sparse-checkout set --cone --sparse-index contacts 2>/dev/null
    mkdir -p far && echo far >far/a && git add --sparse far && git commit -qm far
    git sparse-checkout reapply --sparse-index 2>/dev/null
    refuses 3 "git's index is split or sparse"
    eval "$(sed -n 's/^ *git sparse-checkout/git sparse-checkout/p' "$ERR")"
    ok sync --no-input
    [ -e contacts/new.md ]
    [ "$(git show origin/main:far/a)" = far ]
}

@test "index v4, untracked cache, intent to add: nothing against it" {
    behind r
    git update-index --index-version 4
    git update-index --untracked-cache
    git add -N contacts/here.md
    goes_on
}

@test "sparse checkout: what is not there is no deletion, and what comes there stays out of the way" {
    behind r
    cd "$work/r-first"
    mkdir interviews && echo far >interviews/x.txt
    ok sync --no-input
    git clone -q "$work/r.git" "$work/s"
    cd "$work/s"
    git sparse-checkout set --no-cone '/*' '!/interviews/' 2>/dev/null
    [ ! -e interviews ]
    echo further >"$work/r-first/interviews/x.txt"
    printf -- '---\nname: Cy\n---\n' >"$work/r-first/contacts/cy.md"
    ok -C "$work/r-first" sync --no-input
    note dy 'name: Dy'
    ok sync --no-input
    [ ! -e interviews ] && [ -e contacts/cy.md ]
    [ -z "$(git status --porcelain)" ]
    [ "$(git show HEAD:interviews/x.txt)" = further ]
    [ "$(git ls-files -t interviews)" = 'S interviews/x.txt' ]
    git sparse-checkout disable
    [ "$(cat interviews/x.txt)" = further ]
}

@test "SHA-256, an unknown extension, a partial clone: refused by name; shallow too, until the rest is fetched" {
    allow_leaks
    git init -q --bare --object-format=sha256 "$work/sha.git"
    git init -q --object-format=sha256 "$work/sha" && cd "$work/sha"
    git remote add origin "file://$work/sha.git"
    printf 'format: 1\n' >infoview.yaml
    note ana 'name: Ana Lima'
    refuses 3 'the git repository is one with SHA-256, which sync cannot merge' "'git pull' and 'git push'"
    behind part --filter=blob:none
    refuses 3 'the git repository is a partial clone' "'git pull' and 'git push'"
    behind shallow --depth 1
    refuses 3 'the git repository is a shallow clone' "'git fetch --unshallow' brings the rest"
    git fetch -q --unshallow
    goes_on
    git config core.repositoryformatversion 1
    git config extensions.refStorage reftable
    iv sync --no-input
    [ "$status" -eq 3 ]
    complains 'refstorage' 'nothing was written'
}

@test "a linked work tree, a submodule, below a larger repository: each is its own" {
    behind r
    git worktree add -q -b linked ../linked
    cd ../linked
    note linked 'name: Linked'
    ok sync --no-input
    [ "$(git ls-remote -q origin refs/heads/linked | cut -f1)" = "$(git rev-parse HEAD)" ]
    [ -z "$(git status --porcelain)" ]
    cd ../r
    goes_on
    git init -q "$work/super" && cd "$work/super"
    git submodule --quiet add "file://$work/r.git" sub && git commit -qm sub
    before=$(git rev-parse HEAD)
    cd sub && git switch -q main
    note insub 'name: In Sub'
    goes_on
    [ "$(git -C .. rev-parse HEAD)" = "$before" ]
    cd "$work/super"
    printf 'format: 1\n' >infoview.yaml
    note outer 'name: Outer'
    git init -q --bare "$work/super.git" && git remote add origin "$work/super.git"
    ok sync --no-input
    [ "$(git show --format= --name-only)" = $'contacts/outer.md\ninfoview.yaml' ]
}

@test "GIT_DIR and the like in the environment lead to no other repository" {
    behind r
    git init -q "$work/other"
    GIT_DIR=$work/other/.git GIT_INDEX_FILE=$work/other/.git/index GIT_WORK_TREE=$work/other \
        GIT_OBJECT_DIRECTORY=$work/other/.git/objects ok sync --no-input
    goes_on
    [ -z "$(git -C "$work/other" for-each-ref)" ]
}

@test "ignored, in a nested repository, below a link, staged: said, not added, and it goes on" {
    behind r
    echo 'contacts/secret*' >.gitignore
    note secret 'name: Secret'
    git init -q contacts/nested
    echo x >contacts/nested/x.md
    ln -s contacts linked
    note staged 'name: Staged'
    git add contacts/staged.md
    ok sync --no-input
    says 'commit  3 files you edited: .gitignore, contacts/bo.md, contacts/here.md'
    complains "not committed: 'contacts/staged.md': you have staged changes to it" \
        "not committed: 'linked': it is a symbolic link"
    [ "$(git status --porcelain)" = $'A  contacts/staged.md\n?? contacts/nested/\n?? linked' ]
    [ -e contacts/new.md ]
    git ls-tree -r --name-only origin/main | grep -E 'secret|nested|staged' && return 1
    true
}

@test "a read-only .git: refused" {
    command -v setpriv >/dev/null || skip 'no setpriv'
    [ "$(id -u)" -eq 0 ] || skip 'only root can become another user'
    behind r
    box=$(mktemp -d)
    cp -r "$work/r" "$INFOVIEW" "$box/"
    chmod -R a-w,a+rX "$box/r/.git"
    chown -R nobody "$box"
    status=0
    HOME=$box XDG_CONFIG_HOME=$box GIT_CONFIG_GLOBAL='' setpriv --reuid=nobody --clear-groups "$box/infoview" \
        -C "$box/r" sync --no-input >"$OUT" 2>"$ERR" </dev/null || status=$?
    err=$(cat "$ERR")
    rm -rf "$box"
    [ "$status" -eq 3 ] || blame 'a refusal was expected'
    complains 'the git repository cannot be written to' 'nothing was written'
}
