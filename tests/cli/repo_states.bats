#!/usr/bin/env bats
# The commit of lib/repo in every state of a repository (git.md, "States"), driven by tests/probe/repo.c: what goes on
# goes on as said, and a refusal leaves status, HEAD, index and every file as they were.

load helper
load git

setup() {
    use_home
    P=${INFOVIEW_BUILD:-$top/build/release}/probe/repo
    [ -x "$P" ] || skip "no $P: make tests"
    use_git
    export LC_ALL=C.UTF-8 GIT_OPTIONAL_LOCKS=0
}

# A repository with a few committed files, and the working folder in it.
repository() {
    git init -q "${@:2}" "$work/$1"
    cd "$work/$1"
    mkdir people attic
    echo ana >people/ana.md
    echo bo >people/bo.md
    echo cy >attic/cy.md
    echo other >other.txt
    git add .
    git commit -qm base
}

# Runs the probe's commit in the folder $1: $status, $out.
probe() {
    local folder
    folder=$(cd "$1" && pwd -P)
    status=0
    env PATH="${PROBE_PATH-$PATH}" "$P" commit "$folder" "${title:-thank: Ana}" "${op:-thank ana}" "${@:2}" >"$OUT" 2>"$ERR" || status=$?
    out=$(cat "$OUT")
}

commits() {
    probe "$@"
    [ "$status" -eq 0 ] && [[ $out == *"commit: "[0-9a-f]* ]] || blame "a commit was expected"
}

# Everything that a refusal must leave as it is.
stand() {
    git status --porcelain=v2 2>&1 || true
    cat .git/HEAD 2>&1
    find .git/refs .git/packed-refs -type f -exec sha256sum {} + 2>/dev/null | sort
    sha256sum .git/index .git/index.lock 2>&1
    find .git -name 'infoview*' ! -name infoview.lock
    find . -path ./.git -prune -o -type f -exec sha256sum {} + -printf '%p %m\n' | sort
}

# It must refuse to write anything to people/ana.md and a new file, and each text must stand in what it says.
refuses() {
    local before after
    before=$(stand)
    probe . people/ana.md+x people/new.md=neu
    [ "$status" -eq 1 ] || blame "a refusal was expected"
    [[ $out == $'not now\nwhy: '*$'\nadvice: nothing was written; '* ]] || blame "not in form"
    says "$@"
    after=$(stand)
    diff <(echo "$before") <(echo "$after") || blame "something was changed"
}

sound() {
    git fsck --strict --full >"$BATS_TEST_TMPDIR/fsck" 2>&1 || { cat "$BATS_TEST_TMPDIR/fsck" && return 1; }
    ! grep -v '^dangling' "$BATS_TEST_TMPDIR/fsck" || return 1
    [ -z "$(find .git -name 'infoview*' ! -name infoview.lock; find .git -name '*.lock' ! -name infoview.lock)" ]
}

files_of() {
    git show --format= --name-status "${1-HEAD}" | tr '\t\n' '  '
}

# libgit2 itself leaks where it looks at a repository's extensions.
allow_leaks() {
    [ -z "${INFOVIEW_SAN:-}" ] || export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
}

# ---- what goes on

@test "a commit has exactly the files, the message, the trailer, the author" {
    repository r
    commits . people/ana.md+thanked people/deep/new.md=neu people/bo.md- 2>/dev/null || {
        mkdir people/deep
        commits . people/ana.md+thanked people/deep/new.md=neu people/bo.md-
    }
    [ "$(git log -1 --format='%s|%b|%an <%ae>|%cn')" = \
        $'thank: Ana|Infoview-Op: thank ana\n|Jo Test <jo@test.example>|Jo Test' ]
    [ "$(git log -1 --format='%(trailers:key=Infoview-Op,valueonly)')" = 'thank ana' ]
    [ "$(git reflog -1 --format=%gs)" = 'commit: thank: Ana' ]
    [ "$(git diff --name-status HEAD~1 | tr '\t\n' '  ')" = 'M people/ana.md D people/bo.md A people/deep/new.md ' ]
    [ -z "$(git status --porcelain)" ]
    sound
}

@test "what is staged and edited elsewhere stays: M, A, D, MM, AM, untracked, ignored" {
    repository r
    for f in m mm d dd; do echo one >$f; done
    git add . && git commit -qm more
    echo two >m; git add m
    echo two >mm; git add mm; echo three >mm
    git rm -q --cached d
    rm dd
    echo new >a; git add a
    echo new >am; git add am; echo newer >am
    echo un >untracked
    echo edited >>attic/cy.md
    git status --porcelain=v2 >"$BATS_TEST_TMPDIR/before"
    git ls-files -s | grep -v people/ana >"$BATS_TEST_TMPDIR/staged"
    commits . people/ana.md+x
    [ "$(files_of)" = 'M people/ana.md ' ]
    git status --porcelain=v2 | diff "$BATS_TEST_TMPDIR/before" -
    git ls-files -s | grep -v people/ana | diff "$BATS_TEST_TMPDIR/staged" -
    sound
}

@test "the user's own edits in the files are committed first, alone; new and removed ones too" {
    repository r
    echo mine >>people/ana.md
    echo elsewhere >>people/bo.md
    commits . people/ana.md+ours
    says 'edits: '
    [ "$(git log --format=%s -3 | tr '\n' ' ')" = 'thank: Ana edit: people/ana.md base ' ]
    [ "$(git show HEAD~1:people/ana.md)" = $'ana\nmine' ]
    [ "$(git log -1 --format='%(trailers:key=Infoview-Op,valueonly)' HEAD~1)" = edit ]
    [ "$(git status --porcelain)" = ' M people/bo.md' ]
    echo mine >people/hand.md
    rm attic/cy.md
    commits . people/hand.md+ours people/bo.md+ours attic/cy.md=anew
    [ "$(git log -1 --format=%B HEAD~1)" = $'edit: people/hand.md and 2 more\n\n- people/hand.md\n- people/bo.md\n- attic/cy.md\n\nInfoview-Op: edit' ]
    [ "$(files_of HEAD~1)" = 'D attic/cy.md M people/bo.md A people/hand.md ' ]
    [ "$(files_of)" = 'A attic/cy.md M people/bo.md M people/hand.md ' ]
    sound
}

@test "nothing differs: no commit" {
    repository r
    probe . people/ana.md=ana
    [ "$status" -eq 0 ]
    [[ $out == *'commit: ' ]]
    [ "$(git rev-list --count HEAD)" -eq 1 ]
    probe . people/never.md-
    [ "$(git rev-list --count HEAD)" -eq 1 ]
}

@test "titles are one line, whatever they hold" {
    repository r
    title=$'thank: A\nInfoview-Op: evil\033[2J' op=$'thank a\nX: y' commits . people/ana.md+x
    [ "$(git log -1 --format='%(trailers:only)')" = 'Infoview-Op: thank a X: y' ]
    [[ $(git log -1 --format=%s) == 'thank: A Infoview-Op: evil'* ]]
}

@test "a file that the user changes right after the index was written is still seen as changed" {
    repository r
    for i in 1 2 3 4 5 6 7 8; do
        echo "aa$i" >other.txt
        git add other.txt && git commit -qm "o$i"
        echo "bb$i" >other.txt # same size, same instant: racily clean
        commits . people/ana.md+x
        [ "$(git status --porcelain)" = ' M other.txt' ]
    done
}

@test "a staged file is written, left uncommitted, and that is said" {
    repository r
    echo staged >people/ana.md
    git add people/ana.md
    echo both >people/ana.md
    commits . people/ana.md+ours people/bo.md+ours
    says 'left: people/ana.md: you have staged changes to it'
    [ "$(git show :people/ana.md)" = staged ]
    [ "$(cat people/ana.md)" = $'both\nours' ]
    [ "$(files_of)" = 'M people/bo.md ' ]
    probe . people/ana.md+more
    [ "$status" -eq 0 ]
    [ "$(git rev-list --count HEAD)" -eq 2 ]
}

@test "no repository: everything works, without history" {
    mkdir -p "$work/none/people"
    cd "$work/none"
    probe . people/ana.md=x
    [ "$status" -eq 0 ]
    [ "${out%%$'\n'*}" = none ]
    [ "$(cat people/ana.md)" = x ]
    [ ! -e .git ]
}

@test "unborn: the first commit; detached: goes on; the branch stays" {
    git init -q "$work/u" && cd "$work/u"
    mkdir people
    echo staged >s && git add s
    commits . people/ana.md=x
    [ "$(git log --format=%s)" = 'thank: Ana' ]
    [ "$(files_of)" = 'A people/ana.md ' ]
    [ "$(git status --porcelain)" = 'A  s' ]
    [ "$(git reflog -1 --format=%gs)" = 'commit (initial): thank: Ana' ]
    sound
    repository r
    git checkout -q --detach
    commits . people/ana.md+x
    says detached
    [ "$(git rev-parse HEAD^)" = "$(git rev-parse main)" ]
    [ "$(cat .git/HEAD)" = "$(git rev-parse HEAD)" ]
    sound
}

@test "index: missing, v4, untracked cache, fsmonitor, executable, intent-to-add" {
    repository r
    rm .git/index
    commits . people/ana.md+x
    [ -z "$(git status --porcelain)" ]
    git update-index --index-version 4
    commits . people/ana.md+x
    [ -z "$(git status --porcelain)" ]
    git update-index --index-version 2
    git update-index --untracked-cache
    commits . people/ana.md+x
    [ -z "$(git status --porcelain)" ]
    git config core.fsmonitor /bin/true
    git update-index --fsmonitor
    commits . people/ana.md+x
    git config --unset core.fsmonitor
    [ -z "$(git status --porcelain)" ]
    chmod +x people/bo.md
    commits . people/bo.md+x
    [ "$(git ls-tree HEAD people/bo.md | cut -c1-6)" = 100755 ] || [ "$(git ls-tree HEAD~1 people/bo.md | cut -c1-6)" = 100755 ]
    echo n >people/ita.md
    echo m >ita2
    git add -N people/ita.md ita2
    commits . people/ita.md+x
    [ "$(git show HEAD:people/ita.md)" = $'n\nx' ]
    [ "$(git status --porcelain)" = ' A ita2' ]
    sound
}

@test "a mode that the file system does not keep is that of the last commit" {
    repository r
    git config core.fileMode false
    git update-index --chmod=+x people/ana.md
    git commit -qm x
    commits . people/ana.md+x
    [ "$(git ls-tree HEAD people/ana.md | cut -c1-6)" = 100755 ]
    [ -z "$(git status --porcelain)" ]
}

@test "below a larger repository, in a linked work tree, in a submodule, shallow, with a config of its own" {
    allow_leaks
    repository big
    commits people ana.md+x new.md=neu
    [ "$(files_of)" = 'M people/ana.md A people/new.md ' ]
    git worktree add -q ../linked
    cd ../linked
    commits . people/ana.md+linked
    [ "$(git symbolic-ref HEAD)" = refs/heads/linked ]
    [ -z "$(git status --porcelain)" ]
    repository super
    git submodule --quiet add "$work/big" sub
    git commit -qm sub
    cd sub
    commits . people/ana.md+sub
    [ -z "$(git status --porcelain)" ]
    cd ..
    probe . sub/people/ana.md+outer
    says 'left: sub/people/ana.md: it is in another repository'
    git clone -q --depth 1 "file://$work/big" "$work/shallow"
    cd "$work/shallow"
    commits . people/ana.md+x
    repository own
    git config core.repositoryformatversion 1
    git config extensions.worktreeConfig true
    git config --worktree user.name 'Own Name'
    commits . people/ana.md+x
    [ "$(git log -1 --format=%an)" = 'Own Name' ]
    sound
}

@test "sparse checkout: what is not there is no deletion" {
    repository r
    git sparse-checkout set --cone people 2>/dev/null
    [ ! -e attic ]
    commits . people/ana.md+x
    [ "$(files_of)" = 'M people/ana.md ' ]
    [ -z "$(git status --porcelain)" ]
    mkdir attic
    commits . people/ana.md+x attic/cy.md=again
    says 'left: attic/cy.md: it is outside the sparse checkout'
    [ "$(git show HEAD:attic/cy.md)" = cy ]
}

@test "ignored, below a link, a link, in another repository: said, not added" {
    repository r
    echo 'secret*' >.gitignore
    ln -s people linked
    git init -q nested
    mkdir folder.md
    ln -s ana.md people/link.md
    commits . people/ana.md+x secret.md=x linked/bo.md+x nested/n.md=x
    says 'left: secret.md: git ignores it' 'left: linked/bo.md: it is below a symbolic link' \
        'left: nested/n.md: it is in another repository'
    [ "$(files_of)" = 'M people/ana.md ' ]
    probe . people/link.md-
    says 'left: people/link.md: it is a symbolic link'
    git add -f secret.md && git commit -qm tracked
    commits . secret.md+x
    [ "$(files_of)" = 'M secret.md ' ]
}

@test "the environment leads to no other repository" {
    repository elsewhere
    repository r
    printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
    head=$(git rev-parse HEAD)
    GIT_DIR=$work/elsewhere/.git GIT_INDEX_FILE=$work/elsewhere/.git/index GIT_WORK_TREE=$work/elsewhere \
        commits . people/ana.md+x
    [ "$(git rev-parse HEAD^)" = "$head" ]
    [ "$(git -C "$work/elsewhere" rev-list --count HEAD)" -eq 1 ]
    [ -z "$(git status --porcelain)$(git -C "$work/elsewhere" status --porcelain)" ]
    for name in $(git rev-parse --local-env-vars); do
        grep -q "\"$name\"" "$top/lib/repo/delegate.c" || blame "not scrubbed: $name"
    done
}

@test "no name or no address: saved, not committed, none made up" {
    repository r
    git config --global --unset user.email
    probe . people/ana.md+x
    [ "$status" -eq 0 ]
    [ "${out%%$'\n'*}" = nobody ]
    [ "$(git rev-list --count HEAD)" -eq 1 ]
    EMAIL=e@test.example commits . people/ana.md+x
    [ "$(git log -1 --format=%ae)" = e@test.example ]
    GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@test.example GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@test.example \
        commits . people/ana.md+x
    [ "$(git log -1 --format='%an %ae %cn %ce')" = 'A a@test.example C c@test.example' ]
}

# ---- what is refused

@test "merge, rebase, cherry-pick, revert, am, bisect, conflicts: refused with the two ways out" {
    repository base
    git checkout -q -b other && echo O >people/ana.md && git commit -qam two
    git checkout -q main && echo M >people/ana.md && git commit -qam three
    for what in "${operations[@]}"; do
        cp -r "$work/base" "$work/$what"
        cd "$work/$what"
        under_way "$what"
        refuses "${what#git }"
        case $what in
        conflicts) says "'git status' names them" ;;
        bisect) says "'git bisect reset' ends it" ;;
        merge) says "finish it with 'git commit' or give it up with 'git merge --abort'" ;;
        *) says "'git ${what#git } --continue'" "'git ${what#git } --abort'" ;;
        esac
    done
}

@test "bare, broken, damaged HEAD, commit, tree, index: refused, and what mends it works" {
    repository r
    git init -q --bare "$work/bare.git"
    probe "$work/bare.git" a.md=x
    [ "$status" -eq 1 ]
    says 'why: the git repository is a bare one'

    head=$(git rev-parse HEAD)
    : >.git/refs/heads/main
    refuses "the branch 'main' of the git repository is damaged" "its last commit was ${head:0:7}"
    eval "$(sed -n '/^rm/,$p' "$OUT")"
    commits . people/ana.md+x

    repository headless
    echo nonsense >.git/HEAD
    refuses 'HEAD of the git repository is damaged'
    repository gone
    rm .git/HEAD
    refuses "/.git' is there, but is no repository that can be opened"
    for object in HEAD 'HEAD^{tree}'; do
        rm -rf "$work/hole"
        repository hole
        hash=$(git rev-parse "$object")
        rm -f ".git/objects/${hash:0:2}/${hash:2}"
        refuses 'the last commit of the git repository cannot be read' "'git fsck'"
    done
    for damage in 'printf garbage' : 'head -c 40 .git/index' 'tr a b <.git/index'; do
        rm -rf "$work/index"
        repository index
        eval "$damage" >.git/index.new && mv .git/index.new .git/index
        refuses "git's index cannot be read" 'git reset'
        eval "$(sed -n '/^mv/,$p' "$OUT")"
        commits . people/ana.md+x
        [ "$(files_of)" = 'M people/ana.md ' ]
    done
}

@test "another user's: refused, with the line that trusts them" {
    [ "$(id -u)" -eq 0 ] || skip 'only root can give files away'
    repository r
    chown -R nobody "$work/r"
    refuses 'belongs to another user' 'git config --global --add safe.directory'
    command=$(sed -n 's/.*them: //p' "$OUT")
    unset GIT_CONFIG_GLOBAL
    eval "$command"
    commits . people/ana.md+x
}

@test "a read-only .git: refused" {
    command -v setpriv >/dev/null || skip 'no setpriv'
    [ "$(id -u)" -eq 0 ] || skip 'only root can become another user'
    repository r
    box=$(mktemp -d)
    cp -r "$work/r" "$P" "$box/"
    chmod -R a-w,a+rX "$box/r/.git"
    chown -R nobody "$box"
    cd "$box/r"
    status=0
    HOME=$box XDG_CONFIG_HOME=$box GIT_CONFIG_GLOBAL='' setpriv --reuid=nobody --clear-groups "$box/repo" commit "$box/r" t o people/ana.md+x >"$OUT" || status=$?
    ana=$(cat people/ana.md)
    cd "$work"
    rm -rf "$box"
    out=$(cat "$OUT")
    [ "$status" -eq 1 ] || blame 'a refusal was expected'
    says 'why: the git repository cannot be written to'
    [ "$ana" = ana ]
}

@test "index.lock: waited for, named with its age; ours and dead: taken away; older than the machine's start: said" {
    repository r
    touch .git/index.lock
    (sleep 0.7 && rm .git/index.lock) &
    commits . people/ana.md+x
    wait
    touch -d '3 minutes ago' .git/index.lock
    SECONDS=0
    refuses "git's index is locked: a program took the lock 3 minutes ago" "rm '"
    [ "$SECONDS" -ge 2 ]
    TEST_BOOT_TIME=$(date +%s) refuses 'since before this machine was started'
    rm .git/index.lock
    echo 'infoview 999999999 12345' >.git/index.lock
    commits . people/ana.md+x
    echo "infoview $$ 12345" >.git/index.lock # the number is another process's by now
    commits . people/ana.md+x
    echo "infoview $$ $(sed 's/.*) //' /proc/$$/stat | cut -d' ' -f20)" >.git/index.lock
    refuses "git's index is locked"
    rm .git/index.lock
    sound
}

@test "another infoview at work: waited for" {
    command -v flock >/dev/null || skip 'no flock'
    repository r
    commits . people/ana.md+x
    flock .git/infoview.lock sleep 1 &
    sleep 0.2
    SECONDS=0
    commits . people/ana.md+x
    wait
}

# ---- what git has to do

@test "split and sparse index: by git, and the rest stays" {
    repository r
    echo staged >other.txt && git add other.txt
    git update-index --split-index
    commits . people/ana.md+x people/new.md=neu people/bo.md-
    [ "$(git show --format= --name-status | tr '\t\n' '  ')" = 'M people/ana.md D people/bo.md A people/new.md ' ]
    [ "$(git status --porcelain)" = 'M  other.txt' ]
    echo s >people/ana.md && git add people/ana.md
    commits . people/ana.md+x people/new.md+x
    says 'left: people/ana.md: you have staged changes to it'
    repository sparse
    git sparse-checkout set --cone --sparse-index people 2>/dev/null
    commits . people/ana.md+x
    [ "$(files_of)" = 'M people/ana.md ' ]
    git ls-files --sparse | grep -q '^attic/$'
    echo mine >>people/bo.md
    commits . people/bo.md+x
    [ "$(git log -1 --format=%s HEAD~1)" = 'edit: people/bo.md' ]
    [ -z "$(git status --porcelain)" ]
}

@test "SHA-256, an unknown extension, a partial clone: by git, or refused by name" {
    allow_leaks
    git init -q --object-format=sha256 "$work/sha" && cd "$work/sha"
    mkdir people
    commits . people/ana.md=x
    echo 'secret*' >.gitignore
    commits . people/ana.md+y secret.md=s
    says 'left: secret.md: git ignores it'
    [ "$(git log --format=%s | tr '\n' ' ')" = 'thank: Ana thank: Ana ' ]
    git checkout -qb o && echo O >people/ana.md && git commit -qam o
    git checkout -q main && echo M >people/ana.md && git commit -qam m
    git merge o >/dev/null || true
    refuses 'a merge is under way'
    git merge --abort
    git config --global --unset user.name
    probe . people/ana.md+x
    [ "${out%%$'\n'*}" = nobody ]
    git config --global user.name 'Jo Test'
    PROBE_PATH=$work refuses 'SHA-256, which only git can read, and there is no git'
    repository future
    git config core.repositoryformatversion 1
    git config extensions.refStorage reftable
    refuses 'git'
    repository origin
    git config uploadpack.allowFilter true
    git clone -q --filter=blob:none "file://$work/origin" "$work/partial"
    cd "$work/partial"
    commits . people/ana.md+x people/new.md=x
    [ "$(files_of)" = 'M people/ana.md A people/new.md ' ]
}

@test "an external filter: the plain text stands nowhere in the object store" {
    repository r
    cat >"$work/crypt" <<-'SH'
	#!/bin/sh
	case $1 in
	clean) printf '\0GITCRYPT\0' && rev ;;
	smudge) tail -c +11 | rev ;;
	esac
	SH
    sed -i 's/rev/tr a-z0-9 zyxwvutsrqponmlkjihgfedcba9876543210/' "$work/crypt"
    sed -i 's/tr a-z0-9 zyxwvutsrqponmlkjihgfedcba9876543210/tr a-z n-za-m/' "$work/crypt"
    chmod +x "$work/crypt"
    git config filter.crypt.clean "$work/crypt clean"
    git config filter.crypt.smudge "$work/crypt smudge"
    git config filter.crypt.required true
    echo 'people/*.md filter=crypt' >.gitattributes
    git add --renormalize . && git add .gitattributes && git commit -qm crypt
    echo mysecretedit >>people/bo.md
    commits . people/new.md=mysecretplan people/bo.md+mysecretword
    [ "$(git cat-file blob HEAD:people/new.md | head -c 9 | tr '\0' .)" = .GITCRYPT ]
    [ "$(git cat-file blob HEAD:people/bo.md | head -c 9 | tr '\0' .)" = .GITCRYPT ]
    [ "$(cat people/new.md)" = mysecretplan ]
    ! git cat-file --batch-all-objects --batch | grep -qa mysecret
    [ -z "$(git status --porcelain)" ]
    hash=$(git rev-parse HEAD)
    "$P" revert "$(pwd -P)" "$hash" >"$OUT"
    diff "$OUT" - <<-'TEXT'
	file people/bo.md
	bo
	mysecretedit
	gone people/new.md
	TEXT
    git config filter.crypt.clean false
    head=$(git rev-parse HEAD)
    probe . people/new.md+other people/next.md=x
    [ "$status" -eq 3 ]
    [ "$(git rev-parse HEAD)" = "$head" ]
    [ -z "$(git ls-files people/next.md)" ]
}

@test "hooks: run as git runs them; one that refuses is quoted, files stay, nothing is left added" {
    repository r
    printf '#!/bin/sh\necho "no secrets, please" >&2\nexit 1\n' >.git/hooks/pre-commit
    chmod +x .git/hooks/pre-commit
    echo staged >other.txt && git add other.txt
    probe . people/ana.md+x people/new.md=neu
    [ "$status" -eq 3 ]
    says 'commit failed: git commit: no secrets, please'
    [ "$(cat people/new.md)" = neu ]
    [ "$(git status --porcelain)" = $'M  other.txt\n M people/ana.md\n?? people/new.md' ]
    rm .git/hooks/pre-commit
    printf '#!/bin/sh\necho "Reviewed-By: hook" >>"$1"\n' >.git/hooks/commit-msg
    chmod +x .git/hooks/commit-msg
    commits . people/ana.md+y people/new.md+y
    [ "$(git log -1 --format='%(trailers:only)')" = $'Infoview-Op: thank ana\nReviewed-By: hook' ]
    [ "$(git log -1 --format=%s HEAD~1)" = 'edit: people/ana.md and 1 more' ]
    [ "$(git status --porcelain)" = 'M  other.txt' ]
    PROBE_PATH=$work probe . people/ana.md+x
    [ "$status" -eq 1 ]
    says 'a commit-msg hook' 'there is no git'
    sound
}

@test "signing by ssh: the commit is signed" {
    command -v ssh-keygen >/dev/null || skip 'no ssh-keygen'
    repository r
    ssh-keygen -q -t ed25519 -N '' -f "$work/key"
    git config gpg.format ssh
    git config user.signingKey "$work/key.pub"
    git config commit.gpgSign true
    echo "jo@test.example $(cat "$work/key.pub")" >"$work/signers"
    git config gpg.ssh.allowedSignersFile "$work/signers"
    commits . people/ana.md+x
    git verify-commit HEAD
    rm "$work/key"
    head=$(git rev-parse HEAD)
    probe . people/ana.md+x
    [ "$status" -eq 3 ]
    [ "$(git rev-parse HEAD)" = "$head" ]
}

@test "line ends and the like are libgit2's own work" {
    repository r
    echo '*.md text eol=crlf' >.gitattributes
    git add . && git commit -qm attributes
    rm -r people && git checkout -q people
    printf 'ana\r\nx\r\n' >people/crlf.md
    commits . people/crlf.md+y
    git show HEAD:people/crlf.md | grep -q $'\r' && return 1
    "$P" revert "$(pwd -P)" "$(git rev-parse HEAD)" | grep -q $'x\r' || "$P" revert "$(pwd -P)" "$(git rev-parse HEAD)" | grep -q '^conflict'
}
