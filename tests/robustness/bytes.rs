//! Files that are not quite text.

use crate::support::Folder;
use crate::{assert_always_refused, beside_a_good_file, codes_in};

fn utf16(text: &str, unit: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn utf32(text: &str, character: impl Fn(u32) -> [u8; 4]) -> Vec<u8> {
    text.chars().flat_map(|c| character(u32::from(c))).collect()
}

#[test]
fn utf16_and_utf32_are_refused_with_what_to_do() {
    let text = "\u{feff}FROM debian:latest\n";
    for (bytes, name) in [
        (utf16(text, u16::to_le_bytes), "UTF-16"),
        (utf16(text, u16::to_be_bytes), "UTF-16"),
        (utf32(text, u32::to_le_bytes), "UTF-32"),
        (utf32(text, u32::to_be_bytes), "UTF-32"),
    ] {
        let folder = beside_a_good_file();
        folder.write("Dockerfile", bytes);
        let message = format!("the file is {name}, which no builder reads; save it as UTF-8");
        assert_always_refused(&folder, "Dockerfile", &message);
    }
}

#[test]
fn utf16_without_a_mark_is_text_with_nul_bytes() {
    let codes = codes_in(utf16("FROM debian:latest\n", u16::to_le_bytes), 1);
    assert!(codes.contains(&"syntax".to_owned()), "{codes:?}");
}

#[test]
fn an_empty_file_has_no_instructions() {
    for content in [
        &b""[..],
        b"\n",
        b"\r\n\r\n",
        b" \t \n",
        b"# only\n# comments",
        b"#",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf\r\n",
    ] {
        assert_eq!(codes_in(content, 1), ["syntax"], "{content:?}");
    }
    let folder = Folder::new();
    folder.write("Dockerfile", "\u{feff}");
    let run = folder.run(["-f", "concise"]).exits_with(1);
    assert!(run.stdout.starts_with("Dockerfile:1:1: error[syntax] the file has no instructions"), "{run}");
}

#[test]
fn nul_bytes_are_bytes_like_any_other() {
    assert_eq!(codes_in(b"FROM debian:latest\nRUN a\0b\n", 1), ["DL3007"]);
    assert_eq!(codes_in(b"FROM debian:13\n\0\n", 1), ["syntax"]);
    assert!(codes_in([0; 4096], 1).contains(&"syntax".to_owned()));
    assert!(codes_in(b"\0FROM debian:13\n\0", 1).contains(&"syntax".to_owned()));
}

#[test]
fn bytes_that_are_not_utf8_are_told_once_and_the_rest_is_linted() {
    assert_eq!(codes_in(b"FROM debian:latest\nRUN \xff\xfe\nLABEL a=\xe2\x82\n", 1), ["DL3007", "encoding"]);
    assert_eq!(codes_in(b"\xef\xbb\xbfFROM debian:latest\n# \xc3", 1), ["DL3007", "encoding"]);
    // Surrogates and overlong forms are no characters either.
    assert_eq!(codes_in(b"FROM a:1\nRUN \xed\xa0\x80 \xc0\xaf \xf4\x90\x80\x80\n", 1), ["encoding"]);
}

#[test]
fn what_is_no_text_at_all_is_refused_in_words() {
    let bytes: Vec<u8> = (0..=255).cycle().skip(7).step_by(3).take(200_000).collect();
    let codes = codes_in(bytes, 2);
    assert!(codes.contains(&"encoding".to_owned()) && codes.contains(&"syntax".to_owned()));
    let elf = [b"\x7fELF\x02\x01\x01\0\0\0".as_slice(), &[0xff, 0x0a, 0x90]].concat();
    assert!(codes_in(elf, 1).contains(&"syntax".to_owned()));
}

#[test]
fn a_lone_carriage_return_ends_no_line() {
    assert_eq!(codes_in("FROM debian:latest\rRUN make\r", 1), ["DL3007", "syntax"]);
    assert_eq!(codes_in("FROM debian:13\nRUN a\rb\r\r\nEXPOSE 80443\n", 1), ["DL3011"]);
    codes_in("\r".repeat(100_000), 1);
}

#[test]
fn what_is_never_ended_is_told_and_no_other_file_suffers() {
    assert_eq!(codes_in("FROM debian:latest\nRUN <<EOF\nmake\n", 1), ["DL3007", "syntax"]);
    assert_eq!(codes_in("FROM debian:latest\nCOPY <<A <<B /x\na\nA\n", 1), ["DL3007", "syntax"]);
    for content in [
        "FROM debian:latest\nRUN echo \"never ended\n",
        "FROM debian:latest\nRUN echo 'never ended",
        "FROM debian:latest\nLABEL a=\"never ended\nEXPOSE 80\n",
        "FROM debian:latest\nENV A='never\n",
        "FROM debian:latest\nCMD [\"never\", \"ended\n",
        "FROM debian:latest\nCMD [\"never\", \"ended\\",
        "FROM debian:latest\nENTRYPOINT [\n",
        "FROM debian:latest\nENV A=${never\n",
        "FROM debian:latest\nRUN a \\",
        "FROM debian:latest\nRUN \\\n\\\n\\\n",
        "# escape=`\nFROM debian:latest\nRUN a `",
        "FROM debian:latest\nONBUILD",
        "FROM debian:latest\nHEALTHCHECK --interval=",
        "FROM debian:latest\nCOPY --from",
        "FROM debian:latest\nRUN <<",
        "FROM debian:latest\nRUN <<\"",
    ] {
        let codes = codes_in(content, 1);
        assert_eq!(codes.first().map(String::as_str), Some("DL3007"), "{content:?}: {codes:?}");
    }
}
