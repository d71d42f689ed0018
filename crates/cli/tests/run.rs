//! What `tandem run` says: to people, and to programs.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod snapshot;

use serde_json::Value;
use snapshot::{answer, root, run, run_with, snapshot};

const PLANS: [&str; 4] = ["bootstrapped_saas", "scale_up", "manufacturer_china", "marketplace_olist"];
const PERCENTILES: [&str; 7] = ["p5", "p10", "p25", "p50", "p75", "p90", "p95"];

/// The measures promised to programs.
const PROMISED: [&str; 14] = [
    "leads",
    "mql",
    "sql",
    "opportunities",
    "won",
    "bookings",
    "revenue",
    "collections",
    "cash",
    "mrr",
    "customers",
    "sdr_utilisation",
    "ae_utilisation",
    "response_hours",
];
/// What a year has besides.
const OF_A_YEAR: [&str; 8] = [
    "cash_end",
    "mrr_end",
    "customers_end",
    "lowest_cash",
    "sales_marketing_cost",
    "spend",
    "repeat_orders",
    "sql_created",
];

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&answer(run(args))).unwrap()
}

#[test]
fn expected_paths_of_the_shipped_plans() {
    for name in PLANS {
        snapshot(
            &format!("run_expected_{name}"),
            &["run", "--expected", &format!("assets/plans/{name}.json")],
        );
    }
}

/// What is there on a day may have been there before and gone again: both are told, and a flow has one of them only.
#[test]
fn a_stock_is_had_on_a_day_and_a_flow_reached_by_it() {
    let text = std::fs::read_to_string(root().join("assets/plans/bootstrapped_saas.json")).unwrap();
    let with = |measure: &str, value: f64| {
        let mut plan: Value = serde_json::from_str(&text).unwrap();
        plan["target"] = serde_json::json!({"measure": measure, "value": value, "date": "2028-12-31"});
        let plan = plan.to_string();
        let said = |more: &[&str]| {
            answer(run_with(&[&["run", "-", "--trials", "60"], more].concat(), plan.as_bytes()))
        };
        (said(&[]), serde_json::from_str::<Value>(&said(&["--json"])).unwrap())
    };
    let (said, json) = with("customers", 40.0);
    assert!(said.contains("have 40 customers or more on 31 December 2028; "), "{said}");
    let by_then = json["target"]["reached_by_date"].as_f64().unwrap();
    assert!(by_then >= json["target"]["odds"].as_f64().unwrap());
    assert!(said.contains(&format!("; {:.0} % reach it at some time by then", 100.0 * by_then)), "{said}");
    let (said, json) = with("won", 30.0);
    assert!(said.contains("reach 30 deals won by 31 December 2028; "), "{said}");
    assert!(!said.contains("by then"), "{said}");
    assert_eq!(json["target"]["reached_by_date"], json["target"]["odds"]);
}

#[test]
fn futures_of_a_plan() {
    let path = "assets/plans/bootstrapped_saas.json";
    snapshot("run_futures", &["run", path, "--trials", "60", "--seed", "7", "--threads", "2"]);
    snapshot("run_few_futures", &["run", path, "--trials", "3", "--seed", "7", "--exceedance", "arr_end"]);
    snapshot("run_no_target", &["run", "crates/cli/tests/plans/small.json", "--trials", "1"]);
}

/// A shipped plan as the reference has it.
fn reference_plan(name: &str) -> String {
    let text = std::fs::read_to_string(root().join(format!("assets/plans/{name}.json"))).unwrap();
    let mut plan: Value = serde_json::from_str(&text).unwrap();
    for option in [
        "anchor_to_observed",
        "warm_start",
        "founder_time_in_cac",
        "holidays_keep_yearly_demand",
        "ae_load_from_acceptance",
        "waiting_counts_once",
    ] {
        plan["model_options"][option] = false.into();
    }
    plan["teams"]["sales_development"]["idle_time_to_outbound_share"] = 1.into();
    if name == "scale_up" {
        // The shipped quota is what teams of this size carry; the reference was made with a higher one.
        plan["compensation"]["quota_per_head_per_year"] = 750_000.into();
    }
    plan.to_string()
}

#[test]
fn expected_years_are_those_of_the_reference() {
    let cases = std::fs::read_to_string(root().join("crates/engine/tests/cases/model_cases.json")).unwrap();
    let cases: Value = serde_json::from_str(&cases).unwrap();
    let names = [
        ("opp", "opportunities"),
        ("repeat", "repeat_orders"),
        ("collect", "collections"),
        ("sm_cost", "sales_marketing_cost"),
        ("sdr_util", "sdr_utilisation"),
        ("ae_util", "ae_utilisation"),
        ("min_cash", "lowest_cash"),
    ];
    for (name, example) in [("bootstrapped_saas", "a"), ("scale_up", "b"), ("manufacturer_china", "c")] {
        let run = run_with(&["run", "--expected", "--json", "-"], reference_plan(name).as_bytes());
        let run: Value = serde_json::from_str(&answer(run)).unwrap();
        for (index, year) in ["year1", "year2"].into_iter().enumerate() {
            let wanted = &cases["examples"][example]["expected_value_reference"][year];
            for (key, wanted) in wanted.as_object().unwrap() {
                let renamed = names.iter().find(|(from, _)| from == key).map_or(key.as_str(), |(_, to)| to);
                let (found, wanted) =
                    (run["years"][index][renamed].as_f64().unwrap(), wanted.as_f64().unwrap());
                let near = (found - wanted).abs() <= 1e-9 * wanted.abs();
                assert!(near, "{name}, {year}, {renamed}: {found}, the reference has {wanted}");
            }
        }
    }
}

#[test]
fn weeks_add_up_to_years_on_the_expected_path() {
    let run = json(&["run", "--expected", "--json", "assets/plans/scale_up.json"]);
    assert_eq!(
        (&run["trials"], &run["horizon_weeks"], &run["start"]),
        (&0.into(), &104.into(), &"2027-01-04".into())
    );
    let weeks = |key: &str| -> Vec<f64> {
        run["weeks"][key].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
    };
    let worked = weeks("worked");
    for (index, first) in [0, 52].into_iter().enumerate() {
        for key in PROMISED {
            let values = &weeks(key)[first..first + 52];
            let wanted = match key {
                "cash" | "mrr" | "customers" => values[51],
                "sdr_utilisation" | "ae_utilisation" => values.iter().sum::<f64>() / 52.0,
                "response_hours" => {
                    let by = &worked[first..first + 52];
                    values.iter().zip(by).map(|(a, b)| a * b).sum::<f64>() / by.iter().sum::<f64>()
                }
                _ => values.iter().sum(),
            };
            let found = run["years"][index][key].as_f64().unwrap();
            assert!((found - wanted).abs() <= 1e-12 * wanted.abs(), "{key}: {found}, {wanted}");
        }
    }
}

#[test]
fn a_begun_year_counts_with_its_weeks() {
    let text = std::fs::read_to_string(root().join("assets/plans/bootstrapped_saas.json")).unwrap();
    let mut plan: Value = serde_json::from_str(&text).unwrap();
    plan["plan"]["horizon_weeks"] = 60.into();
    plan["target"] = Value::Null;
    let run = run_with(&["run", "--expected", "--json", "-"], plan.to_string().as_bytes());
    let run: Value = serde_json::from_str(&answer(run)).unwrap();
    assert_eq!(run["years"].as_array().unwrap().len(), 2);
    assert_eq!(run["target"], Value::Null);
    let won: f64 = run["weeks"]["won"].as_array().unwrap()[52..].iter().map(|n| n.as_f64().unwrap()).sum();
    assert!((run["years"][1]["won"].as_f64().unwrap() - won).abs() < 1e-12);
}

#[test]
fn futures_come_as_percentiles() {
    let run = json(&["run", "--json", "--trials=40", "--seed", "3", "assets/plans/scale_up.json"]);
    assert_eq!((&run["trials"], &run["seed"], &run["currency"]), (&40.into(), &3.into(), &"USD".into()));
    for key in PROMISED {
        let measure = &run["weeks"][key];
        for level in PERCENTILES.iter().chain(&["mean", "expected"]) {
            assert_eq!(measure[level].as_array().unwrap().len(), 104, "{key} {level}");
        }
    }
    for year in run["years"].as_array().unwrap() {
        for key in PROMISED.iter().chain(&OF_A_YEAR) {
            let levels = PERCENTILES.map(|level| year[key][level].as_f64().unwrap());
            assert!(levels.is_sorted(), "{key}: {levels:?}");
        }
    }
    let target = &run["target"];
    assert!((0.0..=1.0).contains(&target["odds"].as_f64().unwrap()), "{target}");
    assert!(run["milestones"]["break_even"]["not_within_horizon"].is_number());
    assert!(run["limits"].as_array().unwrap().len() == 24 && run["findings"].is_array());
}

#[test]
fn the_answer_is_the_same_for_any_number_of_threads() {
    let with = |threads| {
        answer(run(&["run", "--json", "--trials", "75", "--threads", threads, "assets/plans/scale_up.json"]))
    };
    let one = with("1");
    assert!(one == with("2"), "two threads differ from one");
    assert!(one == with("7"), "seven threads differ from one");
}

#[test]
fn another_seed_is_another_luck() {
    let odds = |seed| {
        json(&["run", "--json", "--trials", "20", "--seed", seed, "assets/plans/scale_up.json"])["years"]
            .clone()
    };
    assert_eq!(odds("1"), odds("1"));
    assert_ne!(odds("1"), odds("2"));
}

#[test]
fn figures_come_by_any_period() {
    let path = "assets/plans/scale_up.json";
    for (word, n) in [("week", 104), ("month", 24), ("quarter", 8), ("year", 2)] {
        let run = json(&["run", "--expected", "--json", "--by", word, path]);
        let spans = run["periods"]["spans"].as_array().unwrap();
        assert_eq!(spans.len(), n, "{word}");
        let sum: f64 = spans.iter().map(|span| span["won"].as_f64().unwrap()).sum();
        let weeks: f64 = run["weeks"]["won"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).sum();
        assert!((sum - weeks).abs() < 1e-9 * weeks, "{word}: {sum} of {weeks}");
        assert!(
            spans.iter().all(|span| span["kpis"]["won"] == span["won"] && span["first_date"].is_string())
        );
        for span in spans {
            assert_eq!(span["bowtie"].as_array().unwrap().len(), 7, "{word}");
            assert_eq!(span["bowtie"][3]["volume"], span["won"], "{word}");
            assert!(span["cycle_weeks"]["won_mean"].is_number(), "{word}");
        }
    }
    let run = json(&["run", "--json", "--trials", "30", "--by", "quarter", path]);
    let spans = run["periods"]["spans"].as_array().unwrap();
    assert_eq!((&run["periods"]["period"], spans.len()), (&"quarter".into(), 8));
    for span in spans {
        let won = &span["kpis"]["won"];
        assert!(won["p10"].as_f64().unwrap() <= won["p90"].as_f64().unwrap(), "{won}");
        let of_channels = span["channels"].as_array().unwrap().iter();
        let leads: f64 = of_channels.map(|channel| channel["leads"]["mean"].as_f64().unwrap()).sum();
        let all = span["kpis"]["leads"]["mean"].as_f64().unwrap();
        assert!((leads - all).abs() < 1e-4 * all, "{leads} of {all}");
        assert!(span["kpis"]["fit_share_of_leads"]["p50"].is_number());
        assert_eq!(span["bowtie"][3]["volume"], *won);
        assert!(span["bowtie"][2]["conversion"]["p90_standard_error"].is_number());
        assert!(span["bowtie"][1]["days"]["p50"].is_number());
        let touch = &span["cycle_weeks"]["touch_mean"];
        assert!(touch["p10"].as_f64().unwrap() <= touch["p90"].as_f64().unwrap(), "{touch}");
        assert!(won["p50_standard_error"].as_f64().unwrap() >= 0.0 && won["standard_error"].is_number());
    }
    snapshot("run_by_quarter", &["run", "--expected", "--by", "quarter", path]);
}

#[test]
fn an_early_stop_is_the_beginning_of_a_full_run() {
    let path = "assets/plans/scale_up.json";
    let stopped = json(&["run", "--json", "--early-stop", "--trials", "900", path]);
    let n = stopped["trials"].as_u64().unwrap();
    assert!((100..900).contains(&n) && n.is_multiple_of(100), "{n} futures");
    assert_eq!((&stopped["trials_planned"], &stopped["stopped_early"]), (&900.into(), &true.into()));
    let precision = &stopped["precision"];
    let relative = precision["relative"].as_f64().unwrap();
    assert!(relative < 0.005, "{precision}");
    // Whatever number of threads: which futures they are depends on the futures alone.
    let threads = json(&["run", "--json", "--early-stop", "--trials", "900", "--threads", "3", path]);
    assert_eq!(stopped, threads);
    // A plan whose revenue is all luck runs to its end.
    let all =
        json(&["run", "--json", "--early-stop", "--trials", "130", "assets/plans/bootstrapped_saas.json"]);
    assert_eq!((&all["trials"], &all["stopped_early"]), (&130.into(), &false.into()));
    let full = json(&["run", "--json", "--trials", "130", "assets/plans/bootstrapped_saas.json"]);
    assert_eq!(all, full);
}

#[test]
fn an_exceedance_curve_falls_from_all_to_few() {
    let run =
        json(&["run", "--json", "--trials", "60", "--exceedance", "revenue", "assets/plans/scale_up.json"]);
    let curves = &run["exceedance"];
    assert_eq!((&curves["kpi"], curves["years"].as_array().unwrap().len()), (&"revenue".into(), 2));
    for (year, curve) in curves["years"].as_array().unwrap().iter().enumerate() {
        let list = |key: &str| -> Vec<f64> {
            curve[key].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
        };
        let (values, odds) = (list("value"), list("odds"));
        assert!(values.is_sorted() && odds.is_sorted_by(|a, b| a >= b) && values.len() == 101);
        assert!((odds[0] - 1.0).abs() < 1e-12 && odds[100] >= 1.0 / 60.0 - 1e-12, "{odds:?}");
        // Half of the futures are at or above the median.
        let median = run["years"][year]["revenue"]["p50"].as_f64().unwrap();
        let above = odds[values.partition_point(|value| *value < median)];
        assert!((above - 0.5).abs() < 0.1, "{above}");
    }
}

#[test]
fn drivers_are_told_by_what_they_move() {
    let path = "assets/plans/scale_up.json";
    snapshot("run_drivers", &["run", "--expected", "--drivers", "target", path]);
    let asked = ["run", "--json", "--trials", "200", "--drivers", "revenue", path];
    let run = json(&asked);
    let drivers = &run["drivers"];
    assert_eq!((&drivers["figure"], &drivers["year"]), (&"revenue".into(), &2.into()));
    assert_eq!(drivers["expected"], run["years"][1]["kpis"]["revenue"]["expected"]);
    let inputs = drivers["inputs"].as_array().unwrap();
    let number = |input: &serde_json::Value, key: &str| input[key].as_f64().unwrap();
    let swings: Vec<f64> =
        inputs.iter().map(|input| (number(input, "at_high") - number(input, "at_low")).abs()).collect();
    assert!(swings.is_sorted_by(|a, b| a >= b) && swings[0] > 0.0, "{swings:?}");
    for input in inputs {
        assert!(number(input, "low") < number(input, "high"), "{input}");
        let (rho, error) = (number(input, "rank_correlation"), number(input, "rank_correlation_se"));
        let up = number(input, "at_high") - number(input, "at_low");
        assert!(
            rho.abs() < 4.0 * error || rho * up > 0.0,
            "futures go where the expected path goes: {input}"
        );
        assert!((0.0..1.5).contains(&number(input, "total_effect")), "{input}");
    }
    let mut threads = asked.to_vec();
    threads.extend(["--threads", "3"]);
    assert_eq!(json(&threads), run);
}

#[test]
fn returns_are_told_by_span_and_over_the_ranges() {
    let asked = ["run", "--json", "--expected", "--balance", "--by", "quarter", "assets/plans/scale_up.json"];
    let run = json(&asked);
    let number = |of: &serde_json::Value, key: &str| of[key].as_f64().unwrap();
    let balance = &run["balance"];
    let spans = run["periods"]["spans"].as_array().unwrap().len();
    for (place, channel) in balance["channels"].as_array().unwrap().iter().enumerate() {
        let returns = &balance["by"]["channels"][place];
        let of_spans = returns["spans"].as_array().unwrap();
        assert_eq!(of_spans.len(), spans);
        let falling: f64 = of_spans.iter().map(|span| number(span, "gross_profit_in_span")).sum();
        let whole = number(channel, "incremental_gross_profit");
        assert!(
            (falling + number(returns, "after") - whole).abs() <= 1e-9 * whole.abs().max(1.0),
            "{channel}"
        );
        let range = &balance["ranges"][place];
        assert_eq!(range["roi"].is_null(), number(channel, "spend") == 0.0);
        if let Some(roi) = range["roi"].as_array() {
            let [low, middle, high] = [0, 1, 2].map(|at| roi[at].as_f64().unwrap());
            assert!(low < middle && middle < high && (0.0..=1.0).contains(&number(range, "earned_back")));
        }
    }
    assert_eq!(balance["by"]["goodwill"]["spans"].as_array().unwrap().len(), spans);
    // On any number of threads.
    assert_eq!(json(&[&asked[..], &["--threads", "1"]].concat()), run);
}

#[test]
fn a_balance_and_the_defaults_are_told() {
    let run = json(&["run", "--json", "--expected", "--balance", "assets/plans/scale_up.json"]);
    let balance = &run["balance"];
    let losses = &balance["losses"];
    let part = |key: &str| losses[key].as_f64().unwrap();
    let gap = part("won_at_best") - part("won");
    assert!((part("quality") + part("response") + part("capacity") - gap).abs() < 1e-9 * gap, "{losses}");
    let channel = &run["years"][1]["channels"][0];
    assert_eq!(balance["channels"][0]["id"], channel["id"]);
    assert!(balance["channels"][0]["roi"].is_number() && channel["typed_cost_per_lead"].is_number());
    assert_eq!(run["years"][0]["bowtie"].as_array().unwrap().len(), 7);
    let default = &run["defaults"][0];
    assert!(default["path"].is_string() && default["basis"].is_string(), "{default}");
    let checked = json(&["check", "--json", "assets/plans/scale_up.json"]);
    assert_eq!(checked["defaults"], run["defaults"]);
    assert_eq!(balance["by"], serde_json::Value::Null, "no spans were asked for");
    snapshot("run_balance", &["run", "--expected", "--balance", "assets/plans/bootstrapped_saas.json"]);
}
