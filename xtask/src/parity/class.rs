//! Which class an error of `BuildKit`'s belongs to, by what its message says. The wording of dlint's own is its own.

/// Words that every message of a class has in it, with the class. The first that fits counts.
const CLASSES: &[(&[&str], &str)] = &[
    (&["only one", "parser directive"], "duplicate-directive"),
    (&["invalid escape token"], "invalid-escape"),
    (&["file with no instructions"], "no-instructions"),
    (&["greater than max allowed size"], "line-too-long"),
    (&["unterminated heredoc"], "unterminated-heredoc"),
    (&["comprised of strings only"], "json-not-strings"),
    (&["must have two arguments"], "missing-value"),
    (&["can't find = in"], "missing-equals"),
    (&["unknown instruction"], "unknown-instruction"),
    (&["unknown flag"], "unknown-flag"),
    (&["duplicate flag"], "duplicate-flag"),
    (&["missing a value on flag"], "missing-flag-value"),
    (&["expecting boolean value"], "invalid-boolean"),
    (&["requires exactly one argument"], "exactly-one-argument"),
    (&["requires at least one argument"], "at-least-one-argument"),
    (&["requires at least two arguments"], "missing-destination"),
    (&["heredoc as a destination"], "heredoc-destination"),
    (&["requires either one or three"], "invalid-from"),
    (&["invalid name for build stage"], "invalid-stage-name"),
    (&["names can not be blank"], "blank-name"),
    (&["Chaining ONBUILD"], "chained-onbuild"),
    (&["isn't allowed as an ONBUILD trigger"], "forbidden-trigger"),
    (&["Unknown type", "HEALTHCHECK"], "unknown-healthcheck"),
    (&["Missing command after HEALTHCHECK"], "missing-healthcheck-command"),
    (&["HEALTHCHECK NONE takes no arguments"], "healthcheck-none-arguments"),
    (&["invalid duration"], "invalid-duration"),
    (&["unknown unit"], "invalid-duration"),
    (&["missing unit"], "invalid-duration"),
    (&["cannot be less than"], "duration-too-short"),
    (&["strconv.ParseInt"], "invalid-retries"),
    (&["cannot be negative"], "invalid-retries"),
    (&["arguments to be in JSON form"], "shell-not-json"),
    (&["VOLUME specified can not be an empty string"], "empty-volume"),
    (&["doesn't support variable expansion"], "mount-from-variable"),
    (&["invalid network mode"], "invalid-mode"),
    (&["security", "is not valid"], "invalid-mode"),
    (&["no build stage in current context"], "no-build-stage"),
    (&["contains no stages to build"], "no-stages"),
    // Variable expansion.
    (&["matching single-quote"], "unterminated-single-quote"),
    (&["matching double-quote"], "unterminated-double-quote"),
    (&["bad substitution"], "bad-substitution"),
    (&["unsupported modifier"], "unsupported-modifier"),
    (&["missing '}'"], "missing-brace"),
    (&["missing '/'"], "missing-slash"),
    (&["not allowed to be unset"], "not-set"),
    (&["not allowed to be empty"], "empty"),
];

/// The class of a message, or the message itself where it is of no known class.
pub(crate) fn class(message: &str) -> &str {
    CLASSES
        .iter()
        .find(|(words, _)| words.iter().all(|word| message.contains(word)))
        .map_or(message, |(_, class)| class)
}
