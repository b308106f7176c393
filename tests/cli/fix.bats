#!/usr/bin/env bats
# `check --fix`: what has one answer is written, everything else stays to the byte, what does not hold is left and told.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    make_vault
}

# The file must be these bytes (printf's format) and nothing else.
is() {
    # shellcheck disable=SC2059
    printf "$2" | cmp - "$1" || blame "$(cat -A "$1")"
}

# The files of a sample of findings, each behind a line `=== PATH`.
unpack() {
    python3 - "$1" <<'PY'
import os, re, sys
path = None
for line in open(sys.argv[1], "rb").read().splitlines(keepends=True):
    head = re.match(rb"=== ([^/.\s][^\s]*)\n$", line)
    if head:
        path = head[1].decode()
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        open(path, "wb").close()
    elif path:
        with open(path, "ab") as out:
            out.write(line)
PY
}

# Nothing that has one answer remains, but for what was left alone.
fixes() {
    iv check --fix "$@"
    [ "$status" -le 1 ] || blame "check --fix $*"
}

@test "each sort of finding with one answer, at its exact place" {
    contact bo 'name: Bo'
    contact ana 'name: Ana' 'status: "actve"  # now' 'snooze: tomorrow' 'refered-by: [ [[bo]], bo ]' 'perspectve: peer' \
        --- '- [ ] One due:tomorrow then [[bo]]' '- [x] Two done:: yesterday'
    meeting 2026-11-01-ana 'contact: [[ana]]' 'date: 2026-11-01' 'status: don' 'thanked: {ana: yesterday, bo: skip}' 'thanked_via: crad'
    printf 'format: 1\ngoal: none # mine\nhorizn: 7 days\nmeeting: {ask_minuts: 3, max_minutes: 40}\n' >infoview.yaml
    fixes
    says 'fixed contacts/ana.md:3: "actve" is active now [unknown-value]' \
        'fixed contacts/ana.md:4: tomorrow is 2026-11-22 now [relative-date]' \
        'fixed contacts/ana.md:6: perspectve is perspective now [unknown-key]' \
        'fixed infoview.yaml:4: ask_minuts is ask_minutes now [unknown-key]'
    grep -qxF 'status: active  # now' contacts/ana.md
    grep -qxF 'snooze: 2026-11-22' contacts/ana.md
    grep -qxF 'perspective: peer' contacts/ana.md
    grep -qxF -- '- [ ] One due:2026-11-22 then [[bo]]' contacts/ana.md
    grep -qxF 'contact: "[[ana]]"' interviews/2026-11-01-ana.md
    grep -qxF 'status: done' interviews/2026-11-01-ana.md
    grep -qxF 'thanked: {ana: 2026-11-20, bo: skip}' interviews/2026-11-01-ana.md
    is infoview.yaml 'format: 1\ngoal: none # mine\nhorizon: 7 days\nmeeting: {ask_minutes: 3, max_minutes: 40}\n'
    cp -r . "$BATS_TEST_TMPDIR/was"
    fixes
    says_not 'fixed'
    diff -r . "$BATS_TEST_TMPDIR/was"
}

@test "several on one line; CRLF, a byte-order mark and no final newline stay" {
    contact bo 'name: Bo'
    contact zed 'name: Zed'
    printf '\xef\xbb\xbf---\r\nname: Ana\r\nreferred_by: [ [[bo]] , [[zed]] ]   # both\r\n---\r\n- [ ] \xc3\xa9\xe6\x97\xa5 due:tomorrow' >contacts/ana.md
    fixes
    is contacts/ana.md '\xef\xbb\xbf---\r\nname: Ana\r\nreferred_by: [ "[[bo]]" , "[[zed]]" ]   # both\r\n---\r\n- [ ] \xc3\xa9\xe6\x97\xa5 due:2026-11-22'
    [ "$status" -eq 0 ]
}

@test "what would bring another finding, or change more, is left and told" {
    contact bo 'name: Bo' 'emial: no address' 'referred_by: bo' 'refered_by: bo' 'refered_byy: nobody'
    cp contacts/bo.md "$BATS_TEST_TMPDIR/was"
    fixes
    cmp contacts/bo.md "$BATS_TEST_TMPDIR/was"
    complains 'contacts/bo.md:3: left alone' 'contacts/bo.md:5: left alone'
}

@test "a link to nobody is not led to whom it resembles" {
    contact bo-chen 'name: Bo Chen'
    contact ana 'name: Ana' 'referred_by: bo-chan' --- '[[bo-chn]]'
    cp contacts/ana.md "$BATS_TEST_TMPDIR/was"
    fixes
    [ "$status" -eq 1 ]
    says "did you mean 'bo-chen'?"
    cmp contacts/ana.md "$BATS_TEST_TMPDIR/was"
}

@test "code, quotes, files that cannot be read and files of nobody's are not touched" {
    contact ana 'name: Ana' --- '`due:tomorrow`' '```' '- [ ] x due:tomorrow' '```' '> - [ ] x due:tomorrow' '<!-- - [ ] x due:tomorrow -->'
    contact bad 'name: [' 'snooze: tomorrow'
    mkdir notes
    printf -- '- [ ] x due:tomorrow\n' >notes/n.md
    cp -r . "$BATS_TEST_TMPDIR/was"
    fixes
    diff -r . "$BATS_TEST_TMPDIR/was"
}

@test "only the files and rules that are asked for" {
    contact ana 'name: Ana' 'snooze: tomorrow' 'perspectve: peer'
    contact bo 'name: Bo' 'snooze: tomorrow'
    fixes contacts/ana.md --ignore unknown-key
    grep -qx 'snooze: 2026-11-22' contacts/ana.md
    grep -qx 'perspectve: peer' contacts/ana.md
    grep -qx 'snooze: tomorrow' contacts/bo.md
}

@test "one commit, one undo; the status is that of what remains" {
    contact ana 'name: Ana' 'snooze: tomorrow' 'org: X' 'role: Y' 'private: perhaps'
    contact bo 'name: Bo' 'snooze: tomorrow'
    git init -q -b main .
    git config user.name Jo
    git config user.email jo@example.org
    git add -A
    git commit -qm start
    fixes
    [ "$status" -eq 1 ]
    says 'contacts/ana.md:6:' '[type]'
    [ "$(git log -1 --format='%s|%(trailers:key=Infoview-Op,valueonly,separator=%x20)')" = 'check: 2 fixes|check' ]
    [ -z "$(git status --porcelain)" ]
    sed -i '/private/d' contacts/ana.md
    git commit -qam mine
    ok undo
    grep -qx 'snooze: tomorrow' contacts/bo.md
    ok check --fix
    [ "$(git log -1 --format=%s)" = 'check: 2 fixes' ]
}

@test "--dry-run shows the diff, --json what was fixed beside what remains" {
    contact ana 'name: Ana' 'snooze: tomorrow'
    ok check --fix --dry-run
    says '-snooze: tomorrow' '+snooze: 2026-11-22'
    grep -qx 'snooze: tomorrow' contacts/ana.md
    ok check --fix --json
    json 'd["schema"] == "infoview/check@1" and d["diagnostics"] == [] and d["fixed"] == [{"path": "contacts/ana.md", "line": 3, "rule": "relative-date", "old": "tomorrow", "text": "2026-11-22"}]'
    ok check --json
    json 'd["fixed"] == []'
    ok check --fix
    complains 'nothing to fix'
}

@test "after a fix the finding is gone and none has come, on every sample of findings" {
    local tried=0
    for sample in "$BATS_TEST_DIRNAME"/findings/*.in; do
        rm -rf ./*
        printf 'format: 1\ngoal: none\n' >infoview.yaml
        unpack "$sample"
        iv check --json
        cp "$OUT" "$BATS_TEST_TMPDIR/before"
        [ "$status" -le 1 ] || continue # a vault that cannot be opened
        iv check --fix --json
        [ "$status" -le 1 ] || blame "$sample"
        tried=$((tried + 1))
        python3 - "$BATS_TEST_TMPDIR/before" "$OUT" <<'PY' || blame "$sample"
import json, sys
from collections import Counter
before, after = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
key = lambda d: (d["path"], d["range"]["start"]["line"], d["rule"], d["message"])
was, now = (Counter(map(key, d["diagnostics"])) for d in (before, after))
assert not now - was, now - was
assert sum(was.values()) - sum(now.values()) >= len(after["fixed"])
PY
    done
    [ "$tried" -gt 30 ]
}
