#!/usr/bin/env bats
# Vaults made to do harm: bombs, links out of the vault, things that are no files, files that change meanwhile.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cd "$work" || return 1
    make_vault
}

# Everything that reads a vault must end in time, with a status it may end with, and clean output.
survives() {
    local limit=${1:-1} words n=0
    [ $# -eq 0 ] || shift
    mkdir -p "$BATS_TEST_TMPDIR/said"
    for words in report 'report --format csv' next check list 'list interviews --json' "$@" 'report --json'; do
        status=0
        # shellcheck disable=SC2086
        within "$limit" "$INFOVIEW" $words >"$OUT" 2>"$ERR" </dev/null || status=$?
        [ "$status" -le 1 ] || blame "$words"
        n=$((n + 1))
        cp "$OUT" "$BATS_TEST_TMPDIR/said/$n"
        cp "$ERR" "$BATS_TEST_TMPDIR/said/$n-messages"
    done
    clean "$BATS_TEST_TMPDIR"/said/*
    out=$(cat "$OUT")
}

# The rules of the unreadable files, sorted.
rows() {
    python3 -c 'import json, sys
print(*sorted(r["path"] + " " + r["rule"] for r in json.load(sys.stdin)["unreadable"]), sep="\n")' <"$OUT"
}

# python TEXT — writes files; `w(path, text)` is there.
python() {
    python3 -c "
import os
def w(path, text):
    if os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())
$1"
}

@test "YAML bombs and deep nesting: rows, at once" {
    python '
w("contacts/laughs.md", "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join("%s: &%s [%s]\n" % (b, b, ",".join(["*" + a] * 9)) for a, b in zip("abcdefgh", "bcdefghi")) + "---\n")
w("contacts/merge.md", "---\nbase: {a: b}\n<<: *base\n---\n")
w("contacts/self.md", "---\n&a a: *a\n---\n")
w("contacts/flow.md", "---\nname: " + "[" * 60000 + "\n---\n")
w("contacts/maps.md", "---\nname: " + "{a: " * 15000 + "\n---\n")
w("contacts/block.md", "---\n" + "".join(" " * i + "a:\n" for i in range(300)) + "---\n")
w("contacts/dashes.md", "---\nname:\n" + "- " * 30000 + "x\n---\n")
w("contacts/keys.md", "---\nname: Many Keys\n" + "".join("k%d: 1\n" % i for i in range(6000)) + "---\n")
w("contacts/toomany.md", "---\nname: Many Values\nx: [" + "1," * 20000 + "]\n---\n")
w("contacts/questions.md", "---\n" + "? " * 30000 + "\n---\n")
w("contacts/colons.md", "---\n" + "a: " * 20000 + "\n---\n")
w("contacts/anchors.md", "---\n" + "&a " * 20000 + "\n---\n")
w("contacts/tags.md", "---\nname: " + "!a " * 20000 + "\n---\n")
w("contacts/quotes.md", "---\nname: \"" + "\\\\x41" * 12000 + "\n---\n")
w("contacts/documents.md", "---\nname: x\n" + "%YAML 1.1\n" * 5000 + "---\n")
w("contacts/scalar.md", "---\nname: " + "x" * 20000 + "\n---\n")
w("contacts/comments.md", "---\nname: Comments\n" + "#\n" * 30000 + "---\n")
'
    survives
    [ "$(rows | awk '{ print $2 }' | sort -u | tr '\n' ' ')" = 'alias depth size yaml ' ]
    [ "$(rows | wc -l)" -ge 14 ]
}

@test "10,000 keys, a file over 4 MiB, front matter over 64 KiB, a body over 128 KiB" {
    python '
w("contacts/keys.md", "---\nname: Keys\n" + "".join("k%d: 1\n" % i for i in range(10000)) + "---\n")
w("contacts/short-keys.md", "---\nname: Short Keys\n" + "".join("%x:\n" % i for i in range(4990)) + "---\n")
w("contacts/five.md", "---\nname: Five\n---\n" + "text " * 1048576)
w("contacts/front.md", "---\nname: Front\nwhy: " + "a b\n  " * 20000 + "\n---\n")
w("contacts/body.md", "---\nname: Body\nadded: 2026-01-01\n---\n" + "- [ ] task\n" * 15000)
w("contacts/brackets.md", "---\nname: Brackets\nadded: 2026-01-01\n---\n" + "![[]()" * 20000)
w("interviews/five.md", "---\ncontact: body\ndate: 2026-11-18\nstatus: done\n---\n" + "x\n" * 2621440)
'
    survives
    [ "$(rows)" = "contacts/body.md size
contacts/brackets.md size
contacts/five.md size
contacts/front.md size
contacts/keys.md size
interviews/five.md size" ]
    # The front matter of those whose text is not read counts.
    json '{i["id"] for i in d["items"]} == {"ask:body", "ask:brackets"}'
}

@test "Markdown that is quadratic elsewhere, as large as it may be" {
    python '
size = 128 * 1024 - 10
for number, (start, piece, limit) in enumerate([
        ("", "![[]()", 3900), ("", "[a](", 3900), ("", "[", 3900), ("", "*a_ ", size), ("", "`" * 50 + " ", size), ("", "> ", size),
        ("", "- ", size), ("", "  - a\n", size), ("", "1. ", size), ("", "a\n\n", size), ("", "<", size), ("", "<!--", size), ("", "&", size),
        ("", "\\\\", size), ("", "***", size), ("", "- [ ] a\n", 3900 * 8), ("## Log\n\n", "- 2026-11-18 call: x\n", size),
        ("", "# a\n", size), ("", "```\n", size), ("", "a | b\n- | -\n", size), ("", "[a]: b\n", 3900 * 7), ("", "\t", size), ("", "\r", size),
        ("## Questions\n\n", "- a?\n", size), ("## Questions\n\n", "### a?\n", size), ("## Referrals\n\n", "- A B, c\n", size),
        ("", "".join("    " * i + "- a\n\n" for i in range(60)), size), ("", "due:2026-11-18 ", size), ("- [ ] ", "due:2026-11-18 ", size),
        ("", "[[a|b]] ", 1900 * 8), ("", "\xc3\xa9\xcc\x81".encode("latin-1").decode("latin-1"), size // 4)]):
    body = start + piece * (limit // len(piece))
    w("contacts/c%02d.md" % number, "---\nname: C%d\n---\n%s" % (number, body))
    w("interviews/i%02d.md" % number, "---\ncontact: c%02d\ndate: 2026-11-18\nstatus: done\n---\n%s" % (number, body))
'
    survives 4
}

@test "10,000 people in one interview, 5,000 equal promises, 3,000 interviews with one person" {
    python '
w("interviews/crowd.md", "---\ncontact: [" + ",".join("p%d" % i for i in range(9000)) + "]\ndate: 2026-11-18\nstatus: done\n---\n")
w("contacts/equal.md", "---\nname: Equal\n---\n" + "- [ ] the same\n" * 3900)
w("contacts/ana.md", "---\nname: Ana\nreferred_by: equal\n---\n")
for i in range(3000):
    w("interviews/m%04d.md" % i, "---\ncontact: ana\ndate: 2026-11-18\nstatus: done\n---\n")
'
    survives 2
    json '(sum(i["kind"] == "thank" and i["contact"]["id"] is None for i in d["items"]) == 9000 and
        sum(i["kind"] == "promise" for i in d["items"]) == 3900 and len({i["id"] for i in d["items"]}) == len(d["items"]))'
}

@test "everybody referred by everybody, in circles, and by themselves" {
    python '
for i in range(500):
    w("contacts/p%03d.md" % i, "---\nname: P%d\nreferred_by: [%s]\nadded: 2026-01-01\n---\n" % (i, ",".join("p%03d" % k for k in range(500))))
w("contacts/self.md", "---\nname: Self\nreferred_by: self\n---\n")
w("interviews/m.md", "---\ncontact: self\ndate: 2026-11-22\n---\n")
'
    survives 2 'show self' 'show p001'
}

@test "names of 10 KB, in every field that is shown" {
    python '
long = "n" * 10240
wide = "\u674e" * 3400
for i, text in enumerate((long, wide, "e\u0301" * 3400, "\u0301" * 5000, "\U0001F468\u200D" * 1400)):
    w("contacts/c%d.md" % i, "---\nname: %s\norg: %s\nemail: %s\nadded: 2026-01-01\naliases: [%s]\n---\n- [ ] %s due:2026-11-20\n" % ((text,) * 5))
    w("interviews/i%d.md" % i, "---\ncontact: [c%d, %s]\ndate: 2026-11-18\nstatus: done\norg: %s\n---\n## Referrals\n\n- %s\n" % (i, text, text, text))
w("contacts/" + "f" * 252 + ".md", "---\nname: Long File Name\nadded: 2026-01-01\n---\n")
'
    survives 1 'show c0' 'show c1'
    fails 2 report "$(printf '%010000d' 0)"
    status=0
    python3 -c 'import os; os.openpty()' 2>/dev/null || skip 'no pseudo-terminals here'
    within 2 python3 "$BATS_TEST_DIRNAME/terminal.py" 80 "$INFOVIEW" report >"$OUT" || status=$?
    [ "$status" -eq 0 ]
}

@test "comments for check that are never closed" {
    python '
w("contacts/lines.md", "---\nname: A\nadded: soon\n---\n" + "<!-- infoview: ignore \n" * 170000)
w("contacts/line.md", "---\nname: A\nadded: soon\n---\n" + "<!-- infoview: ignore " * 170000)
w("contacts/short.md", "---\nname: A\nadded: soon\n---\n" + "<!-- infoview: ignore -->" * 160000)
'
    survives
}

@test "places that wait for words: as many as there is room for, and none looked for in a text that is too long" {
    python '
w("contacts/full.md", "---\nname: A\n---\n" + ("<<a>>" * 380 + "\n") * 65)
w("contacts/long.md", "---\nname: B\nwhy: <<x>>\n---\n" + ("<<a>>" * 380 + "\n") * 2100)
w("contacts/line.md", "---\nname: C\n---\n" + "<<a>>" * 800000)
w("pitch.md", "<" * 130000)
'
    survives 2
    iv check --ignore size
    [ "$(grep -c '^contacts/full.md.*placeholder' "$OUT")" = 24700 ]
    [ "$(grep -c '^contacts/l.*placeholder' "$OUT")" = 1 ]
}

@test "100,000 names of private people, of one letter, of 10 KB, in every text and in none" {
    python '
for k in range(15):
    w("contacts/p%d.md" % k, "---\nname: Person %d\nprivate: yes\naliases: [%s]\n---\n" % (k, ", ".join("N%dx%d" % (k, i) for i in range(6500))))
w("contacts/q.md", "---\nname: %s\nprivate: yes\naliases: [%s]\n---\n" % ("x" * 10000, ", ".join("a " * i + "a" for i in range(100))))
w("contacts/all.md", "---\nname: All\n---\n" + "".join("N0x%d Some Text\n" % i for i in range(6500)))
w("contacts/a.md", "---\nname: A A\n---\n" + "a " * 60000)
w("contacts/lines.md", "---\nname: Lines\n---\n" + "a\n\n" * 40000)
w("contacts/links.md", "---\nname: Links\n---\n" + "[[q|a]] " * 1900)
w("contacts/wide.md", "---\nname: Wide\n---\n" + "\u674e" * 40000)
w("contacts/marks.md", "---\nname: Marks\n---\na" + "\u0301" * 60000)
for i in range(300):
    w("contacts/c%d.md" % i, "---\nname: Contact %d\n---\n%s" % (i, "Text of the usual sort, about This and That.\n" * 20))
'
    survives 3
    iv check
    [ "$(grep -c '^contacts/all.md.*private-mention' "$OUT")" = 6500 ]
    [ "$(grep -c '^contacts/links.md.*private-mention' "$OUT")" = 0 ]
}

@test "one name and 7,000 addresses, 40 times" {
    python '
for k in range(40):
    w("contacts/c%d.md" % k, "---\nname: Same\nemail: [%s]\n---\n" % ",".join("%d@%d" % (k, i) for i in range(7000)))
'
    survives 3
}

@test "dead links to what 4,000 names are nearly" {
    python '
import random
random.seed(1)
letters = "abcdefghijklmnopqrstuvwxyz"
target = "".join(random.choices(letters, k=64))
for i in range(64):
    short = target[:i] + target[i + 1:]
    for k in range(64):
        name = target
        while name == target:
            at = random.randrange(64)
            name = short[:at] + random.choice(letters) + short[at:]
        w("contacts/c%d.md" % (i * 64 + k), "---\nname: %s\n---\n" % name)
w("notes/links.md", ("[[%s]]\n" % target) * 1800)
'
    survives 3
}

@test "links are not followed: not a file's, not a folder's, not the settings', not the plan's" {
    mkdir "$BATS_TEST_TMPDIR/outside"
    printf -- '---\nname: Secret Person\nadded: 2020-01-01\n---\n' >"$BATS_TEST_TMPDIR/outside/secret.md"
    printf -- '---\nreviewed: 2020-01-01\n---\n' >"$BATS_TEST_TMPDIR/outside/plan.md"
    ln -s /etc/passwd contacts/passwd.md
    ln -s "$BATS_TEST_TMPDIR/outside/secret.md" contacts/secret.md
    ln -s "$BATS_TEST_TMPDIR/outside" contacts/folder
    ln -s "$BATS_TEST_TMPDIR/outside" skills
    ln -s nowhere.md contacts/dangling.md
    ln -s loop.md contacts/loop.md
    ln -s . contacts/here
    ln -s ../contacts contacts/up
    ln -s "$BATS_TEST_TMPDIR/outside/plan.md" plan.md
    ln "$BATS_TEST_TMPDIR/outside/secret.md" contacts/hard.md
    survives
    [[ $out != *root:* && $out != *'review:'* ]]
    # A second name of the same file is a file like any other.
    json '[i["id"] for i in d["items"]] == ["ask:hard"]'
    rm infoview.yaml
    ln -s "$BATS_TEST_TMPDIR/outside/settings.yaml" infoview.yaml
    fails 3 report
    printf 'goal: 7 per day\n' >"$BATS_TEST_TMPDIR/outside/settings.yaml"
    fails 3 report
    complains 'symbolic link'
}

@test "the vault itself may be reached by a link" {
    contact ana 'name: Ana' 'added: 2026-01-01'
    ln -s "$work" "$BATS_TEST_TMPDIR/link"
    ok -C "$BATS_TEST_TMPDIR/link" report
    says Ana
    cd "$BATS_TEST_TMPDIR/link/contacts"
    ok report
    says Ana
}

@test "pipes, sockets and devices where files are expected: nothing is waited for" {
    contact ana 'name: Ana' 'added: 2026-01-01'
    mkfifo contacts/pipe.md interviews/pipe.md plan.md
    python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("contacts/socket.md")'
    mkdir contacts/folder.md
    if [ "$(id -u)" -eq 0 ]; then
        mknod contacts/zero.md c 1 5 2>/dev/null || true
        mknod contacts/tty.md c 5 0 2>/dev/null || true
    fi
    survives
    json '[i["id"] for i in d["items"]] == ["ask:ana"]'
    rm infoview.yaml
    mkfifo infoview.yaml
    status=0
    within 1 "$INFOVIEW" report >"$OUT" 2>"$ERR" || status=$?
    [ "$status" -eq 3 ]
    complains_file 'no regular file'
}

complains_file() {
    grep -q "$1" "$ERR" || blame "not in the messages: $1"
}

@test "folders: out of the vault, absolute, odd, the same twice, one in the other" {
    mkdir -p "$BATS_TEST_TMPDIR/work/../outside"
    printf -- '---\nname: Secret Person\nadded: 2020-01-01\n---\n' >"$BATS_TEST_TMPDIR/outside/secret.md"
    contact ana 'name: Ana' 'added: 2026-01-01'
    for folder in ../outside ../../outside "$BATS_TEST_TMPDIR/outside" contacts/../../outside . .. / '' './contacts' 'contacts//x' \
        '~' '.git' '_x' 'a\b' "$(printf '%05000d' 0)" 'con\x00tacts' '"\e"' '"\0"' '[a]' '{a: b}' ' ' 'contacts/' 'Contacts'; do
        printf 'goal: none\nfolders: {skills: %s, contacts: %s}\n' "$folder" "$folder" >infoview.yaml
        iv report --json
        [ "$status" -eq 0 ] || blame "$folder"
        [[ $out != *Secret* ]] || blame "$folder"
        cat "$OUT" "$ERR" >>said
    done
    clean said
    printf 'folders: {contacts: people, interviews: people, skills: people/skills}\n' >infoview.yaml
    mkdir -p people/skills
    printf -- '---\nname: Both\nadded: 2026-01-01\n---\n' >people/both.md
    printf -- '---\nname: Skill\n---\n' >people/skills/skill.md
    survives
    json '[i["id"] for i in d["items"]] == ["ask:both"]'
}

@test "settings: broken, empty, a folder, binary, too large, of a later format" {
    contact ana 'name: Ana' 'added: 2026-01-01'
    for text in '' '# nothing' '---' '{}' '[]' 'text' ': :' 'a: [' '\377\376' 'a\000b' 'goal: \033[31m' '- a\n- b' '*a' '&a b' '!!x y' 'goal: !!str x' \
        '---\na: b\n---\nc: d' 'goal: 1\ngoal: 2' '<<<<<<< HEAD\n' '\357\273\277goal: none' 'goal: none\r\nhorizon: 3 days\r\n' \
        'views: {a: {b: {c: d}}}' 'folders: x' 'folders: [a]' '? a' 'away: {a: b}' 'away: [[2026-01-01]]' 'me: {name: [a, b]}' 'format: 99'; do
        # shellcheck disable=SC2059
        printf -- "$text" >infoview.yaml
        iv report --format jsonl
        [ "$status" -eq 0 ] || blame "$text"
        [[ $out == *'"id":"ask:ana"'* ]] || blame "$text"
        iv check
        [ "$status" -le 1 ] || blame "$text"
        cat "$OUT" "$ERR" >>said
    done
    clean said
    python 'w("infoview.yaml", "#" * 5000000)'
    iv report
    [ "$status" -eq 3 ] || [ "$status" -eq 0 ] || blame 'five megabytes'
    rm infoview.yaml
    mkdir infoview.yaml
    fails 3 report
    complains 'no regular file'
}

@test "plan.md: a folder, broken, empty" {
    mkdir plan.md
    survives
    json '[r["path"] for r in d["unreadable"]] == ["plan.md"]'
    rmdir plan.md
    for text in '' 'text' '---\nreviewed: [\n---\n' '---\nreviewed: 2026-01-01'; do
        # shellcheck disable=SC2059
        printf -- "$text" >plan.md
        ok report --json
        json '[r["path"] for r in d["unreadable"]] == ["plan.md"]'
    done
}

@test "half-written files: a record cut off after every byte" {
    contact bo 'name: Bo'
    printf -- '---\r\nname: "Ana \\u00e9"\r\nadded: 2026-01-01\r\nreferred_by: [[bo]]\r\nthanked: {a: skip}\r\n---\r\n# Ana\r\n\r\n- [ ] @waiting [x](y.md) due:2026-11-20\r\n\r\n## Log\r\n\r\n- 2026-11-18 email in: \xe6\x9d\x8e\r\n' >"$BATS_TEST_TMPDIR/whole"
    size=$(stat -c %s "$BATS_TEST_TMPDIR/whole")
    mkdir -p contacts/cut
    for ((i = 0; i < size; i++)); do
        head -c "$i" "$BATS_TEST_TMPDIR/whole" >"contacts/cut/c$i.md"
        cp "contacts/cut/c$i.md" "interviews/i$i.md"
    done
    survives
}

@test "files that come and go while it reads" {
    for i in $(seq 200); do
        contact "p$i" "name: Person $i" 'added: 2026-01-01' --- '---' '- [ ] a promise due:2026-11-20'
    done
    mkdir contacts/sub
    (
        trap 'exit 0' TERM
        while :; do
            for i in 1 50 100 150 200; do
                mv "contacts/p$i.md" "contacts/q$i.md" && mv "contacts/q$i.md" "contacts/p$i.md"
                : >"contacts/p$i.md"
                rm -f "contacts/p$i.md"
                mkdir "contacts/p$i.md" && rmdir "contacts/p$i.md"
                printf -- '---\nname: Person %s\n---\n' "$i" >"contacts/p$i.md"
            done
            mv contacts/sub contacts/gone && mv contacts/gone contacts/sub
            mv interviews away && mv away interviews
        done
    ) 2>/dev/null 3>&- &
    mover=$!
    for i in $(seq 50); do
        iv report --json
        [ "$status" -eq 0 ] || break
        cp "$OUT" "said-$i.json"
    done
    kill "$mover"
    wait "$mover" || true
    [ "$status" -eq 0 ] || blame 'a file vanished'
    python3 -c 'import json, sys; [json.load(open(path)) for path in sys.argv[1:]]' said-*.json
}

@test "a folder that cannot be opened is told, not passed over in silence" {
    [ "$(id -u)" -ne 0 ] || skip 'root opens every folder'
    contact ana 'name: Ana' 'added: 2026-01-01'
    mkdir contacts/locked
    printf -- '---\nname: Locked\n---\n' >contacts/locked/bo.md
    chmod 0 contacts/locked
    iv report --json
    chmod 700 contacts/locked
    [ "$status" -eq 0 ]
    json '[i["id"] for i in d["items"]] == ["ask:ana"] and [r["path"] for r in d["unreadable"]] == ["contacts/locked"]'
}

@test "a file that cannot be opened is a row" {
    [ "$(id -u)" -ne 0 ] || skip 'root opens every file'
    contact ana 'name: Ana' 'added: 2026-01-01'
    contact bo 'name: Bo'
    chmod 0 contacts/bo.md
    ok report --json
    json '[r["path"] for r in d["unreadable"]] == ["contacts/bo.md"]'
}

@test "folders 300 deep" {
    deep=contacts
    for i in $(seq 300); do deep=$deep/d; done
    mkdir -p "$deep"
    printf -- '---\nname: Deep\nadded: 2026-01-01\n---\n' >"$deep/deep.md"
    contact ana 'name: Ana' 'added: 2026-01-01'
    survives
    json 'any(i["id"] == "ask:ana" for i in d["items"])'
    # What lies too deep is told.
    json 'any(i["id"] == "ask:deep" for i in d["items"]) or d["unreadable"]'
}

@test "little memory and few descriptors" {
    for i in $(seq 300); do
        mkdir -p "contacts/f$i"
        printf -- '---\nname: Person %s\nadded: 2026-01-01\n---\n' "$i" >"contacts/f$i/p$i.md"
    done
    (ulimit -n 12 && ok report --json && json 'len(d["items"]) + len(d["unreadable"]) >= 300')
    [ -n "${INFOVIEW_SAN:-}" ] || (
        ulimit -v 60000
        iv report
        [ "$status" -eq 0 ] || [ "$status" -eq 3 ]
    )
}
