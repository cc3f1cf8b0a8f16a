;;; Emacs reads the format `gnu` as it reads the output of a compiler, and counts what it sees. -*- lexical-binding: t -*-

(require 'compile)
(require 'json)

(let* ((document (with-temp-buffer
                   (insert-file-contents "json")
                   (json-parse-buffer :object-type 'alist :array-type 'list)))
       (findings (mapcan (lambda (file) (copy-sequence (alist-get 'findings file))) (alist-get 'files document)))
       (grave (lambda (severity)
                (seq-count (lambda (finding) (equal (alist-get 'severity finding) severity)) findings)))
       (seen '()))
  (with-temp-buffer
    (insert-file-contents "gnu")
    (compilation-mode)
    (let ((inhibit-read-only t))
      (compilation-parse-errors (point-min) (point-max))
      (goto-char (point-min))
      (while (not (eobp))
        (let ((message (get-text-property (point) 'compilation-message)))
          (when message
            (push (compilation--message->type message) seen)))
        (forward-line 1))))
  ;; A file that could not be read has no line that Emacs could jump to.
  (let ((expected (list (funcall grave "error") (funcall grave "warning")
                        (+ (funcall grave "info") (funcall grave "style"))))
        (counted (mapcar (lambda (type) (seq-count (lambda (one) (eql one type)) seen)) '(2 1 0))))
    (princ (format "errors, warnings, notes: %S\n" counted))
    (unless (equal counted expected)
      (princ (format "and there are %S\n" expected))
      (kill-emacs 1))))
