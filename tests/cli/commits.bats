#!/usr/bin/env bats
# The last commits that touched a person: in `show`, and on the pages of `build`, where nothing private may be told by them.

load helper
load git

setup() {
    command -v git >/dev/null || skip 'no git here'
    use_home
    use_git
    export INFOVIEW_TODAY=2026-11-21
    # A PATH without git.
    mkdir "$work/bin" "$work/v"
    cd "$work/v" || return 1
    git init -q .
    make_vault
    second=0
}

# commit SUBJECT — all there is, one second after the last one.
commit() {
    second=$((second + 1))
    git add -A
    GIT_AUTHOR_DATE="2026-11-20T23:59:$((second + 10)) -0800" GIT_COMMITTER_DATE="2026-11-21T07:59:$((second + 10)) +0000" \
        git commit -q --allow-empty -m "$1"
}

# The subjects that show has of somebody, by git and without.
subjects() {
    local expected=$1 way
    shift
    for way in "$PATH" "$work/bin"; do
        status=0
        PATH=$way "$INFOVIEW" show "$@" --json >"$OUT" 2>"$ERR" || status=$?
        [ "$status" -eq 0 ] && [ ! -s "$ERR" ] || blame "$way"
        json "' | '.join(c['subject'] for c in d['commits']) == '''$expected'''" || blame "PATH=$way"
    done
}

@test "show: the last five commits of their file, of meetings and opportunities that name them; with git and without" {
    contact ana 'name: Ana Lima'
    contact bo 'name: Bo Chen'
    commit one
    meeting 2026-11-18-ana 'contact: ana' 'date: 2026-11-18'
    commit two
    mkdir opportunities
    put_record opportunities/job.md 'name: Job' 'contact: ana'
    commit three
    contact bo 'name: Bo Chen' 'org: GridCo'
    commit four
    commit empty
    subjects 'three | two | one' ana
    subjects 'four | one' bo
    ok show ana
    says 'Last commits' "Fri 20 Nov  three ($(git rev-parse HEAD~2 | cut -c1-7))" 'Fri 20 Nov  one ('
    ok show ana --json
    json "d['commits'][0] == {'hash': '$(git rev-parse HEAD~2)', 'date': '2026-11-20', 'subject': 'three'}"
    for n in 5 6 7 8; do
        contact ana 'name: Ana Lima' "org: Org $n"
        commit "org $n"
    done
    subjects 'org 8 | org 7 | org 6 | org 5 | three' ana
    ok list --json
    json 'all(c["commits"] == [] for c in d["contacts"])'
    # A merge that took one side whole touched nothing by itself.
    git checkout -q -b side HEAD~1
    contact bo 'name: Bo Chen' 'org: Side'
    commit side
    git checkout -q main
    git merge -q --no-edit side
    subjects 'side | four | one' bo
}

@test "show: outside a repository, before the first commit, in a damaged one: nothing, silently" {
    contact ana 'name: Ana Lima'
    subjects '' ana
    commit one
    subjects one ana
    mv .git/refs/heads/main "$work/main"
    subjects '' ana
    echo nonsense >.git/HEAD
    subjects '' ana
    rm -rf .git
    subjects '' ana
    ok show ana
    says_not 'Last commits'
}

@test "show: odd names and hostile subjects; the user's own settings of git change nothing" {
    mkdir -p 'contacts/[abc]*'
    contact '[abc]*/star' 'name: Star'
    contact '!x' 'name: Colon'
    contact ana 'name: Ana Lima'
    commit $'\e[31mred\u202e\a of nobody'
    contact ana 'name: Ana Lima' 'org: X'
    commit "$(printf 'x%.0s' {1..5000})"
    printf 'name: no\n' >>contacts/ana.md
    git add -A
    printf 'caf\351 \377' | git -c i18n.commitEncoding=UTF-8 commit -q -F - 2>/dev/null
    git config log.showSignature true
    git config color.ui always
    git config format.pretty fuller
    git config log.date relative
    git config log.follow true
    git config core.pager 'touch pager'
    for name in Star Colon; do
        ok show "$name" --json
        json 'len(d["commits"]) == 1 and d["commits"][0]["subject"].endswith("of nobody")'
        clean "$OUT"
    done
    for words in 'show ana' 'show ana --json' 'show ana --color always'; do
        # shellcheck disable=SC2086
        ok $words
        sed 's/\x1b\[[0-9]*m//g' "$OUT" >"$work/without"
        clean "$work/without"
    done
    ok show ana --json
    json 'len(d["commits"]) == 3 and max(len(c["subject"]) for c in d["commits"]) <= 300'
    [ ! -e pager ]
}

@test "build: the page of a person has the last three; a commit changes their page alone; two builds are the same" {
    contact ana 'name: Ana Lima'
    contact bo 'name: Bo Chen'
    for n in 1 2 3 4; do
        contact ana 'name: Ana Lima' "org: Org $n"
        commit "org $n of <b>ana</b>"
    done
    ok build -o ../site
    ok build --dump p/ana
    json '[c["subject"] for c in d["commits"]] == ["org %d of <b>ana</b>" % n for n in (4, 3, 2)] and d["commits"][0]["date"]["iso"] == "2026-11-20"'
    grep -q 'org 4 of &lt;b&gt;ana' ../site/p/ana.html
    contact bo 'name: Bo Chen'
    echo >>contacts/bo.md
    ok build -o ../site --json
    json 'd["written"] == []'
    commit 'a line of bo'
    ok build -o ../site --json
    json 'd["written"] == ["help.html", "p/bo.html"]'
    ok build -o ../again
    diff -r ../site ../again
    git commit -q --allow-empty -m nothing
    ok build -o ../site --json
    json 'd["written"] == []'
    ok build --anon -o ../anon
    ! grep -riE 'org [1-4] of|a line of bo' ../anon || blame 'a subject is in the site without names'
    rm -rf .git
    ok build --dump p/ana
    json 'd["commits"] == []'
}

@test "build: no commit tells of anybody private, nor of what is gone" {
    contact ana 'name: Ana Lima'
    contact bo 'name: Bo Chen'
    commit 'a fine beginning'
    contact sam 'name: Sam Qqcanary' 'aliases: [Zaphod]' 'private: yes'
    echo '- with' >>contacts/ana.md
    commit 'qqleak: the file of somebody private'
    meeting 2026-11-18-sam 'contact: [ana, sam]' 'date: 2026-11-18'
    echo '- with' >>contacts/ana.md
    commit 'qqleak: a meeting with somebody private'
    contact gone 'name: Gone'
    echo '- with' >>contacts/ana.md
    commit 'qqleak: somebody who is forgotten'
    rm contacts/gone.md
    echo '- with' >>contacts/ana.md
    commit 'qqleak: forgotten'
    mkdir old opportunities
    contact bad 'name: ['
    echo '- with' >>contacts/ana.md
    commit 'qqleak: what cannot be read may be private'
    printf -- '---\nname: X\nprivate: yes\n---\n' >old/was-elsewhere.md
    echo '- with' >>contacts/ana.md
    commit 'qqleak: in another folder then'
    rm -r old
    put_record opportunities/job.md 'name: Job' 'contact: sam'
    echo '- with' >>contacts/ana.md
    commit 'qqleak: a job that somebody private knows of'
    echo '- with' >>contacts/ana.md
    commit 'Ana told me about SÁM Qq'
    echo '- with' >>contacts/ana.md
    commit 'and of zaphod qqleak'
    echo '- with' >>contacts/ana.md
    commit 'a fine end'
    ok build -o ../site
    ! grep -riE 'qqleak|qqcanary|zaphod|told me' ../site || blame 'something private is on a page'
    ok build --dump p/ana
    json '[c["subject"] for c in d["commits"]] == ["a fine end", "a fine beginning"]'
    for page in today people network help ahead pipeline weeks p/bo; do
        ok build --dump "$page"
        [[ ${out,,} != *qqleak* && ${out,,} != *qqcanary* ]] || blame "$page"
    done
}

@test "in a partial clone nothing is fetched: show and build tell of the commits that can be told, or of none" {
    contact ana 'name: Ana Lima'
    commit one
    contact ana 'name: Ana Lima' 'role: x'
    commit two
    contact bo 'name: Bo'
    commit three
    git config uploadpack.allowFilter true
    git config uploadpack.allowAnySHA1InWant true
    git config --global protocol.file.allow always
    printf '#!/bin/sh\necho asked >>"%s"\nexec git-upload-pack "$@"\n' "$work/asked" >"$work/upload"
    chmod +x "$work/upload"
    for filter in tree:0 blob:none; do
        git clone -q --filter="$filter" --upload-pack="$work/upload" "file://$work/v" "$work/$filter"
        git -C "$work/$filter" config remote.origin.uploadpack "$work/upload"
        rm "$work/asked"
        before=$(git -C "$work/$filter" count-objects -v)
        ok -C "$work/$filter" show ana --json
        json 'd["name"] == "Ana Lima"'
        [ "$filter" = tree:0 ] || json '[c["subject"] for c in d["commits"]] == ["two", "one"]'
        GIT_ALLOW_PROTOCOL=file ok -C "$work/$filter" build
        [ ! -e "$work/asked" ] || blame "$filter: the network was asked"
        [ "$(git -C "$work/$filter" count-objects -v)" = "$before" ]
    done
    # It would have been asked for what is missing.
    git -C "$work/tree:0" log --format=%s -- contacts/ana.md >/dev/null
    [ -e "$work/asked" ]
}
