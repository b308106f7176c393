#!/usr/bin/env bats
# `infoview build`: the pages, the folder that they lie in, and what must not be on them.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

own_copy() {
    cp -r "$top/$example" "$work/vault"
    cd "$work/vault" || return 1
}

site() {
    python3 "$BATS_TEST_DIRNAME/site.py" "$@" || blame 'a page is wrong'
}

# Every file below a folder with what it holds, its time of change and its number on the disk.
state() {
    (cd "$1" && find . -type f -printf '%p %T@ %i ' -exec sha256sum {} \; | sort)
}

@test "build: the pages of the example vault are whole, and every link and fragment leads somewhere" {
    own_copy
    ok build
    [ "$out" = site/index.html ] || [[ $out == */site/index.html ]]
    complains '35 pages written'
    site site
    for page in index weeks people prep pipeline network help p/ana-lima i/2026-11-18-ana-lima prep/2026-11-24-kofi-mensah; do
        [ -f "site/$page.html" ]
    done
}

@test "build: two folders have the same bytes, and a second build writes nothing" {
    own_copy
    ok build -o ../a
    ok build --output ../b
    diff -r ../a ../b
    state ../a >../before
    ok build -o ../a --json
    json 'd["schema"] == "infoview/build@1" and d["written"] == [] and d["removed"] == [] and d["unchanged"] == 35'
    state ../a | diff ../before -
}

@test "build: after an edit only the pages that tell of it are written" {
    own_copy
    ok build
    sed -i 's/^role: Grid planner/role: Grid gardener/' contacts/ana-lima.md
    ok build --json
    json 'd["written"] == ["p/ana-lima.html", "people.html"] and d["removed"] == []'
    grep -q 'Grid gardener' site/p/ana-lima.html
}

@test "build: pages that are no longer needed go, and their folder with the last of them" {
    own_copy
    ok build
    rm interviews/2026-11-24-kofi-mensah.md contacts/walter-finch.md
    ok build --json
    json '"prep/2026-11-24-kofi-mensah.html" in d["removed"] and "i/2026-11-24-kofi-mensah.html" in d["removed"]'
    [ ! -e site/prep ]
    site site
}

@test "build: a folder with files of others is refused, and stays as it is" {
    own_copy
    mkdir ../theirs
    echo mine >../theirs/notes.txt
    fails 3 build -o ../theirs
    complains 'there are files in the folder' 'name an empty folder with -o DIR'
    [ "$(ls -A ../theirs)" = notes.txt ]
}

@test "build: a file of others among ours is never touched; one in the way stops it before anything is written" {
    own_copy
    ok build
    echo theirs >site/CNAME
    echo theirs >site/p/mine.html
    ok build
    [ "$(cat site/CNAME site/p/mine.html)" = $'theirs\ntheirs' ]
    printf -- '---\nname: Mine\n---\n' >contacts/mine.md
    state site >../before
    fails 3 build
    complains '"p/mine.html" is in the way'
    state site | diff ../before -
    rm contacts/mine.md contacts/bo-chen.md
    ok build
    [ "$(cat site/CNAME site/p/mine.html)" = $'theirs\ntheirs' ]
}

@test "build: a marker that names other files leads out of the folder nowhere" {
    own_copy
    mkdir -p site
    echo keep >../keep.html
    echo keep >site/.hidden
    printf 'infoview site 1\n../keep.html\n../../keep.html\np/../../../keep.html\n.hidden\n/etc/hostname\n' >site/.infoview-site
    ok build
    [ -f ../keep.html ] && [ -f site/.hidden ]
}

@test "build: no link is followed out of the folder" {
    own_copy
    mkdir ../elsewhere
    ln -s ../../elsewhere site
    fails 3 build
    rm site
    ok build
    rm -r site/p
    ln -s ../../elsewhere site/p
    fails 3 build
    [ -z "$(ls -A ../elsewhere)" ]
}

@test "build: --dry-run writes nothing and tells what it would" {
    own_copy
    ok build
    state site >../before
    sed -i 's/^role: Grid planner/role: Grid gardener/' contacts/ana-lima.md
    ok build -n --json
    json 'd["dry_run"] and d["written"] == ["p/ana-lima.html", "people.html"]'
    state site | diff ../before -
    ok build -n -o ../none --json
    json 'len(d["written"]) == 35 and d["unchanged"] == 0'
    [ ! -e ../none ]
}

@test "build: private people, meetings with them and private sections are nowhere" {
    make_vault
    contact ana 'name: Ana' 'aliases: [Annie]' 'org: Open Org' 'referred_by: qqcanary-sam' 'why: sent by [[qqcanary-sam]]' 'added: 2026-01-01' \
        'keep_in_touch: 1 month' '---' '- [ ] Tell [Qqcanary Label](qqcanary-sam.md) the news due:2026-11-20' '' \
        '## Log' '' '- 2026-06-01 call: with [[qqcanary-sam|Qqcanary Sammy]] and all' '' '## Notes' '' 'Knows [[qqcanary-sam]] well.' '' \
        '## Secrets (private)' '' '- [ ] qqcanary promise due:2026-11-19' '' 'qqcanary prose' '' '### Log' '' '- 2026-11-01 call: qqcanary call' '- [ ] call due:qqcanary-day'
    contact qqcanary-sam 'name: Qqcanary Sam' 'aliases: [Qqcanary]' 'org: Qqcanary Inc' 'private: yes' 'added: 2026-01-01' 'shoe: 43' '---' \
        '- [ ] qqcanary owed due:2026-11-20'
    contact bo 'name: Bo' 'referred_by: ana' 'perspective: qqcanary'
    contact last 'name: Last' 'referred_by: bo'
    contact qqcanary-broken 'name: Tim' 'role: a: b' 'private: yes'
    contact broken 'name: Tom' 'role: a: b' 'private: no'
    meeting 2026-11-18-qqcanary-sam 'contact: [ana, qqcanary-sam]' 'date: 2026-11-18' 'status: done' '---' '## Questions' '' '- Qqcanary question?' '' '  Qqcanary answer.'
    meeting 2026-11-23-qqcanary-sam 'contact: qqcanary-sam' 'date: 2026-11-23'
    meeting open 'contact: ana' 'date: 2026-11-20' 'status: done' '---' '## Questions' '' '- What did [[qqcanary-sam]] say?' '' '  That [S](../contacts/qqcanary-sam.md) is fine.' '' \
        '## Questions (private)' '' '- Qqcanary asked?' '' '## Referrals' '' '- [[qqcanary-sam]]' '- [Qqcanary Friend](../contacts/qqcanary-sam.md)' '' \
        '## Referrals (private)' '' '- Qqcanary Newcomer' '' '## Skills (private)' '' '- qqcanary skill' '' '## Insights' '' '- [[2026-11-18-qqcanary-sam]] was better'
    meeting ahead 'contact: ana' 'date: 2026-11-24' '---' '## Questions' '' '- [[qqcanary-sam|Qqcanary]] again?'
    # What git tells of somebody's files is on their page: of these commits nothing may be.
    if command -v git >/dev/null; then
        git init -q .
        git add -A
        git -c user.name=Jo -c user.email=jo@test.example commit -q -m 'new: Qqcanary Sam'
        echo >>contacts/ana.md
        git -c user.name=Jo -c user.email=jo@test.example commit -q -a -m 'Ana knows a qqcanary'
        echo >>contacts/ana.md
        git -c user.name=Jo -c user.email=jo@test.example commit -q -a -m 'a line more'
    fi
    ok build
    site site
    ! command -v git >/dev/null || grep -q 'a line more' site/p/ana.html
    ! grep -rila qqcanary site || blame 'a private name or text is on a page'
    [ -z "$(find site -iname '*qqcanary*')" ]
    grep -q contacts/broken.md site/index.html
    grep -q somebody site/p/ana.html
    grep -q 'That somebody is fine' site/i/open.html || grep -q 'somebody' site/i/open.html
    for page in today weeks people pipeline network help ahead p/ana p/bo i/open prep/ahead; do
        ok build --dump "$page"
        [[ ${out,,} != *qqcanary* ]] || blame "private: --dump $page"
    done
}

@test "build: the network names nobody who is private, and loses nobody in a circle" {
    make_vault
    contact ana 'name: Ana' 'referred_by: cy'
    contact bo 'name: Bo' 'referred_by: sam'
    contact cy 'name: Cy' 'referred_by: ana'
    contact di 'name: Di'
    contact sam 'name: Qqcanary' 'private: yes' 'referred_by: ana'
    contact tom 'name: Qqcanary Tom' 'private: yes' 'referred_by: bo'
    ok build
    site site
    ok build --dump network
    json 'd["people"] == "3" and d["trees"] == "1" and d["alone"] == "1" and d["drawing"]["count"] == "4"'
    json '[one["person"]["name"] for one in d["introducers"]] == ["Ana", "Cy"]'
    json '[p["name"] for p in d["drawing"]["people"]] == ["Ana", "Cy", "somebody", "Bo"] and d["drawing"]["people"][2]["url"] is None'
    json 'd["forest"][0]["introduced_by"]["name"] == "Cy"'
    ! grep -ri qqcanary site || blame 'a private name is on a page'
}

@test "build: help has the version, a key for every place, each once, and the findings with their places" {
    own_copy
    ok build --dump help
    json 'd["program"] == "infoview 0.1.0" and d["people"] == "14" and d["finding_count"] == "3" and d["commit"] is None'
    json '[(p["key"], p["title"]) for p in d["places"]] == [("t", "Today"), ("p", "People"), ("r", "Prep"), ("l", "Pipeline"), ("n", "Network"), ("h", "Help")]'
    json '[p["title"] for p in d["places"] if p["is_main"]] == ["Today", "People", "Prep"]'
    json '(lambda f: (f["path"], f["line"], f["column"]))(d["findings"][0]) == ("contacts/walter-finch.md", "4", "19")'
}

@test "build: the numbers of the pipeline are those of its lists, and every stage is somewhere" {
    own_copy
    ok build --dump pipeline
    json 'all(s["count"] == str(len(s["people"])) for s in d["stages"])'
    json '[s["name"] for s in d["stages"]] == ["idea", "asked", "replied", "scheduled", "met", "thanked"]'
    json '[s["name"] for group in d["apart"] for s in group["stages"]] == ["no-reply", "paused", "declined", "closed"]'
    json '[int(f["reached"]) for f in d["funnel"]] == [sum(int(s["count"]) for s in d["stages"][i:]) for i in range(6)]'
    json 'int(d["moving"]) + int(d["still"]) == 14'
    json '(lambda s: s["people"][0]["meets"]["iso"] == "2026-11-24" and s["people"][0]["days"] is None)(d["stages"][3])'
}

@test "build: a hostile vault gives whole pages" {
    python3 "$BATS_TEST_DIRNAME/vaults.py" hostile "$work/hostile"
    within 20 "$INFOVIEW" -q -C "$work/hostile" build -o "$work/out" >/dev/null
    site "$work/out"
}

@test "build: an empty vault, and a demo, give whole pages that say what to do next" {
    make_vault
    ok build -o "$work/out"
    site "$work/out"
    grep -q 'infoview new contact' "$work/out/index.html" "$work/out/people.html"
    grep -q 'infoview new interview' "$work/out/prep.html"
    grep -q 'infoview new contact' "$work/out/pipeline.html"
    grep -q 'infoview new contact .*--ref' "$work/out/network.html"
    grep -q 'infoview met' "$work/out/weeks.html"
    cd "$BATS_TEST_TMPDIR"
    ok init --demo --no-git demo
    ok -C demo build
    site demo/site
}

@test "build: what 10,000 files weigh, and that they take no minute" {
    python3 "$BATS_TEST_DIRNAME/vaults.py" many "$work/many" 2000
    within 10 "$INFOVIEW" -q -C "$work/many" build -o "$work/out" >/dev/null
    site "$work/out"
    python3 "$BATS_TEST_DIRNAME/site.py" "$work/out" --weights >"$OUT"
    awk '$1 == "index.html" && $2 > 30720 || $1 == "p/*" && $2 > 20480 || $1 == "style.css" && $2 > 12288 || $1 == "script.js" && $2 > 10240 { print; bad = 1 }
        END { exit bad }' "$OUT" || blame 'a page is too heavy'
}

@test "build: ids that are no good file names have pages of their own, and what is left out is said" {
    make_vault
    mkdir -p contacts/a contacts/b
    contact a/same 'name: First'
    contact b/SAME 'name: Second'
    contact 'a b & c' 'name: Third'
    contact "$(printf 'x%.0s' {1..240})" 'name: Fourth'
    contact $'\xe6\x9d\x8e' 'name: Fifth'
    ok build
    site site
    [ "$(find site/p -name '*.html' | wc -l)" -eq 4 ]
    [ "$(grep -rlE '<h1>(First|Third|Fourth|Fifth)</h1>' site/p | wc -l)" -eq 4 ]
    grep -q 'contacts/b/SAME.md:1:1' site/index.html
}

@test "build: --dump prints the data of a page; an unknown page is named" {
    own_copy
    ok build --dump today
    json 'd["page"] == "today" and d["owed"]["count"] == "5" and d["next"]["people"][0]["name"] == "Kofi Mensah"'
    ok build --dump p/ana-lima.html
    json 'd["name"] == "Ana Lima" and d["stage"]["name"] == "met"'
    fails 2 build --dump yesterday
    complains "there is no page 'yesterday'"
    [ ! -e site ]
}

@test "build: --open gives the first page to the user's browser" {
    own_copy
    printf '#!/bin/sh\nprintf "%%s" "$1" >"%s/opened"\n' "$work" >"$work/browser"
    chmod +x "$work/browser"
    BROWSER=$work/browser ok build --open
    [ "$(cat "$work/opened")" = "$work/vault/site/index.html" ]
    BROWSER=$work/none iv build --open
    [ "$status" -eq 3 ]
    complains 'open '
}

@test "build: what a killed build left is taken up: its files are ours, its temporary ones go" {
    own_copy
    ok build
    rm site/p/ana-lima.html
    echo half >site/p/bo-chen.html
    echo left >site/p/.infoview-0.tmp
    ok build
    site site
    grep -q '<h1>Bo Chen</h1>' site/p/bo-chen.html
    [ ! -e site/p/.infoview-0.tmp ]
}
