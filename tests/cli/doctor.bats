#!/usr/bin/env bats
# infoview doctor: what it sees of the vault, git, the programs and the terminal; and that it changes nothing.

load helper
load git

setup() {
    use_home
    use_git
    export INFOVIEW_TODAY=2026-11-21
    unset PAGER
    # An editor and a pager that are there on every machine, and a program for git to merge notes with.
    mkdir "$work/bin"
    printf '#!/bin/sh\n' | tee "$work/bin/vi" "$work/bin/less" "$work/bin/infoview" >/dev/null
    echo 'exit 1' >>"$work/bin/infoview"
    chmod +x "$work/bin/"*
    export PATH=$work/bin:$PATH
    mkdir "$work/r"
    cd "$work/r" || return 1
    make_vault
    contact ana 'name: Ana Lima'
}

need_git() {
    command -v git >/dev/null || skip 'no git here'
}

# As `init` tells git to merge notes.
tell_git() {
    git config merge.infoview.driver 'infoview merge-driver %O %A %B %L %P'
    mkdir -p "$(git rev-parse --git-common-dir)/info"
    echo '*.md merge=infoview' >"$(git rev-parse --git-common-dir)/info/attributes"
}

# The vault as a repository with two commits and a second branch.
repository() {
    need_git
    git init -q .
    tell_git
    git add -A
    git commit -q -m one
    git checkout -q -b other
    contact ana 'name: Ana Lima' 'org: Northwind'
    git commit -q -a -m two
    git checkout -q main
    contact ana 'name: Ana Lima' 'org: Southwind'
    git commit -q -a -m three
}

# Every file, folder and link below $1 with bytes, mode and time of change.
snapshot() {
    (cd "$1" && find . -printf '%P %m %s %T@ %C@ %l\n' -type f -exec sha256sum {} + 2>/dev/null) | LC_ALL=C sort
}

# Runs doctor on the folder $1 both ways: status 0, silent, and nothing below the working folder is touched.
examine() {
    snapshot "$work" >"$BATS_TEST_TMPDIR/before"
    ok -C "$1" doctor
    cp "$OUT" "$BATS_TEST_TMPDIR/text"
    ok -C "$1" doctor --json
    [ ! -s "$ERR" ] || blame 'it said something'
    text=$(cat "$BATS_TEST_TMPDIR/text")
    snapshot "$work" >"$BATS_TEST_TMPDIR/after"
    diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after" || blame 'something was changed'
    [ "$(ls -A "$HOME")" = .gitconfig ] || blame 'something was made at home'
}

tells() {
    local line
    for line; do
        [[ $text == *"$line"* ]] || { echo "$text" && blame "not in the text: $line"; }
    done
}

@test "all is well: one screen of 24 lines and 80 columns, nothing wrong" {
    python3 -c 'import os; os.openpty()' 2>/dev/null || skip 'no pseudo-terminals here'
    repository
    git remote add origin git@example.org:jo/interviews.git
    status=0
    LANG=C.UTF-8 python3 "$BATS_TEST_DIRNAME/terminal.py" 80 "$INFOVIEW" doctor >"$OUT" 2>"$ERR" || status=$?
    [ "$status" -eq 0 ] && [ ! -s "$ERR" ] || blame
    sed -i 's/\x1b\[[0-9;]*m//g' "$OUT"
    # A path as long as those of tests are takes a line more.
    out=$(sed -z 's/\(\n  folder [^\n]*\)\n \{14\}/\1 /' "$OUT")
    [ "$(wc -l <<<"$out")" -lt 24 ] || blame 'more than a screen'
    [ "$(tail -1 "$OUT")" = 'Nothing wrong.' ] || blame
    says "folder      $work/r (here or in a folder above)" 'records     1 contact, 0 interviews' \
        'findings    0 errors, 0 warnings, 0 unreadable files' "repository  $work/r" 'state       branch main at ' \
        ', 0 changed, 0 untracked' 'remotes     origin git@example.org:jo/interviews.git' \
        'author      Jo Test <jo@test.example>' 'editor      vi' 'pager       less' \
        '80 columns, 24 lines; TERM is xterm-256color' 'colour, links, UTF-8'
    awk 'length > 80 { exit 1 }' "$OUT" || blame 'a line is too wide'
    # The groups stand in this order, their values in one column.
    [ "$(grep -E '^[A-Z]' "$OUT" | tr '\n' ' ')" = 'Vault Git Programs Terminal Nothing wrong. ' ] || blame
    ! grep -vE '^$|^[A-Z]|^infoview |^  .{10}  [^ ]|^ {14}' "$OUT" || blame 'not aligned'
}

@test "the libraries are those that are loaded" {
    examine .
    json 'd["schema"] == "infoview/doctor@1"'
    json '[l["name"] for l in d["libraries"]] == ["cmark", "libyaml", "utf8proc", "libgit2"]'
    json 'all(l["version"].count(".") == 2 and l["version"].replace(".", "").isdigit() for l in d["libraries"])'
    [ "$("$INFOVIEW" --version)" = "infoview $(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["version"])' "$OUT")" ]
    # utf8proc.pc is known to tell another version than the library itself.
    for library in cmark:libcmark libyaml:yaml-0.1 libgit2:libgit2; do
        have=$(pkg-config --modversion "${library#*:}" 2>/dev/null) || continue
        tells "${library%:*} $have"
    done
}

@test "the keys of the document are those that are promised" {
    examine .
    json 'list(d) == "schema version libraries vault git editor pager terminal completions problems fixed".split()'
    json 'list(d["vault"]) == "path found_by contacts interviews opportunities skills targets unreadable errors warnings kept_twice".split()'
    json 'list(d["git"]) == "repository root branch head changed untracked remotes identity state locked lock_is_stale index_is_damaged unfinished merging remote unsent".split()'
    json 'list(d["terminal"]) == "is_terminal columns type colour utf8 hyperlinks".split()'
    json 'list(d["editor"]) == list(d["pager"]) == ["command", "found"] and list(d["git"]["identity"]) == ["name", "email"]'
    json 'all(list(c) == ["shell", "path", "installed"] for c in d["completions"])'
}

@test "no vault: said, with how to make one; the rest is told all the same" {
    mkdir "$work/empty"
    cd "$work/empty"
    ok doctor
    says 'folder      none' 'no vault here or in a folder above' "make one with 'infoview init DIR'" 'editor      vi' \
        'author      Jo Test'
    ok doctor --json
    json 'd["vault"]["path"] is None and d["vault"]["found_by"] is None and d["vault"]["contacts"] == 0'
    json 'd["git"]["repository"] is False and d["git"]["state"] == "none" and len(d["problems"]) == 1'
    json '"\n" not in d["problems"][0]'
    for folder in . nowhere; do
        examine "$folder"
        json "d['vault']['path'] == ('$PWD' if '$folder' == '.' else 'nowhere') and d['vault']['found_by'] == 'option'"
        tells "no vault in '$folder'" "infoview init $folder"
    done
    iv -C '' doctor
    [ "$status" -eq 2 ] || blame
}

@test "who named the vault: -C, INFOVIEW_VAULT, a folder above, the configuration" {
    way() {
        ok "${@:2}" doctor --json
        json "d['vault']['path'] == '$work/r' and d['vault']['found_by'] == '$1' and not d['problems']"
    }
    mkdir "$work/r/deep"
    way option -C .
    way option -C ../r/deep/..
    (cd deep && way above)
    cd "$work"
    INFOVIEW_VAULT=r way environment
    mkdir -p "$HOME/.config/infoview"
    echo "vault: $work/r" >"$HOME/.config/infoview/config.yaml"
    way configuration
    # One that is wrong is a problem, no failure.
    echo "vault: $work/gone" >"$HOME/.config/infoview/config.yaml"
    ok doctor
    says "no vault in '$work/gone'" "'vault:' in $HOME/.config/infoview/config.yaml names it"
    echo 'vault: [' >"$HOME/.config/infoview/config.yaml"
    ok doctor
    says 'config.yaml:' 'folder      none'
    rm "$HOME/.config/infoview/config.yaml"
    mkdir "$HOME/.config/infoview/config.yaml"
    ok doctor
    says 'config.yaml'
}

@test "records and findings are counted" {
    contact bo 'name: Bo' 'referred_by: nobody-at-all' 'shoe_size: 3'
    contact bad 'name: ['
    meeting m 'contact: ana' 'date: 2026-11-20'
    examine .
    json 'd["vault"]["contacts"] == 2 and d["vault"]["interviews"] == 1 and d["vault"]["unreadable"] == 1'
    iv check
    counted=$(grep -oE '[0-9]+ errors?, [0-9]+ warnings?' "$ERR")
    tells "findings    $counted, 1 unreadable file" '1 file could not be read' "'infoview check'"
    rm contacts/bad.md
    examine .
    tells 'error' "'infoview check' names every place"
    ok -C "$top/$example" doctor --json
    json 'd["vault"]["contacts"] == 15 and d["vault"]["interviews"] == 12 and d["vault"]["unreadable"] == 1'
}

@test "no repository: a line, no problem" {
    examine .
    json 'd["git"] == {"repository": False, "root": None, "branch": None, "head": None, "changed": 0, "untracked": 0, "remotes": [], "identity": {"name": "Jo Test", "email": "jo@test.example"}, "state": "none", "locked": False, "lock_is_stale": False, "index_is_damaged": False, "unfinished": None, "merging": "lines", "remote": None, "unsent": None}'
    json 'd["problems"] == []'
    tells "repository  none, so nothing has a history: 'git init'"
}

@test "a repository: clean, edited, staged, both, untracked, deleted, unborn, detached" {
    repository
    state() { json "(d['git']['state'], d['git']['changed'], d['git']['untracked']) == ('clean', $1, $2)"; }
    examine .
    json "d['git']['repository'] and d['git']['root'] == '$work/r' and d['git']['branch'] == 'main' and not d['problems']"
    json "d['git']['head'] == '$(git rev-parse HEAD)' and not d['git']['locked']"
    state 0 0
    # A file that was only touched: git would write down its new time, doctor must not.
    touch -d '2030-01-01' contacts/ana.md
    examine .
    state 0 0
    contact ana 'name: Edited'
    examine .
    state 1 0
    git add -A
    examine .
    state 1 0
    contact ana 'name: Edited again'
    mkdir -p notes/deep
    echo x >notes/deep/one
    echo x >notes/deep/two
    examine .
    state 1 2
    rm contacts/ana.md
    git rm -q --cached infoview.yaml
    examine .
    json 'd["git"]["changed"] == 2'
    git reset -q --hard
    git clean -qfd
    git checkout -q --detach
    examine .
    json "d['git']['branch'] is None and d['git']['head'] == '$(git rev-parse HEAD)' and len(d['problems']) == 1"
    tells 'on no branch at ' 'git switch -c NAME'
    git checkout -q --orphan fresh
    examine .
    json "d['git']['branch'] == 'fresh' and d['git']['head'] is None and not d['problems']"
    tells 'branch fresh, no commits yet'
    rm -rf .git
    git init -q .
    tell_git
    examine .
    json "d['git']['branch'] == 'main' and d['git']['head'] is None and d['git']['untracked'] == 2 and not d['problems']"
}

@test "something under way: merge, rebase, cherry-pick, revert, am, bisect, conflicts alone" {
    repository
    cp -r . "$work/base"
    for what in "${operations[@]}"; do
        rm -rf "$work/r"
        cp -r "$work/base" "$work/r"
        cd "$work/r"
        under_way "$what"
        examine .
        state=${what/conflicts/clean}
        json "d['git']['state'] == '$state' and len(d['problems']) >= 1" || blame "$what"
        case $what in
        conflicts) tells "git's index holds files with conflicts" ;;
        *) tells "a $what is under way" "$what under way" ;;
        esac
    done
}

@test "a lock on the index: who waits, and what to remove" {
    repository
    : >.git/index.lock
    examine .
    json 'd["git"]["locked"] and len(d["problems"]) == 1'
    tells ', locked' 'a program took the lock a moment ago' "rm '$work/r/.git/index.lock'"
    touch -d '1970-01-02' .git/index.lock
    examine .
    tells 'since before this machine was started' "rm '$work/r/.git/index.lock'"
}

@test "a lock of some minutes" {
    repository
    : >.git/index.lock
    [ "$(cut -d. -f1 /proc/uptime 2>/dev/null || echo 0)" -gt 400 ] || skip 'this machine was started just now'
    touch -d '5 minutes ago' .git/index.lock
    examine .
    tells 'took the lock 5 minutes ago'
}

@test "damage: a line in doctor, never a failure" {
    repository
    cp -r . "$work/base"
    damaged() {
        rm -rf "$work/r"
        cp -r "$work/base" "$work/r"
        cd "$work/r"
        (eval "$1")
        examine .
        json 'len(d["problems"]) >= 1' || blame "$1"
        tells "$2"
    }
    damaged 'echo nonsense >.git/HEAD' 'HEAD of the git repository is damaged'
    damaged 'echo nonsense >.git/refs/heads/main' 'HEAD of the git repository is damaged'
    damaged 'printf %040d 7 >.git/refs/heads/main' 'the last commit of the git repository cannot be read'
    damaged 'find .git/objects -type f -delete' 'the last commit of the git repository cannot be read'
    damaged 'echo nonsense >.git/index' "git's index cannot be read"
    damaged 'echo "[" >.git/config' 'git repository cannot be '
    damaged 'rm .git/HEAD' "'$work/r/.git' is there, but is no repository that can be opened"
    damaged 'rm -r .git; echo "gitdir: nowhere" >.git' "'$work/r/.git' is there, but"
    damaged 'rm -r .git; ln -s nowhere .git' "'$work/r/.git' is there, but"
    damaged 'echo "[" >"$GIT_CONFIG_GLOBAL"' '.gitconfig'
}

@test "a repository that libgit2 does not understand is named with the reason" {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'libgit2 itself leaks there'
    repository
    git config core.repositoryformatversion 1
    git config extensions.madeUp true
    examine .
    json 'd["git"]["repository"] is False and len(d["problems"]) == 1'
    tells 'cannot be opened: ' made
}

@test "a vault in a larger repository: only what lies below it is counted" {
    repository
    mkdir -p 'my notes/vault'
    cd 'my notes/vault'
    make_vault
    git add -A .
    git commit -q -m vault
    echo x >../beside
    echo x >../../contacts/ana.md
    echo x >"$work/r/my notes/vault-too"
    examine .
    json "d['git']['root'] == '$work/r' and (d['git']['changed'], d['git']['untracked']) == (0, 0) and not d['problems']"
    tells "repository  $work/r, of which the vault is 'my notes/vault'"
    echo '# goal' >>infoview.yaml
    contact bo 'name: Bo'
    examine .
    json "(d['git']['changed'], d['git']['untracked']) == (1, 1)"
    # Through a symbolic link it is the same one.
    ln -s "$PWD" "$work/link"
    examine "$work/link"
    json "d['vault']['path'] == '$work/r/my notes/vault' and (d['git']['changed'], d['git']['untracked']) == (1, 1)"
    echo 'my notes' >../../.gitignore
    examine .
    tells "git ignores the vault's folder"
}

@test "a bare repository, a linked work tree, a submodule, a shallow clone, a work tree elsewhere" {
    repository
    git init -q --bare "$work/bare.git"
    mkdir "$work/bare.git/vault"
    cp infoview.yaml "$work/bare.git/vault"
    examine "$work/bare.git/vault"
    tells ', bare' 'a bare git repository, which has no files of its own'
    git worktree add -q "$work/tree" other
    examine "$work/tree"
    json "d['git']['root'] == '$work/tree' and d['git']['branch'] == 'other' and not d['problems']"
    tells 'a linked work tree'
    git init -q "$work/above"
    git -C "$work/above" -c protocol.file.allow=always submodule --quiet add "$work/r" vault >/dev/null 2>&1
    (cd "$work/above/vault" && tell_git)
    examine "$work/above/vault"
    json "d['git']['root'] == '$work/above/vault' and not d['problems']"
    tells 'a submodule'
    git clone -q --depth 1 "file://$work/r" "$work/shallow"
    (cd "$work/shallow" && tell_git)
    examine "$work/shallow"
    tells 'shallow: its history is cut off'
    json "not d['problems'] and d['git']['remotes'] == [{'name': 'origin', 'url': 'file://$work/r'}]"
    mkdir "$work/elsewhere"
    git config core.worktree "$work/elsewhere"
    examine .
    tells "no part of the git repository's files, which are in '$work/elsewhere'"
}

@test "a repository of another user: what to do, and nothing is trusted by itself" {
    repository
    [ "$(id -u)" -eq 0 ] || skip 'only root can give files away'
    chown -R 12345:12345 . 2>/dev/null || skip 'files cannot be given away here'
    unset SUDO_UID
    examine .
    json 'd["git"]["repository"] is False and len(d["problems"]) == 1'
    tells 'belongs to another user' "git config --global --add safe.directory '$work/r'"
    git config --global --add safe.directory "$work/r"
    examine .
    json 'd["git"]["repository"] and d["git"]["branch"] == "main" and not d["problems"]'
}

@test "credentials in a URL are never printed" {
    repository
    number=0
    while read -r url shown; do
        number=$((number + 1))
        git config "remote.r$number.url" "$url"
        printf '%s\n' "$shown" >>"$work/shown"
    done <<-'URLS'
	https://jo:s3cret@example.org/jo/v.git https://***@example.org/jo/v.git
	https://s3cret@example.org/jo/v.git https://***@example.org/jo/v.git
	https://jo:s3c@ret@example.org/v.git https://***@example.org/v.git
	https://jo:s3c/ret@example.org/v.git https://***@example.org/v.git
	HTTPS://jo:s3cret@example.org/v.git HTTPS://***@example.org/v.git
	https://example.org/v.git?private_token=s3cret https://example.org/v.git?***
	https://example.org:8443/jo/v@2.git https://example.org:8443/jo/v@2.git
	ssh://jo:s3cret@example.org:22/v.git ssh://***@example.org:22/v.git
	ssh://git@example.org:22/v.git ssh://git@example.org:22/v.git
	git@example.org:jo/v.git git@example.org:jo/v.git
	jo:s3cret@example.org/v.git ***@example.org/v.git
	/srv/git/v@2.git /srv/git/v@2.git
	file:///srv/git/v@2.git file:///srv/git/v@2.git
	../other.git ../other.git
	URLS
    # A rewrite that would put a token in: shown is what is configured.
    git config url.https://jo:s3cret@example.org/.insteadOf short:
    git config remote.z.url short:v.git
    echo short:v.git >>"$work/shown"
    examine .
    [[ $text$out != *s3c* && $text$out != *ret@* ]] || blame 'a secret was printed'
    python3 - "$OUT" "$work/shown" <<'PY' || blame 'other URLs'
import json, sys
remotes = {r["name"]: r["url"] for r in json.load(open(sys.argv[1]))["git"]["remotes"]}
shown = open(sys.argv[2]).read().splitlines()
expected = {"r%d" % i: url for i, url in enumerate(shown[:-1], 1)}
expected["z"] = shown[-1]
for name in expected:
    assert remotes[name] == expected[name], (remotes[name], expected[name])
assert len(remotes) == len(expected)
PY
}

@test "who the author is: git's own order, and what to do where it does not know" {
    repository
    who() { json "(d['git']['identity']['name'], d['git']['identity']['email']) == ($1, $2)"; }
    : >"$GIT_CONFIG_GLOBAL"
    examine .
    who None None
    json 'len(d["problems"]) == 1'
    tells 'no name, no address' 'git config --global user.name' 'git config --global user.email you@example.org'
    EMAIL=e@mail.example examine .
    who None "'e@mail.example'"
    git config user.name 'Local'
    GIT_AUTHOR_EMAIL=a@b.example examine .
    who "'Local'" "'a@b.example'"
    json 'not d["problems"]'
    git config author.name 'Author'
    git config user.email 'u@b.example'
    examine .
    who "'Author'" "'u@b.example'"
    unset GIT_CONFIG_GLOBAL
    rm -rf .git
    examine .
    who None None
    json 'not d["problems"]'
    printf '[user]\n\tname = Home\n' >"$HOME/.gitconfig"
    examine .
    who "'Home'" None
}

@test "the environment of a git hook changes nothing" {
    repository
    git init -q "$work/other"
    GIT_DIR=$work/other/.git GIT_WORK_TREE=$work/other GIT_INDEX_FILE=$work/nowhere examine .
    json "d['git']['root'] == '$work/r' and d['git']['branch'] == 'main' and not d['problems']"
}

@test "a repository that cannot be written is looked at like any other" {
    repository
    chmod -R a-w .
    examine .
    chmod -R u+w .
    json "d['git']['branch'] == 'main' and not d['problems']"
}

@test "the editor: VISUAL, EDITOR, vi; its first word is looked for" {
    tool() { json "(d['$1']['command'], d['$1']['found']) == ($2)"; }
    examine .
    tool editor '"vi", True'
    EDITOR='less -x' examine .
    tool editor '"less -x", True'
    tells 'editor      less -x (EDITOR)'
    VISUAL=vi EDITOR=nothing examine .
    tool editor '"vi", True'
    VISUAL='' EDITOR="LC_ALL=C $work/bin/vi -f" examine .
    tool editor "'LC_ALL=C $work/bin/vi -f', True"
    mkdir 'my bin'
    cp "$work/bin/vi" 'my bin/ed it'
    EDITOR="'$PWD/my bin/ed it' -w" examine .
    json 'd["editor"]["found"]'
    for editor in no-such-editor "$work/bin" /no/such/editor ./infoview.yaml "'"; do
        EDITOR=$editor examine .
        json 'not d["editor"]["found"] and len(d["problems"]) == 1' || blame "$editor"
        tells "the editor '$editor' is not there" 'EDITOR names it'
    done
    PATH=/nowhere "$INFOVIEW" doctor >"$OUT"
    grep -q 'no editor is set, and there is no vi' "$OUT"
}

@test "the pager: PAGER, less, or none" {
    tool() { json "(d['pager']['command'], d['pager']['found']) == ($1)"; }
    examine .
    tool '"less", True'
    for none in '' cat; do
        PAGER=$none examine .
        tool 'None, False'
        json 'not d["problems"]'
        tells 'pager       none (PAGER)'
    done
    PAGER='vi -R' examine .
    tool '"vi -R", True'
    PAGER=no-such-pager examine .
    tool '"no-such-pager", False'
    tells "the pager 'no-such-pager' is not there"
    # Without less nothing is wrong.
    rm "$work/bin/less"
    PATH=/nowhere "$INFOVIEW" doctor --json >"$OUT"
    tool '"less", False'
    json '["pager" in p for p in d["problems"]] == [False]'
}

@test "completions: those of the shells that are here" {
    [ ! -e /usr/share/bash-completion/completions/infoview ] && [ ! -e /usr/local/share/bash-completion/completions/infoview ] &&
        [ ! -e /usr/share/fish/vendor_completions.d/infoview.fish ] || skip 'infoview is installed here'
    for shell in bash zsh fish; do cp "$work/bin/vi" "$work/bin/$shell"; done
    examine .
    json '[(c["shell"], c["path"], c["installed"]) for c in d["completions"]] == [(s, None, False) for s in ("bash", "zsh", "fish")]'
    tells 'not installed for bash, zsh, fish'
    json 'not d["problems"]'
    mkdir -p "$work/home/.local/share/bash-completion/completions" "$work/home/.local/share/fish/vendor_completions.d"
    : >"$work/home/.local/share/bash-completion/completions/infoview"
    : >"$work/home/.local/share/fish/vendor_completions.d/infoview.fish"
    HOME=$work/home "$INFOVIEW" doctor --json >"$OUT"
    json "[c['path'] for c in d['completions']] == ['$work/home/.local/share/bash-completion/completions/infoview', None, '$work/home/.local/share/fish/vendor_completions.d/infoview.fish']"
    HOME=$work/home "$INFOVIEW" doctor >"$OUT"
    grep -q 'installed for bash, fish; not for zsh' "$OUT"
    mkdir -p "$work/home/.local/share/zsh/site-functions"
    : >"$work/home/.local/share/zsh/site-functions/_infoview"
    HOME=$work/home "$INFOVIEW" doctor >"$OUT"
    grep -q 'completion  installed for bash, zsh, fish$' "$OUT"
}

@test "the terminal: what it is, and why there is no colour" {
    examine .
    json 'd["terminal"] == {"is_terminal": False, "columns": None, "type": "xterm-256color", "colour": False, "utf8": False, "hyperlinks": False}'
    tells 'no terminal; TERM is' 'no colour (standard output is no terminal)' 'UTF-8 whatever the locale (LANG is not set) says'
    LANG=de_DE.UTF-8 examine .
    json 'd["terminal"]["utf8"]'
    LC_ALL=C LANG=de_DE.UTF-8 examine .
    json 'not d["terminal"]["utf8"]'
    tells '(LC_ALL=C)'
    LC_CTYPE=C.utf8 LANG=C examine .
    json 'd["terminal"]["utf8"]'
    python3 -c 'import os; os.openpty()' 2>/dev/null || skip 'no pseudo-terminals here'
    at() { python3 "$BATS_TEST_DIRNAME/terminal.py" "$@" >"$OUT" && out=$(cat "$OUT"); }
    LC_ALL=C at 100 "$INFOVIEW" doctor --json
    json 'd["terminal"] == {"is_terminal": True, "columns": 100, "type": "xterm-256color", "colour": True, "utf8": False, "hyperlinks": True}'
    at 0 "$INFOVIEW" doctor --json
    json 'd["terminal"]["columns"] is None'
    NO_COLOR=1 at 100 "$INFOVIEW" doctor
    says 'no colour (NO_COLOR is set), no links'
    TERM=dumb at 100 "$INFOVIEW" doctor
    says 'no colour (TERM is dumb), no links'
    at 100 env -u TERM "$INFOVIEW" doctor
    says 'no colour (TERM is not set), no links' 'TERM is not set'
    TERM=linux at 100 "$INFOVIEW" doctor
    says 'colour, no links'
    at 100 "$INFOVIEW" doctor --color never
    says 'no colour, no links'
    NO_COLOR=1 at 100 "$INFOVIEW" doctor --color always
    says 'colour, links'
}

@test "what files, git and the environment say is hostile" {
    repository
    bad=$'A\e[31mB\u009bC\u202eD\x7f'
    git config user.name "$bad"
    git config "remote.o.url" "https://example.org/$bad"
    git config "remote.$bad.url" "$bad"
    EDITOR=$bad PAGER=$bad TERM=$bad LANG=$bad iv doctor
    [ "$status" -eq 0 ] || blame
    clean "$OUT" "$ERR"
    EDITOR=$bad PAGER=$bad TERM=$bad LANG=$bad iv doctor --json
    [ "$status" -eq 0 ] || blame
    clean "$OUT" "$ERR"
    json 'd["git"]["identity"]["name"].startswith("A")'
    odd=$work/$'odd \e[31m\u202e\n"\\ \xff'
    cp -r . "$odd"
    : >"$odd/.git/index.lock"
    cd "$odd"
    for words in doctor 'doctor --json'; do
        # shellcheck disable=SC2086
        ok $words
        clean "$OUT" "$ERR"
    done
    json 'd["git"]["locked"]'
}

@test "other formats and words are refused" {
    for words in 'doctor --format csv' 'doctor --format jsonl' 'doctor now'; do
        # shellcheck disable=SC2086
        fails 2 $words
    done
}

# ---- values, commits and locks that wait for somebody

@test "values kept twice are counted, and who settles them is said" {
    contact bo 'name: Bo' 'role: one' 'conflicts: ["role: two", "org: x"]'
    examine .
    json 'd["vault"]["kept_twice"] == 2 and len(d["problems"]) == 1'
    tells '2 values are kept twice' "'infoview check' names every place" 'infoview sync --take kept|other FILE KEY'
}

@test "what was not sent yet, by what was seen of the remote last" {
    repository
    git clone -q --bare . "$work/far.git"
    git remote add origin "$work/far.git"
    unsent() { json "(d['git']['remote'], d['git']['unsent']) == ('origin', $1) and not d['problems']"; }
    examine .
    unsent None
    tells "origin $work/far.git (nothing sent yet)"
    git fetch -q
    examine .
    unsent 0
    git commit -q --allow-empty -m four
    git commit -q --allow-empty -m five
    examine .
    unsent 2
    tells "origin $work/far.git (2 commits not sent yet)"
    git branch -q -f other origin/main
    git config branch.main.remote nowhere
    examine .
    json 'd["git"]["remote"] is None and d["git"]["unsent"] is None'
}

@test "what was cut off is told with who ends it; --fix leaves it" {
    repository
    for what in commit sync; do
        printf '%s %s refs/heads/main\n' "$(git rev-parse HEAD~1)" "$(git rev-parse HEAD)" >".git/infoview-$what"
        examine .
        json "d['git']['unfinished'] == '$what' and len(d['problems']) == 1"
        tells "a $what was cut off"
    done
    snapshot "$work" >"$BATS_TEST_TMPDIR/before"
    ok doctor --fix
    says 'Nothing to fix.' 'a sync was cut off'
    snapshot "$work" | diff "$BATS_TEST_TMPDIR/before" -
    echo half >.git/infoview-sync
    examine .
    json 'd["git"]["unfinished"] == "commit"'
}

@test "git that is to merge notes with a program that is not there" {
    repository
    rm "$work/bin/infoview"
    command -v infoview >/dev/null && skip 'infoview is installed here'
    examine .
    json 'd["git"]["merging"] == "notes" and len(d["problems"]) == 1'
    tells "'infoview', which is in no folder of PATH"
    git config merge.infoview.driver '/opt/infoview merge-driver %O %A %B'
    examine .
    json 'not d["problems"]'
    echo '*.md merge=union' >.git/info/attributes
    git config --unset merge.infoview.driver
    examine .
    json 'd["git"]["merging"] == "own" and not d["problems"]'
}

# ---- --fix

# Runs doctor --fix: nothing but the files named, from .git, may be other than before.
mend() {
    local name
    snapshot "$PWD" >"$BATS_TEST_TMPDIR/before"
    ok doctor --fix --dry-run
    cp "$OUT" "$BATS_TEST_TMPDIR/would"
    snapshot "$PWD" | diff "$BATS_TEST_TMPDIR/before" - || blame '--dry-run changed something'
    ok doctor --fix
    for name in infoview.lock "$@"; do printf '^.git/%s \n  ./.git/%s$\n' "$name" "$name"; done >"$BATS_TEST_TMPDIR/may"
    # A folder's own time follows from its files.
    for name in '' /info; do printf '^.git%s [0-9]+ [0-9]+ [0-9.]+ [0-9.]+ $\n' "$name"; done >>"$BATS_TEST_TMPDIR/may"
    snapshot "$PWD" | diff "$BATS_TEST_TMPDIR/before" - | sed -n 's/^[<>] //p' >"$BATS_TEST_TMPDIR/changed" || true
    ! grep -vE -f "$BATS_TEST_TMPDIR/may" "$BATS_TEST_TMPDIR/changed" || blame 'more than that was changed'
    iv doctor --fix --json
    json 'd["fixed"] == []'
    cp "$OUT" "$BATS_TEST_TMPDIR/again"
    snapshot "$PWD" >"$BATS_TEST_TMPDIR/after"
    ok doctor --fix
    says 'Nothing to fix.'
    snapshot "$PWD" | diff "$BATS_TEST_TMPDIR/after" - || blame 'a second run changed something'
}

@test "--fix: nothing to fix, in a repository, in none, in a bare one, and without a vault" {
    need_git
    mend
    repository
    mend
    [ ! -e .git/infoview.lock ] || blame 'it took a lock'
    mkdir "$work/plain"
    (cd "$work/plain" && git init -q . && snapshot . >"$work/plain-before" && ok doctor --fix && says 'Nothing to fix.' &&
        snapshot . | diff "$work/plain-before" -)
}

@test "--fix tells git how to merge notes, each file named, and leaves what is there" {
    repository
    git config --unset merge.infoview.driver
    printf '*.png -text' >.git/info/attributes
    examine .
    json 'd["git"]["merging"] == "lines" and len(d["problems"]) == 1'
    tells 'infoview doctor --fix'
    mend config info/attributes
    grep -q "told git the command that merges notes, in '$work/r/.git/config'" <"$BATS_TEST_TMPDIR/would"
    [ "$(git config merge.infoview.driver)" = 'infoview merge-driver %O %A %B %L %P' ]
    [ "$(cat .git/info/attributes)" = "$(printf '*.png -text\n*.md merge=infoview')" ]
    [ "$(git check-attr merge -- contacts/ana.md)" = 'contacts/ana.md: merge: infoview' ]
    # The user's own command and attributes stay.
    git config merge.infoview.driver mine
    echo '*.md -merge' >.git/info/attributes
    mend
    [ "$(git config merge.infoview.driver)$(cat .git/info/attributes)" = 'mine*.md -merge' ]
}

@test "--fix leaves a way of merging that the user's attributes name for some of the notes" {
    repository
    git config --unset merge.infoview.driver
    rm .git/info/attributes
    for line in 'contacts/** merge=union' '/contacts/ana.md -merge' 'later/*.md merge=ours'; do
        mkdir -p later
        echo "$line" >.gitattributes
        git add .gitattributes
        git commit -qm attributes
        examine .
        json 'd["git"]["merging"] == "own" and not d["problems"]' || blame "$line"
        mend
        [ ! -e .git/info/attributes ] || blame "$line"
    done
    # What is said of other files is no reason.
    echo '*.png merge=ours' >.gitattributes
    git commit -qam attributes
    mend config info/attributes
    [ "$(git check-attr merge -- contacts/ana.md)" = 'contacts/ana.md: merge: infoview' ]
}

@test "--fix: of a larger repository only the notes of the vault are ours" {
    need_git
    for folder in notes/vault $'od d/[x]*?\\"\t$y/\xc3\xa9'; do
        rm -rf "$work/r"
        mkdir -p "$work/r/$folder"
        cd "$work/r" && git init -q . && cd "$folder"
        make_vault
        ok doctor --fix
        says 'Fixed' 'told git the command' 'told git to merge notes'
        ok doctor --fix
        says 'Nothing to fix.'
        [ "$(git check-attr -z merge -- a.md contacts/deep/b.md ../c.md "$work/r/d.md" | tr '\0' '\n' | sed -n 'n;n;p' | tr '\n' ' ')" = \
            'infoview infoview unspecified unspecified ' ] || blame "$folder"
        examine .
        json 'd["git"]["merging"] == "notes" and not d["problems"]'
    done
    echo '*' >"$work/r/.gitignore"
    rm "$work/r/.git/info/attributes"
    ok doctor --fix
    says 'Nothing to fix.' "git ignores the vault's folder"
}

@test "--fix removes a lock that nobody can hold, and no other" {
    repository
    : >.git/index.lock
    ok doctor --fix
    says 'Nothing to fix.' 'a program took the lock'
    [ -e .git/index.lock ]
    printf 'infoview %s 1\n' "$(sh -c 'echo $$')" >.git/index.lock
    examine .
    json 'd["git"]["lock_is_stale"]'
    tells 'by an infoview that was killed'
    mend index.lock
    [ ! -e .git/index.lock ]
    : >.git/index.lock
    touch -d '1970-01-02' .git/index.lock
    mend index.lock
    [ ! -e .git/index.lock ]
    grep -q "removed '$work/r/.git/index.lock': this lock is from before" <"$BATS_TEST_TMPDIR/would"
    # One of a process that lives is held.
    sleep 60 &
    printf 'infoview %s %s\n' $! "$(sed 's/.*) //' /proc/$!/stat | cut -d' ' -f20)" >.git/index.lock
    ok doctor --fix
    kill $!
    says 'an infoview took the lock' 'Nothing to fix.'
}

@test "--fix makes a damaged index anew, keeps the old one, and loses nothing" {
    repository
    contact bo 'name: Bo'
    git add contacts/bo.md
    contact ana 'name: Ana, edited'
    git status --porcelain >/dev/null
    for damage in 'printf garbage' : 'head -c 40 .git/index' 'tr a b <.git/index'; do
        cp .git/index "$work/index"
        eval "$damage" >.git/index.new && mv .git/index.new .git/index
        cp .git/index "$work/damaged"
        examine .
        json 'd["git"]["index_is_damaged"] and len(d["problems"]) == 1' || blame "$damage"
        ls .git >"$work/names"
        mend index 'index.damaged[-0-9]*'
        cmp "$work/damaged" ".git/$(ls .git | comm -13 "$work/names" - | grep damaged)" || blame "$damage"
        [ "$(git status --porcelain)" = "$(printf ' M contacts/ana.md\n?? contacts/bo.md')" ] || blame "$damage"
        git fsck --no-progress --strict
        cp "$work/index" .git/index
    done
}

@test "an index of a later version is not damaged: it is left as it is, and that is said" {
    repository
    printf 'DIRC\0\0\0\5' | cat - <(tail -c +9 .git/index) >.git/index.new && mv .git/index.new .git/index
    cp .git/index "$work/later"
    examine .
    json 'not d["git"]["index_is_damaged"] and len(d["problems"]) == 1'
    tells 'of a later version' 'left as it is'
    mend
    cmp "$work/later" .git/index
    iv -C "$PWD" log ana email out Hello
    cmp "$work/later" .git/index
    complains 'bad index version 5' 'nothing was written'
}

@test "--fix leaves a damaged index where more stood in it than the last commit has" {
    repository
    git merge -q other >/dev/null 2>&1 || true
    echo garbage >.git/index
    snapshot . >"$work/before"
    ok doctor --fix
    says 'a merge is under way' 'Nothing to fix.'
    [ "$(cat .git/index)" = garbage ]
    rm -f .git/MERGE_*
    git config core.sparseCheckout true
    ok doctor --fix
    says 'the checkout is sparse'
    [ "$(cat .git/index)" = garbage ]
    git config core.sparseCheckout false
    echo nonsense >.git/refs/heads/main
    ok doctor --fix
    says 'HEAD of the git repository is damaged'
    [ "$(cat .git/index)" = garbage ]
}

@test "--fix that cannot write says so, with status 3" {
    repository
    [ "$(id -u)" -ne 0 ] || skip 'root may write anywhere'
    git config --unset merge.infoview.driver
    chmod a-w .git
    iv doctor --fix
    chmod u+w .git
    [ "$status" -eq 3 ] || blame
}
