//! The workbook without a browser: edits, undo, shared plans, notices.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

use std::rc::Rc;
use tandem_app::text::Lang;
use tandem_app::workbook::{
    Action, Arrange, ChartMode, Desk, MAX_SCENARIOS, MAX_UNDO_STEPS, News, Notice, Origin, SaveFault, Sheet,
    Theme, View, Workbook,
};
use tandem_engine::Measure;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{Bundle, LinkError, NamedPlan, Plan, Target, TargetMeasure};
use yew::Reducible;

fn plan(title: &str) -> Rc<Plan> {
    let mut plan = Plan::default();
    plan.plan.title = title.to_owned();
    Rc::new(plan)
}

fn with_target(title: &str, measure: TargetMeasure) -> Rc<Plan> {
    let mut plan = Plan::clone(&plan(title));
    let date = tandem_engine::date::Date::new(2028, 12, 31).expect("a date");
    plan.target = Some(Target { measure, value: 1e6, date, wanted_odds: 0.8 });
    Rc::new(plan)
}

fn book(title: &str) -> Rc<Workbook> {
    let plan = plan(title);
    let view = View::of(&plan, Lang::En, Theme::Auto);
    Rc::new(Workbook::new(Desk::new(Sheet::opened(plan)), view))
}

fn after(book: &Rc<Workbook>, actions: impl IntoIterator<Item = Action>) -> Rc<Workbook> {
    actions.into_iter().fold(Rc::clone(book), |book, action| book.reduce(action))
}

/// An edit of the plan on the page: the deal size becomes `value`.
fn edit(book: &Workbook, value: f64, gesture: u32) -> Action {
    let mut plan = Plan::clone(book.plan());
    plan.deals.mean_first_year_value = value.into();
    Action::Edit { plan: Rc::new(plan), field: "deals.mean_first_year_value".to_owned(), gesture }
}

fn deal_size(book: &Workbook) -> f64 {
    match book.plan().deals.mean_first_year_value {
        Estimate::Fixed(value) => value,
        ref range => panic!("expected a number, found {range:?}"),
    }
}

/// Undoes all steps; gives how many there were.
fn steps(book: &Rc<Workbook>) -> usize {
    let (mut book, mut n) = (Rc::clone(book), 0);
    while book.can_undo() {
        book = book.reduce(Action::Undo);
        n += 1;
    }
    n
}

#[test]
fn one_drag_is_one_step() {
    let mut now = book("mine");
    for value in [1.0, 2.0, 3.0, 4.0] {
        let action = edit(&now, value, 1);
        now = after(&now, [action]);
    }
    assert_eq!((deal_size(&now), steps(&now)), (4.0, 1));
    assert!(now.in_gesture());
    assert!(!after(&now, [Action::Undo]).in_gesture());
    let action = edit(&now, 5.0, 2);
    now = after(&now, [action]);
    assert_eq!(steps(&now), 2, "another gesture is another step");
    assert!(!now.in_gesture(), "what has just begun may be all there is");
    let mut plan = Plan::clone(now.plan());
    plan.finance.gross_margin = 0.5.into();
    let other = Action::Edit { plan: Rc::new(plan), field: "finance.gross_margin".to_owned(), gesture: 2 };
    assert_eq!(steps(&after(&now, [other])), 3, "another field is another step");
}

#[test]
fn undo_and_redo_restore_to_the_digit() {
    let start = book("mine");
    let first = after(&start, [edit(&start, 0.1 + 0.2, 1)]);
    let second = after(&first, [edit(&first, 1.0 / 3.0, 2)]);
    let back = after(&second, [Action::Undo]);
    assert!(Rc::ptr_eq(back.plan(), first.plan()), "the very plan, not a copy");
    let back = after(&back, [Action::Undo]);
    assert!(Rc::ptr_eq(back.plan(), start.plan()));
    assert!(!back.can_undo() && back.can_redo());
    let forth = after(&back, [Action::Redo, Action::Redo]);
    assert!(Rc::ptr_eq(forth.plan(), second.plan()) && !forth.can_redo());
}

#[test]
fn an_edit_after_undo_forgets_what_was_undone_and_starts_a_step() {
    let start = book("mine");
    let first = after(&start, [edit(&start, 1.0, 1)]);
    let undone = after(&first, [Action::Undo]);
    let again = after(&undone, [edit(&undone, 2.0, 1)]);
    assert!(!again.can_redo());
    assert_eq!(deal_size(&after(&again, [Action::Undo])), deal_size(&start));
}

#[test]
fn what_changes_nothing_is_the_same_state() {
    let start = book("mine");
    let same = Action::Edit { plan: Rc::new(Plan::clone(start.plan())), field: "x".to_owned(), gesture: 1 };
    for action in [
        same,
        Action::Undo,
        Action::Redo,
        Action::KeepShared,
        Action::BackToMine,
        Action::SetView(start.view().clone()),
        Action::Dismiss("link"),
        Action::CloseToast(1),
    ] {
        let text = format!("{action:?}");
        assert!(Rc::ptr_eq(&Rc::clone(&start).reduce(action), &start), "{text}");
    }
}

#[test]
fn undo_is_bounded() {
    let mut now = book("mine");
    for gesture in 0..(MAX_UNDO_STEPS as u32 + 50) {
        let action = edit(&now, f64::from(gesture), gesture);
        now = after(&now, [action]);
    }
    assert_eq!(steps(&now), MAX_UNDO_STEPS);
}

#[test]
fn opening_is_a_step_with_a_toast() {
    let mine = book("mine");
    let edited = after(&mine, [edit(&mine, 7.0, 1)]);
    let opened = after(&edited, [Action::Open { plan: plan("example"), origin: Origin::Example }]);
    assert_eq!(opened.plan().plan.title, "example");
    assert!(Rc::ptr_eq(opened.plan(), opened.base()), "nothing has changed since it was opened");
    assert_eq!(opened.toast().map(|toast| toast.news.clone()), Some(News::Opened("example".to_owned())));
    let back = after(&opened, [Action::Undo]);
    assert!(Rc::ptr_eq(back.plan(), edited.plan()) && Rc::ptr_eq(back.base(), mine.base()));
    assert_eq!(back.toast(), None, "the toast offered just that undo");
}

#[test]
fn a_shared_plan_does_not_touch_the_readers_own() {
    let mine = book("mine");
    let mine = after(&mine, [edit(&mine, 7.0, 1)]);
    let shared = after(&mine, [Action::Open { plan: plan("shared"), origin: Origin::Link }]);
    assert!(shared.is_shared() && !shared.can_undo());
    assert_eq!(shared.plan().plan.title, "shared");
    assert_eq!(shared.own(), mine.own());
    let played = after(&shared, [edit(&shared, 9.0, 1)]);
    assert_eq!(deal_size(&played), 9.0);
    assert_eq!(played.own(), mine.own(), "playing with a shared plan is not saved");
    let second = after(&played, [Action::Open { plan: plan("another"), origin: Origin::Link }]);
    assert_eq!(second.own(), mine.own());
    let back = after(&second, [Action::BackToMine]);
    assert!(Rc::ptr_eq(back.plan(), mine.plan()) && !back.is_shared() && back.can_undo());
}

#[test]
fn a_kept_copy_is_a_step_over_the_own_plan() {
    let mine = book("mine");
    let shared = after(&mine, [Action::Open { plan: plan("shared"), origin: Origin::Link }]);
    let shared = after(&shared, [edit(&shared, 9.0, 1)]);
    let kept = after(&shared, [Action::KeepShared]);
    assert!(!kept.is_shared());
    assert!(Rc::ptr_eq(kept.plan(), shared.plan()) && Rc::ptr_eq(kept.base(), shared.base()));
    assert_eq!(kept.own().sheet().plan().plan.title, "shared");
    assert_eq!(after(&kept, [Action::Undo]).plan().plan.title, "mine");
}

#[test]
fn an_example_opened_over_a_shared_plan_replaces_the_own_one() {
    let mine = book("mine");
    let actions = [
        Action::Open { plan: plan("shared"), origin: Origin::Link },
        Action::Open { plan: plan("example"), origin: Origin::Example },
    ];
    let opened = after(&mine, actions);
    assert!(!opened.is_shared());
    assert_eq!(after(&opened, [Action::Undo]).plan().plan.title, "mine");
}

#[test]
fn a_failed_link_changes_nothing_but_the_notices() {
    let mine = book("mine");
    let cut_off = || Action::Warn(Notice::Link(LinkError::CutOff { found_chars: 812, expected_chars: 1204 }));
    let failed = after(&mine, [cut_off(), Action::Warn(Notice::Link(LinkError::Damaged))]);
    assert_eq!(
        failed.notices(),
        [Notice::Link(LinkError::Damaged)],
        "the newer one takes the place of its kind"
    );
    assert_eq!(failed.own(), mine.own());
    assert!(!failed.is_shared());
    let mixed = after(&failed, [Action::Warn(Notice::NotSaved(SaveFault::Full))]);
    assert_eq!(mixed.notices().len(), 2);
    let good = after(&mixed, [Action::Open { plan: plan("shared"), origin: Origin::Link }]);
    assert_eq!(
        good.notices(),
        [Notice::NotSaved(SaveFault::Full)],
        "a good link ends the notice of a bad one"
    );
    assert_eq!(after(&good, [Action::Dismiss("storage")]).notices(), []);
}

#[test]
fn the_view_follows_an_opened_plan_but_not_an_edit() {
    let start = book("mine");
    assert_eq!(start.view().measure, Measure::Revenue);
    let opened =
        after(&start, [Action::Open { plan: with_target("arr", TargetMeasure::Arr), origin: Origin::File }]);
    assert_eq!(opened.view().measure, Measure::Mrr);
    let view =
        View { measure: Measure::Cash, chart: ChartMode::Table, lang: Lang::ZhCn, ..opened.view().clone() };
    let chosen = after(&opened, [Action::SetView(view.clone())]);
    assert!(!after(&chosen, [Action::Undo]).can_undo(), "a view is no step");
    let edited = after(&chosen, [edit(&chosen, 3.0, 1), Action::Undo]);
    assert_eq!(*edited.view(), view);
}

#[test]
fn a_chart_of_the_target_goes_with_it_to_another_measure() {
    let aims = |measure: TargetMeasure| Action::Edit {
        plan: with_target("mine", measure),
        field: "target-measure".to_owned(),
        gesture: measure as u32,
    };
    let start = after(&book("mine"), [aims(TargetMeasure::Arr)]);
    let start = after(&start, [Action::SetView(View { measure: Measure::Mrr, ..start.view().clone() })]);
    let turned = after(&start, [aims(TargetMeasure::Cash)]);
    assert_eq!(turned.view().measure, Measure::Cash);
    assert_eq!(after(&turned, [Action::Undo]).view().measure, Measure::Mrr);
    // Another figure stays in view.
    let leads = View { measure: Measure::Leads, ..start.view().clone() };
    let turned = after(&start, [Action::SetView(leads), aims(TargetMeasure::Cash), Action::Undo]);
    assert_eq!(turned.view().measure, Measure::Leads);
}

#[test]
fn an_old_timer_does_not_close_a_new_toast() {
    let start = book("mine");
    let open = |title| Action::Open { plan: plan(title), origin: Origin::Example };
    let first = after(&start, [open("one")]);
    let old = first.toast().expect("a toast").number;
    let second = after(&first, [open("two"), Action::CloseToast(old)]);
    let toast = second.toast().expect("the newer toast");
    assert_eq!(after(&second, [Action::CloseToast(toast.number)]).toast(), None);
}

fn letters(book: &Workbook) -> Vec<u32> {
    book.sheet().scenarios().iter().map(|scenario| scenario.id).collect()
}

#[test]
fn a_duplicate_is_compared_with_the_first_and_each_change_is_a_step() {
    let start = book("mine");
    let edited = after(&start, [edit(&start, 7.0, 1)]);
    let copy = after(&edited, [Action::Arrange(Arrange::Duplicate(1))]);
    assert_eq!((letters(&copy), copy.sheet().front()), (vec![1, 2], 1));
    assert!(Rc::ptr_eq(copy.plan(), edited.plan()) && Rc::ptr_eq(copy.base(), edited.plan()));
    let changed = after(&copy, [edit(&copy, 9.0, 1)]);
    assert_eq!(steps(&changed), 3, "the same field and gesture in another scenario is another step");
    let first = after(&changed, [Action::Show(1)]);
    assert_eq!((deal_size(&first), deal_size(&changed)), (7.0, 9.0));
    assert!(Rc::ptr_eq(first.base(), start.plan()), "the first is compared with the plan as opened");
    assert_eq!(steps(&first), 3, "to look at another scenario is no step");
    let undone = after(&first, [Action::Undo]);
    assert_eq!((undone.sheet().front(), deal_size(&undone)), (1, 7.0), "undo shows what it undoes");
    let back = after(&undone, [Action::Undo]);
    assert_eq!(back.sheet().scenarios().len(), 1);
}

#[test]
fn scenarios_are_named_moved_and_deleted_and_undo_brings_them_back() {
    let start = book("mine");
    let two = [Action::Arrange(Arrange::Duplicate(1)), Action::Arrange(Arrange::Duplicate(1))];
    let three = after(&start, two);
    assert_eq!(letters(&three), [1, 2, 3]);
    let named = after(&three, [Action::Arrange(Arrange::Rename(3, "  More\nreps ".to_owned()))]);
    assert_eq!(named.sheet().scenarios()[2].name, "Morereps");
    let moved = after(&named, [Action::Arrange(Arrange::Move(3, -1))]);
    assert_eq!(
        (letters(&moved), moved.sheet().front()),
        (vec![1, 3, 2], 1),
        "the one in front stays in front"
    );
    assert!(
        Rc::ptr_eq(&Rc::clone(&moved).reduce(Action::Arrange(Arrange::Move(1, -1))), &moved),
        "no place there"
    );
    let gone = after(&moved, [Action::Arrange(Arrange::Delete(1))]);
    assert_eq!((letters(&gone), gone.sheet().front()), (vec![3, 2], 0));
    assert_eq!(gone.toast().map(|toast| toast.news.clone()), Some(News::Deleted(0, String::new())));
    assert_eq!(letters(&after(&gone, [Action::Undo])), [1, 3, 2]);
    let last = after(&gone, [3, 2].map(|id| Action::Arrange(Arrange::Delete(id))));
    assert_eq!(letters(&last), [2], "the last one stays");
    let many = after(&start, (0..20).map(|_| Action::Arrange(Arrange::Duplicate(1))));
    assert_eq!(many.sheet().scenarios().len(), MAX_SCENARIOS);
}

#[test]
fn a_shared_plan_is_compared_beside_the_own_one() {
    let mine = book("mine");
    let mine = after(&mine, [edit(&mine, 7.0, 1)]);
    let shared = after(&mine, [Action::Open { plan: plan("theirs"), origin: Origin::Link }]);
    let both = after(&shared, [Action::CompareShared]);
    assert!(!both.is_shared() && both.view().compare);
    let titles: Vec<&str> = both.sheet().scenarios().iter().map(|s| s.plan.plan.title.as_str()).collect();
    assert_eq!(titles, ["mine", "theirs"]);
    assert_eq!(both.sheet().scenarios()[1].name, "theirs");
    assert!(Rc::ptr_eq(both.base(), mine.plan()));
    let back = after(&both, [Action::Undo]);
    assert!(Rc::ptr_eq(back.plan(), mine.plan()) && back.can_undo(), "with the steps that were there before");
    assert!(!back.view().compare, "one scenario is compared with nothing");
}

#[test]
fn all_scenarios_of_a_link_stand_beside_the_own_plan_where_there_is_room() {
    let titles = |book: &Workbook| -> Vec<String> {
        book.sheet().scenarios().iter().map(|scenario| scenario.plan.plan.title.clone()).collect()
    };
    let mine = book("mine");
    let open = Action::OpenSheet { sheet: bundle(&["one", "two", "three"], 1), origin: Origin::Link };
    let both = after(&after(&mine, [open.clone()]), [Action::CompareShared]);
    assert_eq!(titles(&both), ["mine", "one", "two", "three"]);
    assert_eq!(both.plan().plan.title, "two", "what was in front still is");
    assert_eq!(after(&both, [Action::Undo]).sheet(), mine.sheet());
    // Four of one's own leave room for the one in front.
    let id = mine.sheet().in_front().id;
    let four = after(&mine, vec![Action::Arrange(Arrange::Duplicate(id)); 3]);
    let beside = after(&after(&four, [open]), [Action::CompareShared]);
    assert_eq!(titles(&beside), ["mine", "mine", "mine", "mine", "two"]);
    assert!(matches!(beside.toast().map(|toast| &toast.news), Some(News::Beside(_, 2))));
}

/// Scenarios of those names, as a link brings them.
fn bundle(names: &[&str], front: usize) -> Box<Sheet> {
    let scenario = |name: &&str| NamedPlan { name: (*name).to_owned(), plan: Plan::clone(&plan(name)) };
    Box::new(Sheet::of_bundle(Bundle { scenarios: names.iter().map(scenario).collect(), front }).unwrap())
}

#[test]
fn scenarios_of_a_link_stand_beside_the_own_plan_until_a_copy_is_kept() {
    let mine = book("mine");
    let sheet = bundle(&["one", "two", "three"], 1);
    let shown = after(&mine, [Action::OpenSheet { sheet: sheet.clone(), origin: Origin::Link }]);
    assert!(shown.is_shared());
    assert_eq!((shown.plan().plan.title.as_str(), shown.sheet().scenarios().len()), ("two", 3));
    assert_eq!(shown.own(), mine.own(), "the own plan is untouched");
    assert_eq!(shown.sheet().bundle(), sheet.bundle());
    let kept = after(&shown, [Action::KeepShared]);
    assert_eq!(kept.sheet().scenarios().len(), 3);
    assert_eq!(after(&kept, [Action::Undo]).sheet(), mine.sheet());
    let file = after(&mine, [Action::OpenSheet { sheet, origin: Origin::File }]);
    assert!(!file.is_shared() && file.sheet().scenarios().len() == 3);
    assert_eq!(after(&file, [Action::Undo]).sheet(), mine.sheet());
}

#[test]
fn a_seventh_scenario_is_told_and_can_take_the_place_of_the_last() {
    let mut full = book("mine");
    for _ in 1..MAX_SCENARIOS {
        let id = full.sheet().in_front().id;
        full = after(&full, [Action::Arrange(Arrange::Duplicate(id))]);
    }
    let shared = after(&full, [Action::Open { plan: plan("theirs"), origin: Origin::Link }]);
    let told = after(&shared, [Action::CompareShared]);
    assert_eq!(told.notices(), [Notice::NoRoom]);
    assert!(told.is_shared() && told.own() == full.own(), "nothing was done yet");
    let beside = after(&told, [Action::CompareInstead]);
    assert!(beside.notices().is_empty() && !beside.is_shared() && beside.view().compare);
    assert_eq!(beside.sheet().scenarios().len(), MAX_SCENARIOS);
    assert_eq!(beside.plan().plan.title, "theirs");
    assert_eq!(after(&beside, [Action::Undo]).sheet(), full.sheet(), "the last scenario comes back");
    // Back to the own plan, or a copy kept: then nothing is left to be said.
    for way_out in [Action::BackToMine, Action::KeepShared] {
        assert!(after(&told, [way_out]).notices().is_empty());
    }
}

#[test]
fn a_scenario_that_is_not_in_front_takes_a_value_as_one_step() {
    let start = book("mine");
    let id = start.sheet().in_front().id;
    let two = after(&start, [Action::Arrange(Arrange::Duplicate(id))]);
    let changed = after(&two, [Action::Arrange(Arrange::Change(id, plan("other")))]);
    assert_eq!(changed.sheet().scenarios()[0].plan.plan.title, "other");
    assert_eq!((changed.plan().plan.title.as_str(), changed.sheet().front()), ("mine", 1));
    assert_eq!(after(&changed, [Action::Undo]).sheet(), two.sheet());
}

#[test]
fn what_changes_a_plan_is_known_from_what_only_shows_it() {
    let view = View::of(&plan("x"), Lang::En, Theme::Auto);
    let changes = [
        Action::Undo,
        Action::Redo,
        Action::KeepShared,
        Action::CompareShared,
        Action::CompareInstead,
        Action::BackToMine,
        Action::Arrange(Arrange::Delete(1)),
        Action::Open { plan: plan("x"), origin: Origin::Example },
        Action::OpenSheet { sheet: bundle(&["x"], 0), origin: Origin::File },
        Action::Edit { plan: plan("x"), field: "x".to_owned(), gesture: 1 },
    ];
    assert!(changes.iter().all(Action::changes_plans));
    let shows = [
        Action::Show(1),
        Action::SetView(view),
        Action::Warn(Notice::OtherTab),
        Action::Dismiss("x"),
        Action::CloseToast(1),
        // Somebody's plan stands beside the reader's own.
        Action::Open { plan: plan("x"), origin: Origin::Link },
        Action::OpenSheet { sheet: bundle(&["x"], 0), origin: Origin::Link },
    ];
    assert!(!shows.iter().any(Action::changes_plans));
}

#[test]
fn a_removed_channel_is_a_step_with_a_toast_that_the_next_edit_ends() {
    let book = book("mine");
    let remove = |name: &str, gesture| {
        let mut plan = Plan::clone(book.plan());
        plan.plan.title = format!("without {name}");
        Action::Remove { plan: Rc::new(plan), name: name.to_owned(), gesture }
    };
    let gone = after(&book, [remove("Podcast", 7)]);
    assert_eq!(gone.toast().map(|toast| toast.news.clone()), Some(News::Removed("Podcast".to_owned())));
    let back = after(&gone, [Action::Undo]);
    assert_eq!((back.plan(), back.toast()), (book.plan(), None));
    let edited = after(&gone, [edit(&gone, 5.0, 8)]);
    assert_eq!(edited.toast(), None, "its undo would take back the edit");
    assert_eq!(steps(&edited), 2);
}

#[test]
fn a_toast_goes_with_the_next_step_whatever_it_is() {
    let opened = after(&book("mine"), [Action::Open { plan: plan("example"), origin: Origin::Example }]);
    assert!(opened.toast().is_some());
    let id = opened.sheet().in_front().id;
    let added = after(&opened, [Action::Arrange(Arrange::Duplicate(id))]);
    assert_eq!(added.toast(), None, "its undo would take back the scenario");
    let renamed = after(&opened, [Action::Arrange(Arrange::Rename(id, "A".to_owned()))]);
    assert_eq!(renamed.toast(), None);
    // What is no step leaves it.
    let shown =
        after(&added, [Action::Arrange(Arrange::Delete(id)), Action::Show(added.sheet().in_front().id)]);
    assert!(matches!(shown.toast().map(|toast| &toast.news), Some(News::Deleted(..))));
}

#[test]
fn a_file_of_other_data_is_told_from_a_plan_with_faults_until_the_reader_goes_on() {
    let told = |text: &str| Notice::of_refused("x.json".to_owned(), text, Vec::new());
    for text in [r#"{"a": 1}"#, "[1, 2]", "7", r#"{"name": "app", "version": "1.0", "market": {}}"#] {
        assert!(matches!(told(text), Notice::Foreign { .. }), "{text}");
    }
    // What is no data at all has a place where reading ends, and a plan that was begun has its faults.
    for text in ["{", r#"{"plan": {}}"#, r#"{"scenarios": []}"#, r#"{"target": {}, "channels": []}"#] {
        assert!(matches!(told(text), Notice::File { .. }), "{text}");
    }
    let book = after(&book("mine"), [Action::Warn(told("[]"))]);
    assert_eq!(book.notices().len(), 1);
    let edit = Action::Edit { plan: plan("mine, edited"), field: "title".to_owned(), gesture: 1 };
    assert!(after(&book, [edit]).notices().is_empty());
    assert!(
        after(&book, [Action::Open { plan: plan("another"), origin: Origin::Example }]).notices().is_empty()
    );
}
