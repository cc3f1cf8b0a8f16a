//! Secrets anywhere in a text: in instructions, comments and heredocs alike.

use dlint_text::Span;

use super::formats::token;
use super::names::{Doubt, is_key_alone, is_secret};
use super::values::{entropy, is_stand_in, is_written_out};
use super::{Secret, SecretKind};

/// The longest name that is looked at, and the longest value.
const LONGEST_NAME: usize = 64;
const LONGEST_VALUE: usize = 300;

/// How far the end of a private key is looked for.
const LONGEST_KEY: usize = 8 * 1024;

/// Parts of names that hold secrets, for a quick look.
const PARTS: [&str; 8] = ["auth", "cred", "key", "pass", "pwd", "pword", "secret", "token"];

/// What a byte is to the search: the bits below. Every byte of every file is looked up here.
#[expect(clippy::indexing_slicing, reason = "a constant: the compiler checks it")]
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        if byte == b'_' || byte.is_ascii_alphanumeric() {
            classes[at] |= WORD;
        }
        if matches!(byte, b'-' | b'.') {
            classes[at] |= JOINT;
        }
        if matches!(byte, b'=' | b':' | b'Y') {
            classes[at] |= MARK;
        }
        at += 1;
    }
    classes
};

/// A part of a word.
const WORD: u8 = 1;
/// What goes on with a word: no token begins behind it.
const JOINT: u8 = 2;
/// What a value stands behind, or the last letter of `BEGIN PRIVATE KEY`.
const MARK: u8 = 4;

/// Finds all secrets of a text.
pub(super) fn find(text: &str, found: &mut Vec<Secret>) {
    let mut last = 0;
    for (at, byte) in text.bytes().enumerate() {
        let class = CLASSES.get(usize::from(byte)).copied().unwrap_or_default();
        // A token begins where a word does, and not in the middle of a longer one.
        let starts_word = class & WORD != 0 && last & (WORD | JOINT) == 0;
        last = class;
        if starts_word && let Some((length, what)) = text.get(at..).and_then(token) {
            add(at, length, SecretKind::Token(what), found);
        }
        if class & MARK == 0 {
            continue;
        }
        if byte != b'Y' {
            if let Some((start, length, kind)) = named(text, at).or_else(|| address(text, at)) {
                add(start, length, kind, found);
            }
        } else if text.get(at..).is_some_and(|rest| rest.starts_with("Y-----")) {
            private_key(text, at, found);
        }
    }
}

fn add(start: usize, length: usize, kind: SecretKind, found: &mut Vec<Secret>) {
    let value = Span::new(start as u32, (start + length) as u32);
    found.push(Secret { value, place: value, kind, is_weak: false });
}

/// The text before a place, as far as these characters go.
fn before(text: &str, end: usize, most: usize, holds: fn(u8) -> bool) -> &str {
    let head = text.as_bytes().get(..end).unwrap_or_default();
    let length = head.iter().rev().take(most).take_while(|byte| holds(**byte)).count();
    text.get(end - length..end).unwrap_or_default()
}

/// `NAME=value`, `name: value`, `"name": "value"`, `Authorization: Bearer value`.
fn named(text: &str, at: usize) -> Option<(usize, usize, SecretKind)> {
    let head = text.get(..at)?;
    let head = head.trim_end_matches(' ');
    let head = head.strip_suffix(['"', '\'']).unwrap_or(head);
    let name = before(text, head.len(), LONGEST_NAME, |byte| {
        matches!(byte, b'_' | b'-' | b'.') || byte.is_ascii_alphanumeric()
    });
    let name = name.trim_start_matches(['-', '.']);
    if name.len() < 3 {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    if !PARTS.iter().any(|part| lower.contains(part)) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    // `key:value` is no pair of anybody's, and `a == b`, `a := b` and `a::b` are code.
    let is_colon = text.as_bytes().get(at) == Some(&b':');
    if rest.starts_with(['=', ':']) || is_colon && !rest.starts_with([' ', '"', '\'']) {
        return None;
    }
    let value = rest.trim_start_matches(' ');
    let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
    let value = value.strip_prefix("\\\"").unwrap_or(value);
    if lower.ends_with("authorization") {
        let kind = ["Bearer ", "bearer ", "Basic ", "basic ", "token ", "Token "];
        let login = kind.iter().find_map(|kind| value.strip_prefix(kind))?;
        let login = login.trim_start_matches(' ');
        let length = value_length(login);
        let value = login.get(..length)?;
        let is_one = length >= 8 && !is_stand_in(value) && entropy(value) >= 2.8;
        return is_one.then_some((text.len() - login.len(), length, SecretKind::Header));
    }
    let length = value_length(value);
    let start = text.len() - value.len();
    let value = value.get(..length)?;
    // `Server=db;User Id=app;Password=…`
    let is_of_login = head.strip_suffix(name).is_some_and(|head| head.ends_with(';'))
        && matches!(lower.as_str(), "password" | "pwd")
        && is_written_out(value);
    (is_of_login || looks_random(name, value)).then(|| (start, length, SecretKind::Named(name.to_owned())))
}

/// How long a value is: up to what ends a word in a shell, in JSON or in a setting.
fn value_length(text: &str) -> usize {
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace()
            || matches!(
                byte,
                b'"' | b'\''
                    | b'`'
                    | b','
                    | b';'
                    | b'('
                    | b')'
                    | b'['
                    | b']'
                    | b'{'
                    | b'}'
                    | b'|'
                    | b'<'
                    | b'>'
                    | b'\\'
            )
    };
    let length = text.bytes().take(LONGEST_VALUE).take_while(|byte| !ends(byte)).count();
    text.floor_char_boundary(length)
}

/// Whether a value of something so named looks like nothing that a person wrote for another reason.
fn looks_random(name: &str, value: &str) -> bool {
    // Of `database.password.value`, the last part says what it is.
    let name = name.rsplit('.').next().unwrap_or(name);
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_mixed = digits >= 2 && value.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_path = value.starts_with(['/', '.', '~', '@']) || value.contains("://");
    // `process.env.KEY2`, `config.auth2.token`
    let is_code = value.contains("::")
        || value.contains('.')
            && value.split('.').all(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
    let is_number =
        |length: &usize| value.len() == *length && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_hash = [32, 40, 64, 96, 128].iter().any(is_number) || value.starts_with("sha");
    let is_uuid = value.len() == 36 && value.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    let is_of_npm = name.to_ascii_lowercase().ends_with("_authtoken");
    // The key of a map is a word, with a number at most.
    let is_key = is_key_alone(name);
    let is_word = is_key && (digits < 3 || value.len() < 16);
    // A checksum or a file's name is longer than most passwords, and without other signs.
    value.len() >= 10
        && value.is_ascii()
        && is_mixed
        && !is_path
        && !is_code
        && !(is_key && is_hash)
        && !is_word
        && (!is_uuid || is_of_npm)
        && !is_stand_in(value)
        && entropy(value) >= 3.0
        && is_secret(name, Some(value)) == Some(Doubt::None)
        && !matches!(name, "pass" | "token" if value.len() < 16)
}

/// The password of `scheme://user:password@host`, found by the colon of its scheme.
fn address(text: &str, at: usize) -> Option<(usize, usize, SecretKind)> {
    let rest = text.get(at..)?.strip_prefix("://")?;
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace()
            || matches!(
                byte,
                b'"' | b'\'' | b'`' | b'/' | b'?' | b'#' | b'<' | b'>' | b'(' | b')' | b',' | b'\\'
            )
    };
    let length = rest.bytes().take(LONGEST_VALUE).take_while(|byte| !ends(byte)).count();
    let authority = rest.get(..rest.floor_char_boundary(length))?;
    let (login, host) = authority.rsplit_once('@')?;
    let (user, password) = login.split_once(':')?;
    let is_here = ["localhost", "127.0.0.1", "0.0.0.0", "example.", "host."];
    let is_stand_in = is_stand_in(login) || password.contains('%') && password.len() < 8 || password == user;
    let is_real = password.len() >= 6 && !is_stand_in && !is_here.iter().any(|start| host.starts_with(start));
    let start = at + "://".len() + user.len() + 1;
    is_real.then_some((start, password.len(), SecretKind::Address))
}

/// `-----BEGIN RSA PRIVATE KEY-----` with a key behind it, found by the last letter of its first line.
fn private_key(text: &str, at: usize, found: &mut Vec<Secret>) {
    let line = before(text, at + 1, 80, |byte| byte == b' ' || byte == b'-' || byte.is_ascii_uppercase());
    let Some(begin) = line.rfind("-----BEGIN ") else { return };
    let is_private = line.get(begin..).is_some_and(|line| line.ends_with("PRIVATE KEY"));
    let body_start = at + "Y-----".len();
    let body = text.get(body_start..).unwrap_or_default();
    let body = body.get(..body.floor_char_boundary(LONGEST_KEY)).unwrap_or(body);
    let Some(length) = body.find("-----END").filter(|_| is_private) else { return };
    let body = body.get(..length).unwrap_or_default();
    let digits =
        body.bytes().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).count();
    if digits < 100 || is_stand_in(body) {
        return;
    }
    let start = at + 1 - line.len() + begin;
    found.push(Secret {
        value: Span::new(body_start as u32, (body_start + length) as u32),
        place: Span::new(start as u32, body_start as u32),
        kind: SecretKind::PrivateKey,
        is_weak: false,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(text, &mut found);
        found.iter().map(|secret| secret.value.slice(text)).collect()
    }

    #[test]
    fn values_of_names_that_say_so_are_found() {
        for text in [
            "db_password=kR7pWz2mQx",
            "password: \"kR7pWz2mQx\"",
            "\"clientSecret\": \"kR7pWz2mQx\"",
            "--auth-token=kR7pWz2mQx",
            "PRIVATE-TOKEN: kR7pWz2mQx",
            "Server=db;User Id=app;Password=kR7pWz2mQx;Port=1",
            "//registry.example.com/:_authToken=kR7pWz2mQx",
            "amqp://app:kR7pWz2mQx@queue.example.org/",
            "Authorization: token kR7pWz2mQx",
        ] {
            assert_eq!(found(text), ["kR7pWz2mQx"], "{text}");
        }
        assert_eq!(found("api_key=kR7pWz2mQxL0vB9t"), ["kR7pWz2mQxL0vB9t"]);
    }

    #[test]
    fn code_settings_and_what_stands_in_their_place_are_not() {
        for text in [
            "password=$PASSWORD1234",
            "password = process.env.PASSWORD12",
            "token: proc_macro22::TokenStream",
            "\"result_key\": \"ServerlessV2PlatformVersions\"",
            "auth_meta.host_meta = parse_v4_or_reg_name12",
            "password_encryption = scram-sha-256",
            "PublicKeyToken=31bf3856ad364e35",
            "KEY_SHA512=e09fa32f0a0eab2b879ccbbc4d0e4fb9751486ee",
            "apt_key=/usr/share/keyrings/a-22.04.gpg",
            "token_url=https://login22.example.com",
            "secret=11111111111a1",
            "signing_key=0123456789abcdef0123456789abcdef01234567",
            "password == kR7pWz2mQx",
            "git@github.com:example/app22.git",
            "https://user@example.org/kR7pWz2mQx",
            "postgres://app:app@db/app",
            "-----BEGIN PUBLIC KEY-----\nMIIBOgIBAAJBAKj34\n-----END PUBLIC KEY-----",
            "grep -q 'BEGIN RSA PRIVATE KEY-----' key.pem",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
