#!/usr/bin/env bats
# Attributes that come along with a commit decide what becomes of its files, as for git: what only git can do is refused by name, for
# sync and for a clone, and no pointer and no encoded bytes take a note's place.

load helper

setup() {
    command -v git >/dev/null || skip 'no git here'
    use_home
    export INFOVIEW_TODAY=2026-11-21 GIT_CONFIG_GLOBAL=$HOME/.gitconfig GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
    export GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR
    unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE EMAIL GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
    printf '[user]\n\tname = Jo Test\n\temail = jo@test.example\n[init]\n\tdefaultBranch = main\n' >"$GIT_CONFIG_GLOBAL"
    git init -q there && cd there || return
    printf 'format: 1\n' >infoview.yaml
    mkdir contacts
    printf -- '---\nname: Ana Lima\n---\nOld\n' >contacts/ana.md
    git add -A && git commit -qm start
    cd .. && git clone -q --bare there far.git && git clone -q far.git here
    git -C there remote add origin "$work/far.git"
}

# Commits there what stands there, by git with the settings given, and sends it.
come() {
    git -C there "$@" add -A
    git -C there "$@" commit -qm come
    git -C there push -q origin main
}

# Neither sync nor a clone brings it in, both say each text, and no file is changed.
refuses() {
    iv -C here sync --no-input
    [ "$status" -eq 3 ] || blame 'sync'
    complains 'nothing was brought in' "$@"
    [ "$(cat here/contacts/ana.md)" = $'---\nname: Ana Lima\n---\nOld' ] || blame 'the note was changed'
    [ -z "$(git -C here status --porcelain)" ]
    iv init --clone far.git new
    [ "$status" -ne 0 ] || blame 'clone'
    complains "$@"
    [ ! -e new/contacts/ana.md ] || blame 'the clone has the note'
}

@test "a filter that is named by the very commit that changes the note" {
    git config --global filter.crypt.clean 'tr a-z n-za-m'
    git config --global filter.crypt.smudge 'tr a-z n-za-m'
    echo '*.md filter=crypt' >there/.gitattributes
    echo New >>there/contacts/ana.md
    come
    [[ $(git -C there cat-file -p main:contacts/ana.md) != *Ana* ]]
    refuses "'contacts/ana.md' is to change, but it goes through the filter 'crypt'" "'git pull'"
    git -C here pull -q
    [ "$(tail -1 here/contacts/ana.md)" = New ]
}

@test "in a folder of its own, and in the place of another filter" {
    git config --global filter.crypt.clean 'tr a-z n-za-m'
    git config --global filter.crypt.smudge 'tr a-z n-za-m'
    echo '*.md filter=unknown' >there/contacts/.gitattributes
    come
    ok -C here sync --no-input
    echo '*.md filter=crypt' >there/contacts/.gitattributes
    echo New >>there/contacts/ana.md
    come
    refuses "it goes through the filter 'crypt'"
}

@test "a filter for other files is none for a note, and one that goes with the commit none at all" {
    git config --global filter.crypt.clean 'tr a-z n-za-m'
    git config --global filter.crypt.smudge 'tr a-z n-za-m'
    echo '*.txt filter=crypt' >there/.gitattributes
    echo Two >>there/contacts/ana.md
    come
    ok -C here sync --no-input
    [ "$(tail -1 here/contacts/ana.md)" = Two ]
    rm there/.gitattributes
    echo Three >>there/contacts/ana.md
    come
    ok -C here sync --no-input
    [ "$(tail -1 here/contacts/ana.md)" = Three ]
}

@test "a working-tree-encoding: here, and coming along" {
    echo '*.md working-tree-encoding=UTF-16LE' >there/.gitattributes
    printf -- '---\nname: Ana Lima\n---\nNew\n' | iconv -t UTF-16LE >there/contacts/ana.md
    come
    refuses "'contacts/ana.md' is to change, but it has a working-tree-encoding" "'git pull'"
}

@test "a pointer of Git LFS where its filter is not set up" {
    pointer=$'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345'
    printf '%s filter=lfs diff=lfs merge=lfs -text\n' '*.md' '*.png' >there/.gitattributes
    echo "$pointer" >there/contacts/ana.md
    come
    refuses "'contacts/ana.md' is to change, but what comes is a pointer of Git LFS" 'git lfs install'
    printf -- '---\nname: Ana Lima\n---\nOld\n' >there/contacts/ana.md
    echo "$pointer" >there/contacts/ana.png
    come
    ok -C here sync --no-input
    [ "$(cat here/contacts/ana.png)" = "$pointer" ]
}

@test "line ends come as git would check them out" {
    echo '*.md text eol=crlf' >there/.gitattributes
    printf -- '---\nname: Bo\n---\n' >there/contacts/bo.md
    come
    ok -C here sync --no-input
    git clone -q far.git by-git
    cmp by-git/contacts/bo.md here/contacts/bo.md
    [ -z "$(git -C here status --porcelain)" ]
}
