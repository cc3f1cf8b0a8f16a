;;; dlint.el --- Find and repair mistakes in Dockerfiles  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: tools, languages
;; URL: https://github.com/dlint/dlint
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Tells Eglot and lsp-mode of `dlint lsp', the language server of dlint.
;;
;;     (require 'dlint)
;;     (add-hook 'dockerfile-mode-hook #'eglot-ensure)     ; or #'lsp
;;     (add-hook 'dockerfile-ts-mode-hook #'eglot-ensure)
;;     (add-hook 'dockerfile-mode-hook #'dlint-fix-on-save-mode)

;;; Code:

(defgroup dlint nil
  "Find and repair mistakes in Dockerfiles."
  :group 'tools
  :link '(url-link "https://github.com/dlint/dlint"))

(defcustom dlint-command '("dlint" "lsp")
  "The command that starts the language server."
  :type '(repeat string))

(defcustom dlint-settings '(:features (:formatting :json-false :semanticTokens :json-false))
  "What the server is told in the beginning, as a property list.
`:ignore [\"DL3008\"]' reports no unpinned packages, and
`:features (:inlayHints t)' shows the values of variables.  What holds for
everybody belongs into the `dlint.toml' of a project."
  :type 'plist)

(defconst dlint-modes '(dockerfile-mode dockerfile-ts-mode)
  "The modes for Dockerfiles.")

(defconst dlint--fix-all "source.fixAll.dlint"
  "The kind of what `dlint --fix' does.")

;; Names that the modes do not know.  At the end: whoever knows better, goes first.
(dolist (pattern '("[/\\]\\(?:Docker\\|Container\\)file[_-][^/\\.]*\\'" "\\.containerfile\\'"))
  (add-to-list 'auto-mode-alist
               (cons pattern (if (fboundp 'dockerfile-mode) 'dockerfile-mode 'dockerfile-ts-mode))
               t))

(defvar eglot-server-programs)
(declare-function eglot-managed-p "eglot")
(declare-function eglot-code-actions "eglot")

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons dlint-modes
                     (lambda (&rest _)
                       (append dlint-command (list :initializationOptions dlint-settings))))))

(declare-function make-lsp-client "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-execute-code-action-by-kind "lsp-mode")

(declare-function lsp-register-custom-settings "lsp-mode")

(with-eval-after-load 'lsp-mode
  ;; The server asks for its settings as well.
  (lsp-register-custom-settings
   (mapcar (lambda (name)
             (list (concat "dlint." name)
                   (lambda () (plist-get dlint-settings (intern (concat ":" name))))))
           '("select" "extendSelect" "ignore" "configPath" "buildkitChecks" "features")))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () dlint-command))
                    :major-modes dlint-modes
                    ;; Before `dockerfile-ls': with both, each completion would be there twice.
                    :priority 1
                    :server-id 'dlint
                    :initialization-options (lambda () dlint-settings))))

;;;###autoload
(defun dlint-fix-buffer ()
  "Repair the buffer as `dlint --fix' repairs a file."
  (interactive)
  (cond
   ((bound-and-true-p lsp-mode)
    (condition-case nil
        (save-excursion
          (goto-char (point-min))
          (lsp-execute-code-action-by-kind dlint--fix-all))
      (lsp-no-code-actions nil)))
   ((and (fboundp 'eglot-managed-p) (eglot-managed-p))
    ;; Eglot would take it for a mistake that there is nothing to repair.
    (when (eglot-code-actions (point-min) (point-max) dlint--fix-all)
      (eglot-code-actions (point-min) (point-max) dlint--fix-all t)))
   ((called-interactively-p 'interactive)
    (user-error "No server for this buffer: start one with `M-x eglot' or `M-x lsp'"))))

;;;###autoload
(define-minor-mode dlint-fix-on-save-mode
  "Repair the buffer whenever it is saved, as `dlint --fix' repairs a file."
  :lighter nil
  (if dlint-fix-on-save-mode
      (add-hook 'before-save-hook #'dlint-fix-buffer nil t)
    (remove-hook 'before-save-hook #'dlint-fix-buffer t)))

(provide 'dlint)
;;; dlint.el ends here
