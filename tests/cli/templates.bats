#!/usr/bin/env bats
# A vault's own templates: what they take the place of, what is refused, and `templates list` and `dump`.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    cp -r "$top/$example" "$work/vault"
    cd "$work/vault" || return 1
    mkdir -p templates
}

site() {
    python3 "$BATS_TEST_DIRNAME/site.py" "$@" || blame 'a page is wrong'
}

# Every file below a folder with what it holds, its time of change and its number on the disk.
state() {
    (cd "$1" && find . -type f -printf '%p %T@ %i ' -exec sha256sum {} \; | sort)
}

# refused MESSAGE… — a build fails so, and the site is as it was, to the last time of change.
refused() {
    state site >../before
    fails 3 build
    complains "$@"
    state site | diff ../before - || blame 'the site was touched'
}

@test "templates: a page, a part of pages, the style sheet and the script are those of the vault" {
    ok build
    cp -r site ../before
    printf '{{<layout}}{{$content}}<h1>{{title}}, {{owed.count}} owed</h1><p id="keys">{{>mine}}</p><a href="weeks.html">Weeks</a>{{/content}}{{/layout}}\n' >templates/today.html
    printf '<b>{{title}}</b>' >templates/mine.html
    printf '<b>{{name}}</b>' >templates/person_link.html
    printf 'body { color: red; }\n' >templates/style.css
    printf 'x;\n' >templates/script.js
    ok build
    site site
    grep -q '<h1>Today, 5 owed</h1><p id="keys"><b>Today</b></p>' site/index.html
    grep -q '<b>Bo Chen</b>' site/p/ana-lima.html
    cmp site/style.css templates/style.css
    cmp site/script.js templates/script.js
    rm templates/*
    ok build
    diff -r ../before site
}

@test "templates: other files of the folder, and hidden ones, are none of pages" {
    ok build
    state site >../before
    echo '{{' >templates/.today.html
    echo '{{' >templates/_today.html
    echo x >templates/other.css
    echo x >templates/notes.txt
    mkdir templates/today
    echo '{{' >templates/today/item.html
    printf '\xef\xbb\xbf' | cat - "$top/templates/site/notes.html" >templates/notes.html
    ok build
    [ ! -e site/other.css ]
    # The pages were looked at anew, since a link may lead to any file: the marker tells that.
    state site | grep -v infoview-site | diff <(grep -v infoview-site ../before) -
}

@test "templates: an error names file, line and column, what was meant, and leaves the last site" {
    ok build
    printf 'x\n<p>{{titel}}</p>\n' >templates/today.html
    refused "templates/today.html:2:4: there is no 'titel' here" "did you mean 'title'?" 'the site stays as it was'
    # In what no data of today reaches.
    printf '{{#is_empty}}\n{{#unreadable}}{{^hint}}{{massage}}{{/hint}}{{/unreadable}}{{/is_empty}}\n' >templates/today.html
    refused "templates/today.html:2:25: there is no 'massage' here" "did you mean 'message'?"
    # In a part of pages that have other data.
    rm templates/today.html
    printf '<li>{{why}}</li>\n{{#people}}{{/people}}' >templates/item.html
    refused "templates/item.html:2:1: there is no 'people' here"
    printf '{{>itme}}' >templates/pile.html
    rm templates/item.html
    refused "templates/pile.html:1:1: there is no template 'itme'" "did you mean 'item'?"
    rm templates/pile.html
    printf '\n<p{{#is_empty}}>{{/is_empty}}' >templates/today.html
    refused 'templates/today.html:2:'
    printf '<p onclick="{{title}}">' >templates/today.html
    refused "templates/today.html:1:13: '{{title}}' may not stand in the attribute 'onclick'"
    printf '<a href="{{title}}">x</a>' >templates/today.html
    refused "'title' is text, and here an address is needed"
    printf '<p>{{{title}}}</p>' >templates/today.html
    refused "'title' is no HTML but text"
    printf '<p>{{owed}}</p>' >templates/today.html
    refused "'owed' is a group of values"
    printf '{{title' >templates/today.html
    refused 'templates/today.html:1:1: '
    rm templates/today.html
    ok build
    complains '0 pages written'
}

@test "templates: what fails only while pages are made leaves the last site too" {
    # The address of some meeting is not there: no prep page.
    ok build
    printf '<a href="{{prep}}">x</a>' >templates/meeting.html
    sed -i 's/^role: Grid planner/role: Grid gardener/' contacts/ana-lima.md
    refused "templates/meeting.html:1:10: 'prep' is empty here"
}

@test "templates: links, large files, other bytes and folders in their place are refused with their path" {
    ok build
    echo secret >../outside.html
    ln -s ../../outside.html templates/today.html
    refused 'templates/today.html:1:1: this is a link or no regular file' 'links are not followed'
    ln -sf ../contacts/ana-lima.md templates/today.html
    refused 'templates/today.html:1:1: '
    ln -sf nowhere templates/today.html
    refused 'templates/today.html:1:1: '
    rm templates/today.html
    mkfifo templates/style.css
    refused 'templates/style.css:1:1: '
    rm templates/style.css
    head -c 262145 /dev/zero | tr '\0' x >templates/style.css
    refused 'templates/style.css:1:1: the file is over 256 KiB'
    printf 'a\nb\xff' >templates/style.css
    refused 'templates/style.css:2:2: '
    printf 'a\n\0' >templates/style.css
    refused 'templates/style.css:2:1: '
    printf '<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n' >templates/style.css
    refused 'templates/style.css:1:1: an unsettled merge'
    rm -r templates
    mkdir ../elsewhere
    ln -s ../elsewhere templates
    refused 'templates:1:1: this folder cannot be read'
    fails 3 templates list
    complains 'templates:1:1: '
    rm templates
    ok build
}

@test "templates: hostile ones end soon, with a message" {
    ok build
    printf '{{>a}}' >templates/today.html
    printf '{{>b}}{{>b}}' >templates/a.html
    for i in b c d e f g h i j k l m n o p q r s t u v w x y; do
        next=$(printf %s "$i" | tr 'b-y' 'c-z')
        printf '{{>%s}}{{>%s}}' "$next" "$next" >"templates/$i.html"
    done
    printf '{{title}}' >templates/z.html
    within 20 "$INFOVIEW" build 2>"$ERR" || [ $? -eq 3 ]
    grep -q 'too much work' "$ERR"
    printf '{{>a}}' >templates/a.html
    refused 'templates stand in each other more than 100 deep'
}

@test "templates list: which are built in, which are the vault's" {
    printf 'x' >templates/today.html
    printf 'x' >templates/mine.html
    cp "$top/templates/site/style.css" templates/style.css
    ok templates list
    grep -qx 'today.html  *page  yours' "$OUT"
    grep -qx 'mine.html  *page  yours alone' "$OUT"
    grep -qx 'style.css  *page  yours, as built in' "$OUT"
    grep -qx 'people.html  *page  built in' "$OUT"
    grep -qx 'mail-ask.txt  *mail  .*built in' "$OUT"
    ok templates list --json
    json 'd["schema"] == "infoview/templates@1" and [t["name"] for t in d["templates"]] == sorted(t["name"] for t in d["templates"])'
    json '{"name": "today.html", "kind": "page", "path": "templates/today.html", "built_in": True, "changed": True} in d["templates"]'
    fails 2 templates list today.html
    fails 2 templates list -o x
    fails 2 templates
    fails 2 templates lst
    fails 3 -C "$work" templates list
}

@test "templates dump: brings the built-in ones out, keeps what is there, in one commit" {
    printf '[user]\n\tname = Jo Test\n\temail = jo@test.example\n' >"$HOME/.gitconfig"
    git init -q
    git add .
    git commit -qm first
    echo mine >templates/style.css
    ok templates dump today.html style.css today.html
    cmp templates/today.html "$top/templates/site/today.html"
    [ "$(cat templates/style.css)" = mine ]
    says 'wrote templates/today.html'
    complains '1 there already, kept as it is'
    [ "$(git log -1 --format=%s)" = 'templates dump: today.html' ]
    [ "$(git show --name-only --format= HEAD)" = templates/today.html ]
    ok build
    ok -n templates dump
    says '+++ b/templates/layout.html'
    [ ! -e templates/layout.html ]
    ok templates dump --json
    json 'd["schema"] == "infoview/change@1" and "templates/layout.html" in [f["path"] for f in d["files"]] and d["commit"]'
    [ "$(git rev-list --count HEAD)" -eq 3 ]
    cp -r site ../before
    ok build --json
    json 'd["written"] == ["help.html"]' # it names the commit
    ok undo
    [ ! -e templates/layout.html ]
    [ -e templates/today.html ]
    ok templates dump today.html
    complains '1 there already'
    [ "$(git status --porcelain templates/today.html)" = '' ]
}

@test "templates dump: one goes to a file or standard output; unknown names are refused, with what is near" {
    ok templates dump style.css -o -
    cmp "$OUT" "$top/templates/site/style.css"
    ok templates dump contact.md --output ../contact.md
    cmp ../contact.md "$top/templates/init/templates/contact.md"
    fails 2 templates dump contact.md --output ../contact.md
    complains 'is there already'
    fails 2 templates dump -o -
    fails 2 templates dump style.css today.html -o -
    fails 2 templates dump stile.css
    complains "no template 'stile.css' is built in" "did you mean 'style.css'?"
    fails 2 templates dump ../infoview.yaml
    fails 2 templates dump xyzzy
    complains "'infoview templates list' has them"
    [ -z "$(ls templates)" ]
}
