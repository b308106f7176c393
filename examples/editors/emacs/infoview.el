;;; infoview.el --- the findings of `infoview check' in Emacs  -*- lexical-binding: t -*-

;;; Commentary:

;; M-x infoview-check runs the check on the vault of the current buffer; C-x ` (next-error) goes from finding
;; to finding.  With a prefix argument warnings fail too (--strict).
;;
;;     (load "…/examples/editors/emacs/infoview.el")

;;; Code:

(require 'compile)

(defvar infoview-program "infoview"
  "Name or path of the program.")

;; A finding's further lines (the original line, a caret, a hint) are indented, so a path starts a line.
(defvar infoview-check-regexp
  "^\\([^ \t\n].*?\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\): "
  "Path, line, column and, of a warning, the word.")

(define-compilation-mode infoview-check-mode "Infoview"
  "Mode of the findings that the check prints."
  (setq-local compilation-error-regexp-alist (list (list infoview-check-regexp 1 2 3 '(4))))
  ;; columns are display cells, from 1
  (setq-local compilation-error-screen-columns t)
  (setq-local compilation-first-column 1))

(defun infoview-check (&optional strict)
  "Check the vault that the current buffer's file lies in.
With a prefix argument STRICT warnings fail too."
  (interactive "P")
  ;; paths in findings are relative to the vault's folder
  (let ((default-directory (or (locate-dominating-file default-directory "infoview.yaml")
                               (user-error "No vault here or in a folder above")))
        (coding-system-for-read 'utf-8)
        (process-connection-type nil))
    (compilation-start (concat (shell-quote-argument infoview-program) " --color never check"
                               (if strict " --strict" ""))
                       #'infoview-check-mode)))

(provide 'infoview)
;;; infoview.el ends here
