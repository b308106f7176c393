#!/usr/bin/env bats
# `infoview publish`: one sealed file, which says nothing to who lacks the passphrase; on a branch of a remote too. Proofs are those of
# site.md, "The sealed file"; what a browser shows of it is in tests/web/sealed.test.js.

load helper
load git
load servers

setup() {
    use_home
    use_git
    export INFOVIEW_TODAY=2026-11-21
    printf '[user]\n\tname = Jo Canary\n\temail = jo@canary.example\n' >>"$GIT_CONFIG_GLOBAL"
    word='correct horse battery staple'
    fast='--iterations 600000'
}

own_copy() {
    cp -r "$top/$example" "$work/vault"
    cd "$work/vault" || return 1
}

# Publishes with $word into the file.
publish() {
    # shellcheck disable=SC2086
    ok publish -o "$1" --passphrase-fd 7 $fast "${@:2}" 7<<<"$word"
}

unseal() {
    python3 "$BATS_TEST_DIRNAME/unseal.py" "$@"
}

# What is sealed in the file, by WebCrypto and nothing of ours.
by_node() {
    node "$BATS_TEST_DIRNAME/unseal.js" "$@"
}

needs_python() {
    python3 -c 'import cryptography.hazmat.primitives.ciphers.aead' 2>/dev/null || skip 'no python3-cryptography'
}

sealed_size() {
    unseal sealed "$1" | wc -c
}

@test "publish: what is sealed is the site that build makes, page for page" {
    own_copy
    publish ../a.html
    [ ! -s "$OUT" ]
    complains 'wrote ../a.html: 33 pages in 256 KiB, sealed'
    [ "$(stat -c %a ../a.html)" = 600 ]
    ok build -o ../site
    rm ../site/.infoview-site ../site/script.js
    mkdir ../unsealed
    by_node ../a.html "${word// /-}" | unseal pages ../unsealed
    diff -r ../site ../unsealed
}

@test "publish: two decryptors that know nothing of each other return the same bytes" {
    needs_python
    own_copy
    publish ../a.html
    by_node ../a.html "${word// /-}" >../node
    unseal open ../a.html "${word// /-}" >../python
    cmp ../node ../python
}

@test "publish: one vector of our own, opened by WebCrypto and by Python" {
    needs_python
    "$INFOVIEW_BUILD/probe/seal" >sealed 2>/dev/null || skip 'no probe: make tests'
    [ "$(sha256sum <sealed)" = "$(cat "$BATS_TEST_DIRNAME/golden/seal-vector.sha256")" ] || blame 'other bytes'
    printf '<script type="application/octet-stream" id="sealed">%s</script>' "$(base64 -w0 <sealed)" >page
    [ "$(by_node page bado-kilu-mano-tiru)" = 'a vector' ]
    [ "$(unseal open page bado-kilu-mano-tiru)" = 'a vector' ]
}

@test "publish: the shells of two vaults are the same bytes" {
    own_copy
    publish ../a.html
    cd ..
    mkdir other
    cd other
    make_vault
    printf 'format: 1\ngoal: none\nviews: {Qqcanary: stage=met}\nme: {name: Qqcanary, email: qq@canary.example}\n' >infoview.yaml
    mkdir templates
    echo 'window.qqcanary = 1;' >templates/script.js
    echo '.qqcanary { color: red; }' >templates/style.css
    contact ana 'name: Qqcanary'
    publish ../b.html --pad 1M
    cd ..
    unseal shell a.html >a.shell
    unseal shell b.html >b.shell
    cmp a.shell b.shell
    # Its own style goes with the pages; its own script goes nowhere.
    by_node b.html "${word// /-}" >bundle
    grep -qa '.qqcanary { color: red; }' bundle
    ! grep -qa window.qqcanary bundle || blame "a vault's own script is published"
}

@test "publish: the shell names the hashes of its script and style, and lets nothing else run or be loaded" {
    make_vault
    publish ../a.html
    python3 - ../a.html <<'PY' || blame 'the policy is wrong'
import base64, hashlib, re, sys
page = open(sys.argv[1], encoding="utf-8").read()
policy = dict(part.strip().split(" ", 1) for part in re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1).split(";"))
digest = lambda text: "'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
[style], [script] = re.findall(r"<style>(.*?)</style>", page, re.S), re.findall(r"<script>(.*?)</script>", page, re.S)
assert policy == {"default-src": "'none'", "script-src": digest(script), "style-src": digest(style), "img-src": "data:",
                  "base-uri": "'none'", "form-action": "'none'"}, policy
assert re.search(r"<title>(.*)</title>", page).group(1) == "Locked"
assert not re.search(r"\b(localStorage|sessionStorage|indexedDB|document\.cookie|fetch\(|XMLHttpRequest|sendBeacon|eval\()", page)
assert not re.search(r"https?://", page)
PY
}

@test "publish: sizes only from the list, and --pad" {
    make_vault
    publish ../a.html
    [ "$(sealed_size ../a.html)" -eq 262144 ]
    contact ana 'name: Ana'
    publish ../a.html
    [ "$(sealed_size ../a.html)" -eq 262144 ]
    publish ../a.html --pad 5M
    [ "$(sealed_size ../a.html)" -eq 6291456 ]
    for pair in 1:256 256K:256 257K:512 1M:1024 1048577:2048 3m:4096 5M:6144; do
        ok publish -n -o ../b.html --pad "${pair%:*}"
        complains " in ${pair#*:} KiB, sealed"
    done
}

@test "publish: what is larger than a bucket takes the next" {
    make_vault
    for i in $(seq 12); do
        head -c 60000 /dev/urandom | base64 -w0 | fold -w 60 >body
        contact "c$i" "name: Person $i" --- '## Notes' '' "$(cat body)"
    done
    publish ../a.html
    [ "$(sealed_size ../a.html)" -eq 1048576 ] || blame "$(sealed_size ../a.html)"
}

@test "publish: no word of the vault stands in the file, in any encoding" {
    make_vault
    contact ana-canary 'name: "Zoë Canarycanary"' 'aliases: [Kanarienvogel]' 'org: Canary & Söhne' 'role: Canaryrole' 'location: Canarytown' \
        'industry: canaryindustry' 'email: zoe@canarymail.example' 'phone: "+49 30 555 1234"' 'url: https://canaryurl.example' 'linkedin: canarylinked' \
        'tags: [canarytag]' 'source: canarysource' 'why: canary why not' 'target: canarytarget' 'perspective: peer' 'canaryextra: canaryvalue' '---' \
        '- [ ] Send the canarypromise due:2026-11-22' '' '## Log' '' '- 2026-11-01 call: canarycall' '' '## Notes' '' 'canarynotes'
    mkdir targets
    printf -- '---\nname: Canarytarget\n---\n' >targets/canarytarget.md
    meeting 2026-11-18-ana-canary 'contact: ana-canary' 'date: 2026-11-18' 'place: Canaryplace' '---' '## Questions' '' '- Canaryquestion?' '' '  canaryanswer' '' '## Referrals' '' '- Canaryreferral, Canaryorg'
    publish ../a.html
    words=('Zoë Canarycanary' Kanarienvogel 'Canary & Söhne' Canaryrole Canarytown canaryindustry canarymail '+49 30 555 1234' canaryurl canarylinked
        canarytag canarysource canarytarget canaryvalue canarypromise canarycall canarynotes Canaryplace Canaryquestion canaryanswer Canaryreferral
        ana-canary contacts/ 'Jo Canary' "$word" "${word// /-}" "$work")
    unseal canaries ../a.html "${words[@]}"
    # The search would find them.
    by_node ../a.html "${word// /-}" >bundle
    grep -qa 'Zoë Canarycanary' bundle
    for coded in "$(printf %s 'Zoë Canarycanary' | base64)" "$(printf %s xKanarienvogel | iconv -t UTF-16LE | base64 -w0)" 43616e617279726f6c65; do
        sed "s|</body>|$coded</body>|" ../a.html >../b.html
        ! unseal canaries ../b.html "${words[@]}" >/dev/null || blame "not found: $coded"
    done
}

@test "publish: private people and sections are not in what is sealed either" {
    make_vault
    contact ana 'name: Ana' 'referred_by: qqcanary-sam' '---' 'Knows [[qqcanary-sam]].' '' '## Secrets (private)' '' 'qqcanary prose'
    contact qqcanary-sam 'name: Qqcanary Sam' 'private: yes'
    meeting 2026-11-18-qqcanary-sam 'contact: [ana, qqcanary-sam]' 'date: 2026-11-18'
    publish ../a.html
    by_node ../a.html "${word// /-}" >bundle
    grep -qa somebody bundle
    ! grep -qai qqcanary bundle || blame 'a private name or text is sealed in'
}

@test "publish: a private person who is named elsewhere stops it, and the old file stays" {
    make_vault
    contact ana 'name: Ana' '---' '## Notes' '' 'Lunch with Sam Secret again.'
    publish ../a.html
    sha256sum ../a.html >before
    contact sam 'name: Sam Secret' 'private: yes'
    fails 1 publish -o ../a.html --passphrase-fd 7 7<<<"$word"
    complains 'contacts/ana.md:6:' 'nothing was published' 'rule:private-mention'
    fails 1 publish -n -o ../a.html --passphrase-fd 7 7<<<"$word"
    sha256sum -c before
}

@test "publish: no two files share salt, initialisation vector or what is sealed" {
    make_vault
    for i in 1 2 3; do
        publish "../$i.html"
        unseal sealed "../$i.html" >"$i"
    done
    [ "$(for i in 1 2 3; do od -An -v -tx1 -w16 -j16 -N16 "$i"; done | sort -u | wc -l)" -eq 3 ]
    [ "$(for i in 1 2 3; do od -An -v -tx1 -w12 -j32 -N12 "$i"; done | sort -u | wc -l)" -eq 3 ]
    # From the first sealed byte on half of the bits differ: nothing of the one is in the other.
    python3 - 1 2 3 <<'PY'
import itertools, sys
for a, b in itertools.combinations([open(name, "rb").read()[44:] for name in sys.argv[1:]], 2):
    same = sum(x == y for x, y in zip(a, b)) / len(a)
    assert 0.002 < same < 0.006, same
PY
}

@test "publish: the header says what was asked for" {
    make_vault
    for n in 600001 ''; do
        fast=${n:+--iterations $n}
        publish ../a.html
        unseal sealed ../a.html >sealed
        [ "$(od -An -v -tx1 -w16 -N16 sealed | tr -d ' ')" = "$(printf '4956573101000000%08x00000000' "${n:-1000000}")" ]
    done
    [ "$(by_node ../a.html "${word// /-}" | wc -c)" -gt 1000 ]
}

@test "publish: a changed byte anywhere, or a missing one, and it does not open" {
    make_vault
    publish ../a.html
    unseal sealed ../a.html >sealed
    # Each byte of the header, then some of the rest; iterations stay few, or nobody would wait for it.
    python3 - <<'PY'
sealed = open("sealed", "rb").read()
places = [i for i in range(44) if i not in (8, 9)] + [44, 52, 1000, len(sealed) - 16, len(sealed) - 1]
for i in places:
    open("flipped-%d" % i, "wb").write(sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1:])
for n in (1, 16, 17, len(sealed) - 44, len(sealed) - 60):
    open("cut-%d" % n, "wb").write(sealed[:-n])
PY
    [ "$(by_node -f "${word// /-}" flipped-* cut-* sealed)" = sealed ] || blame 'it opened'
    [ -z "$(by_node -f "${word// /-}x" sealed)" ] || blame 'another passphrase opened it'
}

@test "publish: passphrases: a file that is nobody else's, a descriptor, normal form" {
    make_vault
    printf '  %s \r\nanother line\n' "$word" >secret
    chmod 600 secret
    # shellcheck disable=SC2086
    ok publish -o ../a.html --passphrase-file secret $fast
    by_node ../a.html "${word// /-}" >/dev/null
    chmod 400 secret
    # shellcheck disable=SC2086
    ok publish -o ../a.html --passphrase-file secret $fast
    for mode in 640 604 660 644; do
        chmod "$mode" secret
        fails 2 publish -o ../b.html --passphrase-file secret
        complains "its mode is 0$mode" "chmod 600 'secret'"
    done
    fails 2 publish -o ../b.html --passphrase-file nothing
    fails 2 publish -o ../b.html --passphrase-file contacts
    complains 'no regular file'
    # Written apart or together, it is the same.
    word=$'cafe\xcc\x81-noir et cr\xc3\xa8me'
    publish ../a.html
    by_node ../a.html $'caf\xc3\xa9-noir-et-cr\xc3\xa8me' >/dev/null
    [ ! -e ../b.html ]
}

@test "publish: passphrases that are refused" {
    make_vault
    for given in '' '   ' short thirteen-char '- - - - - - - - - -' $'\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9' $'with a bad \xff byte in it' $'with a \x1b control in it' \
        $'with \xe2\x80\xae turned around' "$(printf '%01001d' 0)"; do
        fails 2 publish -o ../a.html --passphrase-fd 7 7<<<"$given"
        complains passphrase
        [[ -z ${given// /} || $err != *"$given"* ]] || blame 'it is shown'
    done
    [ ! -e ../a.html ]
    fails 2 publish -o ../a.html --passphrase-fd 7
    complains 'descriptor 7'
    fails 2 publish -o ../a.html --passphrase-fd seven
    complains "not 'seven'"
    fails 2 publish -o ../a.html
    complains 'no terminal' '--generate' '--passphrase-file' '--passphrase-fd'
    fails 2 publish -o ../a.html --no-input
}

@test "publish: words that do not go together, and numbers that are out of bounds" {
    make_vault
    fails 2 publish
    complains 'where to?' '-o FILE' '--to REMOTE'
    fails 2 publish -o a.html --to pages
    complains 'do not go together'
    fails 2 publish -o a.html --branch x
    complains '--branch goes with --to'
    fails 2 publish --output ''
    fails 2 publish -o - --generate
    fails 2 publish --to '' --generate
    fails 2 publish -o a.html --generate --passphrase-fd 3
    fails 2 publish -o a.html --generate --passphrase-file secret
    fails 2 publish -o a.html nonsense
    for n in 599999 10000001 0 -1 1e6 ''; do
        fails 2 publish -o a.html --generate --iterations "$n"
        complains '600000 to 10000000'
    done
    for size in big 1G 1025M -1 1.5M ''; do
        fails 2 publish -o a.html --generate --pad "$size"
        complains '--pad takes a size'
    done
    [ ! -e a.html ]
}

@test "publish: --generate prints a passphrase, once, and that opens it" {
    make_vault
    # shellcheck disable=SC2086
    ok publish -o ../a.html --generate $fast
    [[ $out =~ ^([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou]-){6}[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou]$ ]]
    complains 'not shown again'
    by_node ../a.html "$out" >/dev/null
    first=$out
    # shellcheck disable=SC2086
    ok publish -o ../a.html --generate $fast -q
    [ "$out" != "$first" ]
    ! grep -rqF "$out" . ../a.html "$HOME" || blame 'it was written somewhere'
    ok publish -n -o ../b.html --generate
    [ -z "$out" ] && [ ! -e ../b.html ]
}

@test "publish: --dry-run asks for nothing and writes nothing" {
    own_copy
    ok publish -n -o ../a.html
    complains 'would write ../a.html: 33 pages in 256 KiB'
    [ ! -e ../a.html ]
    ok publish --dry-run -o ../a.html --pad 1M
    complains 'in 1024 KiB'
}

@test "publish: a file that is something else is not written over; a sealed one is replaced in one step" {
    make_vault
    echo mine >../a.html
    fails 2 publish -o ../a.html --passphrase-fd 7 7<<<"$word"
    complains 'was not written by'
    [ "$(cat ../a.html)" = mine ]
    fails 2 publish -o .. --passphrase-fd 7 7<<<"$word"
    fails 2 publish -o contacts/ --passphrase-fd 7 7<<<"$word"
    ln -s ../a.html ../link.html
    fails 2 publish -o ../link.html --passphrase-fd 7 7<<<"$word"
    publish ../b.html
    chmod 644 ../b.html
    publish ../b.html
    [ "$(stat -c %a ../b.html)" = 600 ]
    fails 3 publish -o nowhere/b.html --passphrase-fd 7 7<<<"$word"
    [ -z "$(find .. -name '*.tmp')" ]
    : >../empty.html
    publish ../empty.html
}

@test "publish: a full disk leaves the old file" {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers do not work under strace'
    command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip 'no strace, or it may not be used'
    make_vault
    publish ../a.html
    sha256sum ../a.html >../before
    for fault in write:ENOSPC fsync:EIO rename,renameat,renameat2:EACCES; do
        status=0
        # shellcheck disable=SC2086
        strace -f -o ../trace -e trace="${fault%:*}" -e inject="${fault%:*}:error=${fault#*:}:when=1+" \
            "$INFOVIEW" publish -o ../a.html --passphrase-fd 7 $fast >/dev/null 2>/dev/null 7<<<"$word" </dev/null || status=$?
        [ "$status" -ne 0 ] || blame "$fault: it said that all went well"
        sha256sum -c ../before
        [ -z "$(find .. -name '.infoview-*')" ] || blame "$fault: left behind"
    done
}

@test "publish: by strace: only what is sealed is written, and the passphrase stands in no arguments and no environment" {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers do not work under strace'
    command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip 'no strace, or it may not be used'
    make_vault
    contact ana 'name: Qqcanary'
    git init -q --bare ../pages.git
    word=secret-secret-secret
    # shellcheck disable=SC2086
    strace -f -v -s 100000 -o ../trace -e trace=open,openat,creat,execve,memfd_create,mmap "$INFOVIEW" publish -o ../a.html --passphrase-fd 7 $fast 7<<<"$word" </dev/null
    python3 - ../trace <<'PY' || blame 'something else was written'
import re, sys
opened = set()
for line in open(sys.argv[1], encoding="latin1"):
    found = re.search(r'(?:open|openat|creat)\([^"]*"([^"]*)", ([A-Z_|]+)', line)
    if found and re.search(r"O_WRONLY|O_RDWR|O_CREAT", found.group(2)):
        opened.add(re.sub(r"\d+", "N", found.group(1)))
    assert "memfd_create(" not in line, line
    assert not re.search(r"MAP_SHARED\b.*, \d+, ", line) or "PROT_WRITE" not in line, line
assert opened - {"/dev/null"} == {".infoview-N-N.tmp"}, opened
PY
    # shellcheck disable=SC2086
    strace -f -v -s 100000 -o ../trace -e trace=execve "$INFOVIEW" publish --to ../pages.git --passphrase-fd 7 $fast 7<<<"$word" </dev/null
    grep -q 'execve.*"git"' ../trace
    ! grep -q secret-secret ../trace || blame 'it is handed to another program'
}

@test "publish: while it runs, /proc shows nothing of the passphrase" {
    make_vault
    printf '%s\n' "$word" >../secret
    chmod 600 ../secret
    "$INFOVIEW" publish -o ../a.html --passphrase-file ../secret --iterations 3000000 >/dev/null 2>&1 </dev/null &
    pid=$!
    sleep 0.3
    tr '\0' '\n' <"/proc/$pid/cmdline" >../seen
    tr '\0' '\n' <"/proc/$pid/environ" >>../seen
    wait "$pid"
    grep -q publish ../seen
    ! grep -q -e 'correct.horse' ../seen || blame 'it is there to be seen'
}

# typed ANSWER [ANSWER] - publishes at a terminal that echoes, and types the answers; prints what the terminal showed, the status, and whether it echoes at the end.
typed_at_terminal() {
    python3 - "$INFOVIEW" "$@" <<'PY'
import os, pty, select, signal, subprocess, sys, termios, time
program, answers = sys.argv[1], sys.argv[2:]
ours, theirs = pty.openpty()
def control():
    os.setsid()
    import fcntl
    fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
child = subprocess.Popen([program, "publish", "-o", "../a.html", "--iterations", "600000"], stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=control)
shown, end = b"", time.time() + 60
for answer in answers:
    asked = len(shown)
    while shown.find(b": ", asked) < 0 and child.poll() is None and time.time() < end:
        if select.select([ours], [], [], 0.05)[0]:
            shown += os.read(ours, 4096)
    echoes = termios.tcgetattr(theirs)[3] & termios.ECHO
    assert not echoes, "what is typed is shown"
    if answer.startswith("SIG"):
        child.send_signal(getattr(signal, answer))
    elif answer == "^C":
        os.write(ours, b"\x03")
    elif "^D" in answer:
        part, rest = answer.split("^D")
        os.write(ours, part.encode() + b"\x04")
        time.sleep(0.3)
        if rest == "^C":
            os.write(ours, b"\x03")
        elif rest.startswith("SIG"):
            child.send_signal(getattr(signal, rest))
        else:
            os.write(ours, rest.encode() + b"\n")
    else:
        os.write(ours, answer.encode() + b"\n")
    time.sleep(0.1)
while child.poll() is None and time.time() < end:
    if select.select([ours], [], [], 0.05)[0]:
        shown += os.read(ours, 4096)
while select.select([ours], [], [], 0.1)[0]:
    shown += os.read(ours, 4096)
print(shown.decode())
print("status", child.wait())
print("echo", bool(termios.tcgetattr(theirs)[3] & termios.ECHO))
PY
}

@test "publish: at the terminal it is typed twice and not shown; the terminal is as it was, whatever ends it" {
    make_vault
    run typed_at_terminal "$word" "$word"
    echo "$output"
    [[ $output == *'Once more:'*'wrote ../a.html'*'status 0'*'echo True' && $output != *horse* ]]
    by_node ../a.html "${word// /-}" >/dev/null
    rm ../a.html
    run typed_at_terminal "$word" "another $word"
    [[ $output == *'not the same'*'status 2'*'echo True' && $output != *horse* ]] || { echo "$output" && false; }
    run typed_at_terminal short
    [[ $output == *'5 characters'*'status 2'*'echo True' ]] || { echo "$output" && false; }
    for end in ^C:-2 SIGTERM:-15 SIGHUP:-1 SIGQUIT:-3; do
        run typed_at_terminal "$word" "${end%:*}"
        [[ $output == *"status ${end#*:}"*'echo True' && $output != *horse* ]] || { echo "$end: $output" && false; }
    done
    # Ctrl-D hands over what is typed so far: signals end it there too.
    for end in ^C:-2 SIGTERM:-15 SIGHUP:-1 SIGQUIT:-3 SIGUSR1:-10; do
        run typed_at_terminal "correct^D${end%:*}"
        [[ $output == *"status ${end#*:}"*'echo True' && $output != *correct* ]] || { echo "$end: $output" && false; }
    done
    [ ! -e ../a.html ]
    run typed_at_terminal "${word:0:8}^D${word:8}" "$word"
    [[ $output == *'wrote ../a.html'*'status 0'*'echo True' ]] || { echo "$output" && false; }
}

@test "publish: what cannot be seen in a passphrase is refused by its name; a byte-order mark is none of it" {
    make_vault
    for bytes in '\u200b' '\u00ad' '\u2060' '\ufeff' '\u00a0' '\u2003'; do
        printf '%s' "$word" | python3 -c 'import sys; w = sys.stdin.read(); sys.stdout.write(w[:5] + sys.argv[1].encode().decode("unicode_escape") + w[5:] + "\n")' "$bytes" >../word
        chmod 600 ../word
        fails 2 publish -o ../a.html --passphrase-file ../word
        complains 'a character that cannot be seen' "U+$(tr a-f A-F <<<"${bytes:2}")" 'type it anew'
    done
    printf '\xef\xbb\xbf%s\r\n' "$word" >../word
    # shellcheck disable=SC2086
    ok publish -o ../a.html --passphrase-file ../word $fast
    by_node ../a.html "${word// /-}" >/dev/null
    # Joiners between letters are written so in some scripts.
    printf 'm\xc4\xab\xe2\x80\x8cx\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae\xd9\x88\xd8\xa7\xd9\x87\xd9\x85 and some more of it\n' >../word
    # shellcheck disable=SC2086
    ok publish -o ../b.html --passphrase-file ../word $fast
}

# ---- a branch of a remote

# A vault in git, and a bare repository for the pages.
make_remote() {
    make_vault
    contact ana 'name: Qqcanary'
    git init -q .
    git add .
    git commit -qm first
    git init -q --bare ../pages.git
}

publish_to() {
    # shellcheck disable=SC2086
    ok publish --to "$@" --passphrase-fd 7 $fast 7<<<"$word"
}

# The branch holds one commit without a parent, by nobody, with two files; and the repository has no object besides.
one_commit() {
    local remote=$1 branch=$2
    [ "$(git -C "$remote" rev-list --count "$branch")" -eq 1 ]
    [ "$(git -C "$remote" log -1 --format='%an %ae %cn %ce %s %b' "$branch")" = 'update update@localhost update update@localhost update ' ]
    [ "$(git -C "$remote" ls-tree -r --name-only "$branch")" = $'.nojekyll\nindex.html' ]
    [ "$(git -C "$remote" cat-file -s "$branch:.nojekyll")" -eq 0 ]
    git -C "$remote" show "$branch:index.html" >../page.html
    by_node ../page.html "${word// /-}" >/dev/null
}

@test "publish: --to makes one orphan commit with two files, and nothing of the vault goes along" {
    make_remote
    git rev-parse HEAD >../head
    publish_to ../pages.git
    complains "sent to $BATS_TEST_TMPDIR/pages.git, branch gh-pages: "
    one_commit ../pages.git gh-pages
    [ "$(git -C ../pages.git for-each-ref --format='%(refname)')" = refs/heads/gh-pages ]
    [ "$(git -C ../pages.git cat-file --batch-all-objects --batch-check | wc -l)" -eq 4 ]
    for object in $(git cat-file --batch-all-objects --batch-check='%(objectname)'); do
        ! git -C ../pages.git cat-file -e "$object" 2>/dev/null || blame "$object is there"
    done
    # Here nothing is left: not in the vault's repository, not elsewhere.
    git rev-parse HEAD | diff ../head -
    [ -z "$(git status --porcelain)" ]
    [ "$(git for-each-ref --format='%(refname)')" = refs/heads/main ]
    [ -z "$(git cat-file --batch-all-objects --batch-check='%(objectname)' | sort | comm -12 - <(git -C ../pages.git cat-file --batch-all-objects --batch-check='%(objectname)' | sort))" ]
}

@test "publish: --to again: the old commit is gone from the branch" {
    make_remote
    export TMPDIR=$BATS_TEST_TMPDIR/tmp
    mkdir "$TMPDIR"
    git remote add origin ../origin.git
    git remote add pages ../pages.git
    publish_to pages --branch web
    first=$(git -C ../pages.git rev-parse web)
    publish_to pages --branch web
    one_commit ../pages.git web
    [ "$(git -C ../pages.git rev-parse web)" != "$first" ]
    git -C ../pages.git reflog expire --expire=now --all
    git -C ../pages.git gc -q --prune=now
    ! git -C ../pages.git cat-file -e "$first" || blame 'the old one is still there'
    [ -z "$(ls -A "$TMPDIR")" ] || blame 'something is left behind'
}

@test "publish: --to reaches the remote as the vault is configured to, to look and to send" {
    make_remote
    # Runs here what it is asked to run there.
    mkdir tools
    printf '#!/bin/sh\necho "$*" >>"$SSH_LOG"\nfor last; do :; done\neval "$last"\n' >tools/reach
    chmod +x tools/reach
    export SSH_LOG=$BATS_TEST_TMPDIR/reached
    git config core.sshCommand ./tools/reach
    git config ssh.variant simple
    publish_to "ssh://pages.example$(realpath ../pages.git)"
    one_commit ../pages.git gh-pages
    grep -q git-upload-pack "$SSH_LOG"
    grep -q git-receive-pack "$SSH_LOG"
    publish_to "ssh://pages.example$(realpath ../pages.git)"
    # By a condition of the user's own, which holds for this folder.
    git config --unset core.sshCommand
    printf '[core]\n\tsshCommand = %s\n' "$PWD/tools/reach" >"$HOME/reach.ini"
    git config --global "includeIf.gitdir:$PWD/.path" "$HOME/reach.ini"
    : >"$SSH_LOG"
    publish_to "ssh://pages.example$(realpath ../pages.git)"
    grep -q git-receive-pack "$SSH_LOG"
    # What both have is not given twice: a header, say, would be sent twice.
    git config --global http.extraHeader 'X-One: 1'
    git config --add http.extraHeader 'X-Two: 2'
    real_git=$(command -v git)
    export real_git
    cat >tools/git <<-'SH'
	#!/bin/sh
	for word; do case $word in --git-dir=*) own=$word ;; push) "$real_git" "$own" config --get-all http.extraHeader >"$SSH_LOG" ;; esac; done
	exec "$real_git" "$@"
	SH
    chmod +x tools/git
    PATH=$PWD/tools:$PATH publish_to "$(realpath ../pages.git)"
    [ "$(cat "$SSH_LOG")" = $'X-One: 1\nX-Two: 2' ]
}

@test "publish: the descriptor of the passphrase is not open in what is started" {
    make_remote
    mkdir ../hooks
    printf '#!/bin/sh\nls -l /proc/self/fd >>"%s"\nfor last; do :; done\neval "$last"\n' "$BATS_TEST_TMPDIR/open" >../hooks/reach
    chmod +x ../hooks/reach
    git config core.sshCommand "$(realpath ../hooks/reach)"
    git config ssh.variant simple
    echo "$word" >../word
    # shellcheck disable=SC2086
    ok publish --to "ssh://pages.example$(realpath ../pages.git)" --passphrase-fd 7 $fast 7<../word
    grep -q . ../open
    ! grep -q /word ../open || blame 'the passphrase is open there'
}

@test "publish: --to a place that holds the vault needs --yes, and never takes one of its branches" {
    make_remote
    git init -q --bare ../origin.git
    git remote add origin ../origin.git
    git branch other
    # It will hold it: sync sends there.
    fails 2 publish --to origin --passphrase-fd 7 7<<<"$word"
    complains 'also holds the vault' '--yes'
    git push -q origin main
    for remote in origin ../origin.git; do
        fails 2 publish --to "$remote" --passphrase-fd 7 7<<<"$word"
        complains 'also holds the vault'
        for branch in main other; do
            [ "$remote:$branch" != ../origin.git:other ] || continue # only its name tells
            fails 3 publish --to "$remote" --branch "$branch" --yes --passphrase-fd 7 7<<<"$word"
            complains "'$branch' is a branch of the vault"
        done
    done
    [ "$(git -C ../origin.git for-each-ref --format='%(refname)')" = refs/heads/main ]
    publish_to origin --yes
    one_commit ../origin.git gh-pages
    [ "$(git -C ../origin.git rev-parse main)" = "$(git rev-parse main)" ]
    # After sync has fetched it, what was published is not taken for the vault's own.
    git fetch -q origin
    publish_to origin --yes
    one_commit ../origin.git gh-pages
}

@test "publish: --to a vault that another machine pushed, by another address: asked for, and its branch is never taken" {
    make_remote
    git init -q --bare ../origin.git
    git remote add origin ../origin.git
    git push -q origin main
    git clone -q ../origin.git ../other
    (cd ../other && git commit -q --allow-empty -m 'not known here' && git push -q origin main)
    there=$(git -C ../origin.git rev-parse main)
    fails 2 publish --to "file://$(realpath ../origin.git)" --passphrase-fd 7 7<<<"$word"
    complains 'branches that are not known here' '--yes'
    fails 3 publish --to "file://$(realpath ../origin.git)" --branch main --yes --passphrase-fd 7 7<<<"$word"
    complains "'main' is a branch of the vault"
    [ "$(git -C ../origin.git rev-parse main)" = "$there" ]
}

@test "publish: --to a branch that holds something else needs --yes" {
    make_remote
    git clone -q ../pages.git ../website 2>/dev/null
    (cd ../website && echo mine >index.html && git add . && git commit -qm 'my site' && git push -q origin HEAD:site)
    fails 2 publish --to ../pages.git --branch site --passphrase-fd 7 7<<<"$word"
    complains "the branch 'site'" 'holds something else' '--yes'
    [ "$(git -C ../pages.git log -1 --format=%s site)" = 'my site' ]
    publish_to ../pages.git --branch site --yes
    one_commit ../pages.git site
}

@test "publish: --to: what is wrong with the words, the remote, the vault" {
    make_remote
    fails 2 publish --to nowhere --passphrase-fd 7 7<<<"$word"
    complains "there is no remote 'nowhere'"
    fails 2 publish --to --upload-pack=x --passphrase-fd 7 7<<<"$word"
    fails 2 publish --to ../pages.git --branch 'a b' --passphrase-fd 7 7<<<"$word"
    complains 'no name for a branch'
    fails 3 publish --to "$work/none.git" --passphrase-fd 7 7<<<"$word"
    complains 'cannot publish' 'nothing was sent'
    ok publish -n --to ../pages.git
    complains 'would write'
    [ -z "$(git -C ../pages.git for-each-ref)" ]
    # A hook there that refuses.
    printf '#!/bin/sh\necho "not today" >&2\nexit 1\n' >../pages.git/hooks/pre-receive
    chmod +x ../pages.git/hooks/pre-receive
    fails 3 publish --to ../pages.git --passphrase-fd 7 7<<<"$word"
    complains 'not today'
    # A vault without git has nothing that could go along.
    rm -rf .git ../pages.git/hooks
    publish_to ../pages.git
    one_commit ../pages.git gh-pages
}

teardown() {
    end_servers
}

@test "publish: --to over ssh, by an alias of the user's own configuration" {
    make_remote
    start_sshd
    publish_to "iv-test:$BATS_TEST_TMPDIR/pages.git"
    one_commit ../pages.git gh-pages
    first=$(git -C ../pages.git rev-parse gh-pages)
    git remote add origin ../origin.git
    git remote add pages "iv-test:$BATS_TEST_TMPDIR/pages.git"
    publish_to pages
    one_commit ../pages.git gh-pages
    [ "$(git -C ../pages.git rev-parse gh-pages)" != "$first" ]
    : >"$work/ssh/user"
    fails 3 publish --to pages --passphrase-fd 7 7<<<"$word"
    complains 'cannot publish' 'nothing was sent'
}

# ---- examples/publish

@test "publish: the examples of servers: a bucket's script works, nginx takes its settings" {
    make_vault
    mkdir bin
    printf '#!/bin/sh\nexec "%s" "$@"\n' "$INFOVIEW" >bin/infoview
    printf '#!/bin/sh\necho "$@" >"%s/uploaded"\ncp "$3" "%s/page.html"\n' "$work" "$work" >bin/aws
    chmod +x bin/*
    printf '%s\n' "$word" >secret
    chmod 600 secret
    PATH=$work/bin:$PATH sh "$top/examples/publish/s3.sh" some-bucket secret
    grep -q '^s3 cp .*/index.html s3://some-bucket/index.html --content-type text/html; charset=utf-8 --cache-control no-store$' uploaded
    by_node page.html "${word// /-}" >/dev/null
    command -v nginx >/dev/null && command -v openssl >/dev/null || skip 'no nginx: its settings are not tried'
    openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out pem -days 1 -subj /CN=dashboard.example 2>/dev/null
    sed "s|/etc/ssl/dashboard.example.pem|$work/pem|; s|/etc/ssl/private/dashboard.example.key|$work/key|" "$top/examples/publish/nginx.conf" >server.conf
    printf 'pid %s/pid; error_log stderr; events {}\nhttp { include %s/server.conf; }\n' "$work" "$work" >nginx.conf
    nginx -t -c "$work/nginx.conf"
}
