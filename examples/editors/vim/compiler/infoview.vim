" Vim compiler file: the findings of `infoview check` in the quickfix list.
"
"     :compiler infoview
"     :make
"     :make --strict
"
" The vault is that of the file being edited, else of the working folder: the nearest folder above with
" infoview.yaml. It is looked for when the compiler is chosen.

if exists('current_compiler')
  finish
endif
let current_compiler = 'infoview'

let s:cpo_save = &cpo
set cpo&vim

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

" Paths in findings are relative to the vault's folder, which need not be Vim's: %D takes it from a first line.
let s:here = escape(expand('%:p') ==# '' ? getcwd() : expand('%:p:h'), ' ,;\')
let s:settings = findfile('infoview.yaml', s:here . ';')
let s:root = s:settings ==# '' ? getcwd() : fnamemodify(s:settings, ':p:h')
let s:word = shellescape(s:root, 1)
let &l:makeprg = "(printf \"Entering directory '\\%s'\\n\" " . s:word
      \ . ' && infoview -C ' . s:word . ' --color never check $*)'

" Columns are display cells: %v. A finding's further lines (the original line, a caret, a hint) are indented.
CompilerSet errorformat=
      \%DEntering\ directory\ '%f',
      \%-G\ \ %.%#,
      \%f:%l:%v:\ %trror:\ %m,
      \%f:%l:%v:\ %tarning:\ %m,
      \%-G%*\\d\ error%.%#

unlet s:here s:settings s:root s:word
let &cpo = s:cpo_save
unlet s:cpo_save
