#!/usr/bin/env bats
# `infoview build --anon`: that no name is left, that pages say the same otherwise, and that the two kinds of site stay apart.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

# both [--same] [WORD…] — builds the vault here with and without names: no name nor WORD is left (--same: that is not looked
# at), links lead somewhere, counts are the same.
both() {
    ok build
    ok build --anon
    if [ "${1-}" != --same ]; then
        python3 "$BATS_TEST_DIRNAME/anon.py" . site site-anon "$@" >"$OUT" 2>"$ERR" || blame 'a name is left'
        echo "# $(cat "$OUT")" >&3
    fi
    python3 "$BATS_TEST_DIRNAME/site.py" site-anon || blame 'a page is wrong'
    for page in today people ahead help; do
        "$INFOVIEW" build --dump "$page" >../real.json
        "$INFOVIEW" build --anon --dump "$page" >../anon.json
        python3 - ../real.json ../anon.json <<'PY' || blame "other numbers: $page"
import collections, json, re, sys
def leaves(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, path + "." + key)
    elif isinstance(value, list):
        yield path + "[]", len(value)
        for inner in value:
            yield from leaves(inner, path)
    elif not isinstance(value, str):
        yield path, value
    elif path.endswith((".iso", ".human", ".state", ".kind", ".verb", ".lateness", ".stage.name")) or re.fullmatch(r"[0-9]+", value):
        yield path, value
real, anon = (collections.Counter(leaves(json.load(open(f)))) for f in sys.argv[1:3])
for side in (real, anon):
    # Without the names check would find other things: then only what reading finds is told.
    for key in [k for k in side if re.match(r"\.(is_anonymous|finding.*|has_findings|is_checked)$", k[0])]:
        del side[key]
if real != anon:
    print((real - anon).most_common(10), (anon - real).most_common(10))
    sys.exit(1)
PY
    done
}

own_copy() {
    cp -r "$top/$example" "$work/vault"
    cd "$work/vault" || return 1
}

@test "anon: the example vault, a demo, and three hundred files: not one name, and the same numbers" {
    own_copy
    both marlow 'jo marlow'
    grep -q 'Names replaced' site-anon/index.html site-anon/p/*.html
    ! grep -rq 'Names replaced' site
    cd "$work"
    "$INFOVIEW" init --demo --no-git demo >/dev/null 2>&1
    cd demo
    both
    [ -f "$top/../shared/tools/genvault" ] || skip 'no genvault here'
    cd "$work"
    python3 "$top/../shared/tools/genvault" -n 300 --today 2026-11-21 many >/dev/null 2>&1
    cd many
    both
}

@test "anon: names that are words of the format break nothing" {
    make_vault
    contact will-role 'name: Will Role' 'org: Met' 'status: active' 'email: will@met.example' 'keep_in_touch: 1 month' 'added: 2026-01-01' '---' \
        '- [ ] Will sends it due:2026-11-20' '' '## Log' '' '- 2026-11-01 email in: Will wrote' '- 2026-10-01 call out: on Role and Met'
    contact done-due 'name: Done Due' 'org: Status' 'referred_by: will-role' 'status: paused' '---' '- [x] Done did it due:2026-11-01 done:2026-11-02' '' \
        '## Log' '' '- 2026-11-03 call: Log Call'
    contact log-call 'name: Log Call' 'aliases: [Skip, Yes, Month]' 'org: Questions Inc' 'private: no'
    contact contact-name 'name: Contact Name' 'org: Name' 'role: Contact of Role'
    contact contacts-md 'name: Contacts Md' 'org: Infoview'
    meeting 2026-11-18-done 'contact: [done-due, will-role]' 'date: 2026-11-18' 'status: done' 'thanked: {done-due: 2026-11-19, will-role: skip}' 'via: phone' '---' \
        '## Questions' '' '- What is due?' '' '  All of it, said [Done](../contacts/done-due.md).' '' '## Referrals' '' '- Yes Never, Skip' '' 'Notes' '-----' '' 'Well done, Will.'
    meeting 2026-11-24-log 'contact: Log Call' 'date: 2026-11-24T15:00' 'minutes_asked: 20' 'place: 3 Main Street'
    both --same # for the program says most of these words itself
    # Reading finds nothing wrong in it, nor in what the other names make of it.
    [ "$("$INFOVIEW" build --anon --dump help | python3 -c 'import json, sys; print(json.load(sys.stdin)["finding_count"])')" = 0 ]
}

@test "anon: however a name is written, and whatever has the form of an address" {
    make_vault
    contact jose-nunez $'name: Jos\xc3\xa9 N\xc3\xba\xc3\xb1ez' 'org: "Qqwerk & S\u00f6hne"' 'email: [jn@qqwerk.example, "j.n+x@mail.qqwerk.example"]' \
        'phone: ["+1 503 555 0101", 5035550102, "ext 4711"]' 'url: qqwerk.example/people/jose' 'linkedin: josenunez-77' 'location: Qqstadt' '---' \
        '## Log' '' $'- 2026-11-01 call: Jose\xcc\x81 and JOS\xc3\x89, Jos\xc3\xa9\xe2\x80\x99s and Nunez\x27s Qqwerk' \
        '- 2026-10-01 note: jn@qqwerk.example, <qqmail@else.example>, https://qqurl.example/a?b=Jose, www.qqhost.example.' \
        '- 2026-09-01 note: call 0171 2345678, (503) 555-0103, +49-30-1234567; on 2026-11-18, 18.11.2026, 2019-2024' \
        '- 2026-08-01 note: [J](../contacts/jos%C3%A9.md) &#78;unez josenunez'
    contact jo-xu 'name: Jo Xu' 'aliases: [Qqnick]' 'referred_by: Qqplain Person' '---' '- [ ] Ask Jo about Xu due:2026-11-22' '' '## Notes' '' 'jo, not Jo-Xu: qqnick'
    contact $'\xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x99' $'name: \xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x99' '---' '## Notes' '' $'\xe6\x88\x91\xe8\xa7\x81\xe4\xba\x86\xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x99\xe3\x80\x82 \xe5\xb0\x8f\xe9\xbe\x99!'
    contact sam 'name: Sam Qqsecret' 'private: yes'
    meeting 2026-11-18-plain 'contact: [jose-nunez, Qqparticipant Two]' 'date: 2026-11-18' 'status: done' 'place: Qqroom 5' '---' '## Referrals' '' '- Qqreferral Three, Qqwerk: knows all' '' \
        '## Insights' '' '- Qqsecret said so'
    printf 'format: 1\nme: {name: "Qqowner Me", email: me@qqowner.example}\nviews: {Nunez people: "org=qqwerk"}\n' >infoview.yaml
    printf '# Ten seconds\n\nI am Qqowner and know Nunez.\n' >pitch.md
    meeting 2026-11-24-ahead 'contact: jose-nunez' 'date: 2026-11-24'
    both qqwerk qqstadt qqmail qqurl qqhost qqnick qqplain qqparticipant qqreferral qqsecret qqowner qqroom josenunez 4711 5035550103 017123 $'\xe5\xb0\x8f\xe9\xbe\x99'
    for form in '[Qq]q[a-z]' '[Jj][Oo][Ss]([Ee]|\xc3)' '\bJo\b' '\bXu\b' jo-xu '\bNun' 555 2345678 1234567; do
        ! LC_ALL=C grep -rqE --include='*.html' "$form" site-anon || blame "$form: $(LC_ALL=C grep -rnE "$form" site-anon | head -n 5)"
    done
    grep -rq '18.11.2026, 2019-2024' site-anon/p
    [ -z "$(find site-anon -iname '*jo*' -o -iname '*qq*')" ]
}

@test "anon: the same vault gives the same bytes, another person other names, and none can be worked out" {
    own_copy
    ok build --anon -o ../a
    ok build --anon -o ../b
    INFOVIEW_THREADS=1 ok build --anon -o ../c
    diff -r ../a ../b
    diff -r ../a ../c
    name() {
        sed -n 's|.*<h1>\(.*\)</h1>.*|\1|p' "$1"/p/*.html | sort | head -n 40
    }
    name ../a >../names
    contact zed 'name: Zed Zedder'
    ok build --anon -o ../d
    name ../d >../names.later
    [ "$(sort ../names ../names.later | uniq -d | wc -l)" -le 1 ] || blame "$(sort ../names ../names.later | uniq -d)"
    # Nothing of the order of the real names is kept: who comes first by name has met last, as it were.
    for site in real anon; do
        "$INFOVIEW" build $([ $site = real ] || echo --anon) --dump people | grep '"iso"' >../$site
    done
    ! cmp -s ../real ../anon
    diff <(sort ../real) <(sort ../anon)
}

@test "anon: a site with names and one without never take each other's place" {
    own_copy
    ok build
    ok build --anon
    [ "$out" = ./site-anon/index.html ] || [[ $out == */site-anon/index.html ]] || blame
    find site -type f -exec sha256sum {} + | sort >../before
    fails 3 build --anon -o site
    complains 'the site in the folder has the real names' 'name an empty folder with -o DIR'
    find site -type f -exec sha256sum {} + | sort | diff ../before -
    fails 3 build -o site-anon
    complains 'is one with names replaced'
    ok build --anon --json
    json 'd["written"] == [] and d["unchanged"] > 20'
    ok build --anon --dry-run -o ../none
    [ ! -e ../none ]
}

@test "anon: ten thousand files are no matter of minutes; hostile ones give whole pages" {
    python3 "$BATS_TEST_DIRNAME/vaults.py" many "$work/many" 2000
    within 20 "$INFOVIEW" -q -C "$work/many" build --anon -o "$work/out" >/dev/null
    python3 "$BATS_TEST_DIRNAME/vaults.py" hostile "$work/hostile"
    within 30 "$INFOVIEW" -q -C "$work/hostile" build --anon -o "$work/out2" >/dev/null
    python3 "$BATS_TEST_DIRNAME/site.py" "$work/out2"
    # One line of everything that makes a search begin, as long as a body may be.
    cd "$work" && mkdir v && cd v && make_vault
    contact ana 'name: Ana' 'aliases: ["'$'\xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x99''"]'
    for piece in 'a@' '1 ' '+' 'www.' 'a.b' $'\xe6\x9d\x8e\xe5\xb0\x8f' '%41' '&#6' 'http://a' '1.1.' 'ana-'; do
        python3 -c 'import sys
text = sys.argv[1] * (120000 // len(sys.argv[1].encode()))
open("contacts/long.md", "w").write("---\nname: Long\n---\n" + text + "\n")' "$piece"
        within 5 "$INFOVIEW" -q build --anon -o ../out3 >/dev/null || blame "$piece"
    done
}
