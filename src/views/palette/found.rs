//! What fits what is looked for, best first.

use super::{Does, Entry};

/// Most entries that are listed.
const LISTED: usize = 12;

/// How well an entry fits: the less, the better. Nothing where a word of it is neither in the name nor in other words for it.
fn fit(entry: &Entry, wanted: &[&str]) -> Option<u32> {
    let one = |part: &&str| {
        if starts_a_word(&entry.low, part) {
            Some(0)
        } else if entry.low.contains(part) {
            Some(1)
        } else if starts_a_word(&entry.also, part) {
            // A lever or a setting is what a word for it is meant to find.
            Some(if matches!(entry.does, Does::Lever(_) | Does::Setting(_)) { 0 } else { 2 })
        } else {
            // Within other words two letters fit by chance.
            let is_long = part.len() > 2;
            (is_long && entry.also.contains(part)).then_some(3)
        }
    };
    let sum = wanted.iter().map(one).sum::<Option<u32>>()?;
    // What is called just that comes before what has the word in its name.
    let is_start = wanted.first().is_some_and(|first| entry.low.starts_with(first));
    Some(2 * sum + u32::from(!is_start))
}

/// Whether a word of a text starts with a part; Chinese has no gaps between words.
fn starts_a_word(text: &str, part: &str) -> bool {
    text.match_indices(part).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|before| !before.is_ascii_alphanumeric())
    })
}

/// The entries that are listed for what is looked for.
pub fn found_among(all: &[Entry], wanted: &str) -> Vec<Entry> {
    let wanted = wanted.to_lowercase();
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    if wanted.is_empty() {
        return all.iter().take(LISTED).cloned().collect();
    }
    let mut found: Vec<(u32, &Entry)> =
        all.iter().filter_map(|entry| Some((fit(entry, &wanted)?, entry))).collect();
    // Those that fit alike stay in their order.
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().take(LISTED).map(|(_, entry)| entry.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[(&str, &str)], wanted: &str) -> Vec<String> {
        let all: Vec<Entry> =
            all.iter().map(|(name, also)| Entry::new((*name).to_owned(), "", also, Does::Language)).collect();
        found_among(&all, wanted).into_iter().map(|entry| entry.name).collect()
    }

    #[test]
    fn words_are_found_in_any_order_and_case() {
        assert_eq!(names(&[("Search ads · spend", "")], "SPEND search").len(), 1);
        assert_eq!(names(&[("搜索广告", ""), ("anything", "")], "广告"), ["搜索广告"]);
        assert!(names(&[("Search ads", "")], "search content").is_empty());
        assert_eq!(names(&[("b", ""), ("a", "")], ""), ["b", "a"]);
    }

    #[test]
    fn a_lever_is_found_by_other_words_before_inputs_that_have_them_in_their_name() {
        let lever = Entry::new("AEs".to_owned(), "", "hire team", Does::Lever("aes".to_owned()));
        let row = Entry::new("Hires that fail".to_owned(), "", "", Does::Row(String::new()));
        let in_middle = Entry::new("Cost of a hire".to_owned(), "", "", Does::Row(String::new()));
        let found = found_among(&[lever, in_middle, row], "hire");
        assert_eq!(
            found.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(),
            ["Hires that fail", "AEs", "Cost of a hire"]
        );
    }

    #[test]
    fn names_come_before_other_words_and_starts_before_middles() {
        let all = [
            ("Deal size", "price contract"),
            ("Enterprise", ""),
            ("Elasticity of winning in price", ""),
            ("Price", ""),
        ];
        assert_eq!(
            names(&all, "price"),
            ["Price", "Elasticity of winning in price", "Deal size"],
            "the middle of a word is none of these"
        );
        assert_eq!(
            names(&all, "pri"),
            ["Price", "Elasticity of winning in price", "Enterprise", "Deal size"]
        );
    }
}
