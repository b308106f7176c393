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
    contact c03-date 'name: C03' 'added: 2026-02-30' 'snooze: next friday'
    contact c04-period 'name: C04' 'keep_in_touch: sometimes'
    contact c05-period-zero 'name: C05' 'keep_in_touch: 0 days'
    contact c06-word 'name: C06' 'status: sleeping' 'perspective: boss'
    contact c07-bool 'name: C07' 'private: maybe'
    contact c08-key 'name: C08' 'statsu: active' 'keep_in_tuoch: 1 month' 'shoe_size: 43'
    contact c09-twice 'name: C09' 'company: One' 'org: Two' 'employer: Three'
    contact c10-link-dead 'name: C10' 'referred_by: Nobody Known'
    contact c11-link-ambiguous 'name: C11' 'referred_by: Annie'
    contact c12-link-unquoted 'name: C12' 'referred_by: [[ana]]'
    contact c13-conflicts 'name: C13' 'conflicts: ["org: GridCo"]'
    contact c14-wide 'name: 李小龙' 'org: {李: 小}' 'aliases: [李, {a: b}]'
    printf -- '---\r\nname: C15\r\nadded: soon\r\n---\r\n' >contacts/c15-crlf.md
    printf '\357\273\277---\nadded: soon\nname: C16\n---\n' >contacts/c16-bom.md
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

# ---- rules that hang on a day or a number: the one before, the one, the one after; and without the thing

# The rules found, in their order, for the front matter lines of a meeting with ana.
rules_of() {
    rm -rf interviews
    mkdir -p interviews
    meeting m 'contact: ana' "$@"
    iv check --json
    python3 -c 'import json, sys
print(*[d["rule"] for d in json.load(open(sys.argv[1]))["diagnostics"]])' "$OUT"
}

enough='---
## Questions

- I noticed your map: why?
- b?
- c?
- d?
- e?'

@test "check: over-time begins after the minutes agreed and after the most" {
    contact ana 'name: Ana'
    for row in '20 30:' '20 31:over-time' '20 20:' '30 31:over-time' '31 31:over-time' '31 30:over-time' '60 61:over-time over-time' \
        '- 30:' '- 31:over-time' '30 -:' '31 -:over-time'; do
        read -r asked used <<<"${row%%:*}"
        run rules_of 'date: 2026-11-18' 'status: done' "minutes_asked: ${asked#-}" "minutes: ${used#-}"
        [ "$output" = "${row#*:}" ] || blame "$row: $output"
    done
}

@test "check: thanks on the day before the meeting, on it, today, tomorrow" {
    contact ana 'name: Ana'
    for row in '2026-11-17 thanked-before-meeting' '2026-11-18' '2026-11-19' '2026-11-21' '2026-11-22 future-done' 'skip' ''; do
        run rules_of 'date: 2026-11-18' 'status: done' "thanked: ${row%% *}" 'thanked_for: her map'
        [ "$output" = "$(cut -d' ' -f2- -s <<<"$row")" ] || blame "$row: $output"
        run rules_of 'date: 2026-11-18' 'status: done' "thanked: {ana: ${row%% *}}" 'thanked_for: her map'
        [ "$output" = "$(cut -d' ' -f2- -s <<<"$row")" ] || blame "map $row: $output"
    done
}

@test "check: thanks without a topic; none where nothing was said" {
    contact ana 'name: Ana'
    for row in '2026-11-19:generic-thanks' 'skip:' ':' '{ana: 2026-11-19}:generic-thanks' '{ana: skip}:'; do
        run rules_of 'date: 2026-11-18' 'status: done' "thanked: ${row%:*}"
        [ "$output" = "${row##*:}" ] || blame "$row: $output"
    done
}

@test "check: done yesterday, today, tomorrow: a meeting, a courtesy, a promise, a line of the log" {
    for row in '2026-11-20:' '2026-11-21:' '2026-11-22:future-done'; do
        day=${row%%:*} rule=${row#*:}
        contact ana 'name: Ana'
        run rules_of "date: $day" 'status: done'
        [ "$output" = "$rule" ] || blame "$row: $output"
        run rules_of "date: 2026-11-18" 'status: done' "asked_referrer: $day"
        [ "$output" = "$rule" ] || blame "$row: $output"
        run rules_of "date: 2026-11-18" 'status: done' --- '---' "- [x] a done:$day" "- [ ] b done:$day" '- [x] c'
        [ "$output" = "$rule" ] || blame "$row: $output"
        contact ana 'name: Ana' --- '---' '## Log' "- $day email in: a" "- $day note: b"
        run rules_of "date: 2026-11-18" 'status: done'
        [ "$output" = "${rule:+future-log future-log}" ] || blame "$row: $output"
    done
}

@test "check: questions of a meeting yesterday, today, tomorrow; one too few, enough" {
    contact ana 'name: Ana'
    for row in '2026-11-20:' '2026-11-21:too-few-questions' '2026-11-22:too-few-questions'; do
        run rules_of "date: ${row%:*}" "${enough/- e\?/}"
        [ "$output" = "${row#*:}" ] || blame "$row: $output"
    done
    run rules_of 'date: 2026-11-22' "$enough"
    [ -z "$output" ]
    run rules_of 'date: 2026-11-22' "${enough/I noticed your map: why/a}"
    [ "$output" = no-grounded-question ]
    run rules_of 'date: 2026-11-22'
    [ "$output" = too-few-questions ]
    run rules_of 'date: 2026-11-22' 'status: cancelled'
    [ -z "$output" ]
    echo 'meeting: {min_questions: 6}' >>infoview.yaml
    run rules_of 'date: 2026-11-22' "$enough"
    [ "$output" = too-few-questions ]
}

@test "check: a meeting ahead without a target, where there are active ones" {
    contact ana 'name: Ana'
    run rules_of 'date: 2026-11-22' "$enough"
    [ -z "$output" ]
    mkdir targets
    put_record targets/lead.md 'name: Lead' 'status: dropped'
    run rules_of 'date: 2026-11-22' "$enough"
    [ -z "$output" ]
    put_record targets/lead.md 'name: Lead'
    run rules_of 'date: 2026-11-22' "$enough"
    [ "$output" = no-target ]
    run rules_of 'date: 2026-11-20' "$enough"
    [ -z "$output" ]
    run rules_of 'date: 2026-11-22' 'target: lead' "$enough"
    [ -z "$output" ]
    contact ana 'name: Ana' 'target: lead'
    run rules_of 'date: 2026-11-22' "$enough"
    [ -z "$output" ]
}

@test "check: what asks for a job, and what does not" {
    contact ana 'name: Ana'
    for text in 'Could you hire me?' 'Do you have any OPENINGS for somebody like me?' 'Are you hiring?' 'Would you pass on my résumé?' \
        'Can you put in a good word for me?' 'A job for me?' 'Not today? Then tell me who could hire me'; do
        run rules_of 'date: 2026-11-22' "$enough" "- $text"
        [ "$output" = job-ask ] || blame "$text: $output"
        run rules_of 'date: 2026-11-18' 'status: done' 'thanked: 2026-11-19' "thanked_for: \"$text\""
        [ "$output" = job-ask ] || blame "$text: $output"
        contact ana 'name: Ana' --- '---' '## Log' "- 2026-11-18 email out: $text" "- 2026-11-18 email in: $text" "- 2026-11-18 note: $text"
        run rules_of 'date: 2026-11-18' 'status: done'
        [ "$output" = job-ask ] || blame "$text: $output"
        contact ana 'name: Ana' "why: \"$text\""
        run rules_of 'date: 2026-11-18' 'status: done'
        [ "$output" = job-ask ] || blame "$text: $output"
        contact ana 'name: Ana'
    done
    for text in 'What do you look for when you are hiring somebody?' 'How did you get your job?' 'I know there may be no openings' \
        'I am not asking for a job, only for 20 minutes' "I won't ask for a job" 'I write to learn, rather than to ask for a job' \
        'Do you have any openings in your calendar?' 'Are there any openings for a call on Friday?' 'Which position taught you most?' 'Who hired you?' 'What should stand in a résumé for this work?' 'Shire mead?'; do
        run rules_of 'date: 2026-11-22' "$enough" "- $text"
        [ -z "$output" ] || blame "$text: $output"
    done
}

# ---- the same person, circles

@test "check: the same person twice, by address or by name, unless something tells them apart" {
    contact a 'name: José García'
    for row in "name: Jose Garcia:duplicate-person" "name: JOSÉ GARCÍA:duplicate-person" "name: José Garcés:" 'name: X:'; do
        contact b "${row%:*}"
        ok check
        [[ $out == *"${row##*:}"* && ( -n ${row##*:} || -z $out ) ]] || blame "$row"
    done
    contact a 'name: Sam' 'email: [sam@x.example, s@y.example]' 'org: One'
    contact b 'name: Other' 'email: S@Y.example'
    ok check
    says "contacts/b.md:3:8: warning: the same mail address as in 'contacts/a.md'"
    contact b 'name: Sam' 'email: sam@z.example' 'org: One'
    ok check && [ -z "$out" ]
    contact b 'name: Sam' 'org: Two'
    ok check && [ -z "$out" ]
    contact b 'name: Sam' 'org: ONE'
    ok check
    says duplicate-person
    contact c 'name: Sam' 'org: One'
    ok check
    [ "$(grep -c "the same name as in 'contacts/a.md'" "$OUT")" = 2 ]
}

@test "check: referrals in a circle are said once, of their first; a tail is none" {
    contact a 'name: A' 'referred_by: c'
    contact b 'name: B' 'referred_by: a'
    contact c 'name: C' 'referred_by: b'
    contact d 'name: D' 'referred_by: c'
    contact e 'name: E' 'referred_by: e'
    contact f 'name: F' 'referred_by: [d, f]'
    ok check
    [ "$(grep -c referral-cycle "$OUT")" = 2 ]
    says 'contacts/a.md:3:14: warning: the referrals run in a circle: A, from C, from B, from A [referral-cycle]' \
        'contacts/e.md:3:14: warning: the referrals run in a circle: E, from E [referral-cycle]'
    contact c 'name: C' 'referred_by: [nobody, b]'
    iv check
    says_not 'A, from C'
}

# ---- links

@test "check: links of bodies, by path and by name; what leads out of the vault is not judged" {
    mkdir -p notes/sub skills site .hidden
    contact ana-lima 'name: Ana Lima' 'aliases: [Annie]'
    contact two 'name: Annie'
    put_record skills/map-making.md 'name: Map making'
    echo text | tee notes/one.md notes/sub/deep.md notes/pic.png notes/no-ending .hidden/h.md notes/_under.md >one.txt
    contact bo 'name: Bo' --- '---' '# Bo' '' \
        '[a](ana-lima.md) [b](../contacts/ana-lima.md#log) [c](./ana-lima) [d](/contacts/ana-lima.md) [e](../notes/) [f](../notes/pic.png)' \
        '[g](https://x.example/a.md) [h](mailto:a@b.example) [i](#here) [j](../../elsewhere/x.md) [k](/some/page) [l](../notes/sub/../one.md?raw=1)' \
        '[m](../notes/%6fne.md) [n](<../notes/one.md>) [o](../.hidden/h.md) [p](../notes/_under.md) [q](//x.example/y.md) [r]({{ref}}) [s](../one.txt)' \
        '[[ana-lima]] [[Ana Lima|her]] [[contacts/ana-lima]] [[one]] [[notes/one]] [[sub/deep]] [[deep#part]] [[pic.png]] [[map-making]] [[Map making]] [[#here]] [[ANA-LIMA]] [[one.md]]' \
        '`[x](none.md)` `[[none]]` \[x](none.md) \[[nothing]] <!-- [x](none.md) -->' '' '    [x](none.md) [[none]]' '' '> [x](none.md)'
    iv check
    [ "$status" -eq 0 ] && [ -z "$out" ] || blame 'a link that is there is called dead'
    contact bo 'name: Bo' --- '---' '[a](ana-lme.md) [b](../contacts/Ana-Lima.md) [c](../notes/none) [d](/contacts/none.md) [e][r]' \
        '[[anna-lima]] [[Annie]] [[notes/none]] [[other/one]] [[one/]] 李 [[none]]' '' '[r]: none.md'
    mkdir interviews -p
    meeting m 'contact: bo' 'date: 2026-11-18' 'status: done' --- '---' '## Referrals' '' '- [[Marta Quill]]' '- [[none]]: see [[none-too]]' '- [Kim](../contacts/kim.md)'
    echo 'see [x](none.md) and [[one]]' >notes/one.md
    echo 'see [[none]]' >pitch.md
    echo '[[none]]' | tee templates.md >site/page.md
    session check
    golden check-links
}

@test "check: a name that only case tells apart, of files and of folders" {
    mkdir -p notes/A notes/a contacts/x contacts/X
    touch notes/b.md notes/B.md notes/B.MD notes/A/c.md notes/a/C.md notes/A/C.md
    contact x/k 'name: K'
    contact X/k 'name: K'
    session check
    golden check-case
}

# ---- private people in other texts

@test "check: a private person's name in what pages show, and nowhere else" {
    contact ana 'name: Ana Lima' 'aliases: [Annie]' 'private: yes' 'why: Ana Lima herself'
    contact anna 'name: Anna Lima' --- '---' 'Anna Lima, Banana Lima, and Ana and Lima.'
    ok check && [ -z "$out" ]
    contact bo 'name: Bo' 'org: Friends of Ana Lima' 'referred_by: Ana Lima' 'nickname: as ANA LIMA says' --- '---' \
        'I like ana lima. [[ana|Ana Lima]] [Ana Lima](ana.md) [Ana Lima](https://x.example)' 'So does Ana' 'Lima, and 李 Annie too.' '' \
        '## Log' '' '- 2026-11-18 email out: about Annie' '' '## Secret (private)' '' 'Ana Lima' '### Sub' 'Ana Lima' '' '## Open' '' '```' 'Ana Lima' '```'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' --- '---' 'With Ana Lima.'
    mkdir notes
    echo 'Ana Lima' | tee notes/n.md pitch.md README.md >/dev/null
    session check
    golden check-private
}

@test "check: several names of a private person, and places where names end" {
    contact ana 'name: Ana  Lima' 'aliases: [Ana, Ana Lima, Lima, 李小龙, O’Neil, Anna]' 'private: yes'
    contact kim 'name: Kim' 'aliases: [Ana]' 'private: yes'
    mkdir notes
    contact bo 'name: Bo' 'why: Ana, Kim, Ana Lima and Ana' 'tags: [Lima, kim]' --- '---' 'Ana Lima, then Ana, then Ana   Lima; Lima.' '' 'Ana' '' \
        'Lima, 見李小龍李小龙了 and O’Neil’s, not OO’Neil' '❤️ 👩‍💻 é: [[ana|Ana Lima]], [[ana]] ana LIMA' "$(printf 'x%.0s' {1..2100}) [Ana](ana.md) [[kim|Kim]]"
    session check
    golden check-private-names
}

# ---- places that wait for words; ignoring

@test "check: <<…>> in text, and what is none" {
    contact ana 'name: <<name>>' 'why: a << b' --- '---' 'Dear <<first name>>, <<>> a << b >> c <<<no>>> `<<code>>` <<li' 'ne>>' '' '    <<code>>' '' '```' 'cat <<EOF >>x' '```' '> <<quote>>'
    echo '<<x>>' >README.md
    session check
    golden check-placeholder
}

@test "check: a comment silences rules in its file alone; a word in it that is no rule is a finding" {
    contact a 'name: A' 'email: x' 'statsu: active' --- '---' '<!-- infoview: ignore email unknown-key -->'
    contact b 'name: B' 'email: x' --- '---' '<!-- infoview: ignore emial -->' '<!-- infoview: ignore frobnicate -->'
    contact c 'name: C' 'email: x' --- '---' 'a <!-- infoview: ignore em<!-- infoview: ignore email --> b'
    session check
    session check --ignore email,unknown-value
    fails 2 check --ignore emial
    complains "there is no rule 'emial'" "did you mean 'email'?"
    fails 2 check --ignore frobnicate
    complains 'infoview help rules'
    session check --ignore ' email , unknown-value,'
    golden check-ignore
}

@test "check: a comment takes commas as --ignore does, and stands in a comment of the settings too" {
    contact a 'name: A' 'email: x' 'added: 2026-02-30' --- '---' '<!-- infoview: ignore email, date -->'
    contact b 'name: B' 'email: x' 'added: 2026-02-30' --- '---' '<!-- infoview: ignore email,date,, duplicate-person -->'
    printf '\nhorizon: soon # <!-- infoview: ignore period -->\n' >>infoview.yaml
    ok check && [ -z "$out" ] || blame 'something is found'
    contact c 'name: C' 'email: y' --- '---' '<!-- infoview: ignore email,dat -->'
    ok check
    says 'contacts/c.md:6:29: warning' "did you mean 'date'?"
}

@test "check: a fix stands for what is at its place, or there is none" {
    contact ana 'name: Ana'
    contact b 'name: B' $'status: >\n  actvie' $'perspective:\n  practitoner'
    contact c 'name: C' $'status: actv\n  ie'
    contact d 'name: D' 'referred_by: [[ana "lima"]]' 'target: [[a\\b]]'
    contact e 'name: E' 'status: actvie # so' $'referred_by:\n  - [[ana]]'
    contact f 'name: F' --- '---' '- [ ] ❤️ 👩‍💻 due:tomorrow'
    printf 'meeting: {ask_mintes: 20}\nmeeting.max_mintes: 30\n' >>infoview.yaml
    iv check --json
    run python3 -c 'import json, sys
for d in json.load(open(sys.argv[1]))["diagnostics"]:
    if d["rule"] not in ("dead-link", "required"):
        print(d["path"], *([f["text"] for f in d["fixes"]] or "-"))' "$OUT"
    [ "$output" = 'contacts/b.md -
contacts/b.md practitioner
contacts/c.md -
contacts/d.md -
contacts/d.md -
contacts/e.md active
contacts/e.md "[[ana]]"
contacts/f.md due:2026-11-22
infoview.yaml ask_minutes
infoview.yaml meeting.max_minutes' ] || blame "$output"
}

# ---- which files, how, and with what status

@test "check FILE: findings of these files and folders only, from any working folder" {
    contact a 'name: A' 'added: soon'
    contact b 'name: B' 'added: soon'
    mkdir -p contacts/sub 'contacts/sub two'
    contact 'sub two/c' 'name: C' 'added: soon'
    for words in contacts/a.md ./contacts/../contacts/a.md "$PWD/contacts/a.md"; do
        fails_like 1 check "$words"
        [ "$(grep -c '^contacts/' "$OUT")" = 1 ] && says contacts/a.md:3:8
    done
    cd 'contacts/sub two'
    fails_like 1 check .
    [ "$(grep -c '^contacts/' "$OUT")" = 1 ] && says 'contacts/sub two/c.md:3:8'
    fails_like 1 check ../a.md ../b.md
    [ "$(grep -c '^contacts/' "$OUT")" = 2 ]
    cd ../..
    fails_like 1 check .
    [ "$(grep -c '^contacts/' "$OUT")" = 3 ]
    ok check infoview.yaml contacts/sub && [ -z "$out" ]
    fails 2 check nowhere.md
    complains "cannot read 'nowhere.md'"
    fails 2 check /etc/hostname
    complains "is not in the vault"
}

@test "check: the status with --strict" {
    contact a 'name: A' 'statsu: active'
    ok check
    fails_like 1 check --strict
    fails_like 1 check --strict -q --json
    ok check --strict --ignore unknown-key
    contact a 'name: A'
    ok check --strict
}

@test "check --format github: workflow commands, escaped, from the working folder" {
    contact 'a,b%c' 'name: A' 'added: "50%, soon: no"'
    session check --format github
    cd .. || return 1
    session -C work check --format github
    golden check-github
    fails_like 1 -C "$work" check --format github
    [[ $out == '::error file=contacts/'* ]] || blame 'a path from an absolute one'
}

@test "check: a column is one of cells, the line is shown with its caret under it" {
    contact a 'name: A' $'org: {李: 小}' $'role: "\t李 e\xcc\x81": x' $'loc: \xe2\x80\xaex\e[31m {'
    contact b 'name: B' --- '---' "李小龙 [[none]] $(printf 'x%.0s' {1..200}) [[none]] $(printf 'y%.0s' {1..200})" "$(printf 'x%.0s' {1..2000}) [[none]]"
    session check
    golden check-columns
}
