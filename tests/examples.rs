//! The shipped examples: each opens without an error and has its words in both languages.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use tandem_app::text::{Lang, text};
use tandem_engine::plan::{self, Plan};
use tandem_engine::{check, expected};

fn examples() -> Vec<(String, Plan)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/plans");
    let mut names: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let read = |path: &std::path::PathBuf| {
        let reading = plan::read(&fs::read_to_string(path).unwrap());
        assert_eq!(reading.findings, [], "{}", path.display());
        (path.file_name().unwrap().to_string_lossy().into_owned(), reading.plan.unwrap())
    };
    names.iter().map(read).collect()
}

#[test]
fn each_runs() {
    let examples = examples();
    assert_eq!(examples.len(), text(Lang::En).shell.example_titles.len());
    for (name, plan) in examples {
        let model = check(&plan).model.unwrap_or_else(|| panic!("{name} has errors"));
        assert!(expected(&model).target.is_some(), "{name} has no target");
    }
}

#[test]
fn each_has_its_title_in_both_languages() {
    for (name, plan) in examples() {
        let title = &plan.plan.title;
        let english = text(Lang::En).shell.title_of(title);
        assert_eq!(english, title, "{name}");
        let chinese = text(Lang::ZhCn).shell.title_of(title);
        assert_ne!(chinese, title, "{name} has no title in Chinese");
        assert_eq!(text(Lang::En).shell.title_of(chinese), title, "and back");
    }
}

#[test]
fn channels_and_notes_are_told_in_chinese() {
    let examples_words = text(Lang::ZhCn).examples;
    let is_english = |word: &str| {
        let letters = |part: &str| part.len() > 2 && part.chars().any(|c| c.is_ascii_lowercase());
        word.split(|c: char| !c.is_ascii_alphabetic()).any(letters)
    };
    for (name, plan) in examples() {
        let channels = plan.channels.iter().map(|channel| channel.label());
        let notes = plan.provenance.values().map(|provenance| provenance.note.as_str());
        for word in channels.chain(notes).filter(|word| is_english(word)) {
            assert_ne!(examples_words.shown(word), word, "{name}: no Chinese for {word:?}");
        }
    }
}

#[test]
fn what_a_planner_typed_is_not_translated() {
    assert_eq!(text(Lang::ZhCn).examples.shown("My channel"), "My channel");
    assert_eq!(text(Lang::ZhCn).shell.title_of("My plan"), "My plan");
    assert_eq!(text(Lang::ZhCn).shell.title_of(" "), text(Lang::ZhCn).shell.untitled);
}
