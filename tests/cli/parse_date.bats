#!/usr/bin/env bats
# `infoview parse-date`: every form of the grammar in cli.md, "Dates and periods", and every refusal.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21 # a Saturday
}

# Lines "TEXT => RESULT", with more arguments for parse-date before them.
each() {
    local text expected
    while IFS= read -r line; do
        [ -n "$line" ] || continue
        text=${line%% => *}
        expected=${line#* => }
        ok parse-date "$@" -- "$text"
        [ "$out" = "$expected" ] || blame "'$text': $expected was expected"
    done
}

# Lines "TEXT => REASON": refused with status 2, the reason said.
refused() {
    while IFS= read -r line; do
        [ -n "$line" ] || continue
        fails 2 parse-date "$@" -- "${line%% => *}"
        complains "${line#* => }"
        # What to write instead is always said.
        [[ $err == *": write "* ]] || blame 'no "write …"'
    done
}

@test "parse-date: days as numbers" {
    each <<'E'
2026-11-21 => 2026-11-21
20261121 => 2026-11-21
2026-11-21T15:00 => 2026-11-21T15:00
2026-11-21 15:00 => 2026-11-21T15:00
2026-11-21t09:05 => 2026-11-21T09:05
2024-02-29 => 2024-02-29
1900-01-01 => 1900-01-01
2199-12-31 => 2199-12-31
  2026-11-21   => 2026-11-21
E
}

@test "parse-date: days as words" {
    each <<'E'
today => 2026-11-21
yesterday => 2026-11-20
tomorrow => 2026-11-22
TODAY => 2026-11-21
  Tomorrow   => 2026-11-22
E
}

@test "parse-date: weekdays with this, next and last" {
    each <<'E'
this mon => 2026-11-16
this friday => 2026-11-20
this saturday => 2026-11-21
this sun => 2026-11-22
next mon => 2026-11-23
next friday => 2026-11-27
next Saturday => 2026-11-28
next sunday => 2026-11-22
last mon => 2026-11-16
last friday => 2026-11-20
last saturday => 2026-11-14
LAST SUN => 2026-11-15
E
}

@test "parse-date: a weekday alone, by direction" {
    each --past <<'E'
mon => 2026-11-16
friday => 2026-11-20
saturday => 2026-11-21
sun => 2026-11-15
E
    each --future <<'E'
mon => 2026-11-23
friday => 2026-11-27
saturday => 2026-11-21
sun => 2026-11-22
E
    each <<<'saturday => 2026-11-21'
    refused <<'E'
friday => next friday
sun => last sunday
E
}

@test "parse-date: a day of a month, by direction" {
    each --past <<'E'
nov 18 => 2026-11-18
18 nov => 2026-11-18
18 november => 2026-11-18
December 1 => 2025-12-01
21 nov => 2026-11-21
29 feb => 2024-02-29
E
    each --future <<'E'
nov 18 => 2027-11-18
1 dec => 2026-12-01
sept 3 => 2027-09-03
29 feb => 2028-02-29
E
    each <<'E'
18 nov 2026 => 2026-11-18
nov 18 2026 => 2026-11-18
18 Nov, 2026 => 2026-11-18
21 nov => 2026-11-21
E
    refused <<'E'
18 nov => the year is missing
31 apr => there is no such day
30 feb => there is no such day
29 feb 2026 => there is no such day
18 nov 26 => a year has four digits
18th nov => the day is written as a number
E
}

@test "parse-date: ends and starts of a week, month, quarter, year, and the next one" {
    each <<'E'
eow => 2026-11-22
eom => 2026-11-30
eoq => 2026-12-31
eoy => 2026-12-31
sow => 2026-11-16
som => 2026-11-01
soq => 2026-10-01
soy => 2026-01-01
EOM => 2026-11-30
next week => 2026-11-23
next month => 2026-12-01
next quarter => 2027-01-01
next year => 2027-01-01
E
    refused <<'E'
this week => more than one day
last month => more than one day
E
}

@test "parse-date: distances" {
    each <<'E'
in 3 days => 2026-11-24
3 days => 2026-11-24
+3 days => 2026-11-24
+3d => 2026-11-24
in 2 weeks => 2026-12-05
2w => 2026-12-05
in 1 month => 2026-12-21
3m => 2027-02-21
3 mo => 2027-02-21
in 1 quarter => 2027-02-21
2q => 2027-05-21
in 1 year => 2027-11-21
1y => 2027-11-21
3 days ago => 2026-11-18
1 week ago => 2026-11-14
2 months ago => 2026-09-21
1 year ago => 2025-11-21
-3d => 2026-11-18
-3 days => 2026-11-18
-1 month => 2026-10-21
E
    INFOVIEW_TODAY=2026-01-31 each <<'E'
in 1 month => 2026-02-28
11 months ago => 2025-02-28
E
    refused --past <<'E'
3 days => before or after today
every 3 days => a period, not a day
weekly => a period, not a day
E
}

@test "parse-date: periods" {
    each <<'E'
every 3 days => 3 days
every 2 weeks => 14 days
every 3 months => 3 months
every 1 month => 1 month
every 1 quarter => 3 months
every 2 years => 24 months
every 90d => 90 days
0 days => 0 days
daily => 1 day
weekly => 7 days
fortnightly => 14 days
monthly => 1 month
quarterly => 3 months
yearly => 12 months
annually => 12 months
never => never
Monthly => 1 month
P3M => 3 months
P90D => 90 days
p2w => 14 days
P1Y2M10D => P14M10D
E
}

@test "parse-date: what is refused, and what to write instead" {
    refused <<'E'
03/04/2026 => day and month could be swapped
3.4.2026 => day and month could be swapped
03-04-2026 => day and month could be swapped
2026/11/21 => hyphens
2026-1-1 => hyphens
biweekly => twice a week or every two weeks: write "every 2 weeks"
bimonthly => twice a month or every two months
later => not a certain day
soon => not a certain day
asap => not a certain day
in 0 days => no distance at all
+0d => no distance at all
0 days ago => no distance at all
2026-02-30 => there is no such day
2026-13-01 => there is no such month
1899-12-31 => years go from 1900 to 2199
2200-01-01 => years go from 1900 to 2199
in 400 years => years go from 1900 to 2199
15:00 => a time of day is no date
2026-11-21T25:00 => not a time of day
42 => a number alone
every 0 => no unit
P3X => P3M
every 3 => no unit
every 3 moons => not a unit
every 1.5 months => whole number
next frobday => not a date
hello => not a date
ten days => not a date
-- => not a date
E
    refused <<<$'2026-11-21\x1b[31m => not a'
    refused <<<$'\xff\xfe => not a date'
    fails 2 parse-date "$(printf '%05000d' 0)"
}

@test "parse-date: nothing, blanks, several words, both directions" {
    session parse-date
    session parse-date ''
    session parse-date '   '
    session parse-date next friday
    session parse-date 'next   friday'
    session parse-date --past --future friday
    session parse-date --past 18 nov
    session parse-date 18 nov --future
    session parse-date friday
    session parse-date biweekly
    session parse-date every 2 weeks
    session parse-date 03/04/2026
    golden parse-date
}

@test "parse-date --json: a date or a period, the other null" {
    ok parse-date --json 2026-11-21T15:00
    json 'd == {"schema": "infoview/parse-date@1", "date": "2026-11-21T15:00", "period": None}'
    ok parse-date --json every 3 months
    json 'd == {"schema": "infoview/parse-date@1", "date": None, "period": "3 months"}'
    ok parse-date --format json tomorrow
    json 'd["date"] == "2026-11-22"'
    fails 2 parse-date --json later
}

@test "parse-date needs no vault and reads none" {
    ok -C /no/such/folder parse-date today
    [ "$out" = 2026-11-21 ]
}

@test "parse-date: what is refused never reaches the terminal raw" {
    for text in $'\e[31mred' $'2026-11-21\n2026' $'\u202eevil' $'\u009b31m' $'tab\ttab' $'bad\xffbyte'; do
        fails 2 parse-date "$text"
        clean "$ERR"
    done
}
