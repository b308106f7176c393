#!/usr/bin/env bats
# examples/editors: each editor, run without a screen, goes to the right place for every finding of `infoview check`.

load helper

setup() {
    use_home
    export LC_ALL=C.UTF-8 INFOVIEW_TODAY=2026-11-21
    editors=$top/examples/editors
    root="$work/my vault é"
    mkdir -p "$root/notes" "$HOME/bin"
    cd "$root" || return 1
    make_vault
    mkdir 'contacts/old friends'
    contact 'old friends/Ana María 李' 'name: Ana María' 'referred_by: [李小龙, nobody here]' 'keep_in_tuch: 3 months'
    contact 李小龙 'name: 李小龙' 'added: 2026-13-01'
    contact "it's #1 100%" 'name: Percy'
    # What follows a finding is indented, whatever stands in it: here lines that look like findings are added.
    printf '%s\n' '#!/bin/sh' '"$INFOVIEW" "$@" | sed "p; s/.*/  contacts\/李小龙.md:1:1: error: in a line of text [none]/"' \
        >"$HOME/bin/infoview"
    chmod +x "$HOME/bin/infoview"
    export INFOVIEW PATH=$HOME/bin:/usr/bin:/bin
    expected=$(
        cat <<END
error $root/contacts/it's #1 100%.md:1:1 ---
error $root/contacts/old friends/Ana María 李.md:3:23 nobody here
warning $root/contacts/old friends/Ana María 李.md:4:1 keep_in_tuch
error $root/contacts/李小龙.md:3:8 2026-13-01
END
    )
}

# Whether the places are those that are expected, in the words "SEVERITY PATH:LINE:COLUMN TEXT-THERE".
places() {
    diff <(printf '%s\n' "$expected") "$1"
}

@test "what the program prints, which the editors must find again" {
    ok check || true
    grep -E '^\S.*: (error|warning): ' "$OUT" | sed -E "s|^(.*): (error\|warning): .*|\2 $root/\1|" >"$work/places"
    diff <(sed -E 's/(:[0-9]+:[0-9]+) .*/\1/' <<<"$expected") "$work/places"
}

# go_vim FOLDER FILE [COMMAND…]: :make there, every place of the quickfix list gone to.
go_vim() {
    local folder=$1 file=$2
    shift 2
    cat >"$work/go.vim" <<'END'
silent make!
let places = []
for item in range(len(getqflist()))
  if getqflist()[item].valid
    execute 'cc!' item + 1
    let type = getqflist()[item].type ==# 'w' ? 'warning' : getqflist()[item].type ==# 'e' ? 'error' : '?'
    let there = matchstr(strpart(getline('.'), col('.') - 1), '^[^],:]*')
    call add(places, type . ' ' . expand('%:p') . ':' . line('.') . ':' . virtcol('.') . ' ' . there)
  endif
endfor
call writefile(places, $places)
qall!
END
    (cd "$folder" && places="$work/places" vim -N -u NONE -i NONE -n -es --cmd "set rtp^=$editors/vim enc=utf-8 hidden" \
        "$@" -c "source $work/go.vim" -c 'cquit!' "$file" </dev/null)
}

@test "Vim: the quickfix list names file, line, column and type, from any folder" {
    vim --version 2>/dev/null | grep -q +quickfix || skip 'no Vim with a quickfix list'
    go_vim "$root" infoview.yaml -c 'compiler infoview'
    places "$work/places"
    go_vim "$root/contacts/old friends" 'Ana María 李.md' -c 'compiler infoview'
    places "$work/places"
    go_vim "$HOME" "$root/contacts/it's #1 100%.md" -c 'compiler infoview'
    places "$work/places"
    go_vim "$root/notes" '' -c 'compiler infoview'
    places "$work/places"
}

@test "Vim: Markdown in a vault chooses the compiler by itself, elsewhere not" {
    vim --version 2>/dev/null | grep -q +quickfix || skip 'no Vim with a quickfix list'
    go_vim "$HOME" "$root/contacts/李小龙.md" --cmd 'filetype plugin on'
    places "$work/places"
    vim -N -u NONE -i NONE -n -es --cmd "set rtp^=$editors/vim" --cmd 'filetype plugin on' \
        -c 'call writefile([exists("b:current_compiler")], $HOME . "/compiler")' -c 'qall!' "$HOME/x.md" </dev/null
    [ "$(cat "$HOME/compiler")" = 0 ]
}

@test "Vim: a vault that cannot be read is said" {
    vim --version 2>/dev/null | grep -q +quickfix || skip 'no Vim with a quickfix list'
    cd "$HOME"
    vim -N -u NONE -i NONE -n -es --cmd "set rtp^=$editors/vim" -c 'compiler infoview' -c 'silent make!' \
        -c 'call writefile(map(getqflist(), "v:val.text"), $HOME . "/list")' -c 'qall!' </dev/null
    grep -q "no vault" "$HOME/list"
}

# go_emacs FOLDER FILE: infoview-check there, every place of the compilation buffer gone to.
go_emacs() {
    cat >"$work/go.el" <<'END'
(setq find-file-visit-truename nil)
(load (getenv "infoview_el"))
(find-file (getenv "file"))
(infoview-check)
(let ((buffer (get-buffer "*infoview-check*")) places)
  (while (get-buffer-process buffer) (accept-process-output nil 0.05))
  (with-current-buffer buffer (compilation--ensure-parse (point-max)))
  (setq next-error-last-buffer buffer)
  (condition-case end
      (while t
        (next-error)
        (let ((type (with-current-buffer buffer
                      (compilation--message->type (get-text-property (point) 'compilation-message)))))
          (with-current-buffer (window-buffer (selected-window))
            (push (format "%s %s:%d:%d %s" (if (= type 2) "error" "warning") buffer-file-name
                          (line-number-at-pos) (1+ (current-column))
                          (buffer-substring (point) (progn (skip-chars-forward "^],:\n") (point))))
                  places))))
    (user-error (message "%s" (error-message-string end))))
  (with-temp-file (getenv "places") (dolist (place (reverse places)) (insert place "\n"))))
END
    (cd "$1" && file=$2 places="$work/places" infoview_el="$editors/emacs/infoview.el" \
        emacs -Q --batch -l "$work/go.el" </dev/null)
}

@test "Emacs: next-error goes to file, line and column, from any folder" {
    command -v emacs >/dev/null || skip 'no Emacs'
    go_emacs "$root" infoview.yaml
    places "$work/places"
    go_emacs "$root/contacts/old friends" 'Ana María 李.md'
    places "$work/places"
    go_emacs "$HOME" "$root/contacts/it's #1 100%.md"
    places "$work/places"
}

@test "Emacs: the file compiles without a warning" {
    command -v emacs >/dev/null || skip 'no Emacs'
    cp "$editors/emacs/infoview.el" "$work"
    emacs -Q --batch --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile "$work/infoview.el"
}

@test "VS Code: the problem matcher's expression takes each finding apart" {
    "$HOME/bin/infoview" check >"$work/said" 2>/dev/null || true
    python3 - "$editors/vscode/tasks.json" "$work/said" "$root" >"$work/places" <<'PY'
import json, re, sys
task, = json.load(open(sys.argv[1], encoding="utf-8"))["tasks"]
matcher = task["problemMatcher"]
pattern = matcher["pattern"]
assert task["command"] == "infoview" and task["args"][-1] == "check"
assert matcher["fileLocation"] == ["relative", task["options"]["cwd"]]
# Of ECMAScript's syntax only what means the same in Python may be used.
assert not re.search(r"\(\?|\\[bBwWpPkuxc]|\$.|\[\^?\]", pattern["regexp"]), pattern["regexp"]
for line in open(sys.argv[2], encoding="utf-8"):
    found = re.search(pattern["regexp"], line.rstrip("\n"), re.A)
    if found:
        path, row, column, severity, message, code = (
            found[pattern[name]] for name in ("file", "line", "column", "severity", "message", "code"))
        assert message and not message.endswith("]"), message
        text = open(sys.argv[3] + "/" + path, encoding="utf-8").read().split("\n")[int(row) - 1]
        cells = [c for c in text for _ in range(2 if ord(c) >= 0x2E80 else 1)]
        there = re.match(r"[^],:]*", "".join(cells[int(column) - 1:]))[0]
        print("%s %s/%s:%s:%s %s" % (severity, sys.argv[3], path, row, column, there))
PY
    places "$work/places"
}

@test "Helix: the files can be read; every editor's files are named in the README" {
    python3 - "$editors" <<'PY'
import json, pathlib, sys
try:
    import tomllib
except ImportError:
    tomllib = None
top = pathlib.Path(sys.argv[1])
readme = (top / "README.md").read_text(encoding="utf-8")
for path in sorted(top.rglob("*")):
    if path.is_file() and path.name != "README.md":
        assert str(path.relative_to(top)) in readme, path
    if path.suffix == ".toml" and tomllib:
        assert tomllib.loads(path.read_text(encoding="utf-8"))
    if path.suffix == ".json":
        assert json.loads(path.read_text(encoding="utf-8"))
PY
}
