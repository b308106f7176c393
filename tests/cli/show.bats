#!/usr/bin/env bats
# `infoview show`: cards of people and of other records, as text and JSON; who is meant; a terminal's width.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$top" || return 1
}

show() {
    ok -C "$example" show "$@"
}

@test "show: people of the example vault" {
    for who in ana-lima 'bo chen' rosa kofi graham neighbour-r meera; do
        session -C "$example" show "$who"
    done
    golden show
}

@test "show: an interview, an opportunity, a skill, a target" {
    for id in 2026-11-18-ana-lima 2026-11-20-rosa-ibanez 2026-11-24-kofi-mensah retrofit-coordinator technical-writing \
        grid-data-analyst; do
        session -C "$example" show "$id"
    done
    golden show-others
}

@test "show --json: every key of infoview/contact@1, in its order" {
    show rosa --json
    json 'list(d) == """schema id path name aliases org role location email phone stage status keep_in_touch
        last_touch next_touch snooze referred_by referred target perspective tags private extra log promises
        interviews commits""".split()'
    json 'd["schema"] == "infoview/contact@1" and d["id"] == "rosa-ibanez"'
    json 'd["keep_in_touch"] == {"text": "2 months", "months": 2, "days": 0, "never": False}'
    json '(d["stage"], d["status"], d["last_touch"], d["next_touch"]) == ("thanked", "active", "2026-11-20", "2027-01-20")'
    json 'd["referred_by"] == ["elodie-vasseur"] and d["referred"] == ["nikos-pappas"] and d["snooze"] is None'
    json 'd["aliases"] == [] and d["phone"] == ["01632 960244"] and d["private"] is False and d["extra"] == {}'
    json 'd["interviews"] == ["2026-11-20-rosa-ibanez", "2026-10-22-rosa-ibanez"]'
    json 'len(d["log"]) == 6 and d["log"][0] == {"date": "2026-11-20", "time": None, "kind": "message",
          "direction": "out", "text": "Thanked her from the tram, with the link to the tariff talk", "line": 22}'
    json '[(p["id"], p["owner"], p["open"], p["due"], p["done"]) for p in d["promises"]] == [
          (None, "mine", False, None, "2026-11-20"), (None, "mine", False, "2026-10-30", "2026-10-24")]'
    show layla --json
    json 'd["log"][0]["time"] == "09:40" and d["next_touch"] is None and d["interviews"] == []'
    show neighbour-r --json
    json 'd["private"] is True and d["stage"] == "paused" and d["next_touch"] is None'
    show signe --json
    json 'd["keep_in_touch"] == {"text": "never", "months": 0, "days": 0, "never": True}'
    show elodie --json
    json 'd["referred_by"] == [] and d["keep_in_touch"]["days"] == 42'
    json 'd["referred"] == ["bo-chen", "rosa-ibanez", "kofi-mensah", "oksana-kovalenko"]'
    show oksana --json
    json 'd["referred_by"] == ["bo-chen", "elodie-vasseur"] and d["last_touch"] == "2026-11-14"'
}

@test "show --json: the other kinds; jsonl is one line; csv is refused" {
    show 2026-11-20-rosa-ibanez --json
    json 'd["schema"] == "infoview/interview@1" and d["contact"] == ["rosa-ibanez", "nikos-pappas"]'
    json '(d["date"], d["time"], d["status"], d["minutes"]) == ("2026-11-20", "08:15", "done", 30)'
    json 'len(d["questions"]) == 5 and not d["questions"][0]["answered"] and d["referrals"] == d["skills"] == []'
    show 2026-11-18-ana-lima --json
    json 'd["referrals"] == ["Meera", "Marta Quill"] and d["skills"][2] == "Mapping software"'
    json '[p["open"] for p in d["promises"]] == [True, True, False] and d["told_referrer"] is None'
    show grid-analyst --json
    json 'd["schema"] == "infoview/opportunity@1" and d["value"] is None and d["fit"] == 3 and d["contact"] == "ana-lima"'
    show explaining --json
    json 'd["schema"] == "infoview/skill@1" and len(d["evidence"]) == 1 and d["refresh"] is None'
    show energy-programme-lead --format jsonl
    json -l 'd[0]["schema"] == "infoview/target@1" and d[0]["by"] == "2027-09-01"'
    fails 2 -C "$example" show bo-chen --format csv
}

@test "show: who is meant" {
    for who in rosa-ibanez 'Rosa Ibáñez' IBANEZ contacts/rosa-ibanez contacts/rosa-ibanez.md; do
        show "$who" --json
        json 'd["id"] == "rosa-ibanez"'
    done
    show 陈博 --json
    json 'd["id"] == "bo-chen"'
    fails 2 -C "$example" show depot
    complains "more than one person fits 'depot'" rosa-ibanez nikos-pappas
    fails 2 -C "$example" show pryia
    complains "nobody fits 'pryia'" priya-rao
    fails 2 -C "$example" show 2026-11-18
    fails 2 -C "$example" show contacts/nobody
    fails 2 -C "$example" show
    complains 'infoview show WHO'
    fails 2 -C "$example" show bo chen
    complains "one word too many: 'chen'" quotes
    fails 2 -C "$example" show --nope bo-chen
    fails 2 -C "$example" show ''
}

@test "show: a person's name goes before another record's id, which KIND/ID still reaches" {
    own_vault
    mkdir skills
    contact mo 'name: Mo Budgeting'
    printf -- '---\nname: Sums\n---\n' >skills/budgeting.md
    ok show budgeting --json
    json 'd["name"] == "Mo Budgeting"'
    ok show skills/budgeting --json
    json 'd["name"] == "Sums"'
    contact jo 'name: Jo' 'org: Budgeting'
    fails 2 show budgeting
    complains 'more than one person'
}

@test "show: a file that cannot be read says where and why" {
    fails 3 -C "$example" show walter-finch
    complains 'contacts/walter-finch.md:4:19: ' 'put the text in quotes'
}

@test "show: referrals that run in a circle, lead out of the vault, or are many" {
    own_vault
    contact a 'name: A' 'referred_by: b'
    contact b 'name: B' 'referred_by: c'
    contact c 'name: C' 'referred_by: b'
    contact d 'name: D' 'referred_by: [Somebody Else, a, a, d]'
    contact e 'name: E' 'referred_by: e'
    ok show a
    says '  path         … → C → B → A' '  sent you to  D'
    ok show d
    says '  path         Somebody Else → D' '  also by      A, A, D'
    ok show e
    says 'path         … → E'
    ok show a --json
    json 'd["referred"] == ["d"]'
    ok show d --json
    json 'd["referred_by"] == ["Somebody Else", "a", "a", "d"]'
}

@test "show: unknown keys, several people, promises of several, undated and future meetings" {
    own_vault
    contact jo 'name: Jo' 'birthday: 3 March' 'pets: [cat, "dog"]' 'status: paused' 'snooze: 2026-12-01' --- \
        --- '## Log' '' '- 2026-11-30 call out: after today' '- 2026-11-01 09:00 note: at nine' \
        '- 2026-11-01 10:00 call in' '' '- [ ] Keep me' '- [ ] Keep me' '- [-] Drop me'
    contact mo 'name: Mo'
    meeting 2026-11-10-both 'contact: [jo, mo, Nobody Known]' 'date: 2026-11-10' 'status: done' \
        'thanked: {jo: skip, mo: 2026-11-11}' 'thanked_via: in-person' --- --- '- [ ] For [[mo]] only' '- [ ] For the first'
    meeting someday 'contact: jo' 'status: planned'
    session show jo
    session show mo
    session show 2026-11-10-both
    golden show-edges
    ok show jo --json
    json 'd["extra"] == {"birthday": "3 March", "pets": "cat, dog"} and d["snooze"] == "2026-12-01"'
    json '[p["text"] for p in d["promises"]] == ["Keep me", "Keep me", "Drop me", "For the first"]'
    json 'd["promises"][1]["id"] == d["promises"][0]["id"] + "-2" and d["promises"][2]["open"] is False'
}

@test "show on a terminal: wrapped at its width; whole in a pipe" {
    for who in bo-chen ana-lima 2026-11-18-ana-lima technical-writing; do
        show "$who"
        tr -s ' \n' '\n\n' <"$OUT" >"$work/pipe"
        for columns in 80 60; do
            on_terminal $columns -C "$example" show "$who"
            [ "$(LC_ALL=C.UTF-8 wc -L <"$OUT")" -le $columns ] || blame "$who: wider than $columns"
            tr -s ' \n' '\n\n' <"$OUT" | diff "$work/pipe" -
        done
    done
    own_vault
    contact long "name: $(printf 'x%.0s' {1..300})" "why: 李小龙李小龙李小龙李小龙李小龙李小龙李小龙李小龙李小龙李小龙李小龙李小龙李小龙李小龙"
    on_terminal 50 show long
    [ "$(LC_ALL=C.UTF-8 wc -L <"$OUT")" -le 50 ]
    ok show long
    [ "$(head -n 1 "$OUT" | wc -c)" -eq 301 ]
}

@test "show: colour only where it is asked for; LC_ALL=C changes nothing; -q neither" {
    show bo-chen
    cp "$OUT" "$work/plain"
    ! grep -q $'\033' "$OUT"
    show bo-chen --color always
    grep -q $'\033' "$OUT"
    LC_ALL=C show bo-chen -q
    cmp "$OUT" "$work/plain"
}

@test "show: hostile text does nothing to a terminal" {
    own_vault
    printf -- '---\nname: "\\e[31mRed\\u202Eevil"\norg: "\\e]0;title\\a"\nreferred_by: "\\e[1mX"\n"\\e[2J": "\\e[H"\n---\n' \
        >contacts/red.md
    printf '## Log\n\n- 2026-11-01 call out: \033[2J\342\200\256gone\n\n- [ ] \033]0;x\007 it\n' >>contacts/red.md
    ok show red
    clean "$OUT" "$ERR"
    says '[31mRed'
    ok show red --json
    clean "$OUT"
    json 'd["name"] == "\x1b[31mRed\u202eevil" and d["referred_by"] == ["\x1b[1mX"]'
    ok show red --color always
    sed 's/\x1b\[[0-9]*m//g' "$OUT" >"$work/without"
    clean "$work/without"
    fails 2 show $'\033[31mnobody'
    clean "$ERR"
}
