//! What the palette knows: an entry for each thing on the page that has a name.

use super::PaletteProps;
use crate::assumptions::{Assumption, assumptions};
use crate::charts::Figure;
use crate::controls::reveal;
use crate::levers::{Lever, LeverKind, Side, levers};
use crate::text::Text;
use crate::text::palette::{also, of_lever};
use crate::views::kpis;
use crate::views::scenarios::name_of;
use crate::views::top_bar::Wish;
use crate::workbook::{MAX_SCENARIOS, Theme};
use tandem_engine::Kpi;

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Does {
    Lever(String),
    /// Leads to a row of the table of assumptions.
    Row(String),
    /// Leads to a key figure.
    Tile(Kpi),
    /// Says what a key figure is that has no place on the page.
    Term(Kpi),
    /// Leads to a field of the settings.
    Setting(&'static str),
    /// Makes a file, by its item in the list of downloads.
    File(&'static str),
    Panel(&'static str),
    Figure(Figure),
    Example(usize),
    Wish(Wish),
    Step(bool),
    Language,
    Theme(Theme),
    Scenario(u32),
    Duplicate(u32),
    Compare,
}

impl Does {
    /// Whether it changes a plan, or leads to where one is changed.
    fn changes(&self) -> bool {
        matches!(
            self,
            Does::Lever(..)
                | Does::Setting(_)
                | Does::Example(_)
                | Does::Step(_)
                | Does::Duplicate(_)
                | Does::Compare
                | Does::Wish(Wish::OpenFile | Wish::Examples | Wish::Settings | Wish::Stages | Wish::Actuals)
        )
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) does: Does,
    /// The name as it is compared.
    pub(super) low: String,
    /// Other words for it, as they are compared.
    pub(super) also: String,
}

impl Entry {
    pub(super) fn new(name: String, kind: &'static str, also: &str, does: Does) -> Self {
        let (low, also) = (name.to_lowercase(), also.to_lowercase());
        Self { name, kind, does, low, also }
    }
}

/// Everything, in the order in which it is listed where it fits alike.
pub(super) fn entries(props: &PaletteProps) -> Vec<Entry> {
    let levers = if props.full { of_levers(props) } else { Vec::new() };
    if props.only_levers {
        return levers;
    }
    let (tiles, terms) = of_kpis(props.text);
    let all = of_actions(props)
        .into_iter()
        .chain(of_panels(props.text))
        .chain(levers)
        .chain(tiles)
        .chain(of_settings(props.text))
        .chain(of_files(props.text))
        .chain(of_figures(props.text))
        .chain(of_rows(props))
        .chain(terms)
        .chain(of_examples(props.text));
    all.filter(|entry| props.full || !entry.does.changes()).collect()
}

fn of_levers(props: &PaletteProps) -> Vec<Entry> {
    let (plan, base, text) = (props.sheet.plan(), props.sheet.base(), props.text);
    let lever = |lever: Lever| {
        let label = (text.levers.label)(lever.kind);
        let name = match lever.owner(plan, text) {
            Some(owner) => {
                let about = (text.levers.of_channel)(lever.kind);
                format!("{owner} · {about}")
            }
            None if lever.kind == LeverKind::TargetValue || lever.side == Side::Target => {
                format!("{} · {label}", (text.levers.side)(lever.side))
            }
            None => label.to_owned(),
        };
        Entry::new(name, text.palette.lever, of_lever(lever.kind), Does::Lever(lever.id))
    };
    levers(plan, base).into_iter().map(lever).collect()
}

fn of_actions(props: &PaletteProps) -> Vec<Entry> {
    let PaletteProps { sheet, text, .. } = props;
    let (words, shell, scenarios) = (text.palette, text.shell, text.scenarios);
    let action = |name: &str, key: &str, does| Entry::new(name.to_owned(), words.action, also(key), does);
    let several = sheet.scenarios().len() > 1;
    let wishes = [
        (shell.share, "share", Wish::Share),
        (text.settings.title, "settings", Wish::Settings),
        (text.charts.stages_title, "stages", Wish::Stages),
        (text.stages.actuals, "actuals", Wish::Actuals),
        (text.sharing.present, "present", Wish::Present),
        (text.sharing.print, "print", Wish::Print),
        (shell.open_file, "open", Wish::OpenFile),
        (shell.save_file, "save", Wish::SaveFile),
        (shell.examples, "examples", Wish::Examples),
        (shell.keys_title, "keys", Wish::Keys),
        (words.glossary, "glossary", Wish::Glossary),
    ];
    let wishes = wishes.into_iter().map(|(name, key, wish)| action(name, key, Does::Wish(wish)));
    let duplicate = Does::Duplicate(sheet.in_front().id);
    let steps = [
        Some(action(shell.undo, "undo", Does::Step(true))),
        Some(action(shell.redo, "redo", Does::Step(false))),
        Some(action(shell.switch_language, "language", Does::Language)),
        Some(action(words.auto_colours, "colours", Does::Theme(Theme::Auto))),
        Some(action(shell.to_light, "colours", Does::Theme(Theme::Light))),
        Some(action(shell.to_dark, "colours", Does::Theme(Theme::Dark))),
        several.then(|| action(scenarios.compare, "compare", Does::Compare)),
        // With one scenario this is the way to a comparison.
        (sheet.scenarios().len() < MAX_SCENARIOS)
            .then(|| action(scenarios.duplicate, "duplicate", duplicate)),
    ];
    let version = |place: usize| {
        let name = format!("{} {}", (scenarios.letter)(place), name_of(sheet, place, text, &props.format));
        Entry::new(name, scenarios.title, "", Does::Scenario(sheet.scenarios()[place].id))
    };
    let versions = (0..sheet.scenarios().len()).filter(|_| several).map(version);
    wishes.chain(steps.into_iter().flatten()).chain(versions).collect()
}

fn of_panels(text: &'static Text) -> impl Iterator<Item = Entry> {
    let panels = [
        ("kpis", text.answers.kpis),
        ("forecast", text.charts.forecast),
        ("timeline", text.charts.dates),
        ("funnel", text.charts.funnel),
        ("assumptions", text.assumptions.title),
    ];
    let panel = |(id, name): (&'static str, &str)| {
        Entry::new(name.to_owned(), text.palette.panel, id, Does::Panel(id))
    };
    panels.into_iter().map(panel)
}

/// Key figures that stand on the page, and those that the glossary alone has.
fn of_kpis(text: &'static Text) -> (Vec<Entry>, Vec<Entry>) {
    let entry = |kpi: Kpi| {
        let (name, term) = ((text.answers.kpi)(kpi), (text.glossary.kpi)(kpi).term);
        let other = [term, &kpi.key().replace('_', " "), also(kpi.key())].join(" ");
        let is_shown = reveal::is_there(&kpis::tile(kpi));
        let (kind, does) = match is_shown {
            true => (text.palette.kpi, Does::Tile(kpi)),
            false => (text.palette.glossary, Does::Term(kpi)),
        };
        (is_shown, Entry::new(name.to_owned(), kind, &other, does))
    };
    let (tiles, terms): (Vec<_>, Vec<_>) =
        Kpi::ALL.iter().copied().map(entry).partition(|(is_shown, _)| *is_shown);
    let entries = |of: Vec<(bool, Entry)>| of.into_iter().map(|(_, entry)| entry).collect();
    (entries(tiles), entries(terms))
}

/// The settings: their paths in the plan, the ids of their fields, other words for them.
const SETTINGS: [(&str, &str, &str); 6] = [
    ("plan.start_date", "setting-start", "start"),
    ("plan.horizon_weeks", "setting-horizon", "horizon"),
    ("plan.currency_code", "setting-currency", "currency"),
    ("plan.fiscal_year_start_month", "setting-fiscal", "fiscal"),
    ("simulation.trials", "setting-futures", "futures"),
    ("simulation.seed", "setting-seed", "seed"),
];

fn of_settings(text: &'static Text) -> impl Iterator<Item = Entry> {
    let words = text.settings;
    let names = [&words.start, &words.horizon, &words.currency, &words.fiscal, &words.futures, &words.seed];
    let setting = |((_, id, key), setting): ((&str, &'static str, &str), &crate::text::settings::Setting)| {
        let other = format!("{key} {}", also(key));
        Entry::new(setting.name.to_owned(), text.palette.setting, &other, Does::Setting(id))
    };
    SETTINGS.into_iter().zip(names).map(setting)
}

/// Files of the forecast that the list of downloads has now: a table has no drawing.
fn of_files(text: &'static Text) -> impl Iterator<Item = Entry> {
    let words = text.sharing;
    let files = [
        ("as-svg", "svg", words.as_svg),
        ("as-png", "png", words.as_png),
        ("as-csv", "csv", words.as_csv),
        ("as-xlsx", "xlsx", words.as_xlsx),
        ("as-json", "json", words.as_json),
    ];
    let file = |(item, key, name): (&'static str, &str, &str)| {
        let there = reveal::is_there(&format!("[data-testid={item}]"));
        there.then(|| Entry::new(name.to_owned(), words.downloads, also(key), Does::File(item)))
    };
    files.into_iter().filter_map(file)
}

fn of_figures(text: &'static Text) -> impl Iterator<Item = Entry> {
    let figure = |figure: &Figure| {
        let name = (text.charts.figure)(*figure).long.to_owned();
        Entry::new(name, text.palette.figure, "", Does::Figure(*figure))
    };
    Figure::GROUPS.iter().flat_map(|group| group.iter()).map(figure)
}

/// Rows of the table of assumptions; what the settings have is found there, where it can be changed.
fn of_rows(props: &PaletteProps) -> Vec<Entry> {
    let (plan, base) = (props.sheet.plan(), props.sheet.base());
    let is_setting = |path: &str| props.full && SETTINGS.iter().any(|(setting, ..)| *setting == path);
    let row = |row: Assumption| {
        let key = row.path.rsplit('.').next().unwrap_or_default();
        let other = format!("{} {}", row.path.replace(['_', '.', '[', ']'], " "), also(key));
        Entry::new(
            format!("{} · {}", row.topic, row.name),
            props.text.palette.row,
            &other,
            Does::Row(row.path),
        )
    };
    let rows = assumptions(plan, base, props.text, &props.format);
    rows.into_iter().filter(|row| !is_setting(&row.path)).map(row).collect()
}

fn of_examples(text: &'static Text) -> impl Iterator<Item = Entry> {
    let example = |(index, title): (usize, &&str)| {
        Entry::new((*title).to_owned(), text.palette.example, also("examples"), Does::Example(index))
    };
    text.shell.example_titles.iter().enumerate().map(example)
}
