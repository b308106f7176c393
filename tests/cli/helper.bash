# What the command-line tests share: `load helper` at the top of a file, `use_home` in its setup.
#
#     iv ARGS…          runs infoview: $status, $out and $err, and the exact bytes in the files "$OUT" and "$ERR"
#     ok ARGS…          the same, and it must end with status 0
#     fails N ARGS…     the same, and it must end with status N and print nothing on standard output
#     session ARGS…     runs it and adds command, output, messages ("! …") and status ("= N") to a transcript,
#                       in which WORK stands for the working folder
#     golden NAME       compares the transcript with golden/NAME.txt; UPDATE=1 rewrites that file: read it then
#     make_vault        an empty vault in the working folder; `contact` and `meeting` put files into it
#
# A failed expectation prints what the program said. Nothing here depends on the caller's settings.

top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
INFOVIEW=${INFOVIEW:-$top/build/release/infoview}
example=examples/vault
corpora=$top/../shared/corpora

# The system's python3, where there is one: its packages are those that tests/tools/need installs, and what a version
# manager puts before it in PATH starts a dozen shells for each start.
if [ -x /usr/bin/python3 ]; then
    [ -e "$BATS_RUN_TMPDIR/python" ] || { mkdir "$BATS_RUN_TMPDIR/python" && ln -s /usr/bin/python3 "$BATS_RUN_TMPDIR/python"; }
    PATH=$BATS_RUN_TMPDIR/python:$PATH
fi

# Times are those of the release build; sanitizers are given ten times as long.
slow=$([ -n "${INFOVIEW_SAN:-}" ] && echo 10 || echo 1)

# A home, a working folder and an environment of the test's own.
use_home() {
    [ -x "$INFOVIEW" ] || { echo "no program: $INFOVIEW" && return 1; }
    unset INFOVIEW_TODAY INFOVIEW_VAULT INFOVIEW_THREADS NO_COLOR XDG_CONFIG_HOME LC_ALL LANG VISUAL EDITOR
    export HOME=$BATS_TEST_TMPDIR/home TERM=xterm-256color TZ=UTC
    # The example vaults are in the history of no repository here, whatever holds this source.
    export GIT_CEILING_DIRECTORIES=$top/examples
    OUT=$BATS_TEST_TMPDIR/out ERR=$BATS_TEST_TMPDIR/err
    work=$BATS_TEST_TMPDIR/work
    mkdir -p "$HOME" "$work"
    cd "$work" || return 1
    : >"$BATS_TEST_TMPDIR/transcript"
}

iv() {
    status=0
    "$INFOVIEW" "$@" >"$OUT" 2>"$ERR" </dev/null || status=$?
    # Without their NUL bytes, of which bash would tell.
    { out=$(<"$OUT") err=$(<"$ERR"); } 2>/dev/null
}

# What the last run did, for a person; false, so that it can end an expectation.
blame() {
    printf '%s\n' "$*" '--- standard output' "$(head -c 4000 "$OUT" | cat -v)" '--- standard error' \
        "$(head -c 4000 "$ERR" | cat -v)" "--- status $status"
    return 1
}

ok() {
    iv "$@"
    [ "$status" -eq 0 ] || blame "infoview $*"
}

fails() {
    local expected=$1
    shift
    iv "$@"
    [ "$status" -eq "$expected" ] || blame "infoview $*: status $expected was expected"
    [ ! -s "$OUT" ] || blame "infoview $*: nothing was expected on standard output"
    [ -s "$ERR" ] || blame "infoview $*: a message was expected"
}

# Each text must stand in the last run's output (or messages).
says() {
    local text
    for text; do
        [[ $out == *"$text"* ]] || blame "not in the output: $text"
    done
}

says_not() {
    local text
    for text; do
        [[ $out != *"$text"* ]] || blame "in the output: $text"
    done
}

complains() {
    local text
    for text; do
        [[ $err == *"$text"* ]] || blame "not in the messages: $text"
    done
}

# on_terminal COLUMNS ARGS… — what it prints on a terminal that is so wide, without colour, in "$OUT".
on_terminal() {
    local columns=$1
    shift
    python3 -c 'import os; os.openpty()' 2>/dev/null || skip 'no pseudo-terminals here'
    TERM=dumb python3 "$BATS_TEST_DIRNAME/terminal.py" "$columns" "$INFOVIEW" "$@" >"$OUT" 2>"$ERR"
}

# Words as one would type them.
typed() {
    local word
    for word; do
        case $word in
        *[[:cntrl:]]*) printf ' %q' "$word" ;;
        '' | *[!A-Za-z0-9_./:=,@+-]*) printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
}

session() {
    iv "$@"
    [ "$status" -lt 126 ] || blame "infoview $*"
    {
        printf '$ infoview%s\n' "$(typed "$@")"
        sed "s|$work|WORK|g" "$OUT"
        sed "s|$work|WORK|g; s/^/! /" "$ERR"
        [ "$status" -eq 0 ] || printf '= %s\n' "$status"
        echo
    } >>"$BATS_TEST_TMPDIR/transcript"
}

golden() {
    local file=$BATS_TEST_DIRNAME/golden/$1.txt
    if [ -n "${UPDATE:-}" ]; then
        cp "$BATS_TEST_TMPDIR/transcript" "$file"
    fi
    diff -u "$file" "$BATS_TEST_TMPDIR/transcript"
}

make_vault() {
    mkdir -p contacts interviews
    printf 'format: 1\ngoal: none\n' >infoview.yaml
}

# The same for a test that was elsewhere.
own_vault() {
    cd "$work" || return 1
    make_vault
}

# contact ID LINE… — front matter lines; what follows an argument `---` is the body.
contact() {
    put_record "contacts/$1.md" "${@:2}"
}

# meeting ID LINE…
meeting() {
    put_record "interviews/$1.md" "${@:2}"
}

put_record() {
    local file=$1 line closed=
    shift
    {
        echo '---'
        for line; do
            [ "$line" != --- ] || closed=yes
            printf '%s\n' "$line"
        done
        [ -n "$closed" ] || echo '---'
    } >"$file"
}

# The last run's output, read as JSON, must make the Python expression on `d` true; -l: each line is a document.
json() {
    local lines=
    if [ "$1" = -l ]; then
        lines=yes
        shift
    fi
    LINES_TOO=$lines python3 - "$OUT" "$1" <<'PY' || blame "json: $1"
import json, os, sys
text = open(sys.argv[1], encoding="utf-8").read()
d = [json.loads(line) for line in text.splitlines()] if os.environ["LINES_TOO"] else json.loads(text)
if not eval(sys.argv[2]):
    print(json.dumps(d, ensure_ascii=False, indent=1)[:3000])
    sys.exit(1)
PY
}

# No control character but the line feed, no bidirectional override, nothing but UTF-8 in the files named.
clean() {
    python3 "$BATS_TEST_DIRNAME/clean.py" "$@" || blame 'unclean output'
}

# Whether a program takes at most so many seconds (of the release build): of processor time, which other programs do not make
# longer, and ten times that by the clock.
within() {
    local limit=$(($1 * slow))
    shift
    (ulimit -t "$limit" && exec timeout -k 1 $((limit * 10)) "$@")
}
