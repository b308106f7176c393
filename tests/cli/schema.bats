#!/usr/bin/env bats
# `infoview schema`: the command, the schemas themselves, and what they say of the files of a vault.

load helper
load schema

setup() {
    use_home
    cd "$work" || return 1
}

# Lines "KIND|LINE\nLINE": front matter in files, of which schemas says WHAT.
each_front() {
    local kind lines n=0
    mkdir lines
    while IFS='|' read -r kind lines; do
        n=$((n + 1))
        printf -- '---\n%b\n---\n' "$lines" >"lines/$kind-$n.md"
    done
    for kind in contact interview opportunity skill target plan; do
        schemas "$1" "$kind" lines/"$kind"-*.md
    done
}

@test "schema: the names, a schema of each sort, and what is near a wrong one" {
    session schema
    session schema plan
    session schema parse-date
    session schema infoview/schemas@1
    session schema reprot
    session schema infoview/contcats@1
    session schema Contact
    session schema item
    session schema infoview/plan@1
    session schema xyzzy
    session schema contact plan
    session schema --format csv
    session schema contact --format jsonl
    golden schema
}

@test "schema: record kinds come before documents of the same name" {
    ok schema contact
    json 'd["title"] == "infoview: contact" and "schema" not in d["properties"]'
    ok schema infoview/contact@1
    json 'd["title"] == "infoview/contact@1" and d["properties"]["schema"]["const"] == "infoview/contact@1"'
    for name in report next check contacts promise init parse-date schemas doctor; do
        ok schema "$name"
        cp "$OUT" short
        ok schema "infoview/$name@1"
        cmp "$OUT" short || blame "$name"
    done
}

@test "schema NAME --json is schema NAME, for every name; no vault is needed, and none is looked for" {
    ok schema
    names=$(cut -d' ' -f1 "$OUT")
    [ "$(wc -l <<<"$names")" -gt 20 ]
    for name in $names; do
        ok schema "$name"
        cp "$OUT" plain
        [ ! -s "$ERR" ]
        ok -C nowhere schema "$name" --json
        cmp "$OUT" plain || blame "$name"
    done
    ok schema --json
    json '[s["name"] for s in d["schemas"]] == """'"$names"'""".split()'
}

@test "schema: the list fits 80 cells" {
    ok schema
    python3 -c 'import sys; sys.exit(any(len(line) > 81 for line in open(sys.argv[1], encoding="utf-8")))' "$OUT"
}

@test "every schema is valid, complete, and closed by nothing" {
    needs_validator
    schemas valid
}

@test "settings: what init writes beside them is 'schema settings', byte for byte; the settings fit" {
    needs_validator
    ok init v
    ok init --demo w
    ok schema settings
    cmp "$OUT" v/.infoview.schema.json
    cmp "$OUT" w/.infoview.schema.json
    [ "$(head -n 1 v/infoview.yaml)" = '# yaml-language-server: $schema=.infoview.schema.json' ]
    schemas front settings v/infoview.yaml w/infoview.yaml "$top/$example/infoview.yaml"
}

@test "front matter of the example vault and of init --demo fits the schema of its kind" {
    needs_validator
    ok init --demo w
    for vault in "$top/$example" w; do
        for kind in contact interview opportunity skill target; do
            folder=${kind}s
            [ "$kind" != opportunity ] || folder=opportunities
            # One file of the example is broken on purpose.
            mapfile -t files < <(find "$vault/$folder" -name '*.md' ! -name walter-finch.md)
            schemas front "$kind" "${files[@]}"
        done
        schemas front plan "$vault/plan.md"
    done
}

@test "front matter that is wrong does not fit" {
    needs_validator
    each_front misfits <<'E'
contact|org: GridCo
contact|name:
contact|name: Ana\nadded: soon
contact|name: Ana\nadded: 2026-13-01
contact|name: Ana\nstatus: sleeping
contact|name: Ana\nprivate: perhaps
contact|name: Ana\nkeep_in_touch: [a]
contact|name: Ana\nreferred_by: {a: b}
contact|name: Ana\nreferred_by: [[bo]]
contact|name: [Ana, Lima]
contact|name: Ana\naliases: [[a]]
interview|contact: ana
interview|date: 2026-11-18
interview|with:\ndate: 2026-11-18
interview|contact: ana\ndate:
interview|contact: ana\ndate: yesterday
interview|contact: ana\ndate: 2026-11-18 25:00
interview|contact: ana\ndate: 2026-11-18\nminutes: 601
interview|contact: ana\ndate: 2026-11-18\nminutes: half
interview|contact: ana\ndate: 2026-11-18\nrating: 0
interview|contact: ana\ndate: 2026-11-18\nthanked: yes please
interview|contact: ana\ndate: 2026-11-18\nthanked: {ana: soon}
interview|contact: ana\ndate: 2026-11-18\nthanked: [2026-11-19]
interview|contact: ana\ndate: 2026-11-18\ntold_referrer: done
interview|contact: ana\ndate: 2026-11-18\nraised_job: 7
opportunity|fit: 3
opportunity|name: O\nfit: 6
opportunity|name: O\nwhere: outside
skill|name: S\nkind: medium
target|name: T\nby: 2026
plan|reviewed: last year
E
}

@test "front matter that is right fits: other names of a key, a name in parts, words for yes" {
    needs_validator
    each_front front <<'E'
contact|first_name: Ana\nlast_name: Lima
contact|name: {first: Ana, last: Lima}
contact|name: 007\norg: [GridCo]\nprivate: yes\nshoe_size: 43
contact|name: Ana\nkeep_in_touch: never\nreferred_by: ["[[bo]]", élodie]\nadded: 2026-11-18T10:00
interview|with: ana\ndate: 2026-11-18 15:00
interview|attendees: [ana, bo]\ndate: 2026-11-18T15:00:00+01:00\nthanked: {ana: 2026-11-19, bo: skip, eve: }
interview|contact: ana\ndate: 2026-11-18\nminutes: "30"\nraised_job: 2026-11-18\ntold_referrer: skip
opportunity|name: O\nfit:\ncontact: [ana]\nfrom: [m1, m2]
skill|name: S\nlevel:\nevidence: One act
target|name: T\nby: 2027-01-01
plan|reviewed:
E
}

@test "a line that the program reads without a finding is one that the schemas of files allow" {
    needs_validator
    schemas agree "$work"
}
