#!/usr/bin/env bats
# The words of the command line: global flags, where they may stand, what is refused, and help.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$top" || return 1
}

# The commands there are, from their list.
commands() {
    "$INFOVIEW" help | sed -n '/^Everywhere/q; s/^  \([a-z-]*\)  *.*/\1/p'
}

# Wherever the flags stand, the output is that of the first order.
same_output() {
    local order first=
    for order; do
        # shellcheck disable=SC2086
        ok $order
        [ -n "$first" ] || cp "$OUT" "$work/first"
        first=yes
        cmp "$OUT" "$work/first" || blame "$order"
    done
}

# Lines of at most 80 cells, and at most $1 of them.
one_screen() {
    [ "$(wc -l <"$OUT")" -le "$1" ] || blame "more than $1 lines"
    python3 - "$OUT" <<'PY' || blame 'a line is over 80 cells'
import sys
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
sys.exit(any(len(line) > 80 for line in lines))
PY
}

@test "global flags stand before the command, after it, and on both sides" {
    same_output "-C $example report --json --days 3 ana-lima" \
        "report -C $example --json --days 3 ana-lima" \
        "--json -C $example report ana-lima --days 3" \
        "report ana-lima --days 3 --json -C $example" \
        "--days 3 --json -C $example report ana-lima" \
        "--json report --days=3 ana-lima --vault $example" \
        "--vault=$example --format json report ana-lima --days=3" \
        "-C$example report ana-lima --days 3 --format=json"
}

@test "every global flag is taken before and after the command" {
    for flag in -q --quiet -n --dry-run --no-commit --no-input '--format text' '--format=json' --json \
        '--color auto' '--color=always' '--color never' '--hyperlink auto' '--hyperlink always' '--hyperlink=never' \
        '--today 2026-11-20' "--vault $example" "-C $example"; do
        # shellcheck disable=SC2086
        ok $flag -C "$example" next
        # shellcheck disable=SC2086
        ok -C "$example" next $flag
    done
}

@test "of a flag given twice the last one counts" {
    ok -C nowhere -C "$example" --today 2020-01-01 report --json --today 2026-11-20
    json 'd["today"] == "2026-11-20"'
    ok -C "$example" report --days 400 --days 0 --json
    json 'd["counts"]["upcoming"] == 0'
}

@test "letters in one bundle; the rest of a word is the value" {
    iv -C "$example" report -qe
    [ "$status" -eq 1 ] && [ ! -s "$OUT" ]
    iv "-qC$example" report -e
    [ "$status" -eq 1 ] && [ ! -s "$OUT" ]
    iv -qC "$example" report -e
    [ "$status" -eq 1 ] && [ ! -s "$OUT" ]
    fails 2 -C "$example" report -eqx
    complains "'-eqx'"
}

@test "-- ends the flags: what follows is a word, whatever it looks like" {
    fails 2 -C "$example" report -- --json
    complains "nobody fits '--json'"
    fails 2 -C "$example" report -- -zz
    complains "nobody fits '-zz'"
    ok -C "$example" report --json -- ana-lima
    json 'd["items"]'
    ok -C "$example" --json -- report ana-lima
    json 'd["items"]'
    fails 2 -- -h
    complains "unknown command '-h'"
    ok --
    ok parse-date -- -3d
    [ "$out" = 2026-11-18 ]
}

@test "a word that begins with a digit after - is a word" {
    ok parse-date -3d
    [ "$out" = 2026-11-18 ]
    ok parse-date -2 weeks
    [ "$out" = 2026-11-07 ]
}

@test "unknown flags, with what is near" {
    session report --jsn
    session report --dayz 3
    session report --Json
    session report --xyzzy
    session report -x
    session report -E
    session --quite report
    session check --days 3
    session report ---
    session report --=3
    session report $'--\e[31mred'
    golden options-unknown
}

@test "no flag is taken by its first letters alone" {
    for flag in --jso --da=3 --day=3 --quie --form=json --colo=never --al --exit --toda=2026-11-21 --versio --hel; do
        fails 2 -C "$example" report "$flag"
        complains "unknown option '$flag'"
    done
}

@test "values that are missing, that nobody asked for, or that are not among those there are" {
    session report --days
    session -C
    session report --today
    session --format
    session report --days=
    session report --days=many
    session report --days 3days
    session report --json=yes
    session report --all=1
    session report -q=1
    session report --format xml
    session report --format=
    session report --color sometimes
    session report --hyperlink perhaps
    session report --today ''
    session report --today 31-12-2026
    session next --format csv
    session check --format csv
    session parse-date --format tsv today
    golden options-values
}

@test "commands that do not exist; words that are too many" {
    session reprot
    session nxet
    session frobnicate
    session Report
    session ''
    session -
    session $'\e[31mred\nline'
    session next now
    session check nowhere.md
    session help report next
    golden options-words
}

@test "help and -h: the same list of commands and common options" {
    ok help
    cp "$OUT" "$work/overview"
    says usage: report next list show check parse-date help --today
    one_screen 75
    for words in -h '-h --json'; do
        # shellcheck disable=SC2086
        ok $words
        cmp "$OUT" "$work/overview" || blame "$words"
    done
}

@test "-h of every command: what it is, examples first, on one screen" {
    [ "$(commands | wc -l)" -ge 8 ]
    for command in $(commands); do
        ok "$command" -h
        one_screen 24
        cp "$OUT" "$work/help"
        for words in "help $command" "-h $command"; do
            # shellcheck disable=SC2086
            ok $words
            cmp "$OUT" "$work/help" || blame "$words"
        done
        python3 - "$OUT" "$command" <<'PY' || blame "$command"
import sys
lines, command = open(sys.argv[1], encoding="utf-8").read().splitlines(), sys.argv[2]
assert lines[0].startswith("infoview %s: " % command), lines[0]
assert lines[1] == "" and lines[2].startswith("  infoview " + command), lines[:3]
usage = [i for i, line in enumerate(lines) if line.startswith("usage: infoview " + command)]
assert usage and usage[0] > 2
assert all(line == line.rstrip() for line in lines)
PY
    done
}

@test "the examples of -h do not fail by their flags" {
    # What they do is not looked at; only that no option in them is unknown.
    cp -r "$example" "$work/vault"
    cd "$work"
    export BROWSER=true
    for command in $(commands); do
        [ "$command" != init ] || continue
        "$INFOVIEW" "$command" -h | sed -n '3,/^$/s/^  infoview //p' >"$work/examples"
        while read -r line; do
            line=${line%% ||*}
            line=${line%%>*}
            [[ $line != *--watch* ]] || line+=' -h' # it would go on for ever
            # shellcheck disable=SC2086
            iv -C "$work/vault" ${line//\'/}
            [[ $err != *"unknown option"* && $err != *"needs a value"* && $err != *"takes no value"* ]] || blame "$line"
            [ "$status" -ne 3 ] || [[ $command = sync || $command = merge-driver ]] || blame "$line" # no repository, no files
        done <"$work/examples"
    done
}

@test "--version: one line" {
    ok --version
    [[ $out =~ ^infoview\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
    version=$out
    for words in 'report --version' '--version report' '-q --version'; do
        # shellcheck disable=SC2086
        ok $words
        [ "$out" = "$version" ]
    done
}

@test "every flag in the tables of cmd/ is in the help and used in a test" {
    python3 - "$top" "$INFOVIEW" <<'PY'
import glob, os, re, subprocess, sys
top, program = sys.argv[1:]
tests = [line for path in sorted(glob.glob(top + "/tests/cli/*.bats")) for line in open(path, encoding="utf-8")]
row = re.compile(r"^\s*\{(?:'(.)'|0), (?:\"([a-z-]+)\"|NULL), OPT_[A-Z]+, ", re.M)
wrong, seen = [], 0

def used(flag, command):
    """Whether a line of a test has the flag and, for a command's own, the command."""
    pattern = re.compile(r"(?<![\w-])%s(?![\w-])" % re.escape(flag)) if flag.startswith("--") else \
        re.compile(r"(?<![\w-])-[A-Za-z]*%s" % flag[1])
    return any(pattern.search(line) and (not command or re.search(r"(?<![\w-])%s(?![\w-])" % command, line)) for line in tests)

for path in sorted(glob.glob(top + "/cmd/*.c")):
    source = open(path, encoding="utf-8").read()
    name = re.search(r'\.name = "([a-z-]+)",\n\s*\.group', source)
    command = name.group(1) if name else None
    rows = row.findall(source)
    if not rows:
        continue
    if not command and not path.endswith("/opt.c"):
        wrong.append("%s: an option table and no command" % path)
    help = subprocess.run([program] + ([command] if command else []) + ["-h"], capture_output=True, text=True).stdout
    for letter, word in rows:
        seen += 1
        for flag in ["-" + letter] * bool(letter) + ["--" + word] * bool(word):
            if not re.search(r"^  (-., )?%s\b" % re.escape(flag), help, re.M):
                wrong.append("%s %s: not in the help" % (command or "everywhere", flag))
            if not used(flag, command):
                wrong.append("%s %s: no test has it" % (command or "everywhere", flag))
print("\n".join(wrong))
assert seen > 15, seen
sys.exit(bool(wrong))
PY
}
