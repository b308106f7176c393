#!/usr/bin/env bats
# What pages are made with: `build --dump PAGE` fits `schema page:NAME`, whose table (lib/site/model.c) templates are held to.

load helper
load schema

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
}

@test "model: every page of all sorts of vaults has the names that its schema says, in that order; every name is on some page" {
    needs_validator
    python3 "$BATS_TEST_DIRNAME/vaults.py" many many 300
    python3 "$BATS_TEST_DIRNAME/vaults.py" hostile hostile
    mkdir empty
    : >empty/infoview.yaml
    mkdir -p long/contacts
    : >long/infoview.yaml
    for i in {1..501}; do printf -- "---\nname: %s %d\n---\n" "$( ((i % 2)) && echo Ana || echo Bo)" "$i" >"long/contacts/c$i.md"; done
    (cd long && git init -q . && git add -A && git -c user.name=Jo -c user.email=jo@test.example commit -q -m 'all of it')
    schemas pages 2026-11-21 "$top/$example" many hostile empty long
}

@test "model: a page's schema is listed, found by its name, and near a wrong one" {
    ok schema
    for page in today people people_part person interview prep ahead weeks pipeline network help; do
        says "page:$page "
    done
    ok schema page:today --json
    json 'd["title"] == "page:today" and d["properties"]["owed"]["$ref"] == "#/$defs/pile" and "schema" not in d["properties"]'
    fails 2 schema page:tody
    complains "did you mean 'page:today'?"
    fails 2 schema page:
}
