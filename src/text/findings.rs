//! What is found in a plan, in sentences: what is wrong, the value found, the range allowed; the cure as a hint.

use super::Lang;
use super::fields::field;
use crate::format::Format;
use tandem_engine::Finding;
use tandem_engine::date::{Date, Month};
use tandem_engine::findings::Fact;
use tandem_engine::quantity::Unit;

/// Sentences about findings.
pub struct Findings {
    /// Place and sentence.
    at: fn(&str, &str) -> String,
    /// The plan as a whole, as a place.
    whole: &'static str,
    /// Sentence and hint of a finding, without its place.
    words: fn(&Finding, &Format) -> (String, String),
    /// Joins sentence and hint.
    joined: fn(&str, &str) -> String,
    /// A value has to be above another one (below, if not): that one's name, what it is, and the value found.
    pub clash: fn(above: bool, name: &str, value: &str, found: Option<&str>) -> String,
}

impl Findings {
    /// Place, sentence and hint: for lists.
    pub fn sentence(&self, finding: &Finding, format: &Format) -> String {
        let place = if finding.path.is_empty() { self.whole } else { finding.path.as_str() };
        self.named(place, finding, format)
    }

    /// [`Findings::sentence`] with another name of the place.
    pub fn named(&self, place: &str, finding: &Finding, format: &Format) -> String {
        let (what, hint) = (self.words)(finding, format);
        let told = (self.at)(place, &what);
        if hint.is_empty() { told } else { (self.joined)(&told, &hint) }
    }

    /// Sentence and hint: beside the field.
    pub fn beside(&self, finding: &Finding, format: &Format) -> (String, String) {
        (self.words)(finding, format)
    }
}

/// A value as written in the plan: shares and money for human eyes, else as it is.
fn value(text: &str, unit: Unit, format: &Format) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |number: f64| format.entry(number, unit))
}

/// A date or a month as written in the plan.
fn day(text: &str, format: &Format) -> String {
    let month = || Month::parse(text).map(|month| format.month(month.first_day()));
    Date::parse(text).map(|date| format.date(date)).or_else(month).unwrap_or_else(|| text.to_owned())
}

/// A field by its name, in the marks of the language; an end of a range as it is.
fn named(key: &str, lang: Lang) -> String {
    field(key, lang).map_or_else(|| key.to_owned(), |(_, name)| format!("“{name}”"))
}

fn unit_of(fact: &Fact) -> Unit {
    match fact {
        Fact::OutOfRange { unit, .. } | Fact::Missing { unit: Some(unit) } => *unit,
        _ => Unit::None,
    }
}

/// English.
pub static EN: Findings = Findings {
    at: |place, what| format!("{place}: {what}"),
    whole: "plan",
    words: english,
    joined: |told, hint| format!("{told}; {hint}"),
    clash: |above, name, value, found| {
        let side = if above { "above" } else { "below" };
        let found = found.map(|found| format!("; found `{found}`")).unwrap_or_default();
        format!("must be {side} “{name}”, {value}{found}")
    },
};

fn english(finding: &Finding, format: &Format) -> (String, String) {
    let unit = unit_of(&finding.fact);
    let found = value(&finding.found, unit, format);
    let plain = |what: String| (what, String::new());
    match &finding.fact {
        Fact::Missing { unit: Some(unit) } => plain(format!("is missing, expected {}", english_unit(*unit))),
        Fact::Missing { unit: None } => plain("is missing".to_owned()),
        Fact::WrongType { expected } => plain(format!("expected {expected}, found `{found}`")),
        Fact::NotJson { line, column } => (
            format!("is not a plan file: line {line}, column {column} cannot be read"),
            "open a file saved by Tandem".to_owned(),
        ),
        Fact::OutOfRange { min, max, unit } => {
            let (min, max) = (format.entry(*min, *unit), format.entry(*max, *unit));
            plain(format!("allowed is {min} to {max}, found `{found}`"))
        }
        Fact::LooksLikePercent { fraction } => (
            format!("expected a share from 0 to 1, found `{found}`"),
            format!("{found} looks like a percent; write {fraction}"),
        ),
        Fact::Order { low, high } => {
            let (low, high) = (named(low, Lang::En), named(high, Lang::En));
            plain(format!("{low} must be below {high}, found `{found}`"))
        }
        Fact::OutsideHorizon { first, last } => {
            let (first, last, found) = (day(first, format), day(last, format), day(&finding.found, format));
            plain(format!("must lie in the plan, {first} to {last}, found `{found}`"))
        }
        Fact::Sum { sum } => plain(format!("shares must sum to 1, their sum is `{sum}`")),
        Fact::Duplicate { first } => plain(format!("`{found}` is used before at {first}")),
        Fact::NotAllowed { allowed } => {
            (format!("`{found}` is not known"), format!("use one of {}", allowed.join(", ")))
        }
        Fact::TooMany { count, limit } => {
            plain(format!("has a length of {count}, at most {limit} is allowed"))
        }
        Fact::NewerVersion { supported } => (
            format!("was made by a newer version, this one reads up to {supported}, found `{found}`"),
            "reload the page to get the newest version".to_owned(),
        ),
        Fact::Moved { to } => plain(format!(
            "{} is no Monday; the plan starts on {}",
            day(&finding.found, format),
            day(to, format)
        )),
        Fact::Extrapolated { reference } => {
            let (found, reference) = (money(&finding.found, format), format.money(*reference));
            plain(format!("{found} is above twice the spend it was measured at, {reference}: extrapolated"))
        }
        Fact::Clipped { implied } => plain(format!(
            "asks more than 98% of leads that fit; the blended rate is {} instead",
            format.percent(*implied)
        )),
        Fact::HighUtilisation { utilisation } => (
            format!("reaches {} on the expected path, which then overstates", format.percent(*utilisation)),
            "trust the futures".to_owned(),
        ),
        Fact::CashBelowZero { date } => {
            plain(format!("falls below zero by {} on the expected path", day(date, format)))
        }
        Fact::Truncated { mass } => {
            plain(format!("{} of the range lies outside the limits and is cut off", format.percent(*mass)))
        }
        Fact::UnknownField => plain("is not a field of the plan and has no effect".to_owned()),
        Fact::CorrelationsRepaired { change } => plain(format!(
            "cannot all hold together; the nearest that can are used, changed by up to {change:.2}"
        )),
        Fact::NotUncertain => plain(format!("`{found}` is not a range, so the correlation has no effect")),
        Fact::BelowPay { pay } => (
            format!("{} is below an AE's base pay, {}", money(&finding.found, format), format.money(*pay)),
            "write the quota of a whole year, or 0 for none".to_owned(),
        ),
    }
}

fn money(text: &str, format: &Format) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |amount| format.money(amount))
}

fn english_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Money => "an amount of money",
        Unit::MoneyPerMonth => "money a month",
        Unit::MoneyPerYear => "money a year",
        Unit::MoneyPerLead => "money a lead",
        Unit::Share | Unit::SharePerWeek | Unit::SharePerMonth | Unit::SharePerYear => "a share from 0 to 1",
        Unit::Weeks => "weeks",
        Unit::Hours => "business hours",
        Unit::People => "people",
        Unit::LeadsPerMonth => "leads a month",
        _ => "a number",
    }
}

/// Simplified Chinese.
pub static ZH_CN: Findings = Findings {
    at: |place, what| format!("{place}：{what}"),
    whole: "计划",
    words: chinese,
    joined: |told, hint| format!("{told}；{hint}"),
    clash: |above, name, value, found| {
        let side = if above { "大于" } else { "小于" };
        let found = found.map(|found| format!("，现为“{found}”")).unwrap_or_default();
        format!("应{side}“{name}”的 {value}{found}")
    },
};

fn chinese(finding: &Finding, format: &Format) -> (String, String) {
    let unit = unit_of(&finding.fact);
    let found = value(&finding.found, unit, format);
    let plain = |what: String| (what, String::new());
    match &finding.fact {
        Fact::Missing { unit: Some(unit) } => plain(format!("缺失，应填{}", chinese_unit(*unit))),
        Fact::Missing { unit: None } => plain("缺失".to_owned()),
        Fact::WrongType { .. } => plain(format!("类型不符，现为“{found}”")),
        Fact::NotJson { line, column } => (
            format!("不是计划文件：第 {line} 行第 {column} 列无法读取"),
            "请打开由 Tandem 保存的文件".to_owned(),
        ),
        Fact::OutOfRange { min, max, unit } => {
            let (min, max) = (format.entry(*min, *unit), format.entry(*max, *unit));
            plain(format!("允许范围 {min} 到 {max}，现为“{found}”"))
        }
        Fact::LooksLikePercent { fraction } => {
            (format!("应为 0 到 1 的比例，现为“{found}”"), format!("{found} 像是百分数，请写 {fraction}"))
        }
        Fact::Order { low, high } => {
            let (low, high) = (named(low, Lang::ZhCn), named(high, Lang::ZhCn));
            plain(format!("{low} 应小于 {high}，现为“{found}”"))
        }
        Fact::OutsideHorizon { first, last } => {
            let (first, last, found) =
                (chinese_day(first, format), chinese_day(last, format), day(&finding.found, format));
            plain(format!("应在计划期内，{first} 至 {last}，现为“{found}”"))
        }
        Fact::Sum { sum } => plain(format!("各比例之和应为 1，现为“{sum}”")),
        Fact::Duplicate { first } => plain(format!("“{found}”已在 {first} 使用")),
        Fact::NotAllowed { allowed } => {
            (format!("“{found}”无法识别"), format!("可用 {}", allowed.join("、")))
        }
        Fact::TooMany { count, limit } => plain(format!("长度为 {count}，最多允许 {limit}")),
        Fact::NewerVersion { supported } => (
            format!("由更新的版本生成，本版本最高读取 {supported}，现为“{found}”"),
            "请刷新页面以获取新版本".to_owned(),
        ),
        Fact::Moved { to } => {
            plain(format!("{} 不是周一，计划从 {} 开始", day(&finding.found, format), day(to, format)))
        }
        Fact::Extrapolated { reference } => {
            let (found, reference) = (money(&finding.found, format), format.money(*reference));
            plain(format!("{found} 超过参考投放 {reference} 的两倍，属于外推"))
        }
        Fact::Clipped { implied } => {
            plain(format!("要求匹配线索的转化超过 98%，综合转化率改为 {}", format.percent(*implied)))
        }
        Fact::HighUtilisation { utilisation } => (
            format!("预期路径上达到 {}，此时预期路径偏乐观", format.percent(*utilisation)),
            "请以多种未来的结果为准".to_owned(),
        ),
        Fact::CashBelowZero { date } => plain(format!("预期路径上在 {} 前跌破零", day(date, format))),
        Fact::Truncated { mass } => {
            plain(format!("区间有 {} 落在允许范围之外，已截去", format.percent(*mass)))
        }
        Fact::UnknownField => plain("不是计划的字段，不起作用".to_owned()),
        Fact::CorrelationsRepaired { change } => {
            plain(format!("这些相关系数无法同时成立，已改用最接近且可行的值，最大改动 {change:.2}"))
        }
        Fact::NotUncertain => plain(format!("`{found}` 不是区间，此相关系数不起作用")),
        Fact::BelowPay { pay } => (
            format!("{} 低于 AE 的年基本薪酬 {}", money(&finding.found, format), format.money(*pay)),
            "请填写全年配额；没有配额则填 0".to_owned(),
        ),
    }
}

/// A date, or a week as written in the finding.
fn chinese_day(text: &str, format: &Format) -> String {
    text.strip_prefix("week ").map_or_else(|| day(text, format), |week| format!("第 {week} 周"))
}

fn chinese_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Money => "金额",
        Unit::MoneyPerMonth => "每月金额",
        Unit::MoneyPerYear => "每年金额",
        Unit::MoneyPerLead => "每条线索金额",
        Unit::Share | Unit::SharePerWeek | Unit::SharePerMonth | Unit::SharePerYear => " 0 到 1 的比例",
        Unit::Weeks => "周数",
        Unit::Hours => "工作小时数",
        Unit::People => "人数",
        Unit::LeadsPerMonth => "每月线索数",
        _ => "数字",
    }
}
