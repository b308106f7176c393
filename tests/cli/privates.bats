#!/usr/bin/env bats
# private-mention: what a reader of a page would see of somebody private, in whatever way it is written.

load helper

setup() {
    use_home
    make_vault
    contact quux 'name: Quux Secretperson' 'private: yes'
}

# The lines on which the file of ana is said to tell of somebody.
told() {
    iv check --format json
    python3 - "$OUT" <<'PY'
import json, sys
found = [d for d in json.load(open(sys.argv[1]))["diagnostics"] if d["rule"] == "private-mention"]
print(" ".join("%d:%d" % (d["range"]["start"]["line"], d["range"]["start"]["column"]) for d in found if "ana" in d["path"]))
PY
}

@test "a name is found in however it is written, on its line, where it begins" {
    local -i files=0
    while IFS='|' read -r expected written; do
        files+=1
        # shellcheck disable=SC2059 # what is written has escapes for printf
        printf -- "---\nname: P$files\n---\n## Notes\n\n$written\n" >"contacts/p$files.md"
        printf '%s|%s|%s\n' "contacts/p$files.md" "$expected" "$written" >>../expected
    done <<'TABLE'
6:5|See Quux Secretperson.
6:7|See **Quux** Secretperson.
6:5|See Qu*ux* Secretperson.
6:5|See Quux __Secretperson__.
6:5|See Quux *Secret*person.
6:6|See `Quux` Secretperson.
6:5|See QUUX  secretPERSON.
6:5|See Quux\nSecretperson.
6:3|> Quux\n> Secretperson
6:5|> - Quux\n>   Secretperson
8:3|> x\n>\n> Quux\n> Secretperson
6:3|- Quux\n  Secretperson
7:3|- x\n- Quux\n  Secretperson
6:5|See Quux&nbsp;Secretperson.
6:5|See Qu&#117;x Secretperson.
6:5|See Quux Secret&shy;person.
6:5|See Quux Secretperso&#x6e;.
6:5|See Quux&#32;Secretperson.
6:5|See Quux\\\nSecretperson.
6:5|See Quux  \nSecretperson.
6:6|See [Quux](x.md) Secretperson.
6:5|See Quux [Secretperson](x.md).
6:6|See [Quux](<x>\n"y") Secretperson.
6:5|See Quux ![Secretperson](x.png).
6:5|See Quux [[x|Secretperson]].
6:9|See [[x|Quux]] Secretperson.
6:5|See Quux [Secretperson][x].\n\n[x]: https://example.org
6:5|See Quux<!-- and so on --> Secretperson.
6:5|See Quux <!-- and so on --> Secretperson.
6:5|See Quux <!-- and\nso on --> Secretperson.
6:5|See Quux<br>Secretperson.
6:8|See <b>Quux</b> Secretperson.
6:5|See Qu\xc2\xadux Secretperson.
6:5|See Qu\xe2\x80\x8bux Secret\xe2\x80\x8dperson.
6:5|See Quux\xe2\x80\x8b Secretperson.
6:5|See Quux\xc2\xa0Secretperson.
6:5|See Quux\xe2\x80\x89Secretperson.
6:5|See Q\xcc\xb2u\xcc\xb2u\xcc\xb2x\xcc\xb2 Secretperson.
6:5|See \xef\xbc\xb1uux Secretperson.
6:5|See Quux\x01 Secretperson.
6:5|See Quux-Secretperson.
6:5|See Quux\xe2\x80\x91Secretperson.
6:5|See quux_secretperson, and so on.
7:7|- one line\n- See quux.secretperson@example.org
6:26|See <https://example.org/quux-secretperson>.
6:34|See [him](https://example.org/in/quux-secretperson).
6:34|See [him](https://example.org/in/quux%%20secretperson).
7:1|```\nQuux Secretperson\n```
9:1|x\n\n```\nQuux Secretperson\n```
8:5|x\n\n    Quux Secretperson
7:3|> ```\n> Quux Secretperson\n> ```
6:3|# Quux *Secretperson*
6:3|# Quux *Secretperson* #
6:1|Quux *Secretperson*\n===
6:7|- [ ] Quux due:2026-12-01 Secretperson
6:12|- [ ] call Quux due:2026-12-01\n  Secretperson
6:12|- [ ] call Quux @waiting Secretperson
7:3|- [ ] call\n  Quux (due 2026-12-01) Secretperson
10:6|1. a\n   - b\n\n     c\n2. **Quux** Secretperson
TABLE
    iv check --format json
    python3 - "$OUT" ../expected <<'PY'
import json, sys
found = {}
for d in json.load(open(sys.argv[1]))["diagnostics"]:
    if d["rule"] == "private-mention":
        found.setdefault(d["path"], []).append("%d:%d" % (d["range"]["start"]["line"], d["range"]["start"]["column"]))
bad = 0
for row in open(sys.argv[2]):
    path, expected, written = row.rstrip("\n").split("|", 2)
    if found.get(path) != [expected]:
        bad += 1
        print("%s: found at %s, not at %s" % (written, found.get(path), expected))
sys.exit(bad)
PY
}

@test "what a page does not show, or shows of somebody else, is no finding" {
    contact bo 'name: Bo Chen' 'private: yes' 'aliases: [Bo]'
    meeting 2026-11-18-quux 'contact: [ana, quux]' 'date: 2026-11-18'
    while IFS='|' read -r written; do
        # shellcheck disable=SC2059 # what is written has escapes for printf
        printf -- "---\nname: Ana\n---\n## Notes\n\n$written\n" >contacts/ana.md
        found=$(told)
        [ -z "$found" ] || blame "$written: found at '$found'"
    done <<'TABLE'
See [[quux]].
See [[quux|Quux Secretperson]].
See [Quux *Secretperson*](quux.md).
See [**Quux** Secretperson](../contacts/quux.md) and ![Quux *Secretperson*](quux.md).
See [lunch with Quux *Secretperson*](../interviews/2026-11-18-quux.md).
- [ ] See [[quux|Quux]] due:2026-12-01 Secretperson
See Quux.\n\nSecretperson
- Quux\n- Secretperson
# Quux\n\nSecretperson
See Quux Secretpersons.
See Quux, Secretperson.
## More (private)\n\n**Quux** Secretperson
See [x](../notes/quux-secretperson.md).
See Borough, Bob, and elbo.
TABLE
}

@test "each of several names on a line, one for each; the longest where several begin" {
    contact bo 'name: Bo Chen' 'private: yes' 'aliases: [Bo, Bo Chen Sr]'
    contact ana 'name: Ana' '---' '**Bo** Chen, Bo *Chen* Sr, **Quux** Secretperson, Bo, Quux *Secretperson*'
    found=$(told)
    [ "$found" = '4:3 4:14 4:30 4:51' ] || blame "found at $found"
}

@test "front matter: values that lead to nobody, keys, addresses, names of what is no person" {
    contact ana 'name: Ana' 'why: knows quux-secretperson' 'referred_by: "Quux  Secretperson and others"' \
        'Quux Secretperson: a friend' $'place: Quux\xc2\xa0Secret\xc2\xadperson' 'url: https://example.org/quux_secretperson' \
        'role: >' '  of Quux' '  Secretperson' 'location: Qu*ux* Secretperson'
    found=$(told)
    [ "$found" = '3:6 4:14 5:20 6:8 7:6 8:7' ] || blame "found at $found"
    mkdir -p opportunities
    put_record opportunities/x.md 'name: Assistant of Quux Secretperson'
    iv check
    says 'opportunities/x.md:2:7: warning'
}

@test "the name of a file is the address of a page: it names nobody private but whom it is about" {
    contact ana 'name: Ana'
    contact bo 'name: Bo' 'private: yes' 'aliases: [Ana]'
    meeting 2026-11-18-quux-secretperson 'contact: ana' 'date: 2026-11-18'
    meeting 2026-11-19-ana 'contact: ana' 'date: 2026-11-19'
    meeting 2026-11-20-quux-secretperson 'contact: [ana, quux]' 'date: 2026-11-20'
    iv check
    says "interviews/2026-11-18-quux-secretperson.md:1:1: warning: 'Quux Secretperson' is private"
    [ "$(grep -c private-mention "$OUT")" = 1 ]
}

@test "publish stops at what check finds" {
    contact ana 'name: Ana' '---' '## Notes' '' 'Lunch with **Quux** Secretperson again.'
    iv publish -o ../a.html --passphrase-fd 7 7<<<'correct horse battery staple'
    [ "$status" -eq 1 ]
    complains "contacts/ana.md:6:14: 'Quux Secretperson' is private, and this text would tell of them"
    [ ! -e ../a.html ]
}

@test "names by the thousand in bodies as long as may be cost no more than their length" {
    python3 - <<'PY'
def w(name, body):
    open("contacts/%s.md" % name, "w").write("---\nname: %s\n---\n%s\n" % (name.title(), body[:130000]))
w("emphasis", "**Quux** Secretperson " * 5900)
w("references", "Q&#117;ux Secretperson " * 5600)
w("lines", "**Quux** Secretperson\n" * 5900)
w("hidden", "<quux.md> [x](quux.md) *Quux* Secretperson " * 2900)
w("tasks", "- [ ] Quux due:2026-12-01 Secretperson\n" * 3300)
w("task", "- [ ] " + "Quux due:2026-12-01 Secretperson " * 3900)
w("wiki", "[[x|Quux]] Secretperson " * 1900)
w("marks", "Qu" + "\u0332" * 60000 + "ux Secretperson")
w("soft", "Qu" + "\u00ad" * 60000 + "ux Secretperson")
w("quotes", ">" * 300 + " *Quux* Secretperson\n" + "> *Quux* Secretperson\n" * 5000)
w("code", "```\n" + "Quux\nSecretperson\n" * 7000 + "```")
w("parted", "*Quux* Secretperson\n\n" * 5800)
w("private", "# x (private)\n\n# *Quux* Secretperson\n\n" * 3000)
PY
    within 5 "$INFOVIEW" -q check --format json >"$OUT" || [ $? -eq 1 ]
    out=$(<"$OUT")
    for name in emphasis references lines tasks task wiki marks soft quotes code parted private; do
        says "\"path\": \"contacts/$name.md\""
    done
}
