//! The parts of images and ports, and the stage names that are allowed.

use super::support::{class, class_in_stage, parsed};

#[test]
fn a_from_is_an_image_or_an_image_as_a_name() {
    for (text, expected) in [
        ("FROM one", None),
        ("FROM one AS two", None),
        ("FROM one as two", None),
        ("FROM one As two", None),
        ("FROM --platform=linux/arm64 one AS two", None),
        ("FROM", Some("invalid-from")),
        ("FROM one two", Some("invalid-from")),
        ("FROM one AS", Some("invalid-from")),
        ("FROM one TO two", Some("invalid-from")),
        ("FROM one AS two three", Some("invalid-from")),
        ("FROM one \"AS\" two", Some("invalid-from")),
    ] {
        assert_eq!(class(text), expected, "{text}");
    }
}

#[test]
fn the_word_as_is_the_same_in_any_case_of_unicode() {
    // The long s is an `s` in another case.
    assert_eq!(class("FROM one a\u{17f} two"), None);
}

#[test]
fn a_stage_name_is_a_letter_and_then_letters_digits_and_signs() {
    for name in ["a", "B", "a1", "a-b_c.d", "a.", "a-", "scratch", "\u{212a}ing"] {
        assert_eq!(class(&format!("FROM one AS {name}")), None, "{name}");
    }
    for name in ["1", "1a", "-a", "_a", ".a", "a/b", "a:b", "$a", "a$", "é", "aé", "\"a\"", "a+"] {
        assert_eq!(class(&format!("FROM one AS {name}")), Some("invalid-stage-name"), "{name}");
    }
}

#[test]
fn an_image_is_cut_into_name_tag_and_digest() {
    for (text, name, tag, digest) in [
        ("one", "one", None, None),
        ("one:2", "one", Some("2"), None),
        ("reg.example:5000/a/one", "reg.example:5000/a/one", None, None),
        ("reg.example:5000/a/one:2@sha256:0f", "reg.example:5000/a/one", Some("2"), Some("sha256:0f")),
        ("one@sha256:0f", "one", None, Some("sha256:0f")),
        ("$BASE", "$BASE", None, None),
        ("${BASE:-one:2}", "${BASE:-one:2}", None, None),
        ("one:${V:-3}", "one", Some("${V:-3}"), None),
        ("${A:-b/c}:${D:-e@f}@$G", "${A:-b/c}", Some("${D:-e@f}"), Some("$G")),
    ] {
        let file = parsed(format!("FROM {text}"));
        let image = file.last().as_from().unwrap().image.as_ref().unwrap();
        let found = (image.name.as_str(), image.tag.as_deref(), image.digest.as_deref());
        assert_eq!(found, (name, tag, digest), "{text}");
    }
}

#[test]
fn a_port_is_cut_into_host_start_end_and_protocol() {
    for (text, host, start, end, protocol) in [
        ("80", None, "80", None, None),
        ("80/TCP", None, "80", None, Some("TCP")),
        ("80-90/udp", None, "80", Some("90"), Some("udp")),
        ("8080:80", Some("8080"), "80", None, None),
        ("[::1]:8080:80", Some("[::1]:8080"), "80", None, None),
        ("${P:-80}/${Q:-tcp}", None, "${P:-80}", None, Some("${Q:-tcp}")),
        ("\"80\"", None, "\"80\"", None, None),
    ] {
        let file = parsed(format!("EXPOSE {text}"));
        let port = &file.last().as_expose().unwrap().ports[0];
        let found =
            (port.host.as_deref(), port.start.as_str(), port.end.as_deref(), port.protocol.as_deref());
        assert_eq!(found, (host, start, end, protocol), "{text}");
    }
}

#[test]
fn durations_are_those_of_go() {
    for value in ["1s", "1m30s", "0", "0s", "1.5h", ".5s", "1ms", "1000us", "+1s", "", "-0s"] {
        for flag in ["interval", "timeout", "start-period", "start-interval"] {
            assert_eq!(class_in_stage(&format!("HEALTHCHECK --{flag}={value} CMD x")), None, "{value}");
        }
    }
    for (value, expected) in [
        ("1", "invalid-duration"),
        ("s", "invalid-duration"),
        ("1d", "invalid-duration"),
        ("1 s", "unknown-healthcheck"),
        ("\"1 s\"", "invalid-duration"),
        ("1S", "invalid-duration"),
        ("$T", "invalid-duration"),
        ("1..5s", "invalid-duration"),
        ("3000000h", "invalid-duration"),
        ("-", "invalid-duration"),
        // A flag is read byte by byte, which makes two characters of the micro sign.
        ("1000\u{b5}s", "invalid-duration"),
        ("1ns", "duration-too-short"),
        ("999us", "duration-too-short"),
        ("-1s", "duration-too-short"),
    ] {
        let found = class_in_stage(&format!("HEALTHCHECK --timeout={value} CMD x"));
        assert_eq!(found, Some(expected), "{value}");
    }
}

#[test]
fn retries_are_a_number_of_32_bits_that_is_not_negative() {
    for value in ["0", "3", "+3", "-0", "007", "2147483647", ""] {
        assert_eq!(class_in_stage(&format!("HEALTHCHECK --retries={value} CMD x")), None, "{value}");
    }
    for value in
        ["-1", "2147483648", "3.0", "0x3", "1_0", "three", "$N", "+", "+-1", "\" 3\"", "99999999999999999999"]
    {
        let found = class_in_stage(&format!("HEALTHCHECK --retries={value} CMD x"));
        assert_eq!(found, Some("invalid-retries"), "{value}");
    }
}

#[test]
fn a_flag_that_is_on_or_off_takes_true_or_false_in_any_case() {
    for flag in ["--link", "--link=true", "--link=FALSE", "--link=\"True\""] {
        assert_eq!(class_in_stage(&format!("COPY {flag} a b")), None, "{flag}");
    }
    for flag in ["--link=1", "--link=yes", "--link=$x", "--link=\" true\"", "--parents=t"] {
        assert_eq!(class_in_stage(&format!("COPY {flag} a b")), Some("invalid-boolean"), "{flag}");
    }
    assert_eq!(class_in_stage("COPY --link= a b"), Some("missing-flag-value"));
}
