#!/usr/bin/env bats
# Completion: what `completion words` says could stand where the cursor is, and what three shells make of it.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cp -r "$top/$example" "$work/vault"
    cd "$work/vault" || return 1
}

# The candidates for the last of the words.
words() {
    session completion words -- "$@"
}

# The same, which must be exactly these lines.
offers() {
    local lines=$1
    shift
    ok completion words -- "$@"
    [ "$out" = "$lines" ] || blame "completion words -- $*: expected: $lines"
    [ ! -s "$ERR" ] || blame "completion words -- $*: a message"
}

# A vault that means harm, in the working folder.
make_trap() {
    cd "$work" || return 1
    make_vault
    contact "$1" "name: '\$(touch pwned)'" "tags: ['a b', '\$(touch pwned)', '\`touch pwned\`', \"it's\", 'say \"hi\"', 'a;touch pwned', 'a!!', '-rf', '~', '*']"
    contact escape 'name: "\e[31mred\e]0;title\a"' 'tags: ["\e[31mred", "a\nb", "tab\tbed"]'
    contact lines 'name: "one\ntwo\tthree"'
}

@test "commands, options, values of options" {
    words rep
    words report --d
    words report --no
    words report -e
    words --for
    words --format ''
    words report --color=a
    words report --kind thank,p
    words report --kind=
    words check --days ''
    golden completion-options
}

@test "every command and every option in the tables of cmd/ is offered" {
    python3 - "$top" "$INFOVIEW" <<'PY'
import glob, re, subprocess, sys
top, program = sys.argv[1:]
row = re.compile(r"^\s*\{(?:'(.)'|0), (?:\"([a-z-]+)\"|NULL), OPT_[A-Z]+, ", re.M)

def offered(*words):
    out = subprocess.run([program, "completion", "words", "--", *words], capture_output=True, text=True).stdout
    return {line.split("\t")[0] for line in out.splitlines()}

tables = {}
for path in glob.glob(top + "/cmd/*.c"):
    source = open(path, encoding="utf-8").read()
    names = re.findall(r'\.name = "([a-z-]+)",\n\s*\.group', source)
    flags = {"--" + name if name else "-" + letter for letter, name in row.findall(source) if letter or name}
    for name in names or ([""] if flags else []):
        tables[name] = flags
everywhere = tables.pop("")
assert offered("") == set(tables), offered("") ^ set(tables)
for command, flags in tables.items():
    assert offered(command, "-") == flags | everywhere, (command, offered(command, "-") ^ (flags | everywhere))
PY
}

@test "every argument word of the tables of cmd/ has a row in cmd/candidate.c, or is free" {
    python3 - "$top" <<'PY'
import glob, re, sys
free = {"N", "NEW", "TEXT", "TIME"}
sources = {path: open(path, encoding="utf-8").read() for path in glob.glob(sys.argv[1] + "/cmd/*.c")}
known = {row for path, text in sources.items() if path.endswith("/candidate.c")
         for row in re.findall(r'^    \{"([A-Za-z:]+)", ', text, re.M)}
wrong, seen = [], 0
for path, text in sources.items():
    arguments = re.findall(r'^\s*\{(?:\'.\'|0), (?:"[a-z-]+"|NULL), OPT_(?:TEXT|NUMBER), \S+, "([^"]+)"', text, re.M)
    arguments += [word for words in re.findall(r'\.words = "([^"]*)"', text) for word in words.split()]
    for word in "|".join(arguments).split("|"):
        word = re.sub(r"[\[\]]|,?…$", "", re.sub(r"\]$", "", word))
        if re.search("[A-Z]", word):
            seen += 1
            if word not in known | free:
                wrong.append("%s: %s" % (path, word))
print("\n".join(wrong))
assert known and seen > 15, seen
sys.exit(bool(wrong))
PY
}

@test "the words of new: what it makes, people for a meeting, ways" {
    ok completion words -- new ''
    [ "$(cut -f1 "$OUT" | xargs)" = 'contact interview opportunity skill target' ]
    offers '' new contact an
    offers '' new skill ''
    ok completion words -- new interview ana
    [ "$(cut -f1 "$OUT")" = ana-lima ]
    ok completion words -- new interview ana-lima bo-
    [ "$(cut -f1 "$OUT")" = bo-chen ]
    ok completion words -- new contact Marta --ref ana
    [ "$(cut -f1 "$OUT")" = ana-lima ]
    ok completion words -- new interview ana-lima --via p
    [ "$(cut -f1 "$OUT")" = phone ]
}

@test "words of a command: lists, fields, topics, shells, folders" {
    words list c
    words list promises st
    words list contacts --sort -la
    words list skills --columns name,l
    words list --columns=name,i
    words list --stage asked,re
    words help dat
    words completion ''
    words init ''
    words -C ''
    words --vault=x
    words parse-date 'next w'
    golden completion-words
}

@test "the words of commands that write: meetings, fields and what they take, promises, kinds of the log" {
    words thank 2026-11-18
    [ "$(cut -f1 "$OUT")" = 2026-11-18-ana-lima ]
    words set ana-lima persp
    [ "$(cut -f1 "$OUT")" = perspective ]
    words set ana-lima perspective hir
    [ "$(cut -f1 "$OUT")" = hiring-manager ]
    words set plan ''
    [ "$(cut -f1 "$OUT" | tr '\n' ' ')" = 'reviewed skills_reviewed resume_updated profile_updated conflicts ' ]
    words set 2026-11-18-ana-lima thanked_
    [ "$(cut -f1 "$OUT" | tr '\n' ' ')" = 'thanked_via thanked_for ' ]
    words log ana-lima c
    [ "$(cut -f1 "$OUT" | tr '\n' ' ')" = 'call card chat ' ]
    words log ana-lima email o
    [ "$(cut -f1 "$OUT")" = out ]
    words templates d
    [ "$(cut -f1 "$OUT")" = dump ]
    words templates dump pers
    [ "$(cut -f1 "$OUT" | tr '\n' ' ')" = 'person.html person_link.html ' ]
    words schema page:to
    [ "$(cut -f1 "$OUT")" = page:today ]
    words done bo-chen slid
    [ "$(cut -f1 "$OUT")" = slides ]
    words thank ana --via c
    [ "$(cut -f1 "$OUT" | tr '\n' ' ')" = 'card call ' ] || [ "$(cut -f1 "$OUT" | tr '\n' ' ')" = 'call card ' ]
}

@test "people and targets: ids, else who is called so" {
    words show ''
    words show b
    words report bo-chen B
    words show chen
    words show rosa-i
    words show ibanez
    words show 陈
    words list --ref "Ana L"
    words show xyzzy
    words list --target ''
    words list --target programme
    golden completion-people
}

@test "several people who are called so: only names that go on from what is typed" {
    cd "$work" || return 1
    make_vault
    contact p1 'name: Ana Lima'
    contact p2 'name: Ana Lopez'
    contact p3 'name: José Abad'
    contact p4 'name: Jose Bello'
    offers $'Ana Lima\tp1\nAna Lopez\tp2' show ana
    offers $'Ana Lima\tp1\nAna Lopez\tp2' show 'Ana L'
    offers $'Ana Lopez\tp2' show 'Ana Lo'
    offers $'p2\tAna Lopez' show lop
    offers $'Jose Bello\tp4' show jose
}

@test "what occurs in the vault: tags, orgs, stages, promises" {
    words report --tag m
    words list --tag me
    words list interviews --org n
    words list org:s
    words list stage:
    words list interviews status:
    words list referred_by:
    words list promises whose:
    words list promises re
    words list promises wo
    words list promises due:2026-11
    words list interviews who:k
    words list who:ana
    words list nonsense:a
    golden completion-values
}

@test "dates, with the day that they are" {
    words list --since ''
    words list --since tom
    words list --until 'in 2w'
    words list --until 03/04/2026
    words --today 2026-03-01 list --since=to
    golden completion-dates
}

@test "arguments of commands that join later: rules, pages of rules, schemas" {
    offers $'date,dead-link\terror' check --ignore date,dead
    offers ':files' check ''
    offers $'rule:dead-link\terror' help rule:dead
    ok completion words -- schema inter
    says interview
}

@test "options between the words, -- and words that are options' values" {
    offers $'report\twhat is due, and what comes soon' -q rep
    offers $'report\twhat is due, and what comes soon' --format json rep
    offers $'promises\t' list --tag x --stage met promi
    offers $'report\twhat is due, and what comes soon' -- rep
    offers '' list -- --col
    offers '' parse-date -3
    offers '' frobnicate ''
    offers '' show ana-lima ''
    offers '' --frobnicate
    offers '' report --frobnicate=x
    offers $'-C\tthe vault\'s folder' -C
}

@test "the vault is the one of -C or --vault among the words, or none at all" {
    cd "$HOME" || return 1
    offers '' show ana
    offers $'ana-lima\tAna Lima' -C "$work/vault" show ana
    offers $'ana-lima\tAna Lima' show --vault="$work/vault" ana
    offers $'ana-lima\tAna Lima' "-C$work/vault" show ana
    offers '' -C nowhere show ana
    offers '' -C '' show ana
    offers $'next\tthe one thing to do now, with everything needed to do it' -C nowhere nex
    offers $'org:\twhere they work' list or
    offers $'today\t2026-11-21' list --since toda
}

@test "nothing is said and nothing written, whatever is wrong; the status is 0" {
    cd "$work" || return 1
    make_vault
    printf 'a: [\n' >infoview.yaml
    printf -- '---\nname: [\n' >contacts/broken.md
    find . -newer infoview.yaml >"$BATS_TEST_TMPDIR/before"
    offers '' show bro
    offers '' list org:x
    offers '' $'a\nb\e[31m'
    ok completion words
    ok completion words --
    chmod 000 contacts
    offers '' show x
    chmod 755 contacts
    find . -newer infoview.yaml | diff "$BATS_TEST_TMPDIR/before" -
    [ -z "$(ls -A "$HOME")" ]
}

@test "hostile names: values with control characters are left out, descriptions are cleaned" {
    make_trap '$(touch pwned)'
    contact $'id\nnewline' 'name: Newline'
    contact -rf 'name: Minus'
    words show ''
    words show -- ''
    words report --tag ''
    words list tags:
    words list name:
    golden completion-hostile
    for field in show report 'list tags:' 'list name:' 'report --tag'; do
        # shellcheck disable=SC2086
        ok completion words -- $field ''
        tr '\t' ' ' <"$OUT" >"$work/said"
        clean "$work/said"
        ! grep -vP '^[^\t]+\t[^\t]*$' "$OUT" || blame "$field: not VALUE<TAB>DESCRIPTION"
    done
    [ ! -e pwned ]
}

@test "completion SHELL prints the script that is installed" {
    for pair in bash:infoview.bash zsh:_infoview fish:infoview.fish; do
        ok completion "${pair%%:*}"
        cmp "$OUT" "$top/cmd/completions/${pair#*:}"
    done
    session completion
    session completion tcsh
    session completion bash zsh
    golden completion-shells
    make -s -C "$top" install PREFIX=/p DESTDIR="$work/d" B="${INFOVIEW%/*}" >/dev/null
    cmp "$work/d/p/share/bash-completion/completions/infoview" "$top/cmd/completions/infoview.bash"
    cmp "$work/d/p/share/zsh/site-functions/_infoview" "$top/cmd/completions/_infoview"
    cmp "$work/d/p/share/fish/vendor_completions.d/infoview.fish" "$top/cmd/completions/infoview.fish"
    make -s -C "$top" uninstall PREFIX=/p DESTDIR="$work/d" B="${INFOVIEW%/*}" >/dev/null
    [ -z "$(find "$work/d" -type f)" ]
}

# ---- the scripts in their shells

# The function in bash, called as readline would call it: the replies, one a line.
bash_replies() {
    PATH=${INFOVIEW%/*}:$PATH bash -c '
        . "$1/cmd/completions/infoview.bash"
        COMP_LINE=$2 COMP_POINT=${#2} COMP_TYPE=9 COMP_WORDS=($2) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _infoview infoview "" "" 2>/dev/null
        printf "%s\n" "${COMPREPLY[@]}"' - "$top" "$1"
}

# replies LINE REPLY…
replies() {
    local line=$1
    shift
    diff <(printf '%s\n' "$@") <(bash_replies "$line") || { echo "bash: $line" && return 1; }
}

@test "bash, the function: words as the shell would read them, replies as readline takes them" {
    export LC_ALL=C.UTF-8
    ln -s "$work/vault" "$HOME/my vault"
    cd "$HOME" || return 1
    replies 'infoview rep' report
    replies 'infoview -C my\ vault show bo' bo-chen
    replies 'infoview -C "my vault" show chen' bo-chen
    replies "infoview -C ~/'my vault' show bo" bo-chen
    replies 'infoview --vault=my\ vault show bo' bo-chen
    cd "$work/vault" || return 1
    replies 'infoview report --kind=rev' review
    replies 'infoview report --kind=thank,rev' thank,review
    replies 'infoview report --kind thank,rev' thank,review
    replies 'infoview list org:City' 'City\ of\ Brackenford'
    replies 'infoview list "org:City' 'org:City of Brackenford'
    replies 'infoview list org:"City' 'City of Brackenford'
    replies "infoview list 'org:City" 'org:City of Brackenford'
    replies 'infoview list or' org:
    replies 'infoview list --ref "Ana L' 'Ana Lima'
    replies 'infoview list --ref Ana\ L' 'Ana\ Lima'
    replies 'infoview show 李' 李小龙
    replies 'infoview list $(touch pwned) ' "$(bash_replies 'infoview list x ')"
    [ ! -e pwned ]
}

@test "bash, the function: hostile values are one word each, in every kind of quotes" {
    export LC_ALL=C.UTF-8
    make_trap trap
    "$INFOVIEW" completion words -- report --tag '' | cut -f 1 >expected
    for open in '' "'" '"'; do
        bash_replies "infoview report --tag $open" >replies
        # each put on a command line and read by bash again, as if somebody pressed return
        while IFS= read -r reply; do
            printf 'printf "%%s\\n" %s%s%s\n' "$open" "$reply" "$open"
        done <replies >script
        bash script | diff expected - || blame "quotes: $open"
    done
    [ "$(wc -l <expected)" -ge 8 ]
    [ ! -e pwned ]
}

# A home in which shells start with the completion, an `infoview` on the path, and `put`, which writes its words down.
make_desk() {
    export LC_ALL=C.UTF-8 ZDOTDIR=$HOME XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share
    mkdir -p "$HOME/bin" "$HOME/.config/fish"
    ln -s "$INFOVIEW" "$HOME/bin/infoview"
    printf '#!/bin/sh\nprintf "<%%s>" "$@" >>"$HOME/words"\necho >>"$HOME/words"\n' >"$HOME/bin/put"
    chmod +x "$HOME/bin/put"
    export PATH=$HOME/bin:/usr/bin:/bin
    echo 'PS1="ready> "; source <(infoview completion bash)' >"$HOME/.bashrc"
    # -D: no dump file
    echo 'PS1="ready> "; autoload -U compinit; compinit -u -D; source <(infoview completion zsh)' >"$HOME/.zshrc"
    printf '%s\n' 'infoview completion fish | source' 'function fish_prompt; echo "ready> "; end' 'set fish_greeting' \
        >"$HOME/.config/fish/config.fish"
}

# types SHELL KEYS WORDS… — a line for each: KEYS and TAB, then what the shell takes it to mean: <word><word>…
types() {
    local shell=$1 keys='' expected=''
    shift
    while [ $# -gt 0 ]; do
        keys+="$1"'\t\x01put \r' expected+="$2"$'\n'
        shift 2
    done
    rm -f "$HOME/words"
    PYTHONUTF8=1 python3 "$BATS_TEST_DIRNAME/keys.py" 'ready> ' "${keys}exit"'\r' "$shell" -i >"$HOME/screen" || true
    diff <(printf %s "$expected") "$HOME/words" || { cat -v "$HOME/screen" && return 1; }
}

# What every shell must do. $2: what the shell puts after the name of a folder that it completed.
types_all() {
    mkdir -p "$HOME/my vault/contacts"
    echo 'format: 1' >"$HOME/my vault/infoview.yaml"
    printf -- '---\nname: Zora Quist\n---\n' >"$HOME/my vault/contacts/zora.md"
    types "$1" 'infoview rep' '<infoview><report>' \
        'infoview report --kin' '<infoview><report><--kind>' \
        'infoview report --kind=thank,pro' '<infoview><report><--kind=thank,promise>' \
        'infoview list org:City' '<infoview><list><org:City of Brackenford>' \
        'infoview list or\tG' '<infoview><list><org:GridCo>' \
        'infoview show "Ana L' '<infoview><show><Ana Lima>' \
        'infoview list --until next\\ we\te' '<infoview><list><--until><next week>' \
        'infoview show rosa-' '<infoview><show><rosa-ibanez>' \
        'infoview -C cont\tal' "<infoview><-C><contacts/alumni${2-}>" \
        'infoview -C ~/my\\ vault show z' "<infoview><-C><$HOME/my vault><show><zora>" \
        'infoview help exi' '<infoview><help><exit-codes>'
}

# Values that would do harm if they were evaluated, typed by their beginning: each is one word, and nothing is run.
types_trap() {
    make_trap trap
    # shellcheck disable=SC2016
    types "$1" 'infoview list tags:\\$' '<infoview><list><tags:$(touch pwned)>' \
        "infoview list 'tags:\$" '<infoview><list><tags:$(touch pwned)>' \
        'infoview list tags:\\\x60' '<infoview><list><tags:`touch pwned`>' \
        'infoview list tags:i' "<infoview><list><tags:it's>" \
        'infoview list tags:s' '<infoview><list><tags:say "hi">' \
        'infoview list tags:a\\;' '<infoview><list><tags:a;touch pwned>' \
        'infoview list tags:a\\!' '<infoview><list><tags:a!!>'
    [ ! -e pwned ]
}

@test "bash, at a terminal" {
    make_desk
    types_all bash /
}

@test "bash, at a terminal: hostile values" {
    make_desk
    types_trap bash
}

@test "bash, at a terminal, with the package bash-completion: the installed script is found" {
    [ -e /usr/share/bash-completion/bash_completion ] || skip 'no bash-completion'
    make_desk
    mkdir -p "$XDG_DATA_HOME/bash-completion/completions"
    cp "$top/cmd/completions/infoview.bash" "$XDG_DATA_HOME/bash-completion/completions/infoview"
    echo 'PS1="ready> "; . /usr/share/bash-completion/bash_completion' >"$HOME/.bashrc"
    types_all bash /
}

@test "zsh, at a terminal" {
    command -v zsh >/dev/null || skip 'no zsh'
    make_desk
    types_all zsh
}

@test "zsh, at a terminal: hostile values" {
    command -v zsh >/dev/null || skip 'no zsh'
    make_desk
    types_trap zsh
}

@test "zsh, at a terminal: the installed file is found" {
    command -v zsh >/dev/null || skip 'no zsh'
    make_desk
    mkdir "$HOME/functions"
    cp "$top/cmd/completions/_infoview" "$HOME/functions"
    echo 'PS1="ready> "; fpath=(~/functions $fpath); autoload -U compinit; compinit -u -D' >"$HOME/.zshrc"
    types_all zsh
}

@test "fish, at a terminal" {
    command -v fish >/dev/null || skip 'no fish'
    make_desk
    types_all fish /
}

@test "fish, at a terminal: hostile values" {
    command -v fish >/dev/null || skip 'no fish'
    make_desk
    types_trap fish
}

@test "fish: what complete -C shows" {
    command -v fish >/dev/null || skip 'no fish'
    make_desk
    fish -c "complete -C 'infoview show bo'" >"$OUT"
    printf 'bo-chen\tBo Chen\n' | diff - "$OUT"
    fish -c "complete -C 'infoview report --kind=thank,prep'" >"$OUT"
    printf -- '--kind=thank,prep\tprepare\n' | diff - "$OUT"
}
