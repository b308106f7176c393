#!/usr/bin/env bats
# `infoview merge-driver`, as git calls it. What a merge comes to is tests/unit/test_merge.c and tests/fuzz/fuzz_merge.c.

load helper

setup() {
    command -v git >/dev/null || skip "no git"
    use_home
    git config --global user.name 'Jo Example'
    git config --global user.email jo@example.org
    git init -q -b main "$BATS_TEST_TMPDIR/v"
    cd "$BATS_TEST_TMPDIR/v" || return
    git config merge.infoview.driver "'$INFOVIEW' merge-driver %O %A %B %L %P"
    echo '*.md merge=infoview' >>.git/info/attributes
}

# two_sides FILE BASE OURS THEIRS: commits the versions on two branches, and stands on ours.
two_sides() {
    mkdir -p "${1%/*}"
    printf '%b' "$2" >"$1" && git add . && git commit -qm base
    git checkout -qb theirs
    printf '%b' "$4" >"$1" && git commit -qam theirs
    git checkout -q main
    printf '%b' "$3" >"$1" && git commit -qam ours
}

@test "git merges a note of both sides by meaning" {
    two_sides contacts/ana.md '---\nname: Ana\n---\n## Log\n\n' \
        '---\nname: Ana\nphone: "1"\n---\n## Log\n\n- 2026-11-18 call: a\n' \
        '---\nname: Ana\nemail: ana@example.org\n---\n## Log\n\n- 2026-11-20 email in: b\n'
    run git merge theirs
    [ "$status" -eq 0 ]
    [[ $output != *both\ changed* ]]
    diff - contacts/ana.md <<'END'
---
name: Ana
email: ana@example.org
phone: "1"
---
## Log

- 2026-11-20 email in: b
- 2026-11-18 call: a
END
    [ -z "$(git status --porcelain)" ]
}

@test "two values: one wins, the other is kept, and check names it" {
    two_sides contacts/ana.md '---\nname: Ana\n---\n' '---\nname: Ana\nrole: b\n---\n' '---\nname: Ana\nrole: a\n---\n'
    run git merge theirs
    [ "$status" -eq 0 ]
    [[ $output == *"contacts/ana.md: both changed role: it is 'b' now, and 'a' stands under conflicts"* ]]
    printf 'format: 1\n' >infoview.yaml
    run "$INFOVIEW" check
    [[ $output == *kept-twice* ]]
}

@test "what cannot be read stays, without markers, and git knows of the conflict" {
    two_sides contacts/ana.md '---\nname: Ana\n---\n' '---\nname: &x Bo\n---\n' '---\nname: Cy\n---\n'
    cp contacts/ana.md "$BATS_TEST_TMPDIR/ours"
    run git merge theirs
    [ "$status" -eq 1 ]
    [[ $output == *"infoview: contacts/ana.md: "* ]]
    [[ $output == *"git show :3:./contacts/ana.md"* ]]
    cmp contacts/ana.md "$BATS_TEST_TMPDIR/ours"
    [ "$(git status --porcelain)" = 'UU contacts/ana.md' ]
    git show :3:./contacts/ana.md | grep -q 'name: Cy'
}

@test "a note made on both sides, and a rebase" {
    git commit -qm empty --allow-empty
    git checkout -qb theirs
    mkdir contacts && printf -- '---\nname: Ana\ntags: [a]\n---\n' >contacts/ana.md && git add . && git commit -qm theirs
    git checkout -q main
    mkdir -p contacts && printf -- '---\nname: Ana\ntags: [b]\n---\n' >contacts/ana.md && git add . && git commit -qm ours
    git rebase -q theirs
    diff - contacts/ana.md <<'END'
---
name: Ana
tags: [a, b]
---
END
}

@test "other words than git's five, and files that are not there, are refused" {
    run "$INFOVIEW" merge-driver a b
    [ "$status" -eq 2 ]
    [[ $output == *"git gives five words"* ]]
    run "$INFOVIEW" merge-driver none none none 7 a.md
    [ "$status" -eq 3 ]
    [[ $output == *none* ]]
}
