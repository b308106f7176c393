#!/usr/bin/env bats
# What pages show of what is rare: names of which nothing is seen, meetings with nobody, notes behind names.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

json() {
    python3 -c "import json, sys; d = json.load(open('$OUT')); sys.exit(0 if $1 else 1)" || blame "not so: $1"
}

# Every page of the built site is whole, its links lead somewhere, and links from the first page lead to it.
site() {
    python3 "$BATS_TEST_DIRNAME/site.py" site >"$BATS_TEST_TMPDIR/looked" || blame "$(cat "$BATS_TEST_TMPDIR/looked")"
}

@test "pages: a name of which nothing is seen is none: the id stands for it, on pages and in reports" {
    make_vault
    contact ana 'name: "\u00a0\u200b"' 'added: 2026-01-01'
    contact bo 'name: "\u200bBo"'
    meeting m 'contact: ["\u200b", ana]' 'date: 2026-11-18' 'status: done' '---' '## Referrals' '' '- [[cy|'$'\xe2\x80\x8b'']]: helps'
    ok build
    site
    grep -q '<h1>ana</h1>' site/p/ana.html
    grep -q '>ana</a>' site/people.html
    grep -q $'<h1>\xe2\x80\x8bBo</h1>' site/p/bo.html
    ok build --dump i/m
    json '[p["name"] for p in d["meeting"]["people"]] == ["ana"] and d["referrals"][0] == {"person": {"name": "cy", "url": None, "org": None}, "note": "helps"}'
    ok report
    says 'thank     ana'
    iv check
    says "contacts/ana.md:2:1: error: nothing of this 'name' can be seen [required]" "write 'name: ana' with the name"
    says_not 'bo.md'
}

@test "pages: an answer on the first page leads where it leads on the meeting's, in the same words" {
    make_vault
    contact ana 'name: Ana'
    mkdir assets
    printf 'x' >assets/a.png
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' '---' '## Questions' '' '- What?' '' \
        '  Ask [[ana]] for `href="../p"` and "../that" ![../one src="../](../assets/a.png)' '- When?' '' '  No.'
    ok build
    grep -Fq 'Ask <a href="../p/ana.html">Ana</a> for <code>href=&quot;../p&quot;</code> and &quot;../that&quot; <img src="../../assets/a.png" alt="../one src=&quot;../"' site/i/m.html
    grep -Fq 'Ask <a href="p/ana.html">Ana</a> for <code>href=&quot;../p&quot;</code> and &quot;../that&quot; <img src="../assets/a.png" alt="../one src=&quot;../"' site/index.html
}

@test "pages: meetings with nobody, without a day, far ahead, long ago are reached from the first page" {
    make_vault
    contact ana 'name: Ana'
    contact broken 'name: a: b'
    contact sam 'name: Qqcanary' 'private: yes'
    meeting dead 'contact: nobody-here' 'date: 2020-01-05' 'status: done'
    meeting none 'date: 2020-01-06' 'status: done'
    meeting unread 'contact: broken' 'date: 2020-01-07' 'status: cancelled'
    meeting undated 'contact: ana' 'date: soon'
    meeting future 'contact: "[[x]]"' 'date: 2027-06-01' 'status: done'
    meeting unsaid 'contact: x' 'date: 2021-01-01'
    meeting ahead 'contact: ana' 'date: 2027-09-01'
    meeting nobody-ahead 'date: 2027-09-02'
    meeting lately 'contact: x' 'date: 2026-11-10' 'status: done'
    meeting hidden 'contact: sam' 'date: 2020-01-08' 'status: done'
    ok build
    site
    ok build --dump weeks
    json '[m["url"] for m in d["others"]] == ["i/unsaid.html", "i/unread.html", "i/undated.html", "i/none.html", "i/future.html", "i/dead.html"]'
    json 'd["other_count"] == "6" and [w["count"] for w in d["weeks"]] == ["1"]'
    grep -q 'On nobody' site/weeks.html
    rm interviews/{dead,none,unread,undated,future,unsaid}.md
    ok build
    site
    ok build --dump weeks
    json 'not d["has_others"]'
    ! grep -q 'On nobody' site/weeks.html || blame 'there is nothing to list'
}

@test "pages: all meetings of somebody with a long history are reached, whoever else was there" {
    make_vault
    local i lines=()
    for i in {10..60}; do
        lines+=("- 2026-08-$((i % 18 + 11)) call: number $i")
    done
    contact ana 'name: Ana' '---' '## Log' '' "${lines[@]}"
    contact bo 'name: Bo'
    for i in 11 12 13 14 15; do
        meeting "m$i" 'contact: [bo, ana]' "date: 2015-02-$i" 'status: done' 'thanked: skip'
        meeting "n$i" 'contact: [ana]' "date: 2016-02-$i" 'status: no-show'
    done
    ok build
    site
    ok build --dump p/ana
    json 'd["earlier"] == "21" and d["last_meeting"]["url"] == "../i/n15.html"'
    ok build --dump p/bo
    json 'd["earlier"] is None and d["last_meeting"] is None'
    ok build --dump i/m12
    json '[m["url"] for m in d["before"]] == ["../i/m11.html"] and [m["url"] for m in d["after"]] == ["../i/m13.html"]'
    ok build --dump i/m15
    json '[m["url"] for m in d["after"]] == ["../i/n11.html"]'
}

@test "pages: what a line says behind the name of a referral or a skill stands beside it" {
    make_vault
    contact ana 'name: Ana'
    contact sam 'name: Qqcanary' 'private: yes'
    meeting m 'contact: ana' 'date: 2026-11-18' 'status: done' '---' '## Referrals' '' '- Dana Reyes, GridCo: runs the pilot' '- [[ana]] - knows [[sam]] too' '- Cy' \
        '' '## Skills' '' '- [[sql|SQL]]: daily' '- Patience' '' '## Skills (private)' '' '- Poise: qqcanary'
    ok build
    site
    ok build --dump i/m
    json '[(r["person"]["name"], r["note"]) for r in d["referrals"]] == [("Dana Reyes", "GridCo: runs the pilot"), ("Ana", "knows somebody too"), ("Cy", None)]'
    json '[(s["name"], s["note"]) for s in d["skills"]] == [("SQL", "daily"), ("Patience", None)]'
    grep -q '<li>Dana Reyes <span class="quiet">GridCo: runs the pilot</span></li>' site/i/m.html
    ! grep -ri qqcanary site || blame 'a private name is on a page'
}

@test "help: many findings are counted, and the first of them shown" {
    make_vault
    for i in {100..399}; do meeting "m$i" 'contact: x'; done
    ok build
    site
    ok build --dump help
    json 'd["finding_count"] == "600" and d["findings_beyond"] == "400" and len(d["findings"]) == 200'
}

@test "help: no finding tells of what is private: people, their meetings and opportunities, sections of any file" {
    make_vault
    mkdir opportunities notes
    contact ana 'name: Ana' '---' 'Canary Sam said so.' '' '## Secrets (private)' '' '- [ ] call due:canary-day' '- [canary](canary.md)' '' '<<canary>>' '' '### Log' '' '- canary'
    contact sam 'name: Canary Sam' 'private: yes' 'email: none' '---' '[gone](canary.md)'
    contact twin 'name: Canary Sam'
    contact bo 'name: Bo' 'referred_by: samm' 'why: he knows CANARY SAM' 'nmae: x'
    meeting 2026-11-24-s 'contact: sam' 'date: 2026-11-24'
    put_record opportunities/canary.md 'name: Canary job' 'contact: sam' 'fit: 9'
    put_record opportunities/open.md 'name: Open job' 'fit: 9' '---' '## Thoughts (private)' '' '[x](canary.md) <<canary>>' '' '## Plain' '' '[x](gone.md)'
    printf '# A\n\n[x](gone.md)\n\n## B (private)\n\n[x](canary.md)\n' >notes/n.md
    cp notes/n.md questions.md
    ok build
    site
    iv check --json
    json 'sum("canary" in (x["path"] + x["message"]).lower() for x in d["diagnostics"]) > 10'
    ok build --dump help
    json '[x["path"] for x in d["findings"]] == ["notes/n.md", "opportunities/open.md", "opportunities/open.md", "questions.md", "contacts/bo.md"]'
    ! grep -ri 'canary' site/help.html || blame 'a private text is on the page'
    ! grep -ri 'sam' site/help.html || blame 'a private name is on the page'
}

@test "help: what was built changes no finding, wherever it lies; links to it lead somewhere" {
    make_vault
    contact ana 'name: Ana'
    printf '[the dashboard](site/index.html) and [its folder](site/)\n' >README.md
    printf '[x](p/ana.html)\n' >questions.md
    ok build -o ../first
    ok build
    ok build -o ../second
    diff -r ../first ../second
    ok build --json
    json 'd["written"] == [] and d["unchanged"] > 5'
    mkdir out
    ok build -o out/pages
    ok build -o ../second --json
    json 'd["written"] == []'
    ok build --dump help
    json '[x["path"] for x in d["findings"]] == ["questions.md"]'
    iv check
    says 'questions.md:1:1'
    says_not README.md
}

@test "help: with --anon the findings are those of reading alone" {
    make_vault
    contact ana 'name: Ana' 'added: someday' '---' '[Qqcanary](qqcanary.md)'
    ok build --anon --dump help
    json 'not d["is_checked"] and d["finding_count"] == "1" and d["commit"] is None'
    ! grep -i qqcanary "$OUT" || blame 'the name of a file is told'
    ok build --anon -o ../pages
    grep -q 'That is what reading the files showed' ../pages/help.html
}

@test "help: it names the last commit of the vault" {
    command -v git >/dev/null || skip 'no git here'
    export GIT_CONFIG_GLOBAL=/dev/null GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR
    unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
    mkdir "$work/bin" v
    cd v
    make_vault
    git init -q .
    contact ana 'name: Ana'
    ok build --dump help
    json 'd["commit"] is None'
    git add -A
    git -c user.name=Jo -c user.email=jo@test.example commit -q -m one
    ok build # into the vault, where git does not pass it over: that is no change
    hash=$(git rev-parse HEAD | cut -c1-7)
    grep -q "the last commit of the vault is <code>$hash</code></p>" site/help.html
    cp .git/index ../index
    ok build --json
    json 'd["written"] == []'
    cmp .git/index ../index
    echo text >notes.txt
    ok build --dump help
    json "d['commit'] == {'hash': '$hash'}"
    ok build
    ok build -o ../pages
    diff -r site ../pages
    PATH=$work/bin "$INFOVIEW" build --dump help >"$OUT"
    json 'd["commit"] is None'
}

@test "help: the lists of people are told, and lead there where there is somebody" {
    make_vault
    ok build
    site
    ok build --dump help
    json '[p["name"] for p in d["presets"]] == ["going cold", "no next step", "never thanked"] and not any(p["url"] for p in d["presets"])'
    contact ana 'name: Ana'
    ok build
    site
    grep -q 'href="people.html#preset=never-thanked">Show them</a>' site/help.html
}
