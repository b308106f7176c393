#!/usr/bin/env bats
# `infoview next`: one thing to do, with all that is needed for it.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$work" || return 1
    make_vault
}

@test "next: the example vault" {
    cd "$top"
    session -C "$example" next
    golden next
}

@test "next --json: the item, the goal, whom to ask" {
    cd "$top"
    ok -C "$example" next --json
    json 'd["schema"] == "infoview/next@1" and d["today"] == "2026-11-21" and d["ask"] is None'
    json 'd["item"]["id"] == "thank:2026-11-18-ana-lima:ana-lima" and d["goal"]["done"] == 2'
    cp "$OUT" "$work/next"
    ok -C "$example" report --json
    python3 - "$work/next" "$OUT" <<'PY'
import json, sys
one, all = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
assert one["item"] == all["items"][0]
PY
}

# alone LINE… — the last records made are the whole vault: says what is next, and clears them away.
alone() {
    session next
    json_kind=$("$INFOVIEW" next --json | python3 -c 'import json, sys; print((json.load(sys.stdin)["item"] or {}).get("kind"))')
    [ "$json_kind" = "$1" ] || blame "$1 was expected, not $json_kind"
    rm -f contacts/*.md interviews/*.md plan.md
}

@test "next: an item of every kind" {
    held=('date: 2026-11-18' 'status: done')
    said=('---' '## Notes' '' 'She explained the map.')
    contact ana 'name: Ana Lima' 'org: GridCo' 'email: [a@one.example, a@two.example]' 'role: Planner'
    meeting m 'contact: ana' "${held[@]}" --- "${said[@]}"
    alone thank
    contact ana 'name: Ana Lima' --- '---' '- [ ] Send the slides due:2026-11-20'
    alone promise
    contact ana 'name: Ana Lima'
    meeting m 'contact: ana' 'date: 2026-11-18'
    alone confirm
    contact ana 'name: Ana Lima'
    meeting m 'contact: ana' "${held[@]}" 'thanked: 2026-11-18'
    alone notes
    contact ana 'name: Ana Lima'
    meeting m 'contact: ana' 'date: 2026-11-21T15:00' --- '---' '## Questions' '' '- I noticed one?' '- Two?' '- Three?' '- Four?' '- Five?'
    alone meet
    contact ana 'name: Ana Lima'
    meeting m 'contact: ana' 'date: 2026-11-22'
    alone prep
    contact ana 'name: Ana Lima' 'referred_by: bo'
    contact bo 'name: Bo Chen'
    meeting m 'contact: ana' 'date: 2026-11-24' --- '---' '## Questions' '' '- I noticed one?' '- Two?' '- Three?' '- Four?' '- Five?'
    alone ask-referrer
    contact ana 'name: Ana Lima' 'referred_by: bo'
    contact bo 'name: Bo Chen'
    meeting m 'contact: ana' 'date: 2026-11-12' 'status: done' 'thanked: skip' --- "${said[@]}"
    alone tell-referrer
    contact ana 'name: Ana Lima' --- '---' '## Log' '' '- 2026-11-18 email in: Yes' '- 2026-11-12 email out: Asked'
    alone schedule
    contact ana 'name: Ana Lima' --- '---' '## Log' '' '- 2026-11-12 email out: Asked'
    alone nudge
    contact ana 'name: Ana Lima' --- '---' '- [ ] @waiting Ana sends her list due:2026-11-20'
    alone waiting
    contact ana 'name: Ana Lima' 'keep_in_touch: 1 month' --- '---' '## Log' '' '- 2026-10-01 call: About her garden'
    alone touch
    contact ana 'name: Ana Lima'
    meeting m 'contact: ana' 'date: 2026-11-12' 'status: done' 'thanked: skip' --- "${said[@]}" '' '## Referrals' '' '- Marta Quill, Larkfield'
    alone referral
    contact ana 'name: Ana Lima' 'added: 2026-11-01' 'why: Knows maps'
    alone ask
    put_record plan.md 'reviewed: 2025-11-01'
    alone review
    golden next-kinds
}

@test "next: an empty vault, nothing due, an open goal with and without somebody to ask" {
    session next
    printf 'goal: 1 per week\n' >infoview.yaml
    session next
    contact ana 'name: Ana Lima' 'org: Northwind' 'email: ana@northwind.example' 'snooze: 2027-01-01' 'added: 2026-01-01'
    session next
    contact bo 'name: Bo Chen' 'why: Knows meters' 'added: 2026-11-20'
    contact cy 'name: Cy Young' 'added: 2026-11-19'
    session next
    session next --json
    meeting 2026-11-20-dee 'contact: dee' 'date: 2026-11-20' 'status: done' 'thanked: skip' --- '---' '## Notes' '' 'All said.'
    contact dee 'name: Dee'
    session next
    golden next-nothing
}

@test "next: what has no date comes after what is due, and before nothing" {
    contact ana 'name: Ana Lima' --- '---' '- [ ] Send the slides' '- [ ] @waiting Ana sends hers'
    session next
    contact bo 'name: Bo Chen' --- '---' '- [ ] Call back due:2026-11-20'
    session next
    golden next-order
}

@test "next: what lies ahead is not said to be due" {
    contact ana 'name: Ana Lima' --- '---' '- [ ] Send the slides due:2026-11-23'
    ok next
    says_not 'Send the slides'
}

@test "next: a file that cannot be read is not passed over in silence" {
    echo broken >contacts/ana.md
    ok next
    [[ $out$err == *'could not be read'* ]] || blame 'nothing said of contacts/ana.md'
}

@test "next takes no words, no csv" {
    fails 2 next ana
    complains "one word too many: 'ana'"
    fails 2 next --format csv
}

@test "next: what the user wrote reaches the command line in quotes" {
    contact ana 'name: Ana' --- '---' "- [ ] Send Bo's \$(reboot) notes; rm -rf ~ due:2026-11-20"
    ok next
    line=$(sed -n 's/^  then *infoview //p' "$OUT")
    eval "set -- $line"
    [ "$#" -eq 3 ]
    [ "$3" = "Send Bo's \$(reboot) notes; rm -rf ~" ]
}
