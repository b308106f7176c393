#!/usr/bin/env bats
# Where the output goes: terminals of any width, pipes, full disks, closed streams; and what must never get there.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$top" || return 1
}

# tty COLUMNS ARGS… — on a terminal so wide; its bytes in "$OUT".
tty() {
    status=0
    python3 -c 'import os; os.openpty()' 2>/dev/null || skip 'no pseudo-terminals here'
    python3 "$BATS_TEST_DIRNAME/terminal.py" "$1" "$INFOVIEW" "${@:2}" >"$OUT" 2>"$ERR" || status=$?
    out=$(tr -d '\0' <"$OUT")
}

# No line of the last output, its colours taken out, is wider than so many cells; $2: only lines that match it.
fits() {
    python3 - "$OUT" "$1" "${2:-}" <<'PY' || blame "wider than $1 cells"
import re, sys, unicodedata
path, width, pattern = sys.argv[1], int(sys.argv[2]), sys.argv[3]

def cells(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Mc", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in re.sub("\u200d.", "", text))

bad = []
for line in open(path, encoding="utf-8"):
    line = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;[ -~]*?\x1b\\", "", line.rstrip("\r\n"))
    if re.search(pattern, line) and cells(line) > width:
        bad.append("%d: %s" % (cells(line), line))
print("\n".join(bad))
sys.exit(bool(bad))
PY
}

# All but what is told in whole and wraps: what is wrong with a file, commands to type, the goal.
table='^(?!  contacts/|    put the text|Next: |      infoview |This week)'

has_colour() {
    grep -q $'\033\\[[0-9;]*m' "$OUT"
}

# How many links the last output has; each must lead to a file below $1 (made absolute) or to a clean address.
links() {
    python3 - "$OUT" "$(realpath "$1")" <<'PY' || blame 'a bad link'
import os, re, socket, sys, urllib.parse
text = open(sys.argv[1], "rb").read()
root = os.fsencode(sys.argv[2])
marks = re.findall(rb"\x1b\]8;;(.*?)\x1b\\", text, re.S)
assert text.count(b"\x1b]8") == len(marks) and len(marks) % 2 == 0, "not all of them end"
for uri, close in zip(marks[::2], marks[1::2]):
    assert uri and not close, (uri, close)
    assert re.fullmatch(rb"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+", uri), uri
    if not uri.startswith(b"file://"):
        assert re.match(rb"https?://|mailto:", uri), uri
        continue
    host, slash, path = uri[len(b"file://"):].partition(b"/")
    path = urllib.parse.unquote_to_bytes(slash + path)
    assert host.decode() == socket.gethostname(), host
    assert path.startswith(root + b"/") and os.path.isfile(path), path
open(sys.argv[1] + ".links", "w").write("%d\n" % (len(marks) // 2))
open(sys.argv[1] + ".text", "wb").write(re.sub(rb"\x1b\]8;;.*?\x1b\\", b"", text, flags=re.S))
PY
    count=$(cat "$OUT.links")
}

has_links() {
    grep -q $'\033]8' "$OUT"
}

# A vault in the working folder with long names, orgs and promises of several scripts, one item of most kinds.
long_vault() {
    cd "$work" || return 1
    make_vault
    printf 'goal: 1 per week\n' >infoview.yaml
    contact a 'name: Wolfeschlegelsteinhausenbergerdorff von Hohenzollern-Sigmaringen the Younger' \
        'org: The Honourable Company of Edinburgh Grid and Heat Pump Engineers Limited' 'added: 2020-01-01' --- '---' \
        '- [ ] Send a very long letter about the heat pumps and the grid and the school and the attic sensor and all the rest of it due:2026-11-01' \
        '## Log' '' '- 2020-01-02 email in: yes'
    contact b 'name: 李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍' 'org: 港灣實驗室港灣實驗室港灣實驗室港灣實驗室港灣實驗室' 'added: 2020-01-01'
    contact c 'name: "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301"' 'added: 2020-01-01'
    contact d 'name: Dora' 'referred_by: a' 'added: 2020-01-01'
    meeting m1 'contact: d' 'date: 2026-11-22T15:00'
    meeting m2 'contact: b' 'date: 2026-11-18' 'status: done'
}

@test "a pipe: no colour, no cut, no commands to type" {
    long_vault
    ok report
    clean "$OUT"
    says 'the Younger' 'Engineers Limited' 'all the rest of it'
    says_not 'Next: infoview'
}

@test "a terminal: colour, commands to type, and every line within 80, 100 and 200 columns" {
    long_vault
    for columns in 80 100 200; do
        tty "$columns" report --all
        [ "$status" -eq 0 ]
        has_colour
        says 'Next: '
        fits "$columns" "$table"
    done
    tty 80 report --all
    says …
    # Dates, ids and lateness are whole.
    says 'due Sun 1 Nov' '20 days late' 'met Wed 18 Nov'
}

@test "a terminal of 40 and 60 columns: the table fits, dates are whole" {
    long_vault
    for columns in 60 40; do
        tty "$columns" report --all
        fits "$columns" "$table"
        says 'due Sun 1 Nov' '20 days late' 'met Wed 18 Nov'
    done
}

@test "the example vault on terminals of 40 to 120 columns" {
    for columns in 40 60 80 120; do
        tty "$columns" -C "$example" report --days 400
        [ "$status" -eq 0 ]
        fits "$columns" "$table"
    done
}

@test "list: the line fits 40 to 120 columns; columns are left out before it wraps, the id never" {
    long_vault
    contact e 'name: 👩‍🔬 Dr Emoji 👨‍👩‍👧‍👦 of the Very Long Family' 'org: 🇩🇪🇫🇷 Flags 🇯🇵🇵🇹 and Colours of All Nations' 'added: 2020-01-01'
    contact f 'name: ليلى حداد ليلى حداد ليلى حداد ليلى حداد ليلى حداد' 'org: שלום עולם רחוק מאוד מאוד מאוד' 'added: 2020-01-01'
    for columns in 40 60 80 120; do
        for list in contacts interviews promises; do
            tty "$columns" --color never --hyperlink never list "$list"
            [ "$status" -eq 0 ]
            fits "$columns"
        done
    done
    tty 40 --color never list
    [[ $(head -1 "$OUT") =~ ^name\ +org\ +.*id$ ]] || blame
    [ "$(grep -c … "$OUT")" -ge 5 ] || blame
    tty 40 --color never list promises
    says 'Send a very long'
    # What was asked for is all there.
    tty 40 --color never list --columns name,stage,last,next,org,id
    [[ $(head -1 "$OUT") =~ ^name\ +stage\ +last\ +next\ +org\ +id$ ]] || blame
}

@test "a terminal that does not say how wide it is: 80 columns" {
    long_vault
    tty 0 report --all
    fits 80 "$table"
}

@test "next on a terminal" {
    long_vault
    tty 80 next
    [ "$status" -eq 0 ]
    has_colour
}

@test "NO_COLOR, TERM=dumb, no TERM: a terminal without colour; --color decides over both" {
    NO_COLOR=1 tty 80 -C "$example" report
    says Overdue
    ! has_colour
    TERM=dumb tty 80 -C "$example" report
    ! has_colour
    (unset TERM && tty 80 -C "$example" report)
    ! has_colour
    NO_COLOR='' tty 80 -C "$example" report
    has_colour
    NO_COLOR=1 tty 80 -C "$example" report --color always
    has_colour
    tty 80 -C "$example" report --color never
    ! has_colour
    ok -C "$example" report --color always
    has_colour
    ok -C "$example" report --color auto
    ! has_colour
}

@test "links: on a terminal that shows colour and can do links, and where they are asked for" {
    tty 80 -C "$example" list
    has_links
    for terminal in linux dumb ''; do
        TERM=$terminal tty 80 -C "$example" list
        [ -z "$terminal" ] || ! has_links || blame "TERM=$terminal"
    done
    (unset TERM && tty 80 -C "$example" list && ! has_links)
    NO_COLOR=1 tty 80 -C "$example" list
    ! has_links || blame
    for words in '--color never' '--hyperlink never' '--color always --hyperlink never' '--json' '--format csv'; do
        # shellcheck disable=SC2086
        tty 80 -C "$example" list $words
        ! has_links || blame "$words"
    done
    NO_COLOR=1 tty 80 -C "$example" list --color always
    has_links
    for words in '--hyperlink always' '--color never --hyperlink always'; do
        # shellcheck disable=SC2086
        NO_COLOR=1 TERM=dumb tty 80 -C "$example" list $words
        has_links || blame "$words"
    done
    for words in '' '--hyperlink auto' '--color always' '--color always --hyperlink auto'; do
        # shellcheck disable=SC2086
        ok -C "$example" list $words
        ! has_links || blame "pipe $words"
    done
    for words in '--json' '--format jsonl' '--format csv' '--format tsv'; do
        # shellcheck disable=SC2086
        ok -C "$example" --hyperlink always list $words
        ! has_links || blame "$words"
    done
    ok -C "$example" --hyperlink always report --mail
    ! has_links
}

@test "links lead to the files of the vault, and take nothing from the text around them" {
    for words in 'list 15' 'list@interviews 12' 'list@promises@--columns@text,id,path,file 9' 'show@ana 2' 'show@bo 2' \
        'report 1' 'check 1' 'next 2'; do
        for columns in 40 120; do
            IFS=@ read -r -a typed <<<"${words% *}"
            tty "$columns" -C "$example" "${typed[@]}"
            links "$example"
            [ "$count" -ge "${words#* }" ] || blame "$words: $count links"
            mv "$OUT.text" "$work/text"
            tty "$columns" -C "$example" "${typed[@]}" --hyperlink never
            cmp "$OUT" "$work/text"
        done
    done
}

@test "links of a vault in a folder with an odd name, named by a relative path or through a symbolic link" {
    odd=$work/$'odd #?%\e\\ ö\xff'
    mkdir "$odd"
    cd "$odd"
    make_vault
    contact 'ana lima %41' 'name: Ana Lima'
    contact '李' 'name: Li' 'email: [li@lab.example, "bad@x.example?bcc=y@z.example", no-mail]' \
        'url: ["https://lab.example/~li?a=b#c", "javascript:alert(1)", "https://lab.example/a b"]'
    ln -s "$odd" "$work/link"
    for folder in . "$odd" "$work/link" "../$(basename "$odd")"; do
        ok -C "$folder" list --hyperlink always
        links "$odd"
        [ "$count" -eq 2 ] || blame "$folder"
    done
    ok show Li --hyperlink always
    links "$odd"
    [ "$count" -eq 3 ] || blame
    says ']8;;mailto:li@lab.example' ']8;;https://lab.example/~li?a=b#c'
    # A link that a line breaks in two is none; its neighbours are.
    contact long 'name: Long' "url: [https://lab.example/$(printf '%060d' 0), https://lab.example/short]"
    tty 40 show Long
    links "$odd"
    [ "$count" -eq 2 ] || blame
    tty 120 show Long
    links "$odd"
    [ "$count" -eq 3 ] || blame
}

@test "any locale: the same bytes" {
    ok -C "$example" report --all
    cp "$OUT" "$work/plain"
    for locale in C POSIX C.UTF-8 en_US.ISO-8859-1 xx_XX tr_TR.UTF-8; do
        LC_ALL=$locale ok -C "$example" report --all
        cmp "$OUT" "$work/plain"
    done
    env -i "$INFOVIEW" -C "$example" --today 2026-11-21 report --all >"$OUT"
    cmp "$OUT" "$work/plain"
}

@test "a reader that goes away ends it by SIGPIPE, in silence" {
    cd "$work"
    make_vault
    # More than a pipe holds.
    python3 - <<'PY'
for i in range(3000):
    open("contacts/p%04d.md" % i, "w").write("---\nname: Person Number %d\norg: Some Org\nadded: 2020-01-01\n---\n" % i)
PY
    for words in report 'report --json' 'report --format csv' 'report --mail'; do
        set +o pipefail
        # shellcheck disable=SC2086
        { code=0; "$INFOVIEW" $words 2>"$ERR" || code=$?; echo "$code" >"$work/status"; } | head -1 >"$OUT"
        [ "$(cat "$work/status")" -eq 141 ] || blame "$words: status $(cat "$work/status")"
        [ ! -s "$ERR" ] || blame "$words"
        [ "$(wc -l <"$OUT")" -eq 1 ]
    done
}

@test "a full disk: status 3 and a message" {
    [ -w /dev/full ] || skip 'no /dev/full'
    for words in "-C $example report" "-C $example report --json" "-C $example next" "-C $example check" help --version \
        'parse-date today' 'report -h' "-C $example report -e"; do
        status=0
        # shellcheck disable=SC2086
        "$INFOVIEW" $words >/dev/full 2>"$ERR" || status=$?
        [ "$status" -eq 3 ] || blame "$words"
        grep -q '^infoview: cannot write to standard output: ' "$ERR" || blame "$words"
    done
}

@test "standard output closed: status 3 and a message; with nothing to say, nothing" {
    status=0
    "$INFOVIEW" -C "$example" report >&- 2>"$ERR" || status=$?
    [ "$status" -eq 3 ]
    grep -q '^infoview: cannot write to standard output: ' "$ERR"
    status=0
    "$INFOVIEW" -C "$example" report -eq >&- 2>"$ERR" || status=$?
    [ "$status" -eq 1 ] && [ ! -s "$ERR" ]
}

@test "standard input or standard error closed, or both: the same output" {
    ok -C "$example" report
    cp "$OUT" "$work/plain"
    "$INFOVIEW" -C "$example" report <&- >"$OUT"
    cmp "$OUT" "$work/plain"
    "$INFOVIEW" -C "$example" report 2>&- >"$OUT"
    cmp "$OUT" "$work/plain"
    "$INFOVIEW" -C "$example" report <&- 2>&- >"$OUT"
    cmp "$OUT" "$work/plain"
    status=0
    "$INFOVIEW" -C "$example" report <&- >&- 2>&- || status=$?
    [ "$status" -eq 3 ]
}

@test "standard error full: the output is there all the same" {
    [ -w /dev/full ] || skip 'no /dev/full'
    cd "$work"
    make_vault
    "$INFOVIEW" report >"$OUT" 2>/dev/full
    grep -q 'Nobody is in this vault yet' "$OUT"
}

@test "no terminal at all" {
    setsid "$INFOVIEW" -C "$example" report <&- >"$OUT"
    clean "$OUT"
}

@test "a vault that cannot be written: everything that only reads works" {
    cp -r "$example" "$work/vault"
    chmod -R a-w "$work/vault"
    for words in report 'report --json' next check; do
        # shellcheck disable=SC2086
        iv -C "$work/vault" $words
        [ "$status" -le 1 ] || blame "$words"
        [ -s "$OUT" ]
    done
    chmod -R u+w "$work/vault"
}

@test "reading leaves no trace: no file is made or changed, not even its time" {
    cp -r "$example" "$work/vault"
    find "$work/vault" -printf '%p %s %T@ %m\n' | sort >"$work/before"
    for words in report 'report --json' 'report --mail' next check; do
        # shellcheck disable=SC2086
        iv -C "$work/vault" $words
    done
    find "$work/vault" -printf '%p %s %T@ %m\n' | sort >"$work/after"
    cmp "$work/before" "$work/after"
    [ -z "$(ls -A "$HOME")" ]
}

# A vault whose every field holds what must not reach a terminal.
hostile_vault() {
    cd "$work" || return 1
    make_vault
    python3 - <<'PY'
import os
bad = "A\\e[31mB\\u009bC\\u202eD\\tE\\rF\\u2028G\\u2066H\\x7fI\\u0085J\\nK"
text = "\u202erawline \u009b31m \u2066iso \u0085nel \u200f rtl"
body = "- [ ] Send %s due:2026-11-20\n- [ ] @waiting they %s due:2026-11-20\n\n## Log\n\n- 2026-11-01 email in: %s\n" % ((text,) * 3)
raw = "\x1b[31mred\x1b[0m \x07bell \x08back \x0cff \x0bvt \x7fdel\ttab\x9bno"
raw = raw.encode("utf-8").replace(b"\xc2\x9b", b"")  # the byte alone would be no UTF-8
body += "- [ ] raw " + raw.decode() + " due:2026-11-19\n"
fields = "name org role location industry email phone url linkedin tags source why perspective status".split()
def record(path, lines, body):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("---\n" + "".join(lines) + "---\n" + body)
record("contacts/ana.md", ['%s: "%s"\n' % (f, bad) for f in fields] + ["added: 2026-01-01\n", "keep_in_touch: 1 month\n", 'aliases: ["%s2"]\n' % bad], body)
record("contacts/bo.md", ['name: "%s3"\n' % bad, 'referred_by: "%s"\n' % bad, 'shoe_size: "%s"\n' % bad, '"st\\eatus": x\n', '"or\\eg": x\n'], body)
record("contacts/cy.md", ['name: "\\e]0;title\\a"\n', 'added: "\\e[31m"\n', 'snooze: "tomorrow\\e"\n', 'keep_in_touch: "\\u202e"\n', 'private: "\\u009b"\n', 'status: "\\e"\n'], body)
record("interviews/m.md", ['contact: [ana, "%s"]\n' % bad, "date: 2026-11-18\n", "status: done\n", 'org: "%s"\n' % bad, 'thanked: {"%s": soon}\n' % bad],
       "## Notes\n\n%s\n\n%s\n\n## Referrals\n\n- %s, x\n- Eve\u202e, org\n\n## Questions\n\n- I noticed %s?\n" % (text, raw, text, text))
record("interviews/n.md", ["contact: bo\n", 'date: "2026-11-24T15:00\\e"\n'], "")
record("interviews/o.md", ["contact: bo\n", "date: 2026-11-24\n", 'minutes: "\\e[2J"\n'], "")
record("contacts/bad-yaml.md", ["name: [\x1b[31m, \u009b\n"], "")
record("contacts/bad-alias.md", ["name: *\u202eana\n"], "")
record("contacts/bad-dup.md", ['"a\\eb": 1\n', '"a\\eb": 2\n'], "")
record("contacts/bad-colon.md", ["name: a: \u202e b\n"], "")
for name in ("ansi\x1b[31m", "new\nline", "tab\there", "c1\u009b", "bidi\u202e", "cr\rhere", "del\x7f"):
    record("contacts/%s.md" % name, ["name: Named\n"], "")
with open(b"contacts/latin\xff1.md", "wb") as file:
    file.write(b"---\nname: Latin\n---\n")
os.makedirs("contacts/folder\x1b[31m\nx")
record("contacts/folder\x1b[31m\nx/inner.md", ["name: In a folder\n", "added: soon\n"], body)
with open("plan.md", "w", encoding="utf-8") as file:
    file.write('---\nreviewed: "\\e[31m"\n"re\\eviewed": 2026-01-01\nresume_updated: 2020-01-01\n---\n')
with open("infoview.yaml", "w", encoding="utf-8") as file:
    file.write('goal: "\\e[31m"\n"\\u202ekey": x\nfolders: {targets: "\\e[31m"}\nme: {name: "\\e"}\n')
PY
}

@test "control characters and overrides never reach the output, in any field and any format" {
    hostile_vault
    for words in report 'report --all' 'report --json' 'report --format jsonl' 'report --format csv' 'report --mail' \
        'report --oneline' next 'next --json' check list 'list --json' 'list --format csv' 'list --format jsonl' \
        'list interviews' 'list promises' 'show ana' 'show ana --json' 'show bo' 'show cy' 'show inner'; do
        # shellcheck disable=SC2086
        iv $words
        [ "$status" -le 1 ] || blame "$words"
        [ -s "$OUT" ] || blame "$words"
        clean "$OUT" "$ERR" || blame "$words"
    done
    for words in 'report --format tsv' 'list --format tsv'; do
        # shellcheck disable=SC2086
        ok $words
        clean -t "$OUT"
        [ "$(awk -F'\t' '{ print NF }' "$OUT" | sort -u | wc -l)" -eq 1 ] || blame "$words"
    done
    # Coloured text has escape sequences of its own, but none of the file's.
    for words in 'report --all' next check list 'show ana'; do
        # shellcheck disable=SC2086
        iv --color always $words
        sed -i 's/\x1b\[[0-9;]*m//g' "$OUT"
        clean "$OUT" || blame "$words"
    done
    # Links are clean, and so is all the rest.
    for words in 'report --all' next check list 'list interviews' 'list promises --columns id,path,text' 'show ana' 'show bo'; do
        # shellcheck disable=SC2086
        iv --hyperlink always $words
        links .
        clean "$OUT.text" || blame "$words"
    done
    iv --color always report
    ! grep -q $'\033\\[31mred\|\033\\[31mB' "$OUT"
}

@test "control characters of the command line never reach the messages" {
    cd "$work"
    make_vault
    contact ana 'name: Ana Lima'
    tell() { iv "$@"; cat "$OUT" "$ERR" >>"$work/said"; }
    for bad in $'\e[31mx' $'\u009b31m' $'\u202ex' $'a\tb' $'a\rb' $'\x7f' $'\xff\xfe'; do
        for words in report list show next check help parse-date; do
            tell "$words" "$bad"
        done
        for option in --kind --tag --days --format --color --today; do
            tell report "$option" "$bad"
        done
        tell report "--$bad"
        tell "$bad"
        tell -C "$bad" report
        INFOVIEW_TODAY=$bad tell report
        INFOVIEW_VAULT=$bad tell report
    done
    [ -s "$work/said" ]
    clean "$work/said"
}

@test "a vault in a folder with an odd name: JSON stays valid, text clean" {
    odd=$work/$'odd \e[31m\u202e\n"\\ \xff'
    mkdir -p "$odd"
    cd "$odd"
    make_vault
    contact ana 'name: Ana' 'added: 2026-01-01'
    ok -C "$odd" report --json
    json 'd["vault"] and d["items"]'
    clean "$OUT"
    ok -C "$odd" report
    clean "$OUT" "$ERR"
    rm infoview.yaml
    fails 3 -C "$odd" report
    clean "$ERR"
}
