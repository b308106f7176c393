#!/usr/bin/env bats
# What is longer than the screen goes through a pager: on a terminal, with somebody before it, and never else.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    unset PAGER LESS LESSCHARSET
    python3 -c 'import os; os.openpty()' 2>/dev/null || skip 'no pseudo-terminals here'
    make_vault
    for i in $(seq 10 50); do contact "p$i" "name: Person Number $i"; done
    marker="sed s/^/PAGED:/"
}

# page [OPTIONS OF terminal.py] COLUMNS ARGS… — at a terminal that is standard input too; its bytes in "$OUT".
page() {
    local own=()
    while [[ $1 == -* ]]; do
        case $1 in
        -k) own+=("$1" "$2" "$3") && shift 3 ;;
        *) own+=("$1" "$2") && shift 2 ;;
        esac
    done
    status=0
    python3 "$BATS_TEST_DIRNAME/terminal.py" -i "${own[@]}" "$1" "$INFOVIEW" "${@:2}" >"$OUT" 2>"$ERR" || status=$?
    out=$(tr -d '\0' <"$OUT")
    err=$(tr -d '\0' <"$ERR")
}

paged() {
    [[ $out == *PAGED:* ]] || blame 'no pager was run'
}

unpaged() {
    says "$1"
    [[ $out != *PAGED:* ]] || blame 'a pager was run'
}

@test "longer than the screen: list and show go through PAGER, whole" {
    export PAGER=$marker
    page 80 list
    [ "$status" -eq 0 ] || blame
    paged
    [ "$(grep -c 'PAGED:.*Person Number' "$OUT")" -eq 41 ] || blame
    page -l 5 80 show p10
    paged
    says 'Person Number 10'
}

@test "help and --help go through it, -h and infoview alone do not" {
    export PAGER=$marker
    page -l 5 80 help report
    paged
    page -l 5 80 report --help
    paged
    page -l 5 80 report -h
    unpaged 'usage: infoview report'
    page -l 5 80
    unpaged 'usage: infoview'
}

@test "what fits on the screen is printed straight; lines that wrap are counted" {
    export PAGER=$marker
    rm contacts/*
    contact ana "name: Ana" "$(printf 'why: %0400d' 7)"
    page -l 8 80 list
    unpaged Ana
    page -l 60 80 show ana
    unpaged Ana
    # 42 lines and a prompt: 43 do, 42 do not.
    for i in $(seq 10 49); do contact "p$i" "name: Person Number $i"; done
    page -l 43 80 list
    unpaged 'Person Number 49'
    page -l 42 80 list
    paged
    # Cut to 44 cells, 40 of the 42 lines take two on a screen of 40.
    page -l 83 40 list --columns name,id,path,name
    unpaged 'p49.md'
    page -l 82 40 list --columns name,id,path,name
    paged
}

@test "never: in a pipe, with --quiet, with --no-input, without somebody at standard input, on a dumb terminal" {
    export PAGER=$marker
    ok list
    unpaged 'Person Number 49'
    page 80 list -q
    unpaged 'Person Number 49'
    page 80 list --no-input
    unpaged 'Person Number 49'
    TERM=dumb page 80 list
    unpaged 'Person Number 49'
    (unset TERM && page 80 list && unpaged 'Person Number 49')
    python3 "$BATS_TEST_DIRNAME/terminal.py" 80 "$INFOVIEW" list >"$OUT"
    out=$(cat "$OUT")
    unpaged 'Person Number 49'
    # Standard error in a pipe does not matter.
    page 80 list --json
    unpaged '"schema": "infoview/contacts@1"'
}

@test "PAGER empty or cat: no pager" {
    # This cat would show that it was run.
    mkdir bin
    printf '#!/bin/sh\nexec sed s/^/PAGED:/\n' >bin/cat
    chmod +x bin/cat
    for pager in '' cat; do
        PATH=$PWD/bin:$PATH PAGER=$pager page 80 list
        unpaged 'Person Number 49'
    done
}

@test "PAGER with arguments, in a path with spaces, and as a line of shell" {
    PAGER="sed -e 's/^/PAGED:/' -n -e p" page 80 list
    paged
    mkdir 'my bin'
    printf '#!/bin/sh\nexec sed "s/^/PAGED:$1:/"\n' >'my bin/pager'
    chmod +x 'my bin/pager'
    PAGER="'$PWD/my bin/pager' one" page 80 list
    says PAGED:one:
    PAGER="grep Person | sed s/^/PAGED:/" page 80 list
    paged
    says_not 'PAGED:name'
}

@test "without PAGER: less, with LESS=FRX and LESSCHARSET=utf-8 where the user has no own" {
    mkdir bin
    printf '#!/bin/sh\necho "PAGED:$LESS:$LESSCHARSET:"\ncat >/dev/null\n' >bin/less
    chmod +x bin/less
    PATH=$PWD/bin:$PATH page 80 list
    says PAGED:FRX:utf-8:
    PATH=$PWD/bin:$PATH LESS=S LESSCHARSET=latin1 page 80 list
    says PAGED:S:latin1:
}

@test "a pager that is not there or cannot be run: everything is printed straight" {
    for pager in no-such-pager /etc 'no-such-pager -x' ./nothing; do
        PAGER=$pager page 80 list
        [ "$status" -eq 0 ] || blame "$pager"
        [ "$(grep -c 'Person Number' "$OUT")" -eq 41 ] || blame "$pager"
    done
    mkdir bin
    python3 "$BATS_TEST_DIRNAME/terminal.py" -i 80 env "PATH=$PWD/bin" "$INFOVIEW" list >"$OUT"
    [ "$(grep -c 'Person Number' "$OUT")" -eq 41 ] || blame 'no less'
}

@test "a pager that is left early, or fails, ends it in silence with the command's own status" {
    # More than a pipe holds, so that the rest cannot be written.
    python3 - <<'PY'
for i in range(3000):
    open("contacts/q%04d.md" % i, "w").write("---\nname: Somebody of Number %d\norg: Some Org\n---\n" % i)
PY
    for pager in 'head -1' true 'head -1; exit 3' 'kill -9 $$'; do
        PAGER=$pager page 80 list
        [ "$status" -eq 0 ] || blame "$pager"
        [ ! -s "$ERR" ] || blame "$pager"
        [ "$(grep -c Somebody "$OUT")" -eq 0 ] || blame "$pager"
    done
}

@test "less itself: shows the first screen, q ends it" {
    command -v less >/dev/null || skip 'no less here'
    page -k 'Person Number 12' q 80 list
    [ "$status" -eq 0 ] || blame
    says 'Person Number 20'
    says_not 'Person Number 49'
    # It goes to the end; colours are colours there, and links are links.
    page -k 'Person Number 12' G -k 'Person Number 50' q 80 list
    [ "$status" -eq 0 ] || blame
    says_not 'ESC['
}

@test "Ctrl-C belongs to the pager: infoview waits for it and leaves the terminal as it was" {
    cat >pager <<-'SH'
	#!/bin/sh
	trap 'echo CAUGHT; exit 0' INT
	cat >/dev/null
	echo READY
	i=0
	while [ $i -lt 300 ]; do sleep 0.1; i=$((i + 1)); done
	echo NEVER
	SH
    chmod +x pager
    PAGER=./pager page -k READY '\x03' 80 list
    [ "$status" -eq 0 ] || blame
    says CAUGHT
    says_not NEVER
    [ ! -s "$ERR" ] || blame
}

@test "what is said about the output comes after it" {
    printf -- '---\nname: [\n---\n' >contacts/bad.md
    PAGER=$marker page 80 list
    paged
    complains 'not in the list: contacts/bad.md'
    python3 "$BATS_TEST_DIRNAME/terminal.py" -i -e 80 env "PAGER=$marker" "$INFOVIEW" list >"$OUT"
    [[ $(tail -1 "$OUT") == *'not in the list: contacts/bad.md'* ]]
}
