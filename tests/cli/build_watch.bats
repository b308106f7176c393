#!/usr/bin/env bats
# `infoview build --watch`: that after each change the site is what a build of its own would make, that nothing else
# makes it build, and how it ends. Nothing here waits for a time to pass, save where nothing may happen in it.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    watch=
}

teardown() {
    [ -z "$watch" ] || kill -KILL "$watch" 2>/dev/null || true
}

# becomes COMMAND… — waits until it succeeds.
becomes() {
    local end=$((SECONDS + 30 * slow))
    until "$@" 2>/dev/null; do
        [ "$SECONDS" -lt "$end" ] || {
            err=$(cat "$ERR") status=-
            blame "not within $((30 * slow)) seconds: $*"
            return
        }
        sleep 0.05
    done
}

# How many builds were told of.
builds() {
    grep -c 'written, ' "$ERR" || true
}

has_built() {
    [ "$(builds)" -ge "$1" ]
}

is_over() {
    ! kill -0 "$1"
}

# start ARGS… — watches in the background: $watch. A shell's background program would ignore the interrupt key.
start() {
    : >"$OUT"
    : >"$ERR"
    python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$INFOVIEW" "$@" >"$OUT" 2>"$ERR" </dev/null 3>&- &
    watch=$!
    becomes grep -q '^watching ' "$ERR"
}

# ends STATUS — the watch ends, or has ended, with it.
ends() {
    status=0
    becomes is_over "$watch"
    wait "$watch" || status=$?
    watch=
    out=$(cat "$OUT") err=$(cat "$ERR")
    [ "$status" -eq "$1" ] || blame "status $1 was expected"
}

stop() {
    kill -TERM "$watch"
    ends 143
}

own_copy() {
    cp -r "$top/$example" "$work/vault"
    cd "$work/vault" || return 1
}

# The site is what a build of its own makes of the vault now.
is_fresh() {
    rm -rf ../fresh
    "$INFOVIEW" -q build -o ../fresh >/dev/null && diff -r "${1:-site}" ../fresh >/dev/null
}

# No build for so long that a change would have made one.
is_quiet() {
    local before
    before=$(builds)
    sleep $((2 * slow))
    [ "$(builds)" -eq "$before" ] || blame "$(cat "$ERR")"
}

@test "watch: after an edit the pages that tell of it are written, and no others" {
    own_copy
    start build --watch
    [ "$(cat "$OUT")" = "$work/vault/site/index.html" ] || blame 'the first page'
    sed -i 's/^role: Grid planner/role: Grid gardener/' contacts/ana-lima.md
    becomes has_built 2
    grep -q 'Grid gardener' site/p/ana-lima.html
    [[ $(grep 'written, ' "$ERR" | tail -n 1) == '2 pages written, 0 removed, '*' as before' ]] || blame 'the line'
    printf 'goal: 3 per week\n' >new && sed '/^goal:/d' infoview.yaml >>new && mv new infoview.yaml
    becomes grep -q 'of 3' site/index.html
    becomes is_fresh
    is_quiet
    [ "$(wc -l <"$OUT")" -eq 1 ]
    stop
    [ -z "$(find . -name '.infoview-*.tmp')" ]
}

@test "watch: everything that pages are made of is looked at, however it is saved" {
    own_copy
    start build --watch
    n=1
    step() {
        becomes has_built $((n += 1))
        becomes is_fresh
    }
    printf '%s\n' '---' 'name: Zoe New' '---' >contacts/zoe.md
    step
    # As vim saves, as most others do, as a program that keeps the file open.
    mv contacts/zoe.md contacts/zoe.md~ && printf '%s\n' '---' 'name: Zoe Vim' '---' >contacts/zoe.md && rm contacts/zoe.md~
    step
    printf '%s\n' '---' 'name: Zoe Renamed' '---' >contacts/.zoe.new && mv contacts/.zoe.new contacts/zoe.md
    step
    exec 4>>contacts/zoe.md
    echo '- [ ] Send it due:2026-11-22' >&4
    step
    exec 4>&-
    mkdir -p contacts/a/b/c && printf '%s\n' '---' 'name: Deep Down' '---' >contacts/a/b/c/deep.md
    step
    mv contacts/a contacts/moved
    step
    printf '%s\n' '---' 'name: Deeper' '---' >contacts/moved/b/c/deeper.md
    step
    rm -r contacts/moved
    step
    rm plan.md 2>/dev/null || true
    printf '%s\n' '---' 'reviewed: 2025-01-01' '---' >plan.md
    step
    printf '# Ten seconds\n\nI plan grids.\n' >pitch.md
    step
    mkdir -p templates
    step
    echo 'To [[nobody-at-all]].' >notes/loose.md
    becomes grep -q 'notes/loose.md' site/help.html
    step
    mkdir targets 2>/dev/null || rm -r targets
    step
    stop
}

@test "watch: a folder that goes and comes back, one that the settings name later, and the site itself" {
    own_copy
    start build --watch
    mv contacts ../aside
    becomes test ! -e site/p
    mv ../aside contacts
    becomes test -f site/p/ana-lima.html
    becomes is_fresh
    mkdir -p people/all
    mv contacts/*.md people/all
    sed -i 's|{contacts: contacts|{contacts: people/all|' infoview.yaml
    becomes is_fresh
    sed -i 's/^name: Ana Lima/name: Ana Moved/' people/all/ana-lima.md
    becomes grep -q 'Ana Moved' site/p/ana-lima.html
    becomes is_fresh
    rm -r site
    becomes test -f site/index.html
    becomes is_fresh
    stop
}

@test "watch: another branch is one build, or a few" {
    own_copy
    git init -q
    printf '/site/\n' >.gitignore
    git -c user.name=Jo -c user.email=jo@test.example add .
    git -c user.name=Jo -c user.email=jo@test.example commit -qm one
    git checkout -q -b other
    git rm -q contacts/walter-finch.md
    for i in {1..200}; do printf '%s\n' '---' "name: Person $i" '---' >"contacts/person-$i.md"; done
    git add .
    git -c user.name=Jo -c user.email=jo@test.example commit -qm two
    git checkout -q -
    start build --watch
    git checkout -q other
    becomes test -f site/p/person-200.html
    becomes is_fresh
    git checkout -q -
    becomes test ! -e site/p/person-1.html
    becomes is_fresh
    [ "$(builds)" -le $((8 * slow)) ] || blame 'a build for each file'
    stop
}

@test "watch: what does not end is built once a second, what is over at once" {
    own_copy
    start build --watch
    python3 - <<'PY'
import time
end = time.monotonic() + 4
n = 0
while time.monotonic() < end:
    n += 1
    with open("contacts/ana-lima.md", "a") as file:
        file.write("\nLine %d.\n" % n)
    time.sleep(0.02)
PY
    [ "$(builds)" -ge 2 ] || blame 'it waits for the end of what does not end'
    [ "$(builds)" -le 8 ] || blame 'it builds for each line'
    becomes is_fresh
    stop
}

@test "watch: more changes than the system keeps" {
    own_copy
    most=$(cat /proc/sys/fs/inotify/max_queued_events 2>/dev/null) || skip 'not told how many that are'
    [ "$most" -le 100000 ] || skip 'too many for a test'
    start build --watch
    kill -STOP "$watch"
    # Names that do not matter fill the queue; the one that does comes when it is full.
    MOST=$most python3 - <<'PY'
import os
for i in range(int(os.environ["MOST"]) // 2 + 100):
    name = "contacts/.x%d" % (i % 2)
    open(name, "w").close()
    os.unlink(name)
PY
    sed -i 's/^role: Grid planner/role: Grid gardener/' contacts/ana-lima.md
    kill -CONT "$watch"
    becomes grep -q 'Grid gardener' site/p/ana-lima.html
    stop
}

@test "watch: a file that is broken is told of, and is back when it is mended" {
    own_copy
    start build --watch
    cp contacts/ana-lima.md ../whole
    head -c 20 ../whole >contacts/ana-lima.md
    becomes grep -q 'contacts/ana-lima.md:' site/index.html
    [ ! -e site/p/ana-lima.html ]
    cp ../whole contacts/ana-lima.md
    becomes test -f site/p/ana-lima.html
    printf 'format: 1\nfolders: [\n' >../broken
    cp infoview.yaml ../settings
    cp ../broken infoview.yaml
    becomes grep -q 'infoview.yaml:' site/index.html
    rm infoview.yaml
    becomes grep -q 'no vault in' "$ERR"
    [ -f site/index.html ]
    cp ../settings infoview.yaml
    becomes is_fresh
    stop
}

@test "watch: a template that is wrong is named, and the last good site stays until it is mended" {
    own_copy
    start build --watch
    cp -r site ../good
    "$INFOVIEW" templates dump help.html -o - >../own
    mkdir -p templates
    sed 's/{{title}}/{{titel}}/' ../own >templates/help.html
    becomes grep -q 'templates/help.html:' "$ERR"
    grep -q 'the site stays as it was' "$ERR"
    diff -r site ../good
    sed 's/Keys/Own keys/' ../own >templates/help.html
    becomes grep -q 'Own keys' site/help.html
    stop
    # One that is wrong from the start is waited for.
    sed 's/{{title}}/{{titel}}/' ../own >templates/help.html
    start build --watch
    cp ../own templates/help.html
    becomes is_fresh
    stop
}

@test "watch: its own output makes it build nothing, wherever it lies; waiting takes no time" {
    own_copy
    mkdir contacts/out
    start build --watch -o contacts/out
    is_quiet
    sed -i 's/^role: Grid planner/role: Grid gardener/' contacts/ana-lima.md
    becomes has_built 2
    becomes grep -q 'Grid gardener' contacts/out/p/ana-lima.html
    touch contacts/out/p/mine contacts/.hidden .also
    before=$(awk '{ print $14 + $15 }' "/proc/$watch/stat")
    is_quiet
    after=$(awk '{ print $14 + $15 }' "/proc/$watch/stat")
    [ $((after - before)) -le 5 ] || blame "busy: $((after - before)) ticks"
    stop
}

@test "watch: at midnight, unless the day was given" {
    own_copy
    unset INFOVIEW_TODAY
    # A time zone in which a day ends in four seconds.
    TZ=$(python3 -c 'import time
left = 86400 - (time.time() + 4) % 86400
hours = int(left if left < 43200 else left - 86400)
print("XXX%s%d:%02d:%02d" % ("-" if hours > 0 else "+", abs(hours) // 3600, abs(hours) // 60 % 60, abs(hours) % 60))')
    export TZ
    today=$("$INFOVIEW" parse-date today)
    start build --watch
    becomes has_built 2
    tomorrow=$("$INFOVIEW" parse-date today)
    [ "$today" != "$tomorrow" ]
    grep -q "datetime=\"$tomorrow" site/index.html
    is_fresh
    stop
    start build --watch --today 2026-11-21
    [ "$(builds)" -eq 1 ]
    stop
}

@test "watch: it ends by a signal, whole, and when nobody reads it" {
    own_copy
    start build --watch
    kill -INT "$watch"
    ends 130
    start build --watch
    stop
    # In the middle of builds.
    for i in {1..10}; do
        start build --watch
        for k in 1 2 3; do printf '%s\n' '---' "name: Round $i $k" '---' >"contacts/round-$k.md"; done
        sleep "0.1$i"
        kill -INT "$watch"
        ends 130
        [ -z "$(find site -name '.infoview-*.tmp')" ]
        python3 "$BATS_TEST_DIRNAME/site.py" site
    done
    mkfifo ../pipe
    "$INFOVIEW" -q build --watch >../pipe 2>/dev/null </dev/null 3>&- &
    watch=$!
    head -n 1 ../pipe >"$OUT"
    ends 141
}

@test "watch: the vault's folder is taken away" {
    own_copy
    cd ..
    start -C vault build --watch
    mv vault elsewhere
    ends 3
    complains "the vault's folder is gone"
}

@test "watch: what the system refuses is said" {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers do not work under strace'
    command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip 'no strace, or it may not be used'
    own_copy
    refused() {
        status=0
        strace -f -o /dev/null -e trace="$1" -e inject="$1:error=$2:when=$3+" "$INFOVIEW" build --watch >"$OUT" 2>"$ERR" </dev/null || status=$?
        out=$(cat "$OUT") err=$(cat "$ERR")
        [ "$status" -eq 3 ] || blame "$1 $2"
        complains 'cannot watch: ' "$4" 'built once'
        [ ! -s "$OUT" ] || blame 'it built'
    }
    refused inotify_init1 ENOSYS 1 'does not tell of changes'
    refused inotify_init1 EMFILE 1 'too many programs'
    refused inotify_add_watch ENOSPC 1 'no more folders'
    refused inotify_add_watch ENOSPC 3 'fs.inotify.'
}

@test "watch: JSON is a line for each build; what does not go together is refused" {
    own_copy
    start build --watch --json
    rm contacts/bo-chen.md
    becomes grep -q '"removed":\["p/bo-chen' "$OUT"
    stop
    json -l 'len(d) == 2 and all(x["schema"] == "infoview/build@1" for x in d) and d[1]["removed"] == ["p/bo-chen.html"]'
    fails 2 build --watch --dump today
    complains '--watch and --dump do not go together'
    fails 2 build --watch -n
    complains '--watch and --dry-run do not go together'
    cd ..
    fails 3 build --watch
    complains 'no vault here'
    mkdir full && touch full/file
    fails 3 -C vault build --watch -o full
    complains 'name an empty folder'
}
