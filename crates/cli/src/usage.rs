//! The commands, their arguments and what the help says about them.

use crate::scenarios::{LIST, OPTION};

/// A command: what it takes, for the reader of arguments, and what it does, for people.
pub(crate) struct Command {
    /// The word typed.
    pub(crate) name: &'static str,
    /// What stands behind it, as in the help; nothing if the command takes no plain word.
    pub(crate) word: Option<&'static str>,
    /// Options that stand alone.
    pub(crate) switches: &'static [&'static str],
    /// Options that take a value, with its name in the help.
    pub(crate) options: &'static [(&'static str, &'static str)],
    about: &'static str,
    more: &'static str,
}

const PLAN: Option<&str> = Some("PLAN.json");

/// Every command, in the order of the help.
pub(crate) const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        word: PLAN,
        switches: &["--expected", "--split", "--early-stop", "--balance", "--json", LIST],
        options: &[
            ("--trials", "N"),
            ("--seed", "S"),
            ("--noise", "WHICH"),
            ("--by", "PERIOD"),
            ("--exceedance", "KPI"),
            ("--drivers", "FIGURE"),
            ("--threads", "T"),
            OPTION,
        ],
        about: "what follows from a plan: odds, years, dates, limits",
        more: RUN,
    },
    Command {
        name: "check",
        word: PLAN,
        switches: &["--json", LIST],
        options: &[OPTION],
        about: "every finding of a plan, all at once",
        more: CHECK,
    },
    Command {
        name: "link",
        word: PLAN,
        switches: &[LIST],
        options: &[("--page", "ADDRESS"), OPTION],
        about: "the plan as a link",
        more: LINK,
    },
    Command {
        name: "open",
        word: Some("LINK"),
        switches: &[LIST],
        options: &[OPTION],
        about: "the plan in a link, as JSON",
        more: OPEN,
    },
    Command {
        name: "fit",
        word: Some("DEALS.csv"),
        switches: &["--json"],
        options: &[("--as-of", "DATE")],
        about: "win rate and weeks to close from records of deals, young ones counted as what they are",
        more: FIT,
    },
    Command {
        name: "schema",
        word: None,
        switches: &[],
        options: &[],
        about: "the JSON Schema of a plan, with units and ranges",
        more: "",
    },
    Command {
        name: "bench",
        word: PLAN,
        switches: &["--growth"],
        options: &[("--trials", "N"), OPTION],
        about: "how fast this machine runs a plan",
        more: BENCH,
    },
    Command {
        name: "digest",
        word: None,
        switches: &[],
        options: &[],
        about: "one number for all numbers: equal on every machine that computes right",
        more: "",
    },
];

const RUN: &str = "
  --expected    the expected path alone: every draw replaced by its mean; no odds
  --split       runs every future a second time with the same ranges and other luck, and says what the spread comes from
  --trials N    random futures, 1 to 20000; the plan's own number if not given
  --seed S      seed of the futures, 0 to 2^53 - 1; the plan's own if not given
  --noise WHICH what is random: none, parameters (the ranges), process (the counts), both; the plan's own if not given
  --early-stop  stops when the standard error of the median revenue is below 0.5 % of it: the same futures, fewer of them
  --balance     what the plan is worth, returns of each channel, what goodwill brings, where wins are lost; on the expected path,
                returns over the ranges too, and with --by by its spans
  --by PERIOD   figures by week, month, quarter (of the fiscal year) or year (fiscal year) too
  --exceedance KPI   the odds that a key figure of `years[].kpis` is at or above a value, by plan year
  --drivers FIGURE   which ranges a figure depends on: `target`, or a key figure of `years[].kpis` in the last plan year
  --threads T   1 to 256, all cores if not given; the answer is the same for any number
  --json        an object for programs
  --scenario NAME   of a file with several scenarios that one, by its name or letter; else the one in front, which is said
  --scenarios   lists them and runs none

The object of --json:
  plan, seed, trials (0 = expected path), trials_planned, stopped_early, engine_version, start, horizon_weeks, currency
  weeks         by measure, an array with an entry a week:
                leads, mql, sql, opportunities, won, bookings, revenue, collections, cash, mrr, customers,
                sdr_utilisation, ae_utilisation, response_hours, and every other measure of the engine
  years         a list by plan year of 52 weeks (the last may be shorter), each with year, first_date, last_date and the same
                measures over the year: flows are sums, stocks are their last value, utilisations are means of the weeks,
                response_hours is weighted by the MQLs worked; besides cash_end, mrr_end, customers_end and
                lowest_cash (of any week since the plan's start) and kpis, an object of key figures by name, each with the
                standard errors of its mean, P10, median and P90, null where a figure is not defined; channels, a list with
                volumes, rates, costs (typed_cost_per_lead beside cost_per_lead), saturation and marginal_cost_per_lead;
                bowtie, from lead to expand: volume, conversion, days; cycle_weeks, time from opportunity and from first touch
                to won, mean and median
  periods       with --by: spans, each with first_date, last_date, every measure, kpis, channels, bowtie and cycle_weeks as in a year
  precision     median revenue of the whole plan, its standard error, and that over the median; null with --expected
  cash_never_out   odds and their standard error
  cost_of_variability   by year, what the expected path is above the mean of the futures, with its standard error
  exceedance    with --exceedance, by year: value, and odds of being at or above it
  drivers       with --drivers: figure, expected, inputs, each with path, its 10th and 90th percentile (low, high), the figure
                on the expected path there (at_low, at_high) and, for a target with a day, how many days later it is reached
                (days_at_low, days_at_high); rank_correlation over the futures and total_effect on the expected path, the share
                of the variance, of inputs that depend on each other together (group), both with standard errors
  balance       with --balance: value, channels (roi, marginal_roi), long_short, losses (quality, response, capacity); ranges, by
                channel P10, median and P90 of what its returns may be and earned_back, the share of them with a roi of 1 or
                more (empty without ranges); with --by also by: channels, each with spans (of the money spent in it, whenever it
                comes: incremental_gross_profit, roi, marginal_roi; of what falls into it: won_in_span, gross_profit_in_span)
                and after (gross profit that comes after the plan), and goodwill alike
  defaults      what the plan leaves out: path, value used (null: worked out by week), basis (A: an assumption)
  variance      with --split, by year: the variance of each key figure, total, of parameters and of process
  typed         figures as typed (conversions, weeks to close, deal size, repeat orders) beside the KPI of each by year
  target        odds of being there on the date, of having been by then (reached_by_date), value_at_date and when it is first
                reached; null without a target
  milestones    first_revenue, break_even, target, cash_out: dates, null beyond the plan, and not_within_horizon, with
                standard errors in days and of the share
  limits        by month, the shares of leads, sdr, ae and cash as what limits growth
  findings      code, severity, path, found, sentence, hint, fact

With --expected each measure of `weeks` is an array of numbers and each of `years` a number. With futures each is an object
of them: p5, p10, p25, p50, p75, p90, p95 and mean over the futures, and expected. Percentiles of a year are those of the
futures' yearly figures. Money is in the plan's currency, shares are fractions, response is in business hours.
";

const CHECK: &str = "
  --json        findings as JSON: code, severity, path, found, sentence, hint, fact; and the defaults that a run would use

  --scenario NAME, --scenarios   as of `tandem run`

Exit code 1 if a finding is an error (E...); warnings (W...) alone give 0.
";

const LINK: &str = "
  --page ADDRESS   the whole address of the plan on that page, instead of what follows the `#`
  --scenario NAME  of several scenarios that one, by its name or letter; else all of them
  --scenarios      lists them

The length is said on standard error: some chat programs cut links above 2,000 characters.
";

const OPEN: &str = "
  --scenario NAME  of several scenarios that one, by its name or letter; else all of them, as one file
  --scenarios      lists them

LINK is a whole address, or what follows its `#`; `-` reads it from standard input. A link that is cut off, damaged or made by
a newer version is named so, and nothing is opened.
";

const FIT: &str = "
  --as-of DATE  the day on which the records were taken; the last date in them if not given
  --json        an object for programs

DEALS.csv has a line of heads and a deal a line: `opened` and `closed` as 2027-06-30, `outcome` won, lost or open, and `amount` if
it is known. Cells are separated by commas, semicolons or tabs. Rows that cannot be read are left out and named. Where no loss is
recorded, leave such deals open: then all that is not won counts as maybe won later.

Shares of deals so far are too low, because young deals are still open, and weeks of closed deals are too few, because the slow ones
are not among them: share and weeks are estimated together, each with its 80 % range, and written as a part of a plan.
";

const BENCH: &str = "
  --growth      what the time grows with: a hundred times the leads, twice the weeks, twice the channels
  --trials N    random futures, 0 to 20000; 0 for the expected path alone
";

/// The command of that name.
pub(crate) fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

impl Command {
    /// `tandem run PLAN.json [--expected] …`
    pub(crate) fn line(&self) -> String {
        let mut line = format!("tandem {}", self.name);
        line.extend(self.word.map(|word| format!(" {word}")));
        line.extend(self.options.iter().map(|(name, value)| format!(" [{name} {value}]")));
        line.extend(self.switches.iter().map(|name| format!(" [{name}]")));
        line
    }

    /// Every option, with and without a value.
    pub(crate) fn all_options(&self) -> impl Iterator<Item = &'static str> {
        self.switches.iter().copied().chain(self.options.iter().map(|(name, _)| *name))
    }
}

/// The usage of a command, or of all.
pub(crate) fn usage(command: Option<&Command>) -> String {
    match command {
        Some(command) => format!("usage: {}\n", command.line()),
        None => {
            COMMANDS.iter().fold("usage:\n".to_owned(), |text, command| text + "  " + &command.line() + "\n")
        }
    }
}

/// The help of a command, or of all.
pub(crate) fn help(command: Option<&Command>) -> String {
    if let Some(command) = command {
        return format!(
            "tandem {}: {}\n\n{}{}",
            command.name,
            command.about,
            usage(Some(command)),
            command.more
        );
    }
    let mut text = "Tandem: a funnel simulator and planner, on the command line\n\n".to_owned();
    for command in COMMANDS {
        let line = command.line();
        text.push_str(&format!("  {line}\n      {}\n", command.about));
    }
    text + "\nPLAN.json may be `-`: the plan is read from standard input. `tandem help run` describes the output of a run.\n\
         Exit codes: 0 done, 1 findings or a link that cannot be opened, 2 usage.\n"
}
