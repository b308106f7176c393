#!/usr/bin/env bats
# Whole commands under faults: ended or disturbed at any call, a disk that is full, folders and files that cannot be written
# to, an editor and other commands at the same time. What must hold then stands in command_faults.py. FAULT_STEP=1 tries every
# place (an hour).

load helper
load git

setup() {
    use_home
    use_git
    export INFOVIEW_TODAY=2026-11-21 TMPDIR=$BATS_TEST_TMPDIR
}

# faults KIND STEP SCENE… — tries every so many-th place of each scene, and says how many that were.
faults() {
    local kind=$1 step=$2 scene
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers do not work under strace'
    command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip 'no strace, or it may not be used'
    shift 2
    status=0
    : >"$ERR"
    for scene; do
        python3 "$BATS_TEST_DIRNAME/command_faults.py" "$INFOVIEW" "$scene" "$kind" "${FAULT_STEP:-$step}" >"$OUT" 2>"$ERR" ||
            blame "$scene"
        echo "# $(cat "$OUT")" >&3
    done
}

# A vault with somebody who is owed a thank-you; $note is where that stands.
make_owed() {
    make_vault
    contact ana-lima 'name: Ana Lima'
    note=interviews/2026-11-18-ana.md
    meeting 2026-11-18-ana 'contact: ana-lima' 'date: 2026-11-18' 'status: done' 'thanked:'
}

make_committed() {
    make_owed
    git init -q
    git add .
    git commit -qm first
}

# Runs it as somebody who is not allowed everything.
as_nobody() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
        return
    fi
    command -v setpriv >/dev/null || skip 'root may write everywhere, and there is no setpriv'
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

needs_nobody() {
    local folder=$work
    as_nobody true
    while [ -O "$folder" ] && [ "$folder" != / ]; do
        [ -k "$folder" ] || chmod a+x "$folder"
        [ "$folder" != "$BATS_RUN_TMPDIR" ] || break
        folder=$(dirname "$folder")
    done
    as_nobody test -x "$INFOVIEW" || skip 'others cannot reach the program'
    as_nobody test -r "$work" || skip 'others cannot reach the working folder'
}

@test "killed at a call that writes: files old or new, the commit whole or not there, the next command works" {
    faults KILL 31 thank new move tell undo
}

@test "a full disk at any call" {
    faults ENOSPC 131 thank new move tell undo
}

@test "an error of the disk at any call" {
    faults EIO 127 thank new move tell undo
}

@test "the same without a repository" {
    faults KILL 5 thank-nogit new-nogit move-nogit tell-nogit
    faults EIO 41 thank-nogit move-nogit tell-nogit
    faults ENOSPC 43 new-nogit move-nogit
}

@test "a folder that cannot be written to: nothing is, and that is said" {
    make_owed
    needs_nobody
    [ "$(id -u)" -ne 0 ] || chown -R 65534 .
    chmod 555 interviews
    status=0
    as_nobody "$INFOVIEW" thank ana >"$OUT" 2>"$ERR" || status=$?
    chmod 755 interviews
    err=$(cat "$ERR")
    [ "$status" -eq 3 ] || blame 'status 3 was expected'
    complains "$note" 'nothing was written'
    grep -qx thanked: "$note"
    [ -z "$(find . -name '.infoview-*')" ]
}

@test "a file that cannot be written to, in a folder that can: its mode is kept" {
    make_committed
    for mode in 444 400 440 555; do
        chmod "$mode" "$note"
        ok set 2026-11-18-ana minutes_asked "$mode"
        [ "$(stat -c %a "$note")" = "$mode" ]
        grep -qx "minutes_asked: $mode" "$note"
    done
    [ -z "$(git status --porcelain)" ]
}

@test "a disk that is full at one place after the other" {
    unshare -m true 2>/dev/null || skip 'no file system may be mounted here'
    make_owed
    mkdir ../disk
    cat >../fill <<'END'
mount -t tmpfs -o size=900k none "$1" 2>/dev/null || exit 77
cd "$1" && cp -r "$2/." . && git init -q --template= && git add . && git commit -qm first || exit 1
# From no room at all to enough of it: each time the note, and HEAD, must be the old ones or the new ones.
head -c 1000000 /dev/zero >filler 2>/dev/null
size=$(stat -c %s filler)
for free in $(seq 0 4 60) $(seq 80 40 400); do
    truncate -s $((size - free * 1024)) filler
    status=0
    "$INFOVIEW" log ana call "With $free" >../said 2>&1 || status=$?
    echo "$free: $status $(grep -c "With $free" contacts/ana-lima.md) $(git show HEAD:contacts/ana-lima.md | grep -c "With $free")"
    [ "$(head -c 4 contacts/ana-lima.md)" = "---" ] || { echo 'half a file'; exit 1; }
    git fsck --strict 2>&1 | grep -v '^dangling' | grep . && exit 1
    [ -z "$(find . -name '.infoview-*')" ] || { echo 'left behind'; exit 1; }
done
exit 0
END
    export INFOVIEW
    status=0
    unshare -m sh ../fill "$BATS_TEST_TMPDIR/disk" "$work" >"$OUT" 2>"$ERR" || status=$?
    [ "$status" -ne 77 ] || skip 'no file system may be mounted here'
    [ "$status" -eq 0 ] || blame 'the full disk'
    # Status 0: saved and committed; 3: not saved, or saved only.
    ! grep -vE ': (0 1 1|3 0 0|3 1 0)$' "$OUT" || blame 'neither whole nor not at all'
    grep -q ': 3 0 0$' "$OUT" || blame 'it was never full'
    grep -q ': 0 1 1$' "$OUT" || blame 'it was never free again'
    echo "# $(wc -l <"$OUT") sizes: $(sed 's/.*: //' "$OUT" | sort | uniq -c | tr -s ' \n' ' ')" >&3
}

@test "standard output that is full or closed: done nevertheless, and said so" {
    [ -w /dev/full ] || skip 'no /dev/full'
    make_committed
    for at in full closed; do
        status=0
        if [ $at = full ]; then
            "$INFOVIEW" log ana call "Out $at" >/dev/full 2>"$ERR" || status=$?
        else
            "$INFOVIEW" log ana call "Out $at" >&- 2>"$ERR" || status=$?
        fi
        err=$(cat "$ERR")
        [ "$status" -eq 3 ] || blame 'status 3 was expected'
        complains 'cannot write to standard output' 'the change is saved and committed'
        git show HEAD:contacts/ana-lima.md | grep -q "Out $at"
    done
    rm -rf .git
    "$INFOVIEW" log ana call Third >/dev/full 2>"$ERR" || true
    err=$(cat "$ERR")
    complains 'the change is saved'
    [[ $err != *committed* ]]
    "$INFOVIEW" log ana call Fourth >&- 2>&- <&- || true
    grep -q Fourth contacts/ana-lima.md
    [ "$(grep -rl 'Fourth' . | wc -l)" -eq 1 ]
}

@test "an editor that saves at the same time: what it saved last stays, and nothing else is lost" {
    for git in '' yes; do
        rm -rf v
        mkdir v
        (
            cd v
            if [ -n "$git" ]; then make_committed; else make_owed; fi
        )
        INFOVIEW=$INFOVIEW python3 "$BATS_TEST_DIRNAME/command_editor.py" v "${git:+60}" >"$OUT" 2>"$ERR" || blame 'lost'
        echo "# ${git:+with git, }$(cat "$OUT")" >&3
    done
}

@test "an editor that saves between look and write: status 4, and its text stays" {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers do not work under strace'
    command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip 'no strace, or it may not be used'
    make_owed
    for how in rename inplace; do
        meeting 2026-11-18-ana 'contact: ana-lima' 'date: 2026-11-18' 'status: done' 'thanked:'
        strace -f -o /dev/null -e trace=renameat2 -e inject=renameat2:delay_enter=700000 "$INFOVIEW" thank ana >"$OUT" 2>"$ERR" &
        for try in {1..100}; do
            [ -z "$(find interviews -name '.infoview-*')" ] || break
            sleep 0.02
        done
        sleep 0.1
        sed 's/^status: done/status: done # mine/' "$note" >../saved
        if [ $how = rename ]; then cp ../saved interviews/.new && mv interviews/.new "$note"; else cat ../saved >"$note"; fi
        status=0
        wait $! || status=$?
        err=$(cat "$ERR")
        [ "$status" -eq 4 ] || blame "status 4 was expected ($how, $try)"
        complains 'changed by another program' 'nothing was written'
        cmp ../saved "$note"
        [ -z "$(find . -name '.infoview-*')" ]
    done
}

@test "two commands at once, with a repository and without: both are done" {
    for git in '' yes; do
        rm -rf v
        mkdir v
        cd v
        if [ -n "$git" ]; then make_committed; else make_owed; fi
        for i in {1..8}; do
            "$INFOVIEW" log ana call "Number $i" >/dev/null 2>>"$ERR" &
            "$INFOVIEW" set 2026-11-18-ana minutes_asked "$i" >/dev/null 2>>"$ERR" &
            "$INFOVIEW" new contact "Person $i" >/dev/null 2>>"$ERR" &
        done
        wait
        [ "$(grep -c 'call: Number' contacts/ana-lima.md)" -eq 8 ] || blame "$(cat contacts/ana-lima.md)"
        [ "$(find contacts -name 'person-*.md' | wc -l)" -eq 8 ]
        grep -q '^minutes_asked: [1-8]$' "$note"
        if [ -n "$git" ]; then
            [ -z "$(git status --porcelain)" ]
            [ "$(git rev-list --count HEAD)" -eq 25 ]
        fi
        cd ..
    done
}

@test "what a killed command left behind is no part of the vault, and git does not see it" {
    ok init v
    cd v
    ok new contact 'Ana Lima'
    for name in .infoview-99999-0.tmp .infoview-99999-gone.tmp; do
        cp contacts/ana-lima.md "contacts/$name"
    done
    [ -z "$(git status --porcelain)" ] || blame "$(git status --porcelain)"
    ok log ana call
    ok list --json
    json 'len(d["contacts"]) == 1'
    ok check
    [ -z "$(git status --porcelain)" ]
}
