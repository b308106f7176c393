#!/usr/bin/env bats
# The short commands that write: log, met, move, cancel, thank, done, snooze, set. What stands in the files
# afterwards, to the byte; what is refused; what is committed is in commit.bats.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    make_vault
}

# The file must hold these lines between the fences, and what follows `---` after them.
holds() {
    local file=$1
    put_record "$BATS_TEST_TMPDIR/wanted" "${@:2}"
    diff -u "$BATS_TEST_TMPDIR/wanted" "$file"
}

# Nothing in the vault changes when the command is refused.
refuses() {
    local before
    before=$(find . -type f -exec sha256sum {} + | sort)
    fails "$@"
    [ "$before" = "$(find . -type f -exec sha256sum {} + | sort)" ]
}

people() {
    contact ana-lima 'name: Ana Lima' 'org: Northwind Energy'
    contact bo-chen 'name: Bo Chen' 'org: GridCo'
}

# ---- log

@test "log: one line a touch, newest first in a new list, in the order of one that is there" {
    people
    ok log ana email out 'Asked for 20 minutes' --on 2026-11-12
    [ "$out" = 'Ana Lima Thu 12 Nov email out: Asked for 20 minutes: contacts/ana-lima.md' ]
    ok log ana email in --on yesterday 'Yes,' gladly
    ok log ana note
    holds contacts/ana-lima.md 'name: Ana Lima' 'org: Northwind Energy' --- '## Log' '' \
        '- 2026-11-21 note' \
        '- 2026-11-20 email in: Yes, gladly' \
        '- 2026-11-12 email out: Asked for 20 minutes'
    contact kofi 'name: Kofi' --- '## History' '' '* 2026-01-01 call' '* 2026-02-01 call' '' '## Notes'
    ok log kofi card out --on 2026-01-15
    holds contacts/kofi.md 'name: Kofi' --- '## History' '' '* 2026-01-01 call' '* 2026-01-15 card out' '* 2026-02-01 call' '' '## Notes'
}

@test "log: a kind, a direction and words are each optional; white space is folded" {
    people
    ok log ana 'Met her on the stairs'
    ok log ana in
    ok log ana call $'one\n  two\tthree'
    ok log ana CALL Out x
    run grep -c '^- 2026-11-21' contacts/ana-lima.md
    [ "$output" -eq 4 ]
    refuses 2 log ana ''
    refuses 2 log ana $' \n' --promise ' '
    grep -qx -- '- 2026-11-21: Met her on the stairs' contacts/ana-lima.md
    grep -qx -- '- 2026-11-21 in' contacts/ana-lima.md
    grep -qx -- '- 2026-11-21 call: one two three' contacts/ana-lima.md
    grep -qx -- '- 2026-11-21 call out: x' contacts/ana-lima.md
    ok show --json ana
    json '[(l["kind"], l["direction"], l["text"]) for l in d["log"]].count(("call", "out", "x")) == 1'
}

@test "log --promise: mine and theirs, a day in words becomes a date" {
    people
    ok log bo call Meters --promise 'Send Bo the report due:friday'
    ok log bo --promise '@waiting The list of data sets'
    grep -qx -- '- \[ \] Send Bo the report due:2026-11-27' contacts/bo-chen.md
    grep -qx -- '- \[ \] @waiting The list of data sets' contacts/bo-chen.md
    ok list promises --json
    json 'sorted(p["owner"] for p in d["promises"]) == ["me", "them"] or [p["owner"] for p in d["promises"]]'
    refuses 2 log bo --promise 'Send it due:someday'
    complains '--promise'
}

@test "log --promise: whatever mark reading takes for the day it is due" {
    local text
    people
    for text in 'a (due friday)' 'a due:: friday' $'a \xf0\x9f\x93\x85 friday' 'a DUE:friday, b'; do
        ok log ana --promise "$text"
        refuses 2 log ana --promise "${text/friday/2026-02-30}"
    done
    ok show --json ana
    json '[p["due"] for p in d["promises"]] == ["2026-11-27"] * 4'
    ok check
}

@test "log: the day before, the day, the day after" {
    people
    ok log ana --on 2026-11-20 call
    ok log ana --on 2026-11-21 call
    refuses 2 log ana --on 2026-11-22 call
    complains 'still to come'
    refuses 2 log ana --on 03/04/2026 call
    complains 'YYYY-MM-DD'
    refuses 2 log
    refuses 2 log ana
    refuses 2 log nobody call
}

# ---- thank

held() {
    people
    meeting 2026-11-18-ana 'contact: ana-lima' 'date: 2026-11-18' 'status: done' 'thanked:' 'thanked_via:' 'thanked_for:' --- 'Notes.'
}

@test "thank: the day, the way, the topic" {
    held
    ok thank ana --via card --for 'the constraint map' --on yesterday
    [ "$out" = 'thanked Ana Lima on Fri 20 Nov for the constraint map: interviews/2026-11-18-ana.md' ]
    holds interviews/2026-11-18-ana.md 'contact: ana-lima' 'date: 2026-11-18' 'status: done' 'thanked: 2026-11-20' \
        'thanked_via: card' 'thanked_for: the constraint map' --- 'Notes.'
    ok report --json --kind thank
    json 'd["items"] == []'
}

@test "thank: the day of the meeting, the day before it, and a day to come" {
    held
    refuses 2 thank ana --on 2026-11-17
    complains 'Wed 18 Nov'
    refuses 2 thank ana --on tomorrow
    ok thank ana --on 2026-11-18
    grep -qx 'thanked: 2026-11-18' interviews/2026-11-18-ana.md
}

@test "thank --skip, and what it excludes" {
    held
    refuses 2 thank ana --skip --on today
    refuses 2 thank ana --via pigeon
    ok thank ana --skip
    grep -qx 'thanked: skip' interviews/2026-11-18-ana.md
}

@test "thank: nothing owed, never met, not yet marked as held" {
    held
    refuses 2 thank bo
    complains 'no meeting with Bo Chen'
    meeting 2026-11-19-bo 'contact: bo-chen' 'date: 2026-11-19'
    refuses 2 thank bo
    complains 'infoview met 2026-11-19-bo'
    ok thank ana
    refuses 2 thank ana
    complains 'thanked already'
    ok thank ana --for 'her patience'
    grep -qx 'thanked_for: her patience' interviews/2026-11-18-ana.md
    grep -qx 'thanked: 2026-11-21' interviews/2026-11-18-ana.md
}

@test "thank: several people each in the map; the whole meeting by its id" {
    people
    meeting both 'contact: [ana-lima, bo-chen]' 'date: 2026-11-18' 'status: done'
    ok thank bo
    holds interviews/both.md 'contact: [ana-lima, bo-chen]' 'date: 2026-11-18' 'status: done' 'thanked: {bo-chen: 2026-11-21}'
    ok report --json --kind thank
    json '[i["contact"]["id"] for i in d["items"]] == ["ana-lima"]'
    ok thank ana --on 2026-11-20
    grep -qx 'thanked: {bo-chen: 2026-11-21, ana-lima: 2026-11-20}' interviews/both.md
    meeting other 'with: ["[[ana-lima]]", bo-chen]' 'date: 2026-11-19' 'status: done' 'thanked: {"[[ana-lima]]": }'
    ok thank other
    ok report --json --kind thank
    json 'd["items"] == []'
}

@test "thank --for: of several people each topic stays, once" {
    people
    meeting both 'contact: [ana-lima, bo-chen]' 'date: 2026-11-18' 'status: done' 'thanked_for: the map; the intro'
    ok thank ana --for 'the map'
    grep -qx 'thanked_for: the map; the intro' interviews/both.md
    ok thank bo --for map
    grep -qx 'thanked_for: the map; the intro; map' interviews/both.md
    meeting both 'contact: [ana-lima, bo-chen]' 'date: 2026-11-18' 'status: done' 'thanked: 2026-11-19'
    ok thank bo --for 'her time' --via card
    holds interviews/both.md 'contact: [ana-lima, bo-chen]' 'date: 2026-11-18' 'status: done' 'thanked: 2026-11-19' \
        'thanked_via: card' 'thanked_for: her time'
}

@test "thank: of two meetings the earlier; somebody who is not in the vault" {
    held
    meeting 2026-11-10-ana 'contact: ana-lima' 'date: 2026-11-10' 'status: done'
    meeting typo 'contact: Ada Nobody' 'date: 2026-11-10' 'status: done'
    ok thank ana
    says interviews/2026-11-10-ana.md
    ok thank ana
    says interviews/2026-11-18-ana.md
    ok thank 'ada nobody'
    grep -qx 'thanked: 2026-11-21' interviews/typo.md
}

# ---- done

@test "done: by words, by all of them, alone" {
    people
    contact bo-chen 'name: Bo Chen' --- '- [ ] Send the heat-pump report due:2026-11-19' '- [ ] Find the workshop slides' '* [ ] @waiting The list'
    refuses 2 done bo
    complains 'more than one' 'heat-pump report' 'slides'
    refuses 2 done bo cake
    complains "no open promise with 'cake'"
    ok done bo REPORT
    [ "$out" = 'done on Sat 21 Nov: Send the heat-pump report: contacts/bo-chen.md' ]
    ok done bo find the workshop slides --on yesterday
    ok done bo --drop
    [ "$out" = 'dropped: The list: contacts/bo-chen.md' ]
    holds contacts/bo-chen.md 'name: Bo Chen' --- '- [x] Send the heat-pump report due:2026-11-19 done:2026-11-21' \
        '- [x] Find the workshop slides done:2026-11-20' '* [-] @waiting The list'
    refuses 2 done bo
    complains 'no open promise'
    refuses 2 done ana
    refuses 2 done
}

@test "done: promises in the meetings of somebody, of several the one it belongs to; days to come are refused" {
    people
    meeting m 'contact: [ana-lima, bo-chen]' 'date: 2026-11-18' 'status: done' --- '- [ ] Send the table' '- [ ] Ask [[bo-chen]] about meters'
    refuses 2 done ana meters
    refuses 2 done bo --on tomorrow
    ok done bo
    ok done ana table
    grep -qx -- '- \[x\] Ask \[\[bo-chen\]\] about meters done:2026-11-21' interviews/m.md
}

@test "done: of two promises in the same words the first" {
    people
    contact bo-chen 'name: Bo Chen' --- '- [ ] Call' '- [ ] Call'
    ok done bo Call
    holds contacts/bo-chen.md 'name: Bo Chen' --- '- [x] Call done:2026-11-21' '- [ ] Call'
}

@test "done: of two promises in the same words, mine and theirs, neither" {
    people
    contact bo-chen 'name: Bo Chen' --- '- [ ] Call' '- [ ] @waiting Call'
    refuses 2 done bo call
    complains 'Call (theirs)' 'add --mine or --theirs' 'tick it in its file'
    fails 2 done bo call --mine --theirs
    ok done bo call --theirs
    holds contacts/bo-chen.md 'name: Bo Chen' --- '- [ ] Call' '- [x] @waiting Call done:2026-11-21'
    refuses 2 done bo --theirs
    complains 'no open promise'
    ok done bo --mine --drop
    holds contacts/bo-chen.md 'name: Bo Chen' --- '- [-] Call' '- [x] @waiting Call done:2026-11-21'
}

@test "done: the commands that the report prints settle what they stand at, whoever else promised the same" {
    people
    contact bo-chen 'name: Bo Chen' --- '- [ ] Call due:2026-11-20' '- [ ] Mail due:2026-11-20' '- [ ] mail! due:2026-11-19'
    meeting m 'contact: [bo-chen, ana-lima]' 'date: 2026-11-18' 'status: done' 'thanked: skip' --- \
        '- [ ] @waiting Call due:2026-11-20' '- [ ] @waiting Mail due:2026-11-20' '- [ ] Call [[ana-lima]] due:2026-11-20'
    ok report --json
    python3 - "$OUT" "$INFOVIEW" <<'PY'
import json, subprocess, sys
for item in json.load(open(sys.argv[1]))["items"]:
    if item["kind"] not in ("promise", "waiting"):
        continue
    command = item["command"]
    out = subprocess.run([sys.argv[2]] + command[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert out.returncode == 0, (command, out.stderr)
    line = open(item["source"]["path"]).read().splitlines()[item["source"]["line"] - 1]
    assert line.startswith("- [x]"), (command, line)
PY
    ok report --json
    json 'not [i for i in d["items"] if i["kind"] in ("promise", "waiting")]'
}

@test "log --on with a time keeps it" {
    people
    ok log ana call out 'Asked about meters' --on 2026-11-12T15:05
    complains '12 Nov 15:05 call out: Asked about meters' || says '12 Nov 15:05 call out: Asked about meters'
    grep -qx -- '- 2026-11-12 15:05 call out: Asked about meters' contacts/ana-lima.md
    ok show ana --json
    json '[l["time"] for l in d["log"] if l["date"] == "2026-11-12"] == ["15:05"]'
    ok log ana note 'x' --on 2026-11-12T00:00
    grep -qx -- '- 2026-11-12 00:00 note: x' contacts/ana-lima.md
}

# ---- met, move, cancel

ahead() {
    people
    meeting 2026-11-24-ana 'contact: ana-lima' 'date: 2026-11-24T15:00' 'status: planned'
    meeting 2026-11-19-bo 'contact: bo-chen' 'date: 2026-11-19' 'minutes:'
}

@test "met: the one that should have been; the day before, the day, the day after" {
    ahead
    ok met bo --minutes 25
    [ "$out" = 'met Bo Chen on Thu 19 Nov: interviews/2026-11-19-bo.md' ]
    holds interviews/2026-11-19-bo.md 'contact: bo-chen' 'date: 2026-11-19' 'status: done' 'minutes: 25'
    refuses 2 met bo
    complains 'infoview new interview bo-chen --on DATE'
    refuses 2 met ana
    complains 'Tue 24 Nov' '--on today'
    INFOVIEW_TODAY=2026-11-23 refuses 2 met ana
    INFOVIEW_TODAY=2026-11-24 ok met ana
    grep -qx 'status: done' interviews/2026-11-24-ana.md
    refuses 2 met ana --on tomorrow
}

@test "met --on another day: the meeting moves there" {
    ahead
    ok met ana --on yesterday
    [ ! -e interviews/2026-11-24-ana.md ]
    holds interviews/2026-11-20-ana.md 'contact: ana-lima' 'date: 2026-11-20T15:00' 'status: done'
    refuses 2 met bo --on 2026-11-30
}

@test "move: the day, the time, both; the file follows its day" {
    ahead
    ok move ana --on 'next friday'
    [ "$out" = 'meet Ana Lima on Fri 27 Nov: interviews/2026-11-27-ana.md' ]
    grep -qx 'date: 2026-11-27T15:00' interviews/2026-11-27-ana.md
    ok move ana --at 10:30
    grep -qx 'date: 2026-11-27T10:30' interviews/2026-11-27-ana.md
    ok move 2026-11-27-ana --on 2026-12-01 --at 9:00
    grep -qx 'date: 2026-12-01T09:00' interviews/2026-12-01-ana.md
    refuses 2 move ana
    refuses 2 move ana --at noon
    refuses 2 move nobody --on friday
    meeting 2026-12-05-ana 'contact: bo-chen' 'date: 2026-12-05'
    ok move ana --on 2026-12-05
    [ -e interviews/2026-12-05-ana-2.md ]
}

@test "move, met --on: seconds, zone, quotes and what parts day and time stay" {
    local old new
    people
    while read -r old new; do
        rm -f interviews/*
        meeting 2026-11-24-ana 'contact: ana-lima' "date: ${old//_/ }"
        ok move ana ${new%%|*}
        grep -qxF "date: $(tr _ ' ' <<<"${new#*|}")" interviews/2026-11-2[46]-ana.md
    done <<'END'
2026-11-24T15:00:30+05:30 --on=2026-11-26|2026-11-26T15:00:30+05:30
2026-11-24T15:00:30+05:30 --at=9:15|2026-11-24T09:15+05:30
"2026-11-24_15:00_+01:00" --at=16:00|"2026-11-24_16:00_+01:00"
2026-11-24_15:00 --on=2026-11-26T08:00|2026-11-26_08:00
2026-11-24t15:00Z --on=2026-11-26|2026-11-26t15:00Z
'2026-11-24' --at=9:15|'2026-11-24T09:15'
END
}

@test "move, cancel: of several meetings none is guessed" {
    ahead
    meeting 2026-11-25-ana 'contact: ana-lima' 'date: 2026-11-25'
    refuses 2 move ana --on friday
    complains 2026-11-24-ana 2026-11-25-ana
    refuses 2 cancel ana
    ok cancel 2026-11-25-ana
    grep -qx 'status: cancelled' interviews/2026-11-25-ana.md
    ok cancel ana --no-show
    grep -qx 'status: no-show' interviews/2026-11-24-ana.md
    refuses 2 cancel ana
    refuses 2 cancel
}

# ---- snooze, set

@test "snooze: a day after today" {
    people
    ok snooze ana --until 'next month'
    grep -qx 'snooze: 2026-12-01' contacts/ana-lima.md
    ok snooze ana --until 2026-11-22
    grep -qx 'snooze: 2026-11-22' contacts/ana-lima.md
    refuses 2 snooze ana --until today
    refuses 2 snooze ana
    refuses 2 snooze --until friday
}

@test "set: text, words, dates, periods, links, lists" {
    people
    printf -- '---\nreviewed:\n---\n# Plan\n' >plan.md
    ok set ana role Head of grid planning
    ok set ana perspective practitioner
    ok set ana snooze 'next friday'
    ok set ana Keep-In-Touch '6 weeks'
    ok set ana referred_by bo-chen
    ok set ana tags metering --add
    ok set ana tags data --add
    holds contacts/ana-lima.md 'name: Ana Lima' 'org: Northwind Energy' 'role: Head of grid planning' 'tags: [metering, data]' \
        'referred_by: bo-chen' 'perspective: practitioner' 'keep_in_touch: 6 weeks' 'snooze: 2026-11-27' || cat contacts/ana-lima.md
    ok set ana tags metering --remove
    ok set ana role ''
    grep -qx 'role:' contacts/ana-lima.md
    ok set plan reviewed today
    holds plan.md 'reviewed: 2026-11-21' --- '# Plan'
}

@test "set: what must be there is not emptied; what is not there cannot be taken out" {
    people
    refuses 2 set ana name ''
    complains "contact cannot be without 'name'"
    refuses 2 set ana tags x --remove
    ok set ana tags y --add
    refuses 2 set ana tags x --remove
    complains "'tags' has no 'x'"
    meeting m 'date: 2026-11-18' 'status: done'
    refuses 2 thank m
    complains 'infoview set m contact ID'
    ok set m contact ana-lima
    ok thank m
    refuses 2 set m contact ''
}

@test "set: what the field does not take is refused, with what it takes" {
    people
    refuses 2 set ana perspective above
    refuses 2 set ana snooze later
    refuses 2 set ana keep_in_touch often
    refuses 2 set ana referred_by nobody
    refuses 2 set ana colour blue
    complains 'no field'
    refuses 2 set ana rolle x
    complains "did you mean 'role'"
    refuses 2 set ana role x --add
    refuses 2 set ana tags x --add --remove
    refuses 2 set ana role
    refuses 3 set plan reviewed today
}

@test "set: meetings, skills and other records by id or path" {
    people
    meeting m 'contact: ana-lima' 'date: 2026-11-18' 'status: done'
    mkdir skills targets
    put_record skills/explaining.md 'name: Explaining'
    put_record targets/lead.md 'name: Lead'
    ok set m told_referrer today
    ok set explaining level 4
    ok set targets/lead by 'next year'
    grep -qx 'told_referrer: 2026-11-21' interviews/m.md
    grep -qx 'level: 4' skills/explaining.md
    grep -qx 'by: 2027-01-01' targets/lead.md
    refuses 2 set explaining level 6
    refuses 2 set m rating 0
}

# ---- all of them

@test "who: a file that cannot be read keeps its id, and somebody of a meeting the name; nobody else is taken" {
    people
    contact ana 'name: ['
    refuses 2 log ana call
    complains 'contacts/ana.md:2:' 'cannot be read'
    contact bo-lee 'name: ['
    refuses 2 log bo call
    complains 'more than one' bo-chen bo-lee
    ok log 'bo chen' call
    contact diana 'name: Diana Ruiz'
    meeting d 'contact: diana' 'date: 2026-11-18' 'status: done'
    rm contacts/ana.md contacts/ana-lima.md
    meeting a 'contact: Ana' 'date: 2026-11-18' 'status: done'
    refuses 2 thank ana
    complains 'Diana Ruiz' "'diana', or 'Ana'"
    ok thank Ana
    says interviews/a.md
    ok thank diana
}

@test "a file that cannot be read is never written; its line is named" {
    people
    contact bad 'name: Bad: Name'
    contact half-open 'name: x'
    printf -- '---\nname: Half Open\n' >contacts/half-open.md
    refuses 2 set half-open role x
    complains 'contacts/half-open.md:' 'cannot be read'
    refuses 2 log bad call
    # The file is broken after it was looked at by nobody but the user: another one is edited all the same.
    ok log ana call
}

@test "--dry-run shows a diff that applies, and changes nothing" {
    held
    cp -r . ../copy
    ok -n thank ana --for 'the map'
    diff -r . ../copy
    (cd ../copy && GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR git apply "$OUT")
    ok thank ana --for 'the map'
    diff -r . ../copy
}

@test "CRLF, a byte-order mark and no line end at the end stay" {
    make_vault
    printf -- '\xef\xbb\xbf---\r\nname: Ana\r\n---\r\n## Log\r\n\r\n- 2026-11-01 call' >contacts/ana.md
    ok log ana card out
    printf -- '\xef\xbb\xbf---\r\nname: Ana\r\n---\r\n## Log\r\n\r\n- 2026-11-21 card out\r\n- 2026-11-01 call' | cmp - contacts/ana.md
    ok set ana org X
    printf -- '\xef\xbb\xbf---\r\nname: Ana\r\norg: X\r\n---\r\n## Log\r\n\r\n- 2026-11-21 card out\r\n- 2026-11-01 call' | cmp - contacts/ana.md
}

@test "an empty vault names the next command" {
    make_vault
    for c in 'log ana call' 'thank ana' 'done ana' 'met ana' 'move ana --on friday' 'cancel ana' 'snooze ana --until friday' \
        'set ana role x' 'draft ask ana' 'edit ana' 'forget ana'; do
        # shellcheck disable=SC2086
        refuses 2 $c
        complains 'infoview new contact NAME'
    done
}

@test "a vault of a later format is read, never written" {
    people
    printf 'format: 2\n' >infoview.yaml
    ok list
    for c in 'log ana call' 'set ana role x' 'snooze ana --until friday' 'thank ana' 'done ana' 'met ana' 'cancel ana' 'move ana --on friday'; do
        # shellcheck disable=SC2086
        refuses 3 $c
        complains 'format 2'
    done
}

@test "--json says what was written" {
    held
    ok thank ana --json
    json 'd["schema"] == "infoview/change@1" and d["op"] == "thank ana-lima" and d["commit"] is None'
    json 'd["files"] == [{"path": "interviews/2026-11-18-ana.md", "action": "changed"}]'
    ok --json -n snooze ana --until friday
    json 'd["dry_run"] is True and len(d["files"]) == 1'
}

@test "hostile names and words do not reach the terminal, nor break the file" {
    contact evil $'name: "Ev\\e[31mil\\u202e"'
    ok log evil call $'\e[31mred' || true
    clean "$OUT" "$ERR"
    ok set evil role '": {x'
    ok show --json evil
    json 'd["role"] == "\": {x"'
    ok set evil role '# no comment'
    ok show --json evil
    json 'd["role"] == "# no comment"'
    refuses 3 set evil role $'bad\xff'
}
