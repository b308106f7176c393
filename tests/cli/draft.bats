#!/usr/bin/env bats
# `infoview draft`: mails to begin from, and what is noted of one that was sent. It sends nothing.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    make_vault
}

# The word-for-word mail is in the golden file; these are the facts that must be in it.
@test "draft: the example vault, every sort of mail" {
    cp -r "$top/$example" vault
    cd vault
    session draft ask layla
    session draft thank ana
    session draft update priya
    session draft nudge oksana-kovalenko
    session draft tell bo
    session draft intro bo --about meera-joshi
    session draft intro bo --about 'Marta Quill'
    session draft intro bo
    session draft thank layla
    golden draft
}

@test "draft: the mails of the built-in templates ask nobody for a job" {
    contact ana 'name: Ana Lima' 'why: Maps' 'email: ana@a.example'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' --- '## Insights' '- A map.'
    for kind in ask thank update nudge tell intro; do
        ok draft "$kind" ana
        [[ $err != *'asks for a job'* ]]
        [[ $out != *'{{'* ]]
        [ "$(grep -c '^To: Ana Lima <ana@a.example>$' "$OUT")" -eq 1 ]
        [ "$(grep -c '^Subject: ' "$OUT")" -eq 1 ]
    done
}

@test "draft: wrong words" {
    fails 2 draft
    complains 'draft what?' 'ask, thank, update'
    fails 2 draft thnk ana
    complains "did you mean 'thank'?"
    fails 2 draft sonnet ana
    complains "no draft is called 'sonnet'"
    fails 2 draft ask
    complains 'infoview draft ask WHO'
    fails 2 draft ask nobody
    contact ana-lima 'name: Ana Lima'
    contact ana-rowe 'name: Ana Rowe'
    fails 2 draft ask ana
    complains ana-lima ana-rowe
    fails 2 draft ask ana lima
    complains 'one word too many'
    fails 2 draft ask ana-lima --about ana-rowe
    complains '--about is for tell and intro'
    fails 2 draft tell ana-lima --about ana
    fails 2 draft ask ana-lima --mailto --json
    fails 2 draft ask ana-lima -o x --json
    fails 2 draft ask ana-lima -o x --mailto --sent
    fails 2 draft ask ana-lima --mailto --sent
    fails 2 draft ask ana-lima --format csv
    [ ! -e x ]
}

@test "draft: warnings go to the standard error, and -q is silent" {
    contact ana 'name: Ana'
    ok draft ask ana
    complains 'no reason is noted for asking Ana in particular: infoview set ana why TEXT' \
        'no mail address of Ana is noted: infoview set ana email ADDRESS' 'places are left for your words'
    ok draft ask ana -q
    [ -z "$err" ] && [ -n "$out" ]
    ok draft thank ana
    complains 'no meeting with Ana was held'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done'
    ok draft thank ana
    complains 'it names nothing from the meeting'
}

@test "draft: a template of the vault's own is taken, and looked at" {
    contact ana 'name: Ana' 'org: GridCo'
    mkdir templates
    printf 'Subject: Hey {{name}} of {{org}}\n\nAre you hiring? <<x>>\n' >templates/mail-ask.txt
    ok draft ask ana
    [ "$out" = $'To: Ana\nSubject: Hey Ana of GridCo\n\nAre you hiring? <<x>>' ]
    complains 'it asks for a job' 'how much time' '1 place is left'
    printf '{{name}}\n' >templates/mail-ask.txt
    ok draft ask ana
    complains 'it has no subject'
    printf 'Subject: x\n\n{{nmae}}\n' >templates/mail-ask.txt
    fails 3 draft ask ana
    complains 'templates/mail-ask.txt:3:'
    printf 'Subject: x\n\n{{#name}}\n' >templates/mail-ask.txt
    fails 3 draft ask ana
    complains 'templates/mail-ask.txt:3:'
    printf 'Subject: \xff\n' >templates/mail-ask.txt
    fails 3 draft ask ana
    complains 'templates/mail-ask.txt:1:'
    head -c 200000 /dev/zero | tr '\0' a >templates/mail-ask.txt
    fails 3 draft ask ana
    rm templates/mail-ask.txt
    mkdir templates/mail-ask.txt
    fails 3 draft ask ana
    rmdir templates/mail-ask.txt
    ln -s /etc/passwd templates/mail-ask.txt
    fails 3 draft ask ana
    rm templates/mail-ask.txt
    ok draft ask ana
}

@test "draft: the templates that init writes are the built-in ones" {
    cd "$BATS_TEST_TMPDIR"
    ok init --no-git --demo v
    for kind in ask thank update nudge tell intro; do
        ok -C v draft "$kind" ana-lima
        cp "$OUT" with
        mv v/templates/mail-$kind.txt away
        ok -C v draft "$kind" ana-lima
        cmp with "$OUT"
    done
}

@test "draft --mailto: an address that others read back to the same mail" {
    contact ana 'name: "Lima, Ana"' 'email: ana+x@a.example' 'why: "50% & more = a?#é <b> \"c\""' 'org: 李 & Co'
    for kind in ask thank update nudge tell intro; do
        ok draft "$kind" ana --json
        cp "$OUT" mail.json
        ok draft "$kind" ana --mailto
        python3 - "$OUT" mail.json <<'PY' || blame 'another mail'
import json, re, sys, urllib.parse
address, mail = open(sys.argv[1], encoding="ascii").read(), json.load(open(sys.argv[2], encoding="utf-8"))
assert address.endswith("\n") and address.count("\n") == 1
address = address[:-1]
assert address == mail["mailto"] and re.fullmatch(r"mailto:[A-Za-z0-9\-._~%@?&=]*", address), address
parts = urllib.parse.urlsplit(address)
fields = dict(one.split("=", 1) for one in parts.query.split("&"))
assert list(fields) == ["subject", "body"]
subject, body = (urllib.parse.unquote(fields[key], errors="strict") for key in fields)
assert urllib.parse.unquote(parts.path) == mail["email"] == "ana+x@a.example"
assert subject == mail["subject"] and "\n" not in subject
assert body == mail["body"].replace("\n", "\r\n") and "%0A" in fields["body"]
assert not re.search(r"(?<!%0D)%0A|%0D(?!%0A)", fields["body"])
PY
    done
}

@test "draft: others read the header as what it says" {
    n=0
    while read -r name; do
        n=$((n + 1))
        contact "p$n" "name: $name" 'email: p@a.example'
        ok draft update "p$n"
        python3 - "$OUT" "contacts/p$n.md" <<'PY' || blame "$name"
import email, email.policy, re, sys, yaml
mail = email.message_from_bytes(open(sys.argv[1], "rb").read(), policy=email.policy.SMTPUTF8)
name = yaml.safe_load(open(sys.argv[2], encoding="utf-8").read().split("---")[1])["name"]
address, = mail["To"].addresses
assert address.addr_spec == "p@a.example" and list(mail.keys()) == ["To", "Subject"], mail.items()
shown = address.display_name.encode("utf-8", "surrogateescape").decode("utf-8")  # RFC 6532
assert shown == " ".join(re.sub(r"[\x00-\x1f]", " ", name).split()), shown
PY
    done <<'E'
Ana Lima
"Lima, Ana"
"Ana \"the map\" Lima"
"a\\b (c) [d] <e@e.example>; f: g"
"Ana\nBcc: e@e.example"
"Dr. A. Lima"
O'Neil & Söhne
李小龙
E
}

@test "draft: hostile text gets into no header, no terminal, no address" {
    contact ana $'name: "A\\e[31mna\\u202e\\r\\nBcc: x@e.example"' $'org: "o\\u2028\\r\\n\\r\\nx"' 'email: "a@a.example\r\nBcc: x@e.example"' $'why: "\\e]0;x\\a"' --- \
        $'## Log\n- 2026-11-01 email out: \x1b[2Jx\xe2\x80\xae'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' 'thanked_for: "x\r\nBcc: e@e.example\e[2J"'
    for kind in ask thank update nudge tell intro; do
        ok draft "$kind" ana --json
        clean "$OUT"
        ok draft "$kind" ana --mailto
        clean "$OUT"
        ok draft "$kind" ana -o "$kind.txt"
        ok draft "$kind" ana
        clean "$OUT" "$ERR" "$kind.txt"
        cmp "$OUT" "$kind.txt"
        [ "$(sed -n '/^$/q; p' "$OUT" | sed 's/:.*//' | tr '\n' ' ')" = 'To Subject ' ]
    done
}

@test "draft -o: a new file; one that is there stays; -n and - write none" {
    contact ana 'name: Ana'
    ok draft ask ana
    cp "$OUT" wanted
    ok draft ask ana -o mail.txt
    [ -z "$out" ]
    complains 'wrote mail.txt' 'no reason is noted'
    cmp wanted mail.txt
    echo mine >mail.txt
    fails 2 draft ask ana -o mail.txt
    complains 'is there already'
    [ "$(cat mail.txt)" = mine ]
    ok draft ask ana -n --output new.txt
    [ ! -e new.txt ]
    ok draft ask ana -o -
    cmp wanted "$OUT"
    fails 2 draft ask ana -o new.txt --mailto
    complains 'only one of them'
}

@test "draft --json: the facts beside the mail" {
    contact ana 'name: Ana' 'referred_by: bo' 'email: ana@a.example'
    contact bo 'name: Bo'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' 'thanked_for: the map'
    ok draft thank ana --json
    json 'd["schema"] == "infoview/draft@1" and d["kind"] == "thank" and d["interview"] == "m" and d["about"] is None'
    json 'd["contact"] == {"id": "ana", "name": "Ana"} and d["to"] == "Ana <ana@a.example>" and "the map" in d["body"]'
    json 'd["places"] == 2 and len(d["warnings"]) == 1'
    ok draft tell bo --json
    json 'd["about"] == {"id": "ana", "name": "Ana"} and d["interview"] == "m" and d["email"] is None'
    ok draft intro bo --about 'Zoe Hart' --json
    json 'd["about"] == {"id": None, "name": "Zoe Hart"} and "Zoe Hart" in d["subject"]'
}

@test "draft: nobody private and nothing from a private section is told to others" {
    make_vault
    contact sam 'name: Secret Sam' 'private: yes'
    contact ana 'name: Ana' 'referred_by: sam' --- '## Own (private)' '' '- [ ] promhidden' '' '## Promises' '' '- [ ] Send the table'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' --- '## Insights (private)' '' '- inshidden'
    for kind in ask thank update nudge; do
        ok draft "$kind" ana
        [[ $out != *Sam* && $out != *hidden* ]]
    done
    ok draft thank ana
    says 'Send the table'
}

@test "draft: a private person may be written to" {
    contact ana 'name: Ana' 'private: true'
    ok draft ask ana
    says 'Dear Ana'
}

# ---- --sent

# The line that was written into the log of a contact last.
logged() {
    grep -m 1 '^- 2026-11-21' "contacts/$1.md"
}

@test "draft --sent: a line in the log; nothing is printed but what is noted" {
    contact ana 'name: Ana' 'target: Planner' --- '## Log' '' '- 2026-11-01 email in: Hello'
    ok draft ask ana --sent
    [ "$out" = $'Ana Sat 21 Nov email out: 20 minutes about the work behind \xe2\x80\x9cPlanner\xe2\x80\x9d?: contacts/ana.md' ]
    [ "$(logged ana)" = $'- 2026-11-21 email out: 20 minutes about the work behind \xe2\x80\x9cPlanner\xe2\x80\x9d?' ]
    ok list contacts --json
    json 'd["contacts"][0]["stage"] == "asked"'
    ok draft update ana --sent # its subject waits for words, which must not get into the log
    [ "$(logged ana)" = '- 2026-11-21 email out: Wrote how it goes' ]
    ok draft intro ana --sent --about Zoe
    [ "$(logged ana)" = '- 2026-11-21 email out: Would you introduce me to Zoe?' ]
    ok draft intro ana --sent
    [ "$(logged ana)" = '- 2026-11-21 email out: Asked to be introduced to somebody' ]
    ok draft nudge ana --sent --json
    json 'd["schema"] == "infoview/change@1" and d["op"] == "draft nudge ana" and [f["path"] for f in d["files"]] == ["contacts/ana.md"]'
    cp contacts/ana.md before
    ok draft nudge ana --sent -n
    says '+- 2026-11-21 email out'
    cmp before contacts/ana.md
    iv check --format json
    json '{f["rule"] for f in d["diagnostics"]} <= {"dead-link", "no-target"}'
}

@test "draft thank --sent: settles the thank-you of the meeting, with its topic; of one among several alone" {
    contact ana 'name: Ana'
    contact bo 'name: Bo'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' 'thanked:' --- '## Insights' '- A map. It helps.'
    ok draft thank ana --sent
    grep -qx 'thanked: 2026-11-21' interviews/m.md
    grep -qx 'thanked_via: email' interviews/m.md
    grep -qx $'thanked_for: .*A map.*' interviews/m.md
    [ "$(logged ana)" = $'- 2026-11-21 email out: Thank you for \xe2\x80\x9cA map\xe2\x80\x9d' ]
    cp interviews/m.md before
    ok draft thank ana --sent # nothing is owed any more: only the line
    cmp before interviews/m.md
    meeting n 'contact: [ana, bo]' 'date: 2026-11-19' 'status: done' 'thanked: {ana: 2026-11-20}' 'thanked_via: card' 'thanked_for: the tour'
    ok draft thank bo --sent
    grep -qx 'thanked: {ana: 2026-11-20, bo: 2026-11-21}' interviews/n.md
    grep -qx 'thanked_via: card' interviews/n.md
    grep -qx 'thanked_for: the tour' interviews/n.md
    ok report --kind thank --json
    json 'd["items"] == []'
}

@test "draft tell --sent: the referrer is told" {
    contact ana 'name: Ana' 'referred_by: bo'
    contact bo 'name: Bo'
    meeting m 'contact: ana' 'date: 2026-11-10' 'status: done' 'thanked: skip' 'told_referrer:'
    ok report --kind tell-referrer --json
    json 'len(d["items"]) == 1'
    ok draft tell bo --sent
    [ "$(logged bo)" = '- 2026-11-21 email out: I met Ana: thank you' ]
    grep -qx 'told_referrer: 2026-11-21' interviews/m.md
    ok report --kind tell-referrer --json
    json 'd["items"] == []'
    cp interviews/m.md before
    ok draft tell bo --about Nobody --sent
    cmp before interviews/m.md
}

@test "draft --sent: one commit, which undo takes back" {
    export GIT_CONFIG_GLOBAL=$HOME/gitconfig
    git config --global user.name Jo
    git config --global user.email jo@a.example
    contact ana 'name: Ana'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' 'thanked:' --- '## Notes' 'A map.'
    git init -q . && git add -A && git commit -qm start
    ok draft thank ana --sent
    [ "$(git log --format=%s -1)" = 'draft thank: Ana' ] && [ -z "$(git status --porcelain)" ]
    [ "$(git show --name-only --format= HEAD | sort | tr '\n' ' ')" = 'contacts/ana.md interviews/m.md ' ]
    ok undo
    git diff --exit-code HEAD~2 HEAD
}

@test "draft --sent: a file that cannot be edited stays as it is" {
    contact ana 'name: Ana' --- '## Log' '<<<<<<< a' '- x' '=======' '>>>>>>> b'
    cp contacts/ana.md before
    iv draft ask ana --sent
    [ "$status" -ne 0 ]
    cmp before contacts/ana.md
}

@test "draft: the commands of the report's items are taken" {
    contact a 'name: Ann' 'added: 2026-01-01' 'why: Maps'
    contact b 'name: Bob' --- '## Log' '- 2026-11-10 email out: Asked'
    contact c 'name: Cyd' --- '## Log' '- 2026-01-10 meet: There'
    meeting 2026-01-10-c 'contact: c' 'date: 2026-01-10' 'status: done' 'thanked: skip' --- '## Notes' 'x'
    ok report --json
    python3 - "$OUT" <<'PY' >commands
import json, shlex, sys
items = json.load(open(sys.argv[1]))["items"]
print("\n".join(shlex.join(i["command"][1:]) for i in items if i["command"][1] == "draft"))
PY
    [ "$(sort commands | tr '\n' ';')" = 'draft ask a;draft nudge b;draft update c;' ]
    while read -r words; do
        # shellcheck disable=SC2086
        ok $words
    done <commands
}
