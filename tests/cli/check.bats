#!/usr/bin/env bats
# `infoview check`: every finding that reading a vault makes, at its exact place.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$work" || return 1
    make_vault
}

@test "check: nothing wrong" {
    contact ana 'name: Ana Lima'
    session check
    session check -q
    golden check-fine
}

@test "check: the example vault has one bad file and says how to mend it" {
    cd "$top"
    session -C "$example" check
    golden check-example
}

@test "check: one finding of each sort in front matter" {
    contact ana 'name: Ana Lima' 'aliases: [Annie]'
    contact bo 'name: Bo Chen' 'aliases: [Annie]'
    contact c01-required 'org: Nobody'
    contact c02-type-list 'name: [Two, Names]' 'org: {a: b}'
    contact c03-date 'name: C' 'added: 2026-02-30' 'snooze: next friday'
    contact c04-period 'name: C' 'keep_in_touch: sometimes'
    contact c05-period-zero 'name: C' 'keep_in_touch: 0 days'
    contact c06-word 'name: C' 'status: sleeping' 'perspective: boss'
    contact c07-bool 'name: C' 'private: maybe'
    contact c08-key 'name: C' 'statsu: active' 'keep_in_tuoch: 1 month' 'shoe_size: 43'
    contact c09-twice 'name: C' 'company: One' 'org: Two' 'employer: Three'
    contact c10-link-dead 'name: C' 'referred_by: Nobody Known'
    contact c11-link-ambiguous 'name: C' 'referred_by: Annie'
    contact c12-link-unquoted 'name: C' 'referred_by: [[ana]]'
    contact c13-conflicts 'name: C' 'conflicts: ["org: GridCo"]'
    contact c14-wide 'name: 李小龙' 'org: {李: 小}' 'aliases: [李, {a: b}]'
    printf -- '---\r\nname: C\r\nadded: soon\r\n---\r\n' >contacts/c15-crlf.md
    printf '\357\273\277---\nadded: soon\nname: C\n---\n' >contacts/c16-bom.md
    session check
    golden check-front-matter
}

@test "check: # in a list of tags is a comment to YAML, and that is said" {
    contact a 'name: A' 'tags: [#grid, #heat]'
    contact b 'name: B' 'tags: [grid, #heat]' 'org: GridCo'
    contact c 'name: C' 'tags: ["#grid", heat]'
    contact d 'name: D' 'tags: [grid, heat'
    session check
    golden check-hash
}

@test "check: interviews" {
    contact ana 'name: Ana Lima'
    meeting m01-required 'status: done'
    meeting m02-nobody 'contact: Nobdy' 'date: 2026-11-18'
    meeting m03-date 'contact: ana' 'date: yesterday'
    meeting m04-minutes 'contact: ana' 'date: 2026-11-18' 'minutes: 601' 'minutes_asked: half an hour' 'rating: 6'
    meeting m05-thanked 'contact: ana' 'date: 2026-11-18' 'status: done' 'thanked: yes'
    meeting m06-thanked-map 'contact: ana' 'date: 2026-11-18' 'status: done' 'thanked: {ana: soon, bob: skip}'
    meeting m07-courtesy 'contact: ana' 'date: 2026-11-18' 'asked_referrer: done'
    meeting m08-words 'contact: ana' 'date: 2026-11-18' 'status: over' 'thanked_via: pigeon' 'via: fax'
    meeting m09-job 'contact: ana' 'date: 2026-11-18' 'raised_job: perhaps'
    session check
    golden check-interviews
}

@test "check: marks in promises and the log" {
    contact ana 'name: Ana Lima' --- '---' '# Ana' '' '- [ ] Send it due:2026-13-01' '- [ ] Call due:tomorrow' \
        '- [x] Done done:2026-02-30' '- 李 [ ] no task' '  - [ ] 李 nested due:soon' '' '## Log' '' '- 2026-11-18 email in: fine' \
        '- 18 Nov: not a date' '- 2026-02-30 call' '- no date at all'
    session check
    golden check-marks
}

@test "check: the other kinds, the plan, the settings" {
    mkdir opportunities skills targets
    put_record opportunities/o.md 'name: O' 'fit: 6' 'value: -1' 'deadline: never' 'contact: nobody' 'from: [x, y]' 'status: lost'
    put_record skills/s.md 'name: S' 'level: 0' 'kind: medium' 'refresh_by: soon'
    put_record targets/t.md 'by: 2026' 'status: open'
    put_record plan.md 'reviewed: last year' 'reviewd: 2026-01-01'
    cat >infoview.yaml <<'E'
format: 1
thank_you: {due: soon, late: 2 days, never: 1}
keep_in_touch: 0 days
nudge_times: many
goal: 3 a week
away: [2026-12-21..2026-12-01, christmas]
horizon: 1 fortnight
week_starts: someday
folders: {contacts: ../contacts, interviews: /tmp, skills: .skills}
links: html
commit: perhaps
meeting: 30
goals: 1 per week
me: [Jo]
E
    session check
    golden check-settings
}

@test "check: files whose place or name is wrong" {
    contact ana 'name: Ana'
    contact ana.sync-conflict-20261121-101010-ABCDEF 'name: Ana'
    contact 'ana (conflicted copy 2026-11-21)' 'name: Ana'
    contact 'what?' 'name: What'
    contact -dash 'name: Dash'
    contact ANA 'name: Again'
    contact _draft 'name: Passed over'
    contact .hidden 'name: Passed over'
    echo 'not read' >contacts/ana.txt
    session check
    golden check-names
}

@test "check: what could not be read stands among the findings, in the order of the files" {
    contact b 'name: B' 'status: x'
    echo broken >contacts/a.md
    echo broken >contacts/c.md
    fails_like 1 check
    [ "$(cut -d: -f1 <<<"$out" | grep -v '^ ' | tr '\n' ' ')" = 'contacts/a.md contacts/b.md contacts/c.md ' ]
}

# Status N with findings on standard output.
fails_like() {
    iv "${@:2}"
    [ "$status" -eq "$1" ] && [ -s "$OUT" ] || blame "$*"
}

@test "check: status 1 for errors, 0 for warnings alone" {
    contact a 'name: A' 'statsu: active'
    ok check
    says 'contacts/a.md:3:1: warning: unknown key'
    contact b 'name: B' 'added: soon'
    fails_like 1 check
}

@test "check: every finding has the form path:line:col: severity: message [rule]" {
    contact a 'name: A' 'statsu: active' 'added: soon'
    echo broken >contacts/b.md
    fails_like 1 check
    grep -v '^  ' "$OUT" | while IFS= read -r line; do
        [[ $line =~ ^[^:]+:[0-9]+:[0-9]+:\ (error|warning):\ .+\ \[[a-z0-9-]+\]$ ]] || blame "$line"
    done
}

@test "check --color always colours, in a pipe it does not" {
    contact a 'name: A' 'statsu: active'
    ok check
    clean "$OUT"
    ok check --color always
    grep -q $'\033\\[' "$OUT"
}
