//! Until when the makers of a product repair it.
//!
//! The dates are those of endoflife.date as of [`as_of`]; what has no end in them yet may get one. What day it is,
//! the caller has to say.

use std::fmt;
use std::str::FromStr;

use super::kinds::Confidence;
use super::tables::{AS_OF, PRODUCTS, Product, Release, Text};

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

impl Date {
    /// A day. That there is such a day is not asked.
    pub const fn new(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }
}

/// A text that is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidDate(String);

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a date; write it as 2027-03-31", self.0)
    }
}

impl std::error::Error for InvalidDate {}

impl FromStr for Date {
    type Err = InvalidDate;

    /// Reads a day as RFC 3339 writes it: `2027-03-31`.
    ///
    /// ```
    /// use dlint_model::base_image::Date;
    ///
    /// assert_eq!("2028-02-29".parse(), Ok(Date::new(2028, 2, 29)));
    /// assert!("2027-02-29".parse::<Date>().is_err());
    /// assert!("31.3.2027".parse::<Date>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str, digits: usize| {
            let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u16>().ok().filter(|_| is_number)
        };
        let mut parts = text.split('-');
        let mut date = || {
            let year = number(parts.next()?, 4)?;
            let (month, day) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
            let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let days = match month {
                4 | 6 | 9 | 11 => 30,
                2 if is_leap => 29,
                2 => 28,
                1..=12 => 31,
                _ => return None,
            };
            let is_day = parts.next().is_none() && (1..=days).contains(&day);
            // Both are below a hundred.
            is_day.then_some(Self::new(year, month as u8, day as u8))
        };
        date().ok_or_else(|| InvalidDate(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// When something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// On this day.
    On(Date),
    /// It has ended; the day is not known.
    Ended,
    /// No end is announced.
    NotAnnounced,
}

impl End {
    /// Whether it has ended on the day `today`. The last day still counts.
    pub fn is_over(self, today: Date) -> bool {
        match self {
            Self::On(date) => date < today,
            Self::Ended => true,
            Self::NotAnnounced => false,
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::Ended => f.write_str("ended"),
            Self::NotAnnounced => f.write_str("not announced"),
        }
    }
}

/// The end of a release of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndOfLife {
    /// The product: a section of `data/eol.json`.
    pub product: &'static str,
    /// The release: `12`, `3.11`.
    pub release: &'static str,
    /// Its codename, if it has one: `Bookworm`, `Noble Numbat`.
    pub codename: Option<&'static str>,
    /// The day it was released.
    pub released: Date,
    /// When its makers stop to support it.
    pub date: End,
    /// When longer support ends, paid or by others, if there is one.
    pub extended: Option<End>,
    /// High where the source gives a day that is past; a day to come can still move.
    pub confidence: Confidence,
}

impl EndOfLife {
    fn of(product: &Product, release: &Release) -> Self {
        Self {
            product: product.name.get(),
            release: release.name.get(),
            codename: release.codename.map(Text::get),
            released: release.released,
            date: release.end,
            extended: release.extended,
            confidence: release.confidence,
        }
    }

    /// The next release of the product that is supported for half a year from the day `today` on: its name, and its
    /// codename.
    ///
    /// ```
    /// use dlint_model::base_image::{Date, end_of_life};
    ///
    /// let old = end_of_life("node", "14-slim").unwrap();
    /// assert_eq!(old.next_supported(Date::new(2026, 8, 22)), Some(("22", None)));
    /// ```
    pub fn next_supported(&self, today: Date) -> Option<(&'static str, Option<&'static str>)> {
        let at = PRODUCTS.binary_search_by(|known| known.name.get().cmp(self.product)).ok()?;
        let soon = if today.month > 6 {
            Date { year: today.year + 1, month: today.month - 6, ..today }
        } else {
            Date { month: today.month + 6, ..today }
        };
        let later = PRODUCTS.get(at)?.releases().iter().filter(|release| release.released > self.released);
        let supported = later.filter(|release| !release.end.is_over(soon));
        let next = supported.min_by_key(|release| release.released)?;
        Some((next.name.get(), next.codename.map(Text::get)))
    }

    /// The releases of the product behind this one, up to the one of the name `last`.
    ///
    /// ```
    /// use dlint_model::base_image::end_of_life;
    ///
    /// let old = end_of_life("debian", "buster").unwrap();
    /// assert_eq!(old.later_until("12").collect::<Vec<_>>(), ["12", "11"]);
    /// ```
    pub fn later_until<'r>(&'r self, last: &'r str) -> impl Iterator<Item = &'static str> + 'r {
        let product = PRODUCTS.binary_search_by(|known| known.name.get().cmp(self.product));
        let product = product.ok().and_then(|at| PRODUCTS.get(at));
        let releases = move || product.into_iter().flat_map(Product::releases);
        let end = releases().find(|release| release.name.get() == last).map(|release| release.released);
        releases()
            .filter(move |release| {
                release.released > self.released && end.is_some_and(|end| release.released <= end)
            })
            .map(|release| release.name.get())
    }
}

/// The day that the dates were read on.
pub const fn as_of() -> Date {
    AS_OF
}

/// The end of the release that a tag of an image is named after, by the version (for Debian and Ubuntu also the
/// codename) that the tag begins with.
///
/// A tag that floats over several releases (`3`, `latest`) has none.
///
/// ```
/// use dlint_model::base_image::end_of_life;
///
/// assert_eq!(end_of_life("python", "3.8.20-slim").unwrap().release, "3.8");
/// assert_eq!(end_of_life("debian", "bookworm-slim").unwrap().release, "12");
/// assert!(end_of_life("python", "3-slim").is_none());
/// ```
pub fn end_of_life(product: &str, tag: &str) -> Option<EndOfLife> {
    let at = PRODUCTS.binary_search_by(|known| known.name.get().cmp(product)).ok()?;
    let product = PRODUCTS.get(at)?;
    let release = by_version(product, tag).or_else(|| by_codename(product, tag))?;
    Some(EndOfLife::of(product, release))
}

/// The releases of a product, the newest first.
pub(super) fn releases_of(product: &str) -> impl Iterator<Item = EndOfLife> + use<> {
    let product = PRODUCTS.binary_search_by(|known| known.name.get().cmp(product));
    let product = product.ok().and_then(|at| PRODUCTS.get(at));
    let mut releases: Vec<_> = product
        .into_iter()
        .flat_map(|product| product.releases().iter().map(move |one| (product, one)))
        .collect();
    releases.sort_by_key(|(_, release)| std::cmp::Reverse(release.released));
    releases.into_iter().map(|(product, release)| EndOfLife::of(product, release))
}

/// The release whose number is the longest beginning of the tag's version: 3.11 for `3.11.4-slim`.
fn by_version(product: &'static Product, tag: &str) -> Option<&'static Release> {
    let end = tag.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(tag.len());
    let mut version = tag.get(..end)?.trim_end_matches('.');
    while !version.is_empty() {
        if let Some(found) = product.releases().iter().find(|release| release.name.get() == version) {
            return Some(found);
        }
        version = version.rsplit_once('.')?.0;
    }
    None
}

/// The release whose codename is the tag's first word: `Noble Numbat` for `noble-20240429`.
fn by_codename(product: &'static Product, tag: &str) -> Option<&'static Release> {
    if !matches!(product.name.get(), "debian" | "ubuntu") {
        return None;
    }
    let word = tag.split('-').next()?;
    let is_word = |release: &&Release| {
        let codename = release.codename.and_then(|name| name.get().split(' ').next());
        codename.is_some_and(|codename| codename.eq_ignore_ascii_case(word))
    };
    product.releases().iter().find(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_found_by_the_version_that_begins_the_tag() {
        for (product, tag, release) in [
            ("python", "3.11", Some("3.11")),
            ("python", "3.11.4-slim-bookworm", Some("3.11")),
            ("python", "3.1", Some("3.1")),
            ("python", "3.13.0b1", Some("3.13")),
            ("python", "3", None),
            ("python", "slim", None),
            ("python", "latest", None),
            ("node", "20", Some("20")),
            ("node", "20.11.1-alpine3.19", Some("20")),
            ("node", "lts", None),
            ("debian", "bookworm-20240211-slim", Some("12")),
            ("debian", "12.5", Some("12")),
            ("debian", "stable", None),
            ("ubuntu", "noble", Some("24.04")),
            ("ubuntu", "24.04", Some("24.04")),
            ("ubuntu", "24", None),
            ("fedora", "40", Some("40")),
            ("alpine", "3.20.3", Some("3.20")),
            ("amazonlinux", "2018.03.0.20230404.0", Some("2018.03")),
            ("java-eclipse-temurin", "8u412-b08-jdk", Some("8")),
            ("java-eclipse-temurin", "21.0.1_12-jre", Some("21")),
            ("postgres", "9.6.24", Some("9.6")),
            ("postgres", "9", None),
            ("centos", "stream9", None),
            ("dotnet", "8.0-alpine", Some("8")),
            ("no-such-product", "1", None),
        ] {
            assert_eq!(end_of_life(product, tag).map(|end| end.release), release, "{product}:{tag}");
        }
    }

    #[test]
    fn the_next_release_is_supported_for_a_while() {
        let next = |product, tag, today| end_of_life(product, tag).and_then(|end| end.next_supported(today));
        let today = Date::new(2026, 8, 22);
        for (product, tag, release) in [
            ("debian", "buster", Some(("13", Some("Trixie")))),
            ("ubuntu", "18.04", Some(("22.04", Some("Jammy Jellyfish")))),
            // The one behind it ends in October.
            ("python", "3.9", Some(("3.11", None))),
            ("alpine", "3.12", Some(("3.22", None))),
            ("centos", "7", None),
        ] {
            assert_eq!(next(product, tag, today), release, "{product}:{tag}");
        }
        assert_eq!(next("python", "3.9", Date::new(2026, 3, 1)), Some(("3.10", None)));
    }

    #[test]
    fn the_last_day_still_counts() {
        let end = End::On(Date::new(2026, 4, 30));
        assert!(!end.is_over(Date::new(2026, 4, 30)));
        assert!(end.is_over(Date::new(2026, 5, 1)));
        assert!(!End::NotAnnounced.is_over(Date::new(9999, 1, 1)));
        assert!(End::Ended.is_over(Date::new(1, 1, 1)));
    }

    #[test]
    fn products_are_sorted_and_days_are_days() {
        assert!(PRODUCTS.is_sorted_by(|a, b| a.name.get() < b.name.get()));
        for release in PRODUCTS.iter().flat_map(Product::releases) {
            let date = release.released;
            assert!((1..=12).contains(&date.month) && (1..=31).contains(&date.day), "{date}");
        }
        assert!(as_of() > Date::new(2026, 1, 1));
    }
}
