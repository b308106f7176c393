#!/usr/bin/env bats
# `infoview prep`: the page before a meeting, its file, and the questions that it adds.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    make_vault
}

# on_terminal COLUMNS ARGS… — the same as iv, standard output being a terminal.
on_terminal() {
    status=0
    NO_COLOR=1 PAGER=cat LC_ALL=C python3 "$BATS_TEST_DIRNAME/terminal.py" "$1" "$INFOVIEW" "${@:2}" >"$OUT" 2>"$ERR" || status=$?
    tr -d '\r' <"$OUT" >"$OUT.lf" && mv "$OUT.lf" "$OUT"
    out=$(cat "$OUT")
}

# Every line has at most so many cells.
narrow() {
    python3 - "$1" "$OUT" <<'PY' || blame "a line is over $1 cells"
import sys, unicodedata
def cells(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
wide = [line for line in open(sys.argv[2], encoding="utf-8").read().splitlines() if cells(line) > int(sys.argv[1])]
print(wide)
sys.exit(bool(wide))
PY
}

own_copy() {
    cp -r "$top/$example" "$work/vault"
    cd "$work/vault" || return 1
}

@test "prep: the example vault, in a pipe" {
    cd "$top"
    session -C "$example" prep
    session -C "$example" prep rosa
    golden prep
}

@test "prep: the example vault on terminals of 80 and of 40 columns, in the locale C" {
    cd "$top"
    for columns in 80 40; do
        on_terminal "$columns" -q -C "$example" prep kofi
        [ "$status" -eq 0 ]
        narrow "$columns"
        {
            echo "$columns columns:"
            cat "$OUT"
        } >>"$BATS_TEST_TMPDIR/transcript"
    done
    golden prep-terminal
}

@test "prep: the parts stand in their order, and it ends with the word on jobs" {
    cd "$top"
    ok -C "$example" prep kofi
    python3 - "$OUT" <<'PY' || blame 'another order'
import sys
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
parts = ["Why you asked", "Who", "How you know each other", "Last words", "Promises", "Questions", "Your pitch", "Time", "Bring"]
at = [next(i for i, line in enumerate(lines) if line == part or line.startswith(part + "  ") or line.startswith(part + ",")) for part in parts]
assert at == sorted(at) and lines[-1].startswith("You are there to learn") and "Never ask for a job" in lines[-1], at
PY
}

@test "prep: nobody is named: the earliest meeting ahead, by time of day too" {
    contact ana 'name: Ana'
    contact bo 'name: Bo'
    meeting a 'contact: ana' 'date: 2026-11-24T16:00'
    meeting b 'contact: bo' 'date: 2026-11-24T09:00'
    meeting c 'contact: ana' 'date: 2026-11-20'
    ok prep
    [ "$(head -n 1 "$OUT")" = Bo ]
    ok prep a
    [ "$(head -n 1 "$OUT")" = Ana ]
}

@test "prep: no meeting ahead: the next command to type, and with a name what is known of them" {
    ok prep
    [ "$out" = 'No meeting lies ahead.' ]
    complains 'infoview new interview WHO --on DATE'
    ok prep --json
    json 'd["brief"] is None'
    contact ana 'name: Ana' 'why: Maps' --- '## Log' '- 2026-11-01 email in: Hello'
    ok prep ana
    says 'no meeting is fixed' 'Maps' 'Hello' 'None are open.'
    complains 'no meeting is fixed: infoview new interview ana --on DATE' 'infoview edit pitch'
    ok -q prep ana
    [ -z "$err" ]
    ok prep ana --json
    json 'd["brief"]["interview"] is None and d["brief"]["questions"] == [] and d["brief"]["pitch"] is None'
}

@test "prep: somebody met who is not in the vault, by name; several at one meeting" {
    contact ana 'name: Ana' 'role: Planner'
    meeting m 'contact: [Zoe Hart, ana]' 'date: 2026-11-24'
    ok prep 'zoe hart'
    says 'Zoe Hart' 'also there  Ana, Planner'
    ok prep ana
    says 'also there  Zoe Hart'
    ok prep m
    [ "$(head -n 1 "$OUT")" = Ana ] # the first who is in the vault
    ok prep ana --json
    json 'd["brief"]["who"]["others"] == [{"id": None, "name": "Zoe Hart"}]'
}

@test "prep: wrong words" {
    fails 2 prep nobody
    contact ana-lima 'name: Ana Lima'
    contact ana-rowe 'name: Ana Rowe'
    fails 2 prep ana
    complains ana-lima ana-rowe
    fails 2 prep ana-lima bo
    fails 2 prep ana-lima -o x --json
    fails 2 prep ana-lima -o x --add-questions
    fails 2 prep ana-lima --format csv
    fails 2 prep ana-lima -o ''
    [ ! -e x ]
}

@test "prep: what stands in private sections is left out" {
    contact ana 'name: Ana' --- '## Log (private)' '- 2026-11-01 email in: Secret1' '## Notes (private)' 'Secret2.' '## Notes' 'Shown.'
    meeting l 'contact: ana' 'date: 2026-10-01' 'status: done' --- '## Insights (private)' '- Secret3'
    meeting m 'contact: ana' 'date: 2026-11-24'
    printf '# Pitch\n## Thirty (private)\nSecret4.\n' >pitch.md
    for form in text json; do
        ok prep ana --format "$form"
        says Shown
        says_not Secret
    done
    ok prep ana -o -
    says_not Secret
}

@test "prep: the pitch that fits, with its seconds" {
    contact ana 'name: Ana' 'org: GridCo'
    printf '# Pitch\n## Long\n%s\n## GridCo\nI am Jo.\n' "$(seq -s ' ' 100)" >pitch.md
    ok prep ana
    says 'Your pitch  2 of 30 seconds, “GridCo”' 'I am Jo.'
    contact ana 'name: Ana'
    ok prep ana
    says '43 of 30 seconds, “Long”'
    printf '\xff\n' >pitch.md
    ok prep ana
    says 'pitch.md cannot be read.'
}

@test "prep -o: a new file of Markdown; one that is there stays; -n and - write none" {
    own_copy
    cd "$work"
    session -C vault prep kofi -o kofi.md
    cat kofi.md >>"$BATS_TEST_TMPDIR/transcript"
    golden prep-markdown
    cp kofi.md before
    fails 2 -C vault prep kofi -o kofi.md
    complains 'is there already'
    cmp before kofi.md
    ok -C vault prep kofi -n -o new.md
    complains 'would write'
    [ ! -e new.md ] && [ -z "$out" ]
    ok -C vault prep kofi --output -
    cmp "$OUT" before
    fails 3 -C vault prep kofi -o /dev/null/x
    ok -C vault prep kofi -o new/deep.md
    cmp new/deep.md before
}

@test "prep -o: nothing in a file acts as Markdown" {
    contact ana 'name: "*Ana* [x](y) <b>"' 'why: "`a` | 1. # b"' 'org: "- x"' --- '## Notes' '1\. one' '' '\- two' '' '&amp; \*three\*'
    ok prep ana -o page.md
    python3 - page.md <<'PY' || blame "$(cat page.md)"
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
bare = re.sub(r"\\.", "", text)
assert not re.search(r"[<>\[\]`|]", bare), bare
assert r"\*Ana\* \[x\](y) \<b\>" in text and r"\`a\` \| 1. \# b" in text and r"\- x" in text
for line in (r"1\. one", r"\- two", r"\& \*three\*"):
    assert "your notes: " + line in text, line
PY
}

@test "prep: hostile text reaches no terminal, no JSON, no file" {
    contact ana $'name: "A\\e[31mna\\u202e"' $'why: "a\\nb\\e]0;x\\a"' --- '## Log' $'- 2026-11-01 email in: \x1b[2Jx\xe2\x80\xae'
    meeting m 'contact: ana' 'date: 2026-11-24' $'place: "\\e[2J\\u2066"' --- '## Questions' $'- \x1b[31mWhy?'
    printf '# P\n## \x1b[31mx\nI \x1b[2J am.\n' >pitch.md
    for form in text json; do
        ok prep ana --format "$form"
        clean "$OUT"
    done
    ok prep ana -o page.md
    clean page.md
    on_terminal 80 prep ana
    clean "$OUT"
}

# ---- --add-questions

@test "prep --add-questions: what the report asks for is settled by its command" {
    own_copy
    ok report --json --kind prep
    json '[i["interview"] for i in d["items"]] == ["2026-11-24-kofi-mensah"]'
    command=$(python3 -c 'import json, shlex, sys; print(shlex.join(json.load(open(sys.argv[1]))["items"][0]["command"][1:]))' "$OUT")
    [ "$command" = 'prep --add-questions kofi-mensah' ]
    # shellcheck disable=SC2086
    ok $command --no-commit
    says 'added: I noticed something' 'added: What do you spend'
    ok report --json --kind prep
    json 'd["items"] == []'
    ok check --strict interviews/2026-11-24-kofi-mensah.md
    diff -u "$top/$example/interviews/2026-11-24-kofi-mensah.md" interviews/2026-11-24-kofi-mensah.md | tail -n +3 >"$OUT" || true
    [ "$(grep -c '^+' "$OUT")" -eq 2 ] && ! grep -q '^-' "$OUT"
    ok prep --no-commit --add-questions kofi
    [ "$out" = 'nothing is missing: 5 questions, 1 from research' ]
}

@test "prep --add-questions: of init's questions one is to be finished, and placeholders of check are none of them" {
    cd "$BATS_TEST_TMPDIR"
    ok init --no-git v
    cd v
    contact ana 'name: Ana' 'org: GridCo' 'target: x'
    meeting 2026-11-22-ana 'contact: ana' 'date: 2026-11-22'
    ok prep --add-questions
    says $'added: I noticed \xe2\x80\xa6: how did that come about?'
    complains 'fill in the dots: infoview edit 2026-11-22-ana'
    [ "$(grep -c '^- ' interviews/2026-11-22-ana.md)" -eq 5 ]
    ok report --json --kind prep
    json 'd["items"] == []'
    iv check --format json
    json '{f["rule"] for f in d["diagnostics"]} <= {"dead-link"}'
    ok prep
    says '(fill in the dots)' '5 of 5 to 10, 1 from research'
    complains 'fill in the dots: infoview edit 2026-11-22-ana'
}

@test "prep --add-questions: -n shows it and writes nothing; JSON; what is not there" {
    contact ana 'name: Ana'
    meeting m 'contact: ana' 'date: 2026-11-24' --- '## Questions' '' '- Why?' '' '## Notes'
    fails 2 prep bo --add-questions
    ok prep ana --add-questions
    [ "$out" = 'questions.md has none that Ana was not asked' ]
    complains '1 of 5 questions' 'infoview edit questions'
    printf -- '- Why?\n- You were there?\n- How?\n' >questions.md
    cp interviews/m.md before
    ok prep ana --add-questions -n
    says '+- You were there?' '+- How?'
    cmp before interviews/m.md
    ok prep ana --add-questions --json
    json 'd["schema"] == "infoview/change@1" and [f["path"] for f in d["files"]] == ["interviews/m.md"]'
    diff -u <(printf -- '---\ncontact: ana\ndate: 2026-11-24\n---\n## Questions\n\n- Why?\n- You were there?\n- How?\n\n## Notes\n') interviews/m.md
    rm interviews/m.md
    fails 2 prep ana --add-questions
    complains 'no meeting with Ana lies ahead' 'infoview new interview ana --on DATE'
    fails 2 prep --add-questions
    complains 'no meeting lies ahead'
}

@test "prep --add-questions: above questions that are headings; what would be none is refused; so is a bad bank" {
    contact ana 'name: Ana'
    printf -- '- You were there?\n' >questions.md
    meeting m 'contact: ana' 'date: 2026-11-24' --- '## Questions' '### Why?' 'Because.'
    ok prep ana --add-questions
    ok prep ana --json
    json '[q["text"] for q in d["brief"]["questions"]] == ["You were there?", "Why?"] and d["brief"]["questions"][1]["answered"]'
    meeting m 'contact: ana' 'date: 2026-11-24'
    printf -- '- \\[ \\] You were there?\n' >questions.md
    cp interviews/m.md before
    fails 3 prep ana --add-questions
    complains 'would read as something else'
    cmp before interviews/m.md
    printf '\xff\n' >questions.md
    fails 3 prep ana --add-questions
    complains 'questions.md:1:1'
}

@test "prep: within a moment of a large vault" {
    python3 "$BATS_TEST_DIRNAME/vaults.py" many big 1000
    within 3 "$INFOVIEW" -C big prep >"$OUT"
}
