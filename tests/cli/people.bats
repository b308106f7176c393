#!/usr/bin/env bats
# The page of people of `infoview build`: rows, the script's data, pages by letter, and what they weigh.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

# Whether rows, data, letters and counts of a built site agree.
agree() {
    python3 "$BATS_TEST_DIRNAME/people.py" "$@" >"$OUT" 2>"$ERR" || blame 'rows and data differ'
    out=$(cat "$OUT")
}

whole() {
    python3 "$BATS_TEST_DIRNAME/site.py" "$@" >"$OUT" || blame 'a page is wrong'
}

# crowd FROM TO NAME — people whose names begin with NAME.
crowd() {
    local i
    for ((i = $1; i <= $2; i++)); do
        printf -- '---\nname: "%s %04d"\n---\n' "$3" "$i" >"contacts/$3-$i.md"
    done
}

# large PEOPLE — a vault of so many, as the budgets are measured.
large() {
    local tool=$top/../shared/tools/genvault
    [ -x "$tool" ] || skip 'no shared/tools/genvault here'
    "$tool" -n $((2 * $1)) --today 2026-11-21 "$work/vault" >/dev/null 2>&1
    within 30 "$INFOVIEW" -q -C "$work/vault" build -o "$work/out" >/dev/null
}

weighs() {
    [ "$(stat -c %s "$1")" -le "$2" ] || blame "$1 weighs $(stat -c %s "$1") bytes, not $2"
}

@test "people: rows and data of the example vault agree, and nothing is cut" {
    cp -r "$top/$example" vault
    ok -C vault build
    agree vault/site
    says 'on 1 pages'
}

@test "people: a hostile vault has the same texts in rows and data, and none that acts" {
    python3 "$BATS_TEST_DIRNAME/vaults.py" hostile "$work/hostile"
    within 20 "$INFOVIEW" -q -C "$work/hostile" build -o "$work/out" >/dev/null
    agree "$work/out"
    [ "$(grep -c '</script>' "$work/out/people.html")" -eq 2 ]
}

@test "people: what a text could end, begin or turn around stays a text" {
    make_vault
    contact ana 'name: "</script><script>alert(1)</script>"' 'org: "<!-- "' 'role: "a\u202eb\u0007c\U0001F600"' 'tags: ["\u2028", "x\ty"]'
    contact bo 'name: "\ufdd0\"quoted\" \\ & &amp;"' 'org: "<!-- "'
    ok build
    agree site --find 'org=%3C%21--'
    says $'\n2'
    whole site
    ! grep -q '<!--' site/people.html
    [ "$(grep -c '<script' site/people.html)" -eq 2 ]
}

@test "people: up to 500 the table is whole; with one more it is cut, and pages by letter hold everybody" {
    make_vault
    crowd 1 500 ada
    ok build
    agree site
    says '500 people on 1 pages'
    crowd 501 501 ada
    contact eloise $'name: \xc3\x89lo\xc3\xafse'
    contact anna $'name: \xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0'
    contact lukasz $'name: \xc5\x81ukasz'
    contact desk 'name: 3rd desk'
    ok build
    agree site
    says '505 people on 6 pages'
    [ "$(cd site && ls people-*)" = $'people-a-2.html\npeople-a.html\npeople-e.html\npeople-l.html\npeople-other.html' ]
    grep -q '100 of 505 shown' site/people.html
    whole site
    rm contacts/ada-1.md contacts/anna.md contacts/lukasz.md contacts/desk.md contacts/eloise.md
    ok build
    agree site
    says '500 people on 1 pages'
    [ "$(find site -name 'people-*')" = '' ]
}

@test "people: private ones are in no row, no data, no letter, no count and no view" {
    make_vault
    crowd 1 500 ada
    contact qqcanary-sam 'name: Qqcanary Sam' 'aliases: [Qqnick]' 'org: Qqcanary Inc' 'role: qqrole' 'tags: [qqtag]' 'industry: qqindustry' 'private: yes'
    contact bo 'name: Bo' 'org: by [[qqcanary-sam]]' 'role: for [[qqcanary-sam]]' 'location: near [[qqcanary-sam]]' 'industry: "[[qqcanary-sam]]"' 'target: "[[qqcanary-sam]]"' 'tags: ["[[qqcanary-sam|Qqnick]]"]'
    printf 'views:\n  Qqcanary Sam: q=x\n  nick: q=qqnick\n  fine: q=ada\n' >>infoview.yaml
    ok build
    agree site
    says '501 people on 3 pages'
    whole site
    ! grep -rilE 'qqcanary|qqnick|qqrole|qqtag|qqindustry' site || blame 'a private name or text is on a page'
    grep -q '>fine<' site/people.html
    ok build --dump people
    [[ ${out,,} != *qqcanary* ]]
    ok build --dump people-b
    [[ ${out,,} != *qqcanary* ]]
}

@test "people: saved views of the settings are links, in their order" {
    make_vault
    contact ana 'name: Ana'
    printf 'views:\n  Ready: preset=cold&sort=last\n  "<b>": "#q=a b"\n  Met: stage=met\n  Nowhere: https://example.org/\n' >>infoview.yaml
    ok build
    whole site
    agree site
    ok build --dump people
    json '[(v["name"], v["url"], v["count"]) for v in d["views"]] == [("Ready", "#preset=cold&sort=last", None), ("<b>", "#q=a+b", None), ("Met", "#stage=met", None)]'
    grep -q '&lt;b&gt;' site/people.html
}

@test "people: views that cannot be read are findings" {
    make_vault
    printf 'views: stage=met\n' >>infoview.yaml
    iv check
    [ "$status" -eq 1 ]
    says "'views' takes names with a text each, not one value"
    printf 'format: 1\nviews:\n  a: #stage=met\n' >infoview.yaml
    iv check
    says "'views' has a name without a text: 'a'" 'begins a comment'
}

@test "people: what the pages weigh at 1,000 people" {
    large 1000
    agree "$work/out"
    whole "$work/out"
    weighs "$work/out/people.html" 153600
}

@test "people: what the pages weigh at 10,000 people" {
    large 10000
    agree "$work/out"
    weighs "$work/out/people.html" 1126400
    for page in "$work/out"/people-*.html; do
        weighs "$page" 204800
    done
}
