#!/usr/bin/env bats
# What commands have committed, what taking one back comes to, and the diff of --dry-run (lib/repo, by tests/probe/repo.c).

load helper
load git

setup() {
    use_home
    P=${INFOVIEW_BUILD:-$top/build/release}/probe/repo
    [ -x "$P" ] || skip "no $P: make tests"
    use_git
    here=$(pwd -P)
}

repository() {
    git init -q .
    seq 1 20 >ana.md
    echo bo >bo.md
    git add . && git commit -qm base
}

# change TITLE OP CHANGE… commits in $here, and sets $hash.
change() {
    "$P" commit "$here" "$@" >"$OUT" || blame "$*"
    hash=$(git rev-parse HEAD)
}

probe() {
    status=0
    "$P" "$@" >"$OUT" 2>"$ERR" || status=$?
    out=$(cat "$OUT")
}

@test "ops: newest first, without edits; undone and done again; as many as asked for" {
    probe ops "$here"
    [ "$status" -eq 0 ]
    [ -z "$out" ]
    git init -q .
    probe ops "$here"
    [ "$status" -eq 0 ]
    [ -z "$out" ]
    repository
    change 'log: Ana' 'log ana' ana.md+one
    first=$hash
    echo by hand >>ana.md
    change 'thank: Ana' 'thank ana' ana.md+two
    second=$hash
    git commit -q --allow-empty -m 'not ours'
    change 'undo: thank: Ana' "undo $second" ana.md+three
    probe ops "$here"
    [ "$out" = "${second:0:7} thank: Ana | thank ana | undone
${first:0:7} log: Ana | log ana" ]
    change 'redo: thank: Ana' "redo $second" ana.md+four
    probe ops "$here"
    [ "$out" = "${second:0:7} thank: Ana | thank ana
${first:0:7} log: Ana | log ana" ]
    change 'undo: thank: Ana' "undo $second" ana.md+five
    change 'undo: log: Ana' "undo $first" ana.md+six
    probe ops "$here"
    [ "$(grep -c undone "$OUT")" -eq 2 ]
}

@test "ops: of the first parents only; not of a merged branch" {
    repository
    git checkout -q -b side
    change 'log: side' 'log s' side.md=x
    git checkout -q main
    change 'log: main' 'log m' main.md=x
    git merge -q --no-edit side
    probe ops "$here"
    [ "$(cut -c9- "$OUT")" = 'log: main | log m' ]
}

@test "revert: a changed, a new and a removed file; what is so already is not spoken of; again" {
    repository
    change 'log: Ana' 'log ana' ana.md+one new.md=neu bo.md-
    probe revert "$here" "$hash"
    [ "$out" = "file ana.md
$(seq 1 20)
file bo.md
bo
gone new.md" ]
    [ "$(git status --porcelain)" = '' ]
    seq 1 20 >ana.md
    rm new.md
    probe revert "$here" "${hash:0:8}"
    [ "$out" = $'file bo.md\nbo' ]
    echo bo >bo.md
    probe revert "$here" "$hash"
    [ -z "$out" ]
    probe again "$here" "$hash"
    [ "$out" = "file ana.md
$(seq 1 20)
one
gone bo.md
file new.md
neu" ]
}

@test "revert: later changes elsewhere in the file stay; the same lines are a conflict with its diff" {
    repository
    change 'log: Ana' 'log ana' ana.md+one
    sed -i '2s/$/ later/' ana.md
    probe revert "$here" "$hash"
    [ "$out" = "file ana.md
$(seq 1 20 | sed '2s/$/ later/')" ]
    sed -i 's/^one$/other/' ana.md
    before=$(cat ana.md)
    probe revert "$here" "$hash"
    [ "${out%%$'\n'*}" = 'conflict ana.md' ]
    says '-one' '+other' '--- a/ana.md'
    says_not '<<<<' '>>>>'
    [ "$(cat ana.md)" = "$before" ]
    rm ana.md
    probe revert "$here" "$hash"
    says 'conflict ana.md' '+++ /dev/null'
}

@test "revert: a new file that was changed since, a removed one that is there again: conflicts" {
    repository
    change 'new: x' 'new x' new.md=neu bo.md-
    echo more >>new.md
    echo other >bo.md
    probe revert "$here" "$hash"
    says 'conflict new.md' 'conflict bo.md' '+more' '+other'
}

@test "revert: only below the folder; links are not followed; the first commit too" {
    repository
    mkdir sub
    change 'log: both' 'log both' sub/in.md=in ana.md+out
    probe revert "$here/sub" "$hash"
    [ "$out" = 'gone in.md' ]
    rm sub/in.md
    ln -s "$HOME/.gitconfig" sub/in.md
    probe revert "$here" "$hash"
    [ "$status" -eq 3 ]
    says 'symbolic link'
    rm -rf .git sub
    git init -q .
    change 'init: x' init first.md=x
    probe revert "$here" "$hash"
    says 'gone first.md'
    for wrong in 0000000000000000000000000000000000000000 zz abc "$hash$hash" ''; do
        probe revert "$here" "$wrong"
        [ "$status" -eq 3 ]
        says "there is no commit '$wrong'"
    done
}

@test "revert: in the work tree's form, where git turns line ends" {
    repository
    echo '*.md text eol=crlf' >.gitattributes
    printf 'a\r\nb\r\nc\r\nd\r\ne\r\n' >crlf.md
    git add . && git commit -qm crlf
    printf 'a\r\nb\r\nc\r\nd\r\ne\r\nf\r\n' >new && mv new crlf.md
    change 'log' 'log' bo.md+x crlf.md+g$'\r'
    probe revert "$here" HEAD
    [ "$status" -eq 3 ]
    probe revert "$here" "$hash"
    grep -q $'^f\r$' "$OUT"
    ! grep -q '^g' "$OUT"
    ! grep -q conflict "$OUT"
}

@test "diff: as git takes it; new, removed, empty, without a line end, odd names, nothing" {
    git init -q .
    printf 'a\nb\nc\n' >old
    printf 'a\nB\nc\nd' >new
    : >empty
    for name in ana.md 'o d d.md' 'ü.md' $'tab\t.md'; do
        for pair in 'old new' 'new old' '- new' 'new -' 'empty new' 'new empty'; do
            set -- $pair
            rm -f -- "$name"
            [ "$1" = - ] || cp "$1" "$name"
            "$P" diff "$name" "$1" "$2" >patch
            [[ $(head -1 patch) == '--- '* ]]
            git apply -p1 patch
            if [ "$2" = - ]; then [ ! -e "$name" ]; else cmp "$name" "$2"; fi
        done
    done
    "$P" diff ana.md old new >patch
    diff -u --label a/ana.md --label b/ana.md old new | diff - patch
    [ -z "$("$P" diff ana.md old old)" ]
    printf 'a\0b\n' >old
    "$P" diff ana.md old new >patch
    [[ $(head -1 patch) == '--- '* ]]
}
