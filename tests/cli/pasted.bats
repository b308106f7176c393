#!/usr/bin/env bats
# The command of every item of report and next works when it is pasted: exit 0, and what it settles by itself is settled.
# pasted.py says what that is; PASTED_STEP=1 tries every name with every kind (minutes); under sanitizers they are half as many.

load helper
load git

setup() {
    use_home
    use_git
    export TMPDIR=$BATS_TEST_TMPDIR
}

# What pasted.py says goes to the one who runs the tests.
pasted() {
    status=0
    python3 "$BATS_TEST_DIRNAME/pasted.py" "$INFOVIEW" "$@" >"$OUT" 2>"$ERR" || status=$?
    [ "$status" -eq 0 ] || blame 'a command does not do what its item says'
    echo "# $(cat "$OUT")" >&3
}

@test "the example vault on days with all kinds of items: every command" {
    cp -r "$top/$example" v
    cd v
    git init -q
    git add .
    git commit -qm first
    cd ..
    pasted all v 2026-11-21 2027-08-01
    [ "$(tr ',' '\n' <"$OUT" | grep -cE '^ ?[a-z-]+ [0-9]+$')" -eq 15 ] || blame 'not all 15 kinds'
}

@test "names with a dash before them, quotes, blanks, signs, other scripts; people who are not in the vault; three shells" {
    mkdir folder
    pasted names folder "${PASTED_STEP:-$((slow > 1 ? 12 : 6))}"
}

@test "a meeting with a person whose name is part of another's is that person's" {
    make_vault
    contact chris-park 'name: Chris Park'
    meeting 2026-11-18-a 'contact: Chris' 'date: 2026-11-18' 'status: done' 'thanked:'
    meeting 2026-11-19-b 'contact: chris-park' 'date: 2026-11-19' 'status: done' 'thanked:'
    export INFOVIEW_TODAY=2026-11-21
    ok thank Chris
    says 2026-11-18-a
    ok thank Park
    says 2026-11-19-b
    contact chris 'name: Chris'
    fails 2 thank Chris
}

@test "of two promises in the same words the one that is due first is done" {
    make_vault
    contact bo 'name: Bo Chen' --- '---' '- [ ] Send it' '- [ ] Send it due:2026-11-27' '- [ ] Send it due:2026-11-20' '- [ ] Send it on'
    export INFOVIEW_TODAY=2026-11-21
    ok done bo 'Send it'
    grep -qx -- '- \[x\] Send it due:2026-11-20 done:2026-11-21' contacts/bo.md || blame "$(cat contacts/bo.md)"
}

@test "next: whom to ask, by an id that a shell would take apart" {
    make_vault
    printf 'format: 1\ngoal: 1 per week\n' >infoview.yaml
    contact "o'brien & son" "name: Al"
    export INFOVIEW_TODAY=2026-11-21
    ok next
    [ "$(tail -1 "$OUT")" = "  then       infoview draft ask 'o'\\''brien & son'" ] || blame 'not in quotes'
}
