#!/usr/bin/env bats
# Somebody who waits at a terminal is told how far reading has come; nobody else is.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21 INFOVIEW_THREADS=1
    python3 -c 'import os; os.openpty()' 2>/dev/null || skip 'no pseudo-terminals here'
    make_vault
}

# slow_vault COUNT — that takes a few seconds to read, without the disk space that it seems to take.
slow_vault() {
    local lines=1700
    [ "$slow" -eq 1 ] || lines=600
    COUNT=$1 LINES_EACH=$lines python3 - <<'PY'
import os
log = "".join("- 2026-11-01 email in: **thing** number %d with a `code` and *more*\n" % i for i in range(int(os.environ["LINES_EACH"])))
with open("contacts/a.md", "w", encoding="utf-8") as file:
    file.write("---\nname: Ana\n---\n## Log\n\n" + log)
for i in range(int(os.environ["COUNT"]) - 1):
    os.link("contacts/a.md", "contacts/a%04d.md" % i)
PY
}

# both ARGS… — standard error is the terminal too; all bytes in "$OUT".
both() {
    status=0
    python3 "$BATS_TEST_DIRNAME/terminal.py" -e 80 "$INFOVIEW" "$@" >"$OUT" 2>"$ERR" || status=$?
    out=$(tr -d '\0' <"$OUT")
}

@test "one line, written over and over, and taken away before anything else is printed" {
    slow_vault 1101
    SECONDS=0
    both list --org nobody
    [ "$SECONDS" -ge 1 ] || skip 'this machine reads too fast'
    python3 - "$OUT" <<'PY' || blame 'progress'
import re, sys
text = open(sys.argv[1], encoding="utf-8", newline="").read()
*lines, last = text.split("\r")
assert lines[0] == "" and len(lines) >= 3, lines
numbers = [re.fullmatch(r"reading ([0-9,]+) of 1,101 files", line) for line in lines[1:-1]]
assert all(numbers), lines
counts = [m[1] for m in numbers]
assert all(re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})*", c) for c in counts), counts
values = [int(c.replace(",", "")) for c in counts]
assert values == sorted(set(values)) and values[-1] <= 1101, values
assert lines[-1] == " " * max(map(len, lines[:-1])), lines[-1]
assert last == "no contact fits; all of them: infoview list contacts\n", last
PY
    # Nothing of it with --quiet, in a pipe, or with an answer that does not come from it.
    both list --org nobody -q
    [ ! -s "$OUT" ] || blame
    ok list --org nobody
    [ ! -s "$OUT" ] || blame
    [ "$err" = 'no contact fits; all of them: infoview list contacts' ] || blame
}

@test "build: pages are counted when they take their time, and the line is gone before the answer" {
    slow_vault "$([ "$slow" -gt 1 ] && echo 100 || echo 500)"
    both build -n
    status=0
    python3 - "$OUT" <<'PY' || status=$?
import re, sys
*lines, last = open(sys.argv[1], encoding="utf-8", newline="").read().split("\r")
lines = [line for line in lines if line.strip() and not line.startswith("reading ")]
if not lines:
    sys.exit(77)
assert all(re.fullmatch(r"writing [0-9,]+ of [15]0[0-9] pages", line) for line in lines), lines
values = [int(line.split()[1].replace(",", "")) for line in lines]
assert values == sorted(set(values)), values
assert last.endswith("as before\n") and "writing" not in last, last
PY
    [ "$status" -ne 77 ] || skip 'this machine writes too fast'
    [ "$status" -eq 0 ] || blame 'progress'
    both build -n -q
    [[ $out != *writing* ]] || blame
}

@test "what is read at once is read in silence" {
    contact ana 'name: Ana'
    both list --org nobody
    [ "$out" = 'no contact fits; all of them: infoview list contacts' ] || blame
}
