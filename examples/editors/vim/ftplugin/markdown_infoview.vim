" Vim file type plugin: Markdown in a vault is checked by :make.
if findfile('infoview.yaml', escape(expand('%:p:h'), ' ,;\') . ';') !=# ''
  compiler infoview
endif
