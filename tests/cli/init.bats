#!/usr/bin/env bats
# infoview init: what it writes, what it leaves alone, what it commits, and what it says.

load git

# HOME, git's and our configuration are private; no repository above the box is seen.
setup() {
    I=${INFOVIEW:-$(cd "$BATS_TEST_DIRNAME/../.." && pwd)/build/release/infoview}
    box=$(mktemp -d "$BATS_TEST_TMPDIR/box.XXXXXX")
    export HOME=$box/home XDG_CONFIG_HOME=$box/config GIT_CONFIG_GLOBAL=$box/home/.gitconfig
    export GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$box LC_ALL=C.UTF-8
    unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE EMAIL INFOVIEW_VAULT INFOVIEW_TODAY
    unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_AUTHOR_DATE GIT_COMMITTER_DATE
    config=$XDG_CONFIG_HOME/infoview/config.yaml
    mkdir "$HOME" "$box/work"
    cd "$box/work"
    [[ $(git config --global --list --show-origin 2>/dev/null) == "" ]]
    printf '[user]\n\tname = Jo Test\n\temail = jo@test.example\n' >"$GIT_CONFIG_GLOBAL"
}

# Runs infoview with its two streams apart: $status, $output, $stderr.
infoview() {
    status=0
    "$I" "$@" >"$box/out" 2>"$box/err" </dev/null || status=$?
    output=$(cat "$box/out")
    stderr=$(cat "$box/err")
    printf -- '--- infoview %s: %s\n%s\n' "$*" "$status" "$stderr"
}

exits() {
    [ "$status" -eq "$1" ] || {
        echo "expected status $1"
        return 1
    }
}

says() {
    [[ $stderr == *"$1"* ]] || {
        echo "expected on standard error: $1"
        return 1
    }
}

silent_about() {
    [[ $stderr != *"$1"* ]] || {
        echo "not expected on standard error: $1"
        return 1
    }
}

# Every file below $1 with its bytes and mode; git's own are left out with a second word.
snapshot() {
    (cd "$1" && find . ${2:+-path ./.git -prune -o} -mindepth 1 ! -name infoview.lock -printf '%P %m %l\n' -type f -exec sha256sum {} +) |
        LC_ALL=C sort
}

# A value of the last JSON document: a Python expression on `d`.
json() {
    python3 -c "import json, sys; d = json.load(open(sys.argv[1])); print($1)" "$box/out"
}

commits() {
    git -C "$1" rev-list --all --count
}

# A repository with one commit of one file.
repository() {
    git init -q -b main "$1"
    echo one >"$1/own.txt"
    git -C "$1" add own.txt
    git -C "$1" commit -q -m first
}

files_of_init='.gitattributes
.gitignore
.infoview.schema.json
README.md
infoview.yaml
pitch.md
plan.md
questions.md
templates/contact.md
templates/interview.md
templates/mail-ask.txt
templates/mail-intro.txt
templates/mail-nudge.txt
templates/mail-tell.txt
templates/mail-thank.txt
templates/mail-update.txt
templates/opportunity.md
templates/skill.md
templates/target.md'

# ---- the files

@test "a new vault: files, folders, one commit, a clean repository" {
    infoview init v
    exits 0
    [ "$output" = "$files_of_init" ]
    for f in contacts interviews opportunities skills targets notes; do
        [ -d "v/$f" ]
    done
    [ "$(git -C v log --format=%s%n%b)" = $'init: new vault\nInfoview-Op: init' ]
    [ "$(git -C v log --format='%(trailers:key=Infoview-Op,valueonly)')" = init ]
    [ "$(git -C v log --format='%an <%ae> %cn <%ce>')" = 'Jo Test <jo@test.example> Jo Test <jo@test.example>' ]
    [ "$(git -C v ls-tree -r --name-only HEAD)" = "$files_of_init" ]
    [ -z "$(git -C v status --porcelain)" ]
    [ "$(git -C v symbolic-ref HEAD)" = refs/heads/main ]
    [ "$(git -C v reflog --format='%gs <%ge>')" = 'commit (initial): init: new vault <jo@test.example>' ]
    run git -C v fsck --strict --full
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

@test "the next commands are named, and work as they stand" {
    infoview init v
    says $'Next:\n  cd v\n  infoview report'
    cd v
    infoview report
    exits 0
    infoview check
    exits 0
    [ -z "$output" ]
}

@test "odd names are quoted for the shell and survive in the configuration" {
    for name in "it's a vault" '-dash' 'ünï 李' $'two\nlines' 'x: y #z' '~' '$(true)' '"'; do
        rm -rf "$XDG_CONFIG_HOME"
        infoview init -q -- "$name"
        exits 0
        [ -f "./$name/infoview.yaml" ]
        cp "$config" "$box/written.yaml"
        infoview init -- "$name"
        if [[ $name != *$'\n'* ]]; then
            (eval "$(printf '%s\n' "$stderr" | sed -n '/^Next:/{n;p}')" && [ "$PWD" = "$box/work/$name" ])
        fi
        mkdir -p elsewhere
        cd elsewhere
        infoview report
        exits 0
        cd ..
        cmp "$config" "$box/written.yaml"
    done
}

@test "without DIR it is this folder; -C names it too; both is a mistake" {
    mkdir a b
    cd a
    infoview init
    exits 0
    [ -f infoview.yaml ]
    says $'Next:\n  infoview report'
    cd ..
    infoview -C b init
    exits 0
    [ -f b/infoview.yaml ]
    infoview -C b init c
    exits 2
    says 'named twice'
    [ ! -e c ]
}

@test "folders on the way are made; dots are understood" {
    infoview init ./deep//er/./vault/
    exits 0
    [ -f deep/er/vault/infoview.yaml ]
    infoview init deep/../other
    exits 0
    [ -f other/infoview.yaml ]
    infoview init none/../third
    exits 2
    [ ! -e third ]
}

@test "wrong words: 2, and nothing is made" {
    for words in 'a b' '--nope a' '--demo=yes a' '--format csv a' '--no-gti a'; do
        infoview init $words
        exits 2
        [ ! -e a ]
    done
    infoview init ''
    exits 2
    says 'empty'
    [ -z "$(ls -A)" ]
}

@test "a second run changes no byte, and says that it is a vault already" {
    for flags in '' '--no-git' '--demo'; do
        infoview init v $flags --today 2026-11-21
        before=$(snapshot v)
        infoview init v $flags --today 2026-11-21
        exits 0
        [ -z "$output" ]
        says 'a vault already'
        [ "$(snapshot v)" = "$before" ]
        rm -rf v
    done
}

@test "what is missing comes back, what was changed stays; only the new file is committed" {
    infoview init v
    rm v/plan.md
    echo '# mine' >v/pitch.md
    git -C v add pitch.md
    git -C v commit -q -m mine
    git -C v rm -q --cached plan.md
    git -C v commit -q -m 'no plan'
    echo 'more' >>v/questions.md
    infoview init v
    exits 0
    [ "$output" = plan.md ]
    [ "$(cat v/pitch.md)" = '# mine' ]
    [ "$(git -C v show --format= --name-only HEAD)" = plan.md ]
    [ "$(git -C v status --porcelain)" = ' M questions.md' ]
}

@test "--dry-run lists what would be written and changes nothing" {
    infoview init -n v
    exits 0
    [ "$output" = "$files_of_init" ]
    says 'nothing was written'
    [ ! -e v ]
    [ ! -e "$XDG_CONFIG_HOME" ]
    infoview init v
    rm v/plan.md
    before=$(snapshot v)
    infoview init --dry-run v
    [ "$output" = plan.md ]
    [ "$(snapshot v)" = "$before" ]
}

@test "--json is one document, also with --demo, --dry-run and the second time" {
    infoview init --json v
    exits 0
    python3 -m json.tool "$box/out" >/dev/null
    [ "$(json 'd["schema"]')" = infoview/init@1 ]
    [ "$(json 'd["vault"]')" = "$box/work/v" ]
    [ "$(json '"\n".join(d["written"])')" = "$files_of_init" ]
    [ "$(json 'd["kept"]')" = '[]' ]
    [ "$(json 'd["commit"]')" = "$(git -C v rev-parse HEAD)" ]
    infoview init --format json v
    [ "$(json 'd["written"]')" = '[]' ]
    [ "$(json '"\n".join(d["kept"])')" = "$files_of_init" ]
    [ "$(json 'd["commit"]')" = None ]
    infoview init --json -n --demo --no-git w
    [ "$(json 'len(d["written"])')" -gt 30 ]
    [ ! -e w ]
}

@test "--quiet leaves the data and drops the talk" {
    infoview init -q v
    exits 0
    [ "$output" = "$files_of_init" ]
    [ -z "$stderr" ]
}

@test "nothing is written outside the folder but the configuration" {
    infoview init --demo v
    [ "$(cd "$box" && find . -path ./work/v -prune -o -type f -print | LC_ALL=C sort)" = \
        $'./config/infoview/config.yaml\n./err\n./home/.gitconfig\n./out' ]
    [ "$(ls -A)" = v ]
    [ -z "$(find . -name '*.tmp' -o -name '.infoview-*')" ]
}

@test "the settings fit the JSON Schema beside them, and wrong ones do not" {
    infoview init v
    python3 -m json.tool v/.infoview.schema.json >/dev/null
    [ "$(head -n 1 v/infoview.yaml)" = '# yaml-language-server: $schema=.infoview.schema.json' ]
    python3 -c 'import jsonschema, yaml' 2>/dev/null || skip 'no python3-jsonschema, no python3-yaml'
    python3 - v <<'END'
import json, sys, jsonschema, yaml

class Loader(yaml.SafeLoader):
    """As YAML 1.2 and editors have it: on, off and dates are text."""
Loader.yaml_implicit_resolvers = {
    c: [(t, r) for t, r in rs if not t.endswith("timestamp") and not (t.endswith("bool") and c not in "tTfF")]
    for c, rs in yaml.SafeLoader.yaml_implicit_resolvers.items()}

schema = json.load(open(sys.argv[1] + "/.infoview.schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
v = jsonschema.Draft202012Validator(schema)
own = yaml.load(open(sys.argv[1] + "/infoview.yaml"), Loader)
v.validate(own)

def flat(properties, values):
    for name, field in properties.items():
        if "properties" in field:
            yield from flat(field["properties"], values[name])
        else:
            yield name, field["default"], values[name]
for name, default, written in flat(schema["properties"], own):
    assert default == written, (name, default, written)

good = ["", "goal: none", "goal: 12 per month", "commit: off", "keep_in_touch: never", "away: [2026-12-21..2027-01-03]",
        "meeting:", "me: {name: 007}", "views: {late: '#q=1'}", "folders: {contacts: people/all}", "promise_due:"]
bad = ["thank_yuo: {due: 1 day}", "goal: often", "commit: maybe", "nudge_times: -1", "meeting: {ask_minutes: 0}",
       "folders: {contacts: /etc}", "away: soon", "thank_you: 3", "week_starts: someday", "format: one"]
for text in good:
    v.validate(yaml.load(text, Loader) or {})
for text in bad:
    assert not v.is_valid(yaml.load(text, Loader)), text
END
}

# ---- what is there already

@test "a folder of Markdown: the missing is added, nothing touched, folders may be named" {
    mkdir -p notes/People
    printf -- '---\nname: Ana\n---\n' >notes/People/ana.md
    printf '# mine\r\n' >notes/plan.md
    printf 'mine' >notes/Readme.txt
    before=$(cd notes && sha256sum People/ana.md plan.md Readme.txt)
    infoview init notes
    exits 0
    says "name it under 'folders:' in infoview.yaml"
    [ "$(cd notes && sha256sum People/ana.md plan.md Readme.txt)" = "$before" ]
    [ ! -e notes/README.md ]
    [ ! -e notes/contacts ]
    [ -f notes/infoview.yaml ]
    [ -f notes/templates/contact.md ]
    [ "$(git -C notes status --porcelain | LC_ALL=C sort)" = $'?? People/\n?? Readme.txt\n?? plan.md' ]
    printf 'folders: {contacts: People}\n' >notes/infoview.yaml
    infoview -C notes report
    exits 0
    [[ $output == *'1 contact'* ]]
}

@test "a README alone is no folder of Markdown, and stays" {
    mkdir v
    echo hello >v/README.md
    infoview init v
    exits 0
    silent_about 'Markdown files here already'
    [ "$(cat v/README.md)" = hello ]
    [ -d v/contacts ]
}

@test "inside a vault: 2, with the vault's name; the vault itself is fine" {
    infoview init v
    before=$(snapshot v)
    for inner in v/contacts v/new v/a/b/c; do
        infoview init "$inner"
        exits 2
        says "inside the vault '$box/work/v'"
    done
    ln -s v/contacts link
    infoview init link
    exits 2
    [ "$(snapshot v)" = "$before" ]
    mkdir v/inner
    touch v/inner/infoview.yaml
    infoview init v/inner --no-git
    exits 0
}

@test "a link to a folder is that folder" {
    mkdir real
    ln -s real link
    infoview init link
    exits 0
    [ -f real/infoview.yaml ]
    [ "$(cat "$config")" = "vault: $box/work/real" ]
}

@test "the settings of a vault count: folders, commit, and formats to come" {
    mkdir v
    printf 'folders: {contacts: people, interviews: talks/all}\ncommit: off\n' >v/infoview.yaml
    git init -q v
    infoview init --demo v
    exits 0
    [ -f v/people/ana-lima.md ]
    [ ! -e v/contacts ]
    [ -d v/talks/all ]
    [ "$(commits v)" -eq 0 ]
    infoview -C v report
    [[ $output == *'8 contacts · 6 interviews'* ]]

    for bad in 'format: 2' 'format: [' $'a: 1\na: 1'; do
        mkdir w
        printf '%s\n' "$bad" >w/infoview.yaml
        infoview init w
        exits 3
        [ "$(ls -A w)" = infoview.yaml ]
        rm -rf w
    done
}

@test "a folder that cannot be written, a file in its place, a full output: 3" {
    mkdir locked
    chmod 555 locked
    if [ "$(id -u)" -eq 0 ]; then
        command -v setpriv >/dev/null || skip 'root, and no setpriv'
        printf '#!/bin/sh\nexec setpriv --bounding-set -dac_override,-dac_read_search "%s" "$@"\n' "$I" >"$box/plain"
        chmod +x "$box/plain"
        I=$box/plain infoview init locked
    else
        infoview init locked
    fi
    exits 3
    says 'ermission denied'
    [ -z "$(ls -A locked)" ]
    [ ! -e "$config" ]
    chmod 755 locked

    echo x >file
    for dir in file file/ file/v; do
        infoview init "$dir"
        exits 3
    done
    [ "$(cat file)" = x ]

    [ -e /dev/full ] || skip 'no /dev/full'
    status=0
    "$I" init v >/dev/full 2>"$box/err" || status=$?
    [ "$status" -eq 3 ]
    grep -q 'cannot write to standard output' "$box/err"
    [ "$(commits v)" -eq 1 ]
}

# ---- the demonstration

@test "--demo: on any day something is overdue, due, upcoming and open" {
    for day in 2026-11-21 2026-01-01 2028-02-29 2027-03-01 2026-12-31 2024-03-31 2198-06-15; do
        infoview init --demo --no-git "v$day" --today "$day"
        exits 0
        [ "$(find "v$day" -name '*@*' | wc -l)" -eq 0 ]
        run grep -rlE '@DAY' "v$day"
        [ -z "$output" ]
        infoview -C "v$day" --today "$day" report --json
        exits 0
        [ "$(json 'all(d["counts"][k] > 0 for k in ("overdue", "due", "upcoming", "open")) and not d["unreadable"]')" = True ]
        infoview -C "v$day" --today "$day" check --json
        exits 0
        [ "$(json '{(x["rule"], x["path"][:10]) for x in d["diagnostics"]} <= {
            ("too-few-questions", "interviews"), ("no-grounded-question", "interviews")}')" = True ]
        infoview -C "v$day" --today "$day" report
        [[ $output == *'8 contacts · 6 interviews'* ]]
    done
}

@test "--demo brings its own plan and pitch, and is committed whole" {
    infoview init --demo v --today 2026-11-21
    grep -q 'reviewed: 2026-07-24' v/plan.md
    [ -f v/interviews/2026-11-18-ana-lima.md ]
    [ "$(git -C v ls-tree -r --name-only -z HEAD | tr '\0' '\n')" = "$output" ]
    [ -z "$(git -C v status --porcelain)" ]
    [ -z "$(git -C v fsck --strict 2>&1)" ]
}

@test "--demo adds nobody to a vault with people, and not twice on another day" {
    infoview init --demo v --today 2026-11-21
    before=$(snapshot v)
    infoview init --demo v --today 2026-12-01
    exits 0
    says 'left out'
    [ "$(snapshot v)" = "$before" ]
    infoview init w
    printf -- '---\nname: Zoe\n---\n' >w/contacts/zoe.md
    before=$(snapshot w)
    infoview init --demo w
    says 'left out'
    [ "$(snapshot w)" = "$before" ]
}

# ---- the user's configuration

@test "the first vault becomes the user's, said, for the user alone; later ones do not" {
    infoview init v
    says "this is your vault from anywhere now: 'vault:' in '$config'"
    [ "$(cat "$config")" = "vault: $box/work/v" ]
    [ "$(stat -c %a "$config")" = 600 ]
    before=$(snapshot "$XDG_CONFIG_HOME")
    infoview init w
    exits 0
    says "your vault stays '$box/work/v'"
    [ "$(snapshot "$XDG_CONFIG_HOME")" = "$before" ]
    infoview init v
    silent_about 'your vault'
    cd /
    infoview report
    exits 0
}

@test "without XDG_CONFIG_HOME it is ~/.config; without a home none" {
    unset XDG_CONFIG_HOME
    infoview init v
    [ "$(cat "$HOME/.config/infoview/config.yaml")" = "vault: $box/work/v" ]
    unset HOME
    infoview init w
    exits 0
}

@test "a configuration without the key gets one line; all else and its mode stay" {
    mkdir -p "${config%/*}"
    printf '# mine\r\neditor: vi # and\nlist: [a, b]' >"$config"
    chmod 640 "$config"
    infoview init v
    exits 0
    [ "$(cat "$config")" = $'# mine\r\neditor: vi # and\nlist: [a, b]\nvault: '"$box/work/v" ]
    [ "$(stat -c %a "$config")" = 640 ]
    [ "$(ls "${config%/*}")" = config.yaml ]
}

@test "a configuration that is not understood, or no plain file, stays as it is, said" {
    mkdir -p "${config%/*}"
    for text in 'a: [' '{}' $'a: 1\n...' $'a: 1\na: 2' '- list' $'a: |\n  text\n ' 'vault: elsewhere' 'vault:'; do
        printf '%s' "$text" >"$config"
        before=$(snapshot "$XDG_CONFIG_HOME")
        infoview init v
        exits 0
        says 'your '
        [ "$(snapshot "$XDG_CONFIG_HOME")" = "$before" ] || [[ $text == $'a: |'* ]]
        rm -rf v
    done
    printf 'a: 1\n' >"$box/target"
    ln -sf "$box/target" "$config"
    infoview init v
    exits 0
    says 'stays as it is'
    [ -L "$config" ]
    [ "$(cat "$box/target")" = 'a: 1' ]
    rm "$config"
    mkdir "$config"
    infoview init w
    exits 0
    says 'stays as it is'
}

# ---- git

@test "--no-git, --no-commit and 'commit: off' leave git alone" {
    infoview init --no-git a
    infoview init --no-commit b
    [ ! -e a/.git ]
    [ ! -e b/.git ]
    repository c
    infoview init --no-commit c
    infoview init --no-git c
    [ "$(commits c)" -eq 1 ]
    [ -z "$(git -C c diff --cached --name-only)" ]
    mkdir d
    echo 'commit: off' >d/infoview.yaml
    infoview init d
    [ ! -e d/.git ]
}

@test "a vault without a repository gets none by the way" {
    infoview init --no-git v
    infoview init v
    exits 0
    [ ! -e v/.git ]
    says "'git init' makes one"
    git init -q v
    infoview init v
    [ "$(git -C v ls-tree -r --name-only HEAD)" = "$files_of_init" ]
    [ -z "$(git -C v status --porcelain)" ]
}

@test "init.defaultBranch names the branch, init.templateDir brings its files" {
    mkdir template
    echo secret >template/description
    git config --global init.defaultBranch trunk/x
    git config --global init.templateDir "$box/work/template"
    infoview init v
    exits 0
    [ "$(git -C v symbolic-ref HEAD)" = refs/heads/trunk/x ]
    [ "$(cat v/.git/description)" = secret ]
    [ "$(commits v)" -eq 1 ]
}

@test "no identity: saved, not committed, two commands shown; the same command again commits" {
    rm "$GIT_CONFIG_GLOBAL"
    infoview init v --demo --today 2026-11-21
    exits 0
    says 'git config --global user.name'
    says 'git config --global user.email'
    [ "$(commits v)" -eq 0 ]
    [ -z "$(git -C v ls-files)" ]
    [ -f v/plan.md ]
    echo 'my own words' >>v/pitch.md
    git config --global user.name 'Jo'
    infoview init v --demo --today 2026-11-21
    says 'git config --global user.email'
    git config --global user.email jo@x.example
    infoview init v --demo --today 2026-11-21
    exits 0
    [ "$(commits v)" -eq 1 ]
    [ "$(git -C v status --porcelain)" = '?? pitch.md' ]
}

@test "the identity comes from where git takes it" {
    author() { git -C "$1" log --format='%an <%ae> %cn <%ce>'; }
    GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@a.example infoview init a
    [ "$(author a)" = 'Ann <ann@a.example> Jo Test <jo@test.example>' ]
    git config --global author.name 'Author'
    git config --global committer.email 'committer@c.example'
    infoview init b
    [ "$(author b)" = 'Author <jo@test.example> Jo Test <committer@c.example>' ]
    printf '[user]\n\tname = Other\n' >"$box/other"
    GIT_CONFIG_GLOBAL=$box/other EMAIL=e@mail.example infoview init c
    [ "$(author c)" = 'Other <e@mail.example> Other <e@mail.example>' ]
    mkdir -p "$XDG_CONFIG_HOME/git"
    printf '[user]\n\tname = X\n\temail = x@x.example\n' >"$XDG_CONFIG_HOME/git/config"
    GIT_CONFIG_GLOBAL=/dev/null infoview init d
    exits 0
    [ "$(commits d)" -eq 0 ]
    git -C d config user.name Local
    git -C d config user.email local@l.example
    GIT_CONFIG_GLOBAL=/dev/null infoview init d
    [ "$(author d)" = 'Local <local@l.example> Local <local@l.example>' ]
}

@test "an existing repository: what is staged, edited or new elsewhere stays exactly as it was" {
    repository r
    cd r
    for f in both gone staged edited mode; do echo one >"$f"; done
    git add .
    git commit -q -m more
    echo two >both && git add both && echo three >>both
    git rm -q gone
    echo two >staged && git add staged
    echo two >edited
    chmod +x mode && git add mode
    echo new >added && git add added
    echo later >intent && git add -N intent
    echo loose >loose
    state() {
        git ls-files --stage --debug -- ':!v'
        git diff --cached -- ':!v'
        git diff -- ':!v'
        git status --porcelain -- ':!v'
    }
    state >"$box/before"
    head=$(git rev-parse HEAD)
    cd ..
    infoview init r/v
    exits 0
    cd r
    state >"$box/after"
    diff "$box/before" "$box/after"
    [ "$(git rev-parse HEAD^)" = "$head" ]
    [ "$(git show --format= --name-only HEAD)" = "$(printf '%s\n' "$files_of_init" | sed 's,^,v/,')" ]
    [ -z "$(git status --porcelain v)" ]
    [ ! -e v/.git ]
    [ -z "$(git fsck --strict 2>&1 | grep -v dangling)" ]
    [ "$(git log -1 --format='%(trailers:key=Infoview-Op,valueonly)')" = init ]
}

@test "something under way, or conflicts: said, files saved, repository untouched" {
    repository base
    cd base
    git checkout -q -b other && echo two >own.txt && git commit -q -a -m two
    git checkout -q main && echo three >own.txt && git commit -q -a -m three
    cd ..
    for what in "${operations[@]}"; do
        cp -r base "$what"
        (cd "$what" && under_way "$what")
        before=$(snapshot "$what/.git")
        infoview init "$what/v"
        exits 0
        says "$what"
        says 'the files are saved, but not committed'
        [ -f "$what/v/infoview.yaml" ]
        [ "$(snapshot "$what/.git")" = "$before" ]
    done
}

@test "a damaged repository is left alone, and hides no new one; files saved" {
    # libgit2 itself leaks in the last one
    future='git config core.repositoryformatversion 1; git config extensions.madeUp true'
    [ -z "${INFOVIEW_SAN:-}" ] || future='echo nonsense >.git/refs/heads/main'
    for damage in 'echo nonsense >.git/refs/heads/main' 'echo nonsense >.git/HEAD' 'echo nonsense >.git/index' \
        'find .git/objects -type f -delete' 'echo "[" >.git/config' "$future"; do
        rm -rf r
        repository r
        (cd r && eval "$damage")
        before=$(snapshot r)
        infoview init r/v
        exits 0
        says 'the files are saved, but not committed'
        [ -f r/v/infoview.yaml ]
        mv r/v taken
        [ "$(snapshot r)" = "$before" ]
        [ ! -e taken/.git ]
        rm -rf taken
    done
    for damage in 'rm .git/HEAD' 'rm -r .git; echo "gitdir: nowhere" >.git'; do
        rm -rf r
        repository r
        (cd r && eval "$damage")
        infoview init r/a/v
        exits 0
        says "'$box/work/r/.git' is there, but is no repository"
        [ -f r/a/v/infoview.yaml ]
        [ ! -e r/a/v/.git ]
    done
}

@test "what only git can do is done by git: hooks, signing, filters, encodings; refused without it" {
    mkdir bin
    ln -s "$(command -v cat)" bin/cat
    prepare() {
        rm -rf r hooks
        repository r
    }
    hook() {
        printf '#!/bin/sh\nexit 0\n' >"$1"
        chmod +x "$1"
    }
    delegated() {
        PATH=$box/work/bin infoview init r/v
        exits 0
        says 'the files are saved, but not committed'
        says "$1"
        says 'there is no git'
        [ "$(commits r)" -eq 1 ]
        [ -z "$(git -C r ls-files v)" ]
        [ -f r/v/plan.md ]
        infoview init r/v
        exits 0
        [ "$(commits r)" -eq 2 ]
        [ "$(git -C r log -1 --format='%s %(trailers:key=Infoview-Op,valueonly)' | head -1)" = \
            'init: new vault init' ]
        [ -z "$(git -C r status --porcelain v)" ]
    }
    for name in pre-commit prepare-commit-msg commit-msg post-commit; do
        prepare
        hook "r/.git/hooks/$name"
        delegated "a $name hook"
    done
    prepare
    mkdir r/.husky
    hook r/.husky/pre-commit
    git -C r config core.hooksPath .husky
    delegated 'a pre-commit hook'
    prepare
    mkdir hooks
    hook hooks/commit-msg
    git -C r config core.hooksPath "$box/work/hooks"
    delegated 'a commit-msg hook'
    prepare
    echo '*.md filter=crypt' >r/.gitattributes
    git -C r config filter.crypt.clean 'tr a-z n-za-m'
    git -C r config filter.crypt.smudge 'tr a-z n-za-m'
    delegated "the filter 'crypt'"
    git -C r show HEAD:v/plan.md | tr a-z n-za-m | cmp - r/v/plan.md
    prepare
    echo '*.yaml working-tree-encoding=UTF-8' >r/.gitattributes
    delegated 'working-tree-encoding'

    prepare # what cannot be signed is not committed
    git -C r config commit.gpgSign true
    git -C r config gpg.program false
    infoview init r/v
    exits 3
    says 'the files are saved, but not committed: git commit'
    [ "$(commits r)" -eq 1 ]
    [ -z "$(git -C r ls-files v)" ]
    [ -f r/v/plan.md ]

    prepare # and what is none of these is not in the way
    printf '#!/bin/sh\nexit 1\n' >r/.git/hooks/pre-commit
    hook r/.git/hooks/pre-push
    chmod -x r/.git/hooks/pre-commit
    echo '*.md filter=unknown' >r/.gitattributes
    infoview init r/v
    exits 0
    [ "$(commits r)" -eq 2 ]
}

@test "ignored, staged, in another repository, below a link: said, not added; the rest is" {
    repository r
    mkdir -p r/v/templates
    git init -q r/v/templates
    echo plan.md >r/.gitignore
    echo mine >r/v/pitch.md
    git -C r add v/pitch.md
    rm r/v/pitch.md
    infoview init r/v
    exits 0
    says "'plan.md': git ignores it"
    says "'pitch.md': you have staged changes to it"
    says "'templates/contact.md': it is in another repository"
    [ "$(git -C r show --format= --name-only HEAD | tr '\n' ' ')" = \
        'v/.gitattributes v/.gitignore v/.infoview.schema.json v/README.md v/infoview.yaml v/questions.md ' ]
    [ "$(git -C r show :v/pitch.md)" = mine ]
    [ -f r/v/plan.md ]
}

@test "all ignored: no commit, no fuss" {
    repository r
    echo v >r/.gitignore
    infoview init r/v
    exits 0
    says 'git ignores it'
    [ "$(commits r)" -eq 1 ]
}

@test "a locked index: saved, not committed, nothing moved" {
    repository r
    touch r/.git/index.lock
    head=$(git -C r rev-parse HEAD)
    infoview init r/v
    exits 0
    says "git's index is locked"
    [ "$(git -C r rev-parse HEAD)" = "$head" ]
    rm r/.git/index.lock
    infoview init r/v
    exits 0
    [ "$(commits r)" -eq 2 ]
    [ -z "$(git -C r status --porcelain)" ]
}

@test "a detached HEAD is committed on, with a warning; branches stay" {
    repository r
    git -C r checkout -q --detach
    infoview init r/v
    exits 0
    says 'on no branch'
    [ "$(git -C r rev-parse HEAD^)" = "$(git -C r rev-parse main)" ]
}

@test "a missing index is made anew; a bare repository has no files to commit" {
    repository r
    rm r/.git/index
    infoview init r/v
    exits 0
    [ -z "$(git -C r status --porcelain)" ]
    [ "$(git -C r ls-tree --name-only HEAD)" = $'own.txt\nv' ]
    git init -q --bare bare
    infoview init bare/v
    [ "$status" -eq 0 ]
    says 'bare'
}

@test "a linked worktree and a submodule are repositories like any other" {
    repository r
    git -C r worktree add -q ../tree
    infoview init tree/v
    exits 0
    [ "$(git -C tree log --format=%s -1)" = 'init: new vault' ]
    [ -z "$(git -C tree status --porcelain)" ]
    [ "$(git -C r log --format=%s -1)" = first ]
    repository sub
    git -C r -c protocol.file.allow=always submodule --quiet add ../sub sub 2>/dev/null
    infoview init r/sub/v
    exits 0
    [ "$(git -C r/sub log --format=%s -1)" = 'init: new vault' ]
    [ -z "$(git -C r/sub status --porcelain)" ]
}

@test "GIT_DIR and the like in the environment change nothing" {
    repository r
    head=$(git -C r rev-parse HEAD)
    GIT_DIR=$box/work/r/.git GIT_WORK_TREE=$box/work/r GIT_INDEX_FILE=$box/work/index infoview init v
    exits 0
    [ "$(commits v)" -eq 1 ]
    [ "$(git -C r rev-parse HEAD)" = "$head" ]
    [ ! -e index ]
}
