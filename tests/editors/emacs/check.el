;;; check.el --- dlint.el in a real Emacs  -*- lexical-binding: t; -*-

;; Run by `run.sh'.  DLINT_CLIENT is `eglot' or `lsp'.

;; As the README has it for the user's settings.
(setq-default eglot-workspace-configuration '(:dlint (:ignore ["DL3000"])))
(setq dlint-settings '(:ignore ["DL3000"] :features (:formatting :json-false :semanticTokens :json-false)))

(require 'dlint)
(require 'json)
(require 'flymake)
(require 'dockerfile-mode)

(defvar check-client (getenv "DLINT_CLIENT"))
(defvar check-work (file-truename (getenv "DLINT_WORK")))
(setq make-backup-files nil auto-save-default nil create-lockfiles nil
      eglot-sync-connect 10 eglot-confirm-server-initiated-edits nil
      lsp-diagnostics-provider :flymake lsp-headerline-breadcrumb-enable nil lsp-auto-guess-root t
      lsp-restart 'ignore lsp-enable-suggest-server-download nil lsp-warn-no-matched-clients nil
      lsp-session-file (expand-file-name "session" check-work))

(defun check-that (what holds)
  "Say WHAT, and end unless it HOLDS."
  (message "  %s  %s" (if holds "ok    " "FAILED") what)
  (unless holds (kill-emacs 1)))

(defun check-until (look)
  "Wait until LOOK holds."
  (let ((end (+ (float-time) 10)) result)
    (while (and (not (setq result (funcall look))) (< (float-time) end))
      (accept-process-output nil 0.05)
      (flymake-start))
    result))

(defun check-dlint (&rest arguments)
  "What dlint says to ARGUMENTS."
  (with-temp-buffer
    (apply #'call-process "dlint" nil '(t nil) nil arguments)
    (buffer-string)))

(defun check-file (name text)
  "Write TEXT into NAME."
  (let ((file (expand-file-name name check-work)) (coding-system-for-write 'utf-8-unix))
    (make-directory (file-name-directory file) t)
    (with-temp-file file (insert text))
    file))

(defun check-read (file)
  "The text of FILE."
  (let ((coding-system-for-read 'utf-8-unix))
    (with-temp-buffer (insert-file-contents file) (buffer-string))))

(defun check-start ()
  "Start the client."
  (if (equal check-client "eglot")
      (progn (require 'eglot) (apply #'eglot (eglot--guess-contact)))
    (require 'lsp-mode)
    (require 'lsp-diagnostics)
    (lsp)
    (check-until (lambda () (bound-and-true-p lsp-mode)))))

(message "\n%s, Emacs %s" check-client emacs-version)
(let* ((text "FROM debian:latest\nMAINTAINER Ada\nWORKDIR src\nRUN echo \"🐳\" && cd /tmp\nEXPOSE 80/TCP\n")
       (file (check-file "app/Dockerfile" text))
       (copy (check-file "copy/Dockerfile" text))
       (findings (gethash "findings" (aref (gethash "files" (let ((json-object-type 'hash-table))
                                                                (json-read-from-string (check-dlint "--ignore" "DL3000" "--output-format" "json" file))))
                                             0)))
       fixed)
  (check-dlint "--fix" "--quiet" copy)
  (setq fixed (check-read copy))
  (check-that "there is something to repair" (not (equal fixed text)))
  (find-file file)
  (check-that "it is a Dockerfile" (eq major-mode 'dockerfile-mode))
  (check-start)
  (check-that (format "each finding is shown, once (%d)" (length findings))
              (check-until (lambda () (= (length (flymake-diagnostics)) (length findings)))))
  (let ((words (mapcar (lambda (each) (buffer-substring (flymake-diagnostic-beg each) (flymake-diagnostic-end each)))
                       (flymake-diagnostics))))
    (check-that "at the word" (seq-every-p (lambda (word) (member word words)) '("latest" "MAINTAINER" "TCP")))
    ;; lsp-mode counts an emoji as one, whatever the protocol says.
    (when (equal check-client "eglot")
      (check-that "also behind an emoji" (member "cd" words))))
  (dlint-fix-on-save-mode)
  (goto-char (point-max))
  (insert "EXPOSE 81/UDP\n")
  (save-buffer)
  (check-that "saving gives what `dlint --fix' gives"
              (equal (check-read file) (progn (check-file "copy/Dockerfile" (concat text "EXPOSE 81/UDP\n"))
                                              (check-dlint "--fix" "--quiet" copy)
                                              (check-read copy))))
  (let ((before (buffer-chars-modified-tick)))
    (set-buffer-modified-p t)
    (save-buffer)
    (check-that "the second time, nothing changes" (= before (buffer-chars-modified-tick))))
  (find-file (check-file "app/Dockerfile-dev" "FROM scratch\n"))
  (check-that "`Dockerfile-dev' is a Dockerfile" (eq major-mode 'dockerfile-mode))
  (find-file (check-file "app/app.Containerfile" "FROM scratch\n"))
  (check-that "`app.Containerfile' is a Dockerfile" (eq major-mode 'dockerfile-mode)))
(kill-emacs 0)
;;; check.el ends here
