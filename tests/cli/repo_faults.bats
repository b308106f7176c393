#!/usr/bin/env bats
# A commit of lib/repo that is ended, disturbed, or has others beside it. FAULT_STEP=1 tries every place (minutes).

load helper
load git

setup() {
    use_home
    P=${INFOVIEW_BUILD:-$top/build/release}/probe/repo
    [ -x "$P" ] || skip "no $P: make tests"
    use_git
    export TMPDIR=$BATS_TEST_TMPDIR
}

# Tries every so many-th place, and says how many that were.
faults() {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers do not work under strace'
    command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip 'no strace, or it may not be used'
    python3 "$BATS_TEST_DIRNAME/repo_faults.py" "$P" "$1" "${FAULT_STEP:-$2}" >"$OUT" 2>&1 || blame "$1"
    echo "# $(cat "$OUT")" >&3
}

@test "killed at a call that writes: HEAD old or new, files whole, sound, and the next command works" {
    faults KILL 7
}

@test "the same on no branch" {
    FAULT_DETACHED=1 faults KILL 19
}

@test "ended while git commits, which goes on" {
    FAULT_HOOK=1 faults KILL 13
}

@test "a full disk at any call: an error or success, never half" {
    faults ENOSPC 23
}

@test "an error of the disk at any call: an error or success, never half" {
    faults EIO 29
}

@test "20 + 20 parallel commits of infoview and git: nothing lost, staging kept" {
    git init -q r && cd r
    for i in {1..20}; do
        echo base >"ours$i.md"
        echo base >"theirs$i.txt"
    done
    echo one >staged
    git add . && git commit -qm base
    echo two >staged && git add staged && echo three >staged
    here=$(pwd -P)
    for i in {1..20}; do
        (
            for try in {1..200}; do
                "$P" commit "$here" "log: $i" "log o$i" "ours$i.md+line$i" >"../out$i" && break
                # The file is written already where only the commit failed: the next attempt commits it as an edit.
                sleep 0.0$((RANDOM % 9 + 1))
            done
        ) &
        (
            echo "line$i" >>"theirs$i.txt"
            for try in {1..400}; do
                git commit -q -m "theirs $i" --only "theirs$i.txt" 2>/dev/null && break
                sleep 0.0$((RANDOM % 9 + 1))
            done
        ) &
    done
    wait
    for i in {1..20}; do
        git show "HEAD:ours$i.md" | grep -q "^line$i$" || blame "ours$i is lost: $(cat "../out$i")"
        git show "HEAD:theirs$i.txt" | grep -q "^line$i$" || blame "theirs$i is lost"
        [ "$(git log --format=%s | grep -cx "theirs $i")" -eq 1 ]
    done
    # Not by `git status`: git's own `commit --only` reads the index before it locks it, so that an entry which another commit made in
    # between is the old one again, in the index alone.
    [ "$(git diff --name-only HEAD)" = staged ] || blame "$(git status --porcelain)"
    [ "$(git show :staged)" = two ]
    git fsck --strict --full 2>&1 | grep -v -e '^dangling' -e '^Checking' && return 1
    echo "# $(git rev-list --count HEAD) commits" >&3
}

@test "a branch that others keep moving without the index: the commit goes on from there" {
    git init -q r && cd r
    echo base >a.md
    git add . && git commit -qm base
    here=$(pwd -P)
    (
        for i in {1..60}; do
            old=$(git rev-parse HEAD)
            new=$(git commit-tree -p "$old" -m "moved $i" "$old^{tree}")
            git update-ref refs/heads/main "$new" "$old" 2>/dev/null || true
        done
    ) &
    for i in {1..15}; do
        "$P" commit "$here" "log: $i" "log $i" "a.md+line$i" >"$OUT" || blame "$(cat "$OUT")"
    done
    wait
    [ "$(git log --format=%s | grep -c '^log: ')" -eq 15 ]
    [ "$(git show HEAD:a.md | wc -l)" -eq 16 ]
    [ -z "$(git status --porcelain)" ]
}

@test "a signal during the commit comes after it" {
    git init -q r && cd r
    here=$(pwd -P)
    for i in {1..25}; do
        timeout --foreground -s TERM "0.00$((i % 9 + 1))" "$P" commit "$here" "log: $i" "log $i" "a.md=line$i" >/dev/null || true
        [ ! -e .git/index.lock ]
        [ -z "$(find .git -name '*.lock' ! -name infoview.lock)" ]
    done
    "$P" commit "$here" 'log: end' 'log end' a.md+end >/dev/null
    [ -z "$(git status --porcelain -uno)" ]
    git fsck --strict --full
}
