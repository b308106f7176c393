#!/usr/bin/env bats
# Pages that templates make, read by a real HTML5 parser: no value changes what is an element and what an attribute.

load helper

setup() {
    use_home
    probe=${INFOVIEW_BUILD:-$top/build/release}/probe/tmpl
    [ -x "$probe" ] || { echo "no program: $probe; make tests builds it" && return 1; }
}

# A python3 that has html5lib: Debian's package is for Debian's own.
python_with_html5lib() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import html5lib' 2>/dev/null && return 0
    done
    return 1
}

@test "the tree of a page is the template's, whatever its values are" {
    python_with_html5lib || skip "no python3-html5lib"
    "$python" "$BATS_TEST_DIRNAME/tmpl_html.py" "$probe" 600 1 >said || { cat said && return 1; }
    sed 's/^/# /' said >&3
}
