#!/usr/bin/env bats
# Notes and answers on pages: Markdown as HTML, where its links lead, what is left out of it.

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21
    make_vault
}

site() {
    python3 "$BATS_TEST_DIRNAME/site.py" "$@" || blame 'a page is wrong'
}

has() {
    local file=$1 text
    shift
    for text; do
        grep -qF -- "$text" "site/$file.html" || blame "not in $file: $text: $(cat "site/$file.html")"
    done
}

has_not() {
    local file=$1 text
    shift
    for text; do
        ! grep -qF -- "$text" "site/$file.html" || blame "in $file: $text: $(cat "site/$file.html")"
    done
}

@test "notes: Markdown comes out as HTML, headings from h2 on, and nothing of it as the template sees it" {
    contact ana 'name: Ana' '---' '# Ana' '' 'Met *her* at `make`. {{name}} <b>no</b> &amp; "so"' '' '## Ideas' '' '1. one' '2. two' '' '#### Deep' '' '> quoted' '' '```sh' 'a < b' '```'
    ok build
    site site
    has p/ana '<h2>Notes</h2>' '<p>Met <em>her</em> at <code>make</code>. {{name}} no &amp; &quot;so&quot;</p>' '<h2 id="n-ideas">Ideas</h2>' \
        '<ol>' '<li>two</li>' '<h3 id="n-deep">Deep</h3>' '<blockquote>' '<code class="language-sh">a &lt; b'
    has_not p/ana '<b>no' '<h2 id="n-ana"'
    ok build --dump p/ana
    json 'not d["notes"]["has_title"] and d["notes"]["text"].startswith("<p>Met <em>her</em>")'
}

@test "notes: a link leads to a page of the site; what has none is words, and check tells of it where nothing is there" {
    mkdir notes
    echo Text >notes/more.md
    contact ana 'name: Ana Lima' '---' 'See [[bo]], [[contacts/bo|Bob]], [her](bo.md), [the talk](../interviews/talk.md "title"), [there](../notes/more.md), [[nobody]],' \
        '[gone](../notes/gone.md), [web](https://example.org/a?b=1&c), <mailto:a@example.org>, [out](../../../etc/passwd), [js](javascript:alert(1)), [up](#ideas), [[bo]].' '' '## Ideas' '' 'x'
    contact bo 'name: Bo Chen'
    meeting talk 'contact: bo' 'date: 2026-11-01' 'status: done' '---' '## Questions' '' '- Why?' '' '  Ask [[ana]].'
    ok build
    site site
    has p/ana '<a href="../p/bo.html">Bo Chen</a>' '<a href="../p/bo.html">Bob</a>' '<a href="../p/bo.html">her</a>' '<a href="../i/talk.html">the talk</a>' \
        ', there, nobody,' 'gone, <a href="https://example.org/a?b=1&amp;c" rel="noreferrer noopener">web</a>' '<a href="mailto:a@example.org">' ', out, js, <a href="#n-ideas">up</a>'
    has i/talk '<a href="../p/ana.html">Ana Lima</a>'
    has p/bo '<a href="../p/ana.html">Ana Lima</a>'
    has index '<a href="p/ana.html">Ana Lima</a>'
    iv check
    says "nobody" "notes/gone.md" "[dead-link]"
}

@test "notes: what a page shows in a list of its own is not shown twice; an item with more to say stays whole" {
    contact ana 'name: Ana' '---' '## Promises' '' '- [ ] QQ-alone due:2026-12-01' '' '## Log' '' '- 2026-11-01 call: QQ-logged' '- some day: QQ-undated' '' \
        '## Plans' '' '- [ ] QQ-more' '' '  with QQ-detail' '- [x] QQ-done done:2026-11-02'
    meeting talk 'contact: ana' 'date: 2026-11-01' 'status: done' '---' '# QQ-headline' '' '## Questions' '' 'QQ-before' '' '- QQ-first?' '' '  QQ-answer' '' '  ### in the item' '- QQ-second?' '' \
        'QQ-after' '' '### QQ-third?' '' 'QQ-three' '' '* QQ-list' '' '## Referrals' '' '- [[ana]]' '- QQ-new' '' '## Skills' '' '- QQ-skill' '' '## Insights' '' '- QQ-insight'
    ok build
    site site
    # What could be written to them, and what was said last.
    sed -i -e '/<ul class="say">/,/<\/ul>/d' -e '/^<summary>/d' site/p/ana.html site/i/talk.html
    for word in alone logged undated detail done; do
        [ "$(grep -o "QQ-$word" site/p/ana.html | wc -l)" -eq 1 ] || blame "QQ-$word: $(cat site/p/ana.html)"
    done
    for word in headline before first answer second after third three list skill insight; do
        [ "$(grep -o "QQ-$word" site/i/talk.html | wc -l)" -eq 1 ] || blame "QQ-$word: $(cat site/i/talk.html)"
    done
    has_not p/ana 'id="n-promises"'
    has p/ana '>Log</h2>' '>Plans</h2>'
    has_not i/talk 'id="n-referrals"' 'id="n-skills"'
    ok build --dump i/talk
    json '[q["text"] for q in d["questions"]] == ["QQ-first?", "QQ-second?", "QQ-third?"] and d["headline"] == "QQ-headline"'
    json '"<p>QQ-answer</p>\n<h4>in the item</h4>" == d["questions"][0]["answer"] and "<p>QQ-after</p>" == d["questions"][1]["answer"] and "<li>QQ-list" in d["questions"][2]["answer"]'
    json '"QQ-before" in d["notes"]["text"] and "QQ-insight" in d["notes"]["text"]'
}

@test "notes: a picture of the vault is shown from where it lies; any other is words" {
    mkdir -p pictures .hidden
    : >'pictures/a #1.png'
    : >.hidden/a.png
    : >../outside.png
    ln -s ../../outside.png pictures/link.png
    ln -s ../.. elsewhere
    contact sam 'name: Qqcanary Sam' 'private: yes'
    : >pictures/sam.png
    contact ana 'name: Ana' '---' '![whiteboard](<../pictures/a #1.png> "t") ![hid](../.hidden/a.png) ![out](../../outside.png) ![link](../pictures/link.png) ![chain](../elsewhere/outside.png)' \
        '![gone](../pictures/gone.png) ![code](ana.md) ![web](https://example.org/x.png) ![data](data:image/png;base64,AA==) ![QQ](../pictures/sam.png)'
    ok build
    has p/ana '<img src="../../pictures/a%20%231.png" alt="whiteboard"> hid out link chain' 'gone code <a href="https://example.org/x.png" rel="noreferrer noopener">image: web (example.org)</a> data somebody'
    [ "$(grep -o '<img' site/p/ana.html | wc -l)" -eq 1 ]
    printf 'format: 1\nsite: out/site\n' >infoview.yaml
    ok build
    grep -qF 'src="../../../pictures/a%20%231.png"' out/site/p/ana.html
    # Elsewhere nothing is known of where the vault lies.
    ok build -o "$work/../other"
    ! grep -q '<img' "$work/../other/p/ana.html"
    grep -q whiteboard "$work/../other/p/ana.html"
}

# What is private, in everything that Markdown has.
private_body() {
    cat <<'EOF'
Seen with [[qqcanary-sam]], [Qqcanary](qqcanary-sam.md "Qqcanary"), [Qqcanary *Q*][ref], ![Qqcanary](qqcanary-sam.md), [![Qqcanary](x.png)](../contacts/qqcanary-sam.md),
[[people/qqcanary-sam]], [x](../elsewhere/qqcanary-sam.md), [[qqcanary-sam#Qqcanary]], ![[qqcanary-sam]], [[Qqcanary Sam|Qqcanary]] <!-- qqcanary --> <i title="qqcanary">kept</i>

<!-- qqcanary -->

<div>qqcanary</div>

[ref]: qqcanary-sam.md "Qqcanary"
[unused]: https://example.org/qqcanary "Qqcanary"
[^1]: see below

Words[^1] [defined]

## Pay (private)

qqcanary `qqcanary` [qqcanary](https://example.org/qqcanary) ![qqcanary](qqcanary.png "qqcanary")

[defined]: https://example.org/qqcanary "Qqcanary"

    qqcanary

### Below

> qqcanary

- [ ] qqcanary

#### Log

- 2026-11-01 call: qqcanary

Pay again (Private):
--------------------

qqcanary

| qqcanary | qqcanary |
| --- | --- |

# (private)

```
qqcanary
```

## Open

control

> ## quoted (private)
>
> qqcanary

- # item (private)

  qqcanary

## Questions (private)

- Qqcanary?

  qqcanary
EOF
}

@test "notes: nothing private comes out of any markup, with any line ends" {
    contact qqcanary-sam 'name: Qqcanary Sam' 'private: yes'
    meeting qqcanary-talk 'contact: qqcanary-sam' 'date: 2026-11-01' 'status: done'
    contact lf 'name: Lf' '---' "$(private_body)" '[[qqcanary-talk]] [QQCANARY](../interviews/qqcanary-talk.md)'
    meeting lf 'contact: lf' 'date: 2026-11-02' 'status: done' '---' '## Questions' '' '- Why?' '' '  Ask [[qqcanary-sam]], [Qqcanary](../contacts/qqcanary-sam.md).' '' '- [[qqcanary-sam]]?' \
        '' "$(private_body | sed '/^Words/,$d; s/^/  /')" '' '### Qqcanary? (private)' '' 'qqcanary' '' '### And?' '' 'control' '' "$(private_body)"
    meeting ahead 'contact: lf' 'date: 2026-11-24' '---' "$(private_body)"
    for end in '\r\n' '\r'; do
        name=$(printf %s "$end" | tr -d '\\')
        sed "s/Lf/$name/; s/contact: lf/contact: $name/" contacts/lf.md | awk -v ORS="$end" 1 >"contacts/$name.md"
        sed "s/contact: lf/contact: $name/" interviews/lf.md | awk -v ORS="$end" 1 >"interviews/$name.md"
    done
    ok build
    site site
    ! grep -rila qqcanary site || blame "a private name or text is on a page: $(grep -rhoia '.\{90\}qqcanary.\{40\}' site | head -5)"
    [ "$(find site/p site/i -name '*.html' | wc -l)" -eq 5 ] || blame "$(find site)"
    for page in p/lf p/rn i/lf i/rn; do
        has "$page" control somebody kept
    done
    for page in p/lf p/rn i/lf i/rn i/ahead prep/ahead today people help; do
        ok build --dump "$page"
        [[ ${out,,} != *qqcanary* ]] || blame "private: --dump $page"
    done
}

@test "notes: a file that went, grew too large or is no text any more between reading and writing leaves its page whole" {
    contact ana 'name: Ana' '---' 'Kept.'
    python3 - <<'PY'
open("contacts/big.md", "w").write("---\nname: Big\n---\n" + "word " * 40000)
open("contacts/deep.md", "w").write("---\nname: Deep\n---\n" + "[" * 5000)
PY
    ok build
    site site
    has p/ana '<p>Kept.</p>'
    has p/big '<h1>Big</h1>'
    has p/deep '<h1>Deep</h1>'
}

@test "notes: a site of hostile bodies holds nothing that runs, loads or breaks the page, as an HTML parser reads it" {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import html5lib' 2>/dev/null && break
        python=
    done
    [ -n "$python" ] || skip 'python3-html5lib is not installed'
    folders=$(ls -d "$corpora"/hostile* 2>/dev/null || true)
    # shellcheck disable=SC2086
    "$python" "$BATS_TEST_DIRNAME/site_html.py" vault "$work/hostile" $folders
    within 60 "$INFOVIEW" -q -C "$work/hostile" build -o "$work/out" >/dev/null
    run "$python" "$BATS_TEST_DIRNAME/site_html.py" "$work/out"
    echo "$output" | tail -20
    [ "$status" -eq 0 ]
    site "$work/out"
}
