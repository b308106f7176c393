# bash completion for infoview: asks `infoview completion words` what could stand there.
# Needs nothing but bash 4.4. Nothing that is typed or that the vault holds is ever evaluated.

# Splits the line up to the cursor as bash would, into `words`, `start` (the part of the last word that readline
# keeps: up to a quote or one of COMP_WORDBREAKS) and `quote` (still open).
_infoview_split() {
    local line=${COMP_LINE:0:COMP_POINT} c in_word=
    words=('') start='' quote=''
    while [[ $line ]]; do
        c=${line:0:1} line=${line:1}
        case ${quote:-0}$c in
        "''" | '""') quote='' start=${words[-1]} && continue ;;
        \"\\) [[ $line != [\$\`\"\\]* ]] || c=${line:0:1} line=${line:1} ;;
        [\'\"]*) ;;
        0\\) c=${line:0:1} line=${line:1} in_word=1 ;;
        0[\'\"]) quote=$c start=${words[-1]} in_word=1 && continue ;;
        0[[:space:]])
            [[ ! $in_word ]] || words+=('')
            in_word='' start='' && continue
            ;;
        *)
            [[ $c != '~' || $in_word || $line != /* ]] || c=$HOME
            [[ $COMP_WORDBREAKS != *"$c"* ]] || start=${words[-1]}$c
            in_word=1
            ;;
        esac
        words[-1]+=$c
    done
}

# $1 as it must be typed, in `text`, where `quote` is open.
_infoview_quote() {
    text=$1
    case $quote in
    "'") text=${text//\'/\'\\\'\'} ;;
    '"')
        text=${text//\\/\\\\} text=${text//\"/\\\"} text=${text//\$/\\\$}
        text=${text//\`/\\\`} text=${text//!/\"\'!\'\"}
        ;;
    *) [[ $text != *[[:space:]\\\'\"\$\`\&\;\|\<\>\(\)\[\]\{\}*?!#~^]* ]] || printf -v text %q "$text" ;;
    esac
}

_infoview() {
    local -a words
    local start quote text value about
    _infoview_split
    COMPREPLY=()
    while IFS=$'\t' read -r value about; do
        case $value$'\t'$about in
        $':files\t') compopt -o default ;;
        $':folders\t') compopt -o dirnames ;;
        "$start"*)
            [[ $value != *: ]] || compopt -o nospace
            _infoview_quote "${value#"$start"}"
            # 63: a second TAB only lists; nothing of it is put on the line
            [[ $COMP_TYPE != 63 || ! $about ]] || text="$text  ($about)"
            COMPREPLY+=("$text")
            ;;
        esac
    done < <(command infoview completion words -- "${words[@]:1}" 2>/dev/null)
}

complete -o nosort -F _infoview infoview
