//! What the reader should know: shared plan, failed links and files, storage faults, findings of the plan, toast.

use crate::edit;
use crate::format::Format;
use crate::text::Text;
use crate::views::top_bar::Wish;
use crate::workbook::{Action, MAX_SCENARIOS, News, Notice, SaveFault, Toast};
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::plan::{LinkError, Plan};
use yew::prelude::*;

/// Findings that are listed; the others are counted.
const LISTED: usize = 12;

/// What [`Notices`] needs.
#[derive(PartialEq, Properties)]
pub struct NoticesProps {
    /// Notices, oldest first.
    pub notices: Vec<Notice>,
    /// Whether a shared plan is on the page.
    pub shared: bool,
    /// Whether the page is there with everything, and not only to be read.
    pub full: bool,
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// What was found in the plan on the page.
    pub findings: Rc<Vec<Finding>>,
    /// Words.
    pub text: &'static Text,
    /// Numbers.
    pub format: Format,
    /// Takes what is chosen.
    pub dispatch: Callback<Action>,
    /// Takes wishes for files and the like.
    pub on_wish: Callback<Wish>,
}

/// The notices over the answers.
#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    let shared = props.shared.then(|| shared_banner(props));
    let faulty = faulty_banner(props);
    let banners =
        shared.into_iter().chain(props.notices.iter().map(|notice| banner_of(props, notice))).chain(faulty);
    html! { <div class="notices">{ for banners.map(|banner| banner.draw(props)) }</div> }
}

/// A notice in words, with what can be done about it.
struct Banner<'a> {
    kind: &'static str,
    error: bool,
    title: String,
    lead: Vec<String>,
    findings: &'a [Finding],
    actions: Vec<Html>,
    /// Whether it stays until its cause is gone.
    stays: bool,
}

impl Banner<'_> {
    fn draw(self, props: &NoticesProps) -> Html {
        let words = props.text.shell;
        let kind = self.kind;
        let plan = self.stays.then_some(&*props.plan);
        let close = props.dispatch.reform(move |_: MouseEvent| Action::Dismiss(kind));
        html! {
            <section key={kind} class={classes!("bn", self.error.then_some("err"))} role={if self.error { "alert" } else { "status" }}
                data-testid={format!("notice-{kind}")}>
                <p><b>{ self.title }</b>{ for self.lead.iter().map(|lead| html! { <>{ props.text.answers.space }{ lead }</> }) }</p>
                { findings_list(self.findings, plan, props.text, &props.format) }
                if !self.actions.is_empty() {
                    <div class="bb">{ for self.actions }</div>
                }
                if !self.stays {
                    <button type="button" class="i x" aria-label={words.close} title={words.close} onclick={close}>
                        <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
                    </button>
                }
            </section>
        }
    }
}

fn button(test_id: &'static str, label: impl Into<AttrValue>, onclick: Callback<MouseEvent>) -> Html {
    let label = label.into();
    html! { <button type="button" class="bt" data-testid={test_id} {onclick}>{ label }</button> }
}

fn wish(props: &NoticesProps, test_id: &'static str, label: &'static str, wish: Wish) -> Html {
    button(test_id, label, props.on_wish.reform(move |_: MouseEvent| wish))
}

fn shared_banner(props: &NoticesProps) -> Banner<'static> {
    let words = props.text.shell;
    let keep = props.dispatch.reform(|_: MouseEvent| Action::KeepShared);
    let back = props.dispatch.reform(|_: MouseEvent| Action::BackToMine);
    let compare = props.dispatch.reform(|_: MouseEvent| Action::CompareShared);
    Banner {
        kind: "shared",
        error: false,
        title: words.shared.to_owned(),
        lead: vec![words.shared_lead.to_owned()],
        findings: &[],
        actions: vec![
            button("compare-with-mine", props.text.scenarios.compare_with_mine, compare),
            button("keep-copy", words.keep, keep),
            button("back-to-mine", words.back, back),
        ],
        stays: true,
    }
}

/// The plan on the page cannot be run: which values, and what the figures are meanwhile.
fn faulty_banner(props: &NoticesProps) -> Option<Banner<'_>> {
    let words = props.text.shell;
    // Errors come first.
    let n = props.findings.iter().take_while(|finding| finding.code.is_error()).count();
    (n > 0).then(|| Banner {
        kind: "plan",
        error: true,
        title: (words.plan_faulty)(n),
        lead: vec![words.plan_faulty_lead.to_owned()],
        findings: &props.findings[..n],
        actions: Vec::new(),
        stays: true,
    })
}

fn banner_of<'a>(props: &NoticesProps, notice: &'a Notice) -> Banner<'a> {
    let words = props.text.shell;
    let (title, lead) = sentences(props.text, notice);
    let open = || wish(props, "notice-open-file", words.open_a_file, Wish::OpenFile);
    let back = || {
        let kind = notice.kind();
        button("notice-back", words.back, props.dispatch.reform(move |_: MouseEvent| Action::Dismiss(kind)))
    };
    let actions = match notice {
        Notice::Link(_) | Notice::LinkedPlan(_) if !props.full => vec![back()],
        Notice::Link(_) | Notice::LinkedPlan(_) => vec![back(), open()],
        Notice::File { .. } | Notice::Foreign { .. } | Notice::Unreadable { .. } if !props.full => Vec::new(),
        Notice::File { .. } | Notice::Foreign { .. } | Notice::Unreadable { .. } => vec![open()],
        Notice::NoRoom => {
            let instead = props.dispatch.reform(|_: MouseEvent| Action::CompareInstead);
            let last = (props.text.scenarios.letter)(MAX_SCENARIOS - 1);
            vec![button("compare-instead", (props.text.scenarios.instead)(last), instead)]
        }
        Notice::NotSaved(_) => vec![wish(props, "notice-download", words.download, Wish::SaveFile)],
        Notice::Crashed => vec![wish(props, "notice-reopen", words.crashed_open, Wish::Reopen)],
        Notice::OtherTab => vec![wish(props, "notice-reload", words.reload, Wish::Reload)],
        Notice::Damaged => Vec::new(),
    };
    let findings: &[Finding] = match notice {
        Notice::LinkedPlan(findings) | Notice::File { findings, .. } => findings,
        _ => &[],
    };
    let error = !matches!(notice, Notice::OtherTab | Notice::NoRoom);
    Banner { kind: notice.kind(), error, title, lead, findings, actions, stays: false }
}

/// The sentences of a notice: what is wrong, then what follows from it.
fn sentences(text: &'static Text, notice: &Notice) -> (String, Vec<String>) {
    let words = text.shell;
    let unchanged = words.unchanged.to_owned();
    let (title, lead) = match notice {
        Notice::Link(fault) => {
            let (title, lead) = link_sentences(text, fault);
            (title.to_owned(), vec![lead, unchanged])
        }
        Notice::LinkedPlan(findings) => {
            (words.faulty_link.to_owned(), vec![unchanged, (words.faults)(findings.len())])
        }
        Notice::File { name, findings } => {
            ((words.faulty_file)(name), vec![unchanged, (words.faults)(findings.len())])
        }
        Notice::Foreign { name } => {
            ((words.foreign_file)(name), vec![words.foreign_file_lead.to_owned(), unchanged])
        }
        Notice::Unreadable { name } => {
            ((words.unreadable)(name), vec![words.unreadable_lead.to_owned(), unchanged])
        }
        Notice::NotSaved(fault) => {
            let title = match fault {
                SaveFault::Full => words.full,
                SaveFault::Forbidden => words.forbidden,
                SaveFault::NotReadBack => words.not_read_back,
            };
            (title.to_owned(), vec![words.not_saved_lead.to_owned()])
        }
        Notice::Damaged => (words.damaged_save.to_owned(), vec![words.damaged_save_lead.to_owned()]),
        Notice::Crashed => (words.crashed.to_owned(), vec![words.crashed_lead.to_owned()]),
        Notice::OtherTab => (words.other_tab.to_owned(), vec![words.other_tab_lead.to_owned()]),
        Notice::NoRoom => {
            let words = text.scenarios;
            (words.no_room.to_owned(), vec![words.no_room_lead.to_owned()])
        }
    };
    (title, lead)
}

fn link_sentences(text: &'static Text, fault: &LinkError) -> (&'static str, String) {
    let words = text.shell;
    match *fault {
        LinkError::CutOff { found_chars, expected_chars } => {
            (words.cut_off, (words.cut_off_lead)(found_chars, expected_chars))
        }
        LinkError::Damaged => (words.damaged_link, words.damaged_link_lead.to_owned()),
        LinkError::Newer { .. } => (words.newer, words.newer_lead.to_owned()),
        LinkError::TooLong { chars, limit } => (words.too_long, (words.too_long_lead)(chars, limit)),
        LinkError::NotALink => (words.not_a_link, words.not_a_link_lead.to_owned()),
    }
}

/// Findings, one a line, with code and place.
/// Those of the plan on the page by the names of its fields, those of a file by their places in it.
fn findings_list(findings: &[Finding], plan: Option<&Plan>, text: &'static Text, format: &Format) -> Html {
    let sentence = |finding: &Finding| match plan.filter(|_| !finding.path.is_empty()) {
        Some(plan) => text.findings.named(&edit::name(&finding.path, plan, text, format), finding, format),
        None => text.findings.sentence(finding, format),
    };
    let row = |(index, finding): (usize, &Finding)| {
        html! {
            <li key={index} data-code={finding.code.id()}>
                <code>{ finding.code.id() }</code>
                <span>{ sentence(finding) }</span>
            </li>
        }
    };
    let rest = findings.len().saturating_sub(LISTED);
    html! {
        if !findings.is_empty() {
            <ul class="findings">
                <>{ for findings.iter().take(LISTED).enumerate().map(row) }</>
                if rest > 0 {
                    <li class="rest">{ (text.shell.more_faults)(rest) }</li>
                }
            </ul>
        }
    }
}

/// What [`Warnings`] needs.
#[derive(PartialEq, Properties)]
pub struct WarningsProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// What was found in the plan on the page.
    pub findings: Rc<Vec<Finding>>,
    /// Words.
    pub text: &'static Text,
    /// Numbers.
    pub format: Format,
}

/// What is worth knowing about a plan that runs, behind one line.
#[component]
pub fn Warnings(props: &WarningsProps) -> Html {
    let warnings: Vec<Finding> =
        props.findings.iter().filter(|finding| !finding.code.is_error()).cloned().collect();
    html! {
        if !warnings.is_empty() {
            <details class="know" data-testid="warnings">
                <summary>{ (props.text.shell.plan_warnings)(warnings.len()) }</summary>
                { findings_list(&warnings, Some(&props.plan), props.text, &props.format) }
            </details>
        }
    }
}

/// What [`ToastView`] needs.
#[derive(PartialEq, Properties)]
pub struct ToastProps {
    /// What was just done.
    pub toast: Toast,
    /// Words.
    pub text: &'static Text,
    /// Takes the undo.
    pub dispatch: Callback<Action>,
    /// Whether the pointer or the focus rests on it: then it stays.
    pub on_hold: Callback<bool>,
}

/// What was just done, with its undo.
#[component]
pub fn ToastView(props: &ToastProps) -> Html {
    let words = props.text.shell;
    let sentence = match &props.toast.news {
        News::Opened(title) => (words.opened)(words.title_of(title)),
        News::Kept(title) => (words.kept)(words.title_of(title)),
        News::Beside(title, left) => (props.text.scenarios.beside)(words.title_of(title), *left),
        News::Deleted(place, name) => {
            let words = props.text.scenarios;
            (words.deleted)((words.letter)(*place), name)
        }
        News::Removed(name) => (props.text.channels.removed)(name),
    };
    let number = props.toast.number;
    let hold = |held: bool| props.on_hold.reform(move |_: MouseEvent| held);
    let focus = |held: bool| props.on_hold.reform(move |_: FocusEvent| held);
    html! {
        <div class="toast" role="status" data-testid="toast" onmouseenter={hold(true)} onmouseleave={hold(false)}
            onfocusin={focus(true)} onfocusout={focus(false)}>
            <span>{ sentence }</span>
            <button type="button" data-testid="toast-undo" onclick={props.dispatch.reform(|_: MouseEvent| Action::Undo)}>
                { words.undo }
            </button>
            <button type="button" data-testid="toast-close" aria-label={words.close}
                onclick={props.dispatch.reform(move |_: MouseEvent| Action::CloseToast(number))}>{ "×" }</button>
        </div>
    }
}
