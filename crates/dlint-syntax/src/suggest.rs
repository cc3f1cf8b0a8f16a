//! "Did you mean": the known word nearest to an unknown one.

/// The nearest of `known` words, if fewer than three letters are to be changed.
///
/// Two letters that have changed places count as one; of two words that are as near, the one with the same first letter
/// is taken. Words this short that differ more have nothing to do with each other.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A word that long is no misspelling, and the distance would take long to compute.
    if word.len() > 64 {
        return None;
    }
    let word = word.to_ascii_lowercase();
    known
        .into_iter()
        .map(|other| (other.to_ascii_lowercase(), other))
        .map(|(lower, other)| {
            (strsim::osa_distance(&word, &lower), lower.chars().next() != word.chars().next(), other)
        })
        .filter(|(distance, _, other)| *distance < 3 && *distance < other.chars().count())
        .min_by_key(|(distance, begins_otherwise, _)| (*distance, *begins_otherwise))
        .map(|(_, _, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found_in_any_case() {
        assert_eq!(nearest("CPOY", ["CMD", "COPY"]), Some("COPY"));
        assert_eq!(nearest("runn", ["RUN"]), Some("RUN"));
    }

    #[test]
    fn letters_that_have_changed_places_are_one_slip() {
        assert_eq!(nearest("RNU", ["ENV", "RUN"]), Some("RUN"));
        assert_eq!(nearest("ADR", ["ENV", "ADD", "ARG"]), Some("ADD"));
        assert_eq!(nearest("RUB", ["SUB", "RUN"]), Some("RUN"));
    }

    #[test]
    fn far_words_and_wholly_other_words_are_not_suggested() {
        assert_eq!(nearest("INCLUDE", ["RUN", "COPY"]), None);
        assert_eq!(nearest("xy", ["id"]), None);
        assert_eq!(nearest(&"RUN".repeat(1000), ["RUN"]), None);
    }
}
