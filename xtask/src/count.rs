//! What a test runner says it has done, read from its own closing lines.

use std::ops::AddAssign;

/// How many checks passed, failed and did not run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    /// Held.
    pub passed: usize,
    /// Did not hold.
    pub failed: usize,
    /// Were left out.
    pub skipped: usize,
    /// Of those that held, those that did so at the second try only.
    pub second_try: usize,
}

impl Count {
    const NONE: Self = Self { passed: 0, failed: 0, skipped: 0, second_try: 0 };
    /// One check that held.
    pub const PASSED: Self = Self { passed: 1, ..Self::NONE };
    /// One check that did not hold.
    pub const FAILED: Self = Self { failed: 1, ..Self::NONE };
    /// One check that was left out.
    pub const SKIPPED: Self = Self { skipped: 1, ..Self::NONE };

    /// One check by its outcome.
    pub fn one(passed: bool) -> Self {
        if passed { Self::PASSED } else { Self::FAILED }
    }

    /// The closing line; those that were left out or tried twice are named only where there are any.
    pub fn line(self) -> String {
        let Self { passed, failed, skipped, second_try } = self;
        let mut line = format!("{passed} passed, {failed} failed");
        if skipped > 0 {
            line += &format!(", {skipped} skipped");
        }
        if second_try > 0 {
            line += &format!(", {second_try} at the second try");
        }
        line
    }

    /// Sums cargo's `test result: …` lines.
    pub fn of_cargo(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
            sum.passed += before(line, " passed");
            sum.failed += before(line, " failed");
            sum.skipped += before(line, " ignored");
        }
        sum
    }

    /// Sums the closing lines of Node's runner in its TAP form (`# pass 3`).
    pub fn of_node(tap: &str) -> Self {
        let mut sum = Self::default();
        for line in tap.lines() {
            let Some((name, number)) = line.strip_prefix("# ").and_then(|rest| rest.split_once(' ')) else {
                continue;
            };
            let Ok(number) = number.parse::<usize>() else { continue };
            match name {
                "pass" => sum.passed += number,
                "fail" | "cancelled" => sum.failed += number,
                "skipped" | "todo" => sum.skipped += number,
                _ => {}
            }
        }
        sum
    }

    /// A runner that failed has a failure, even when it could not count one (a build error).
    pub fn with_exit(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.second_try += other.second_try;
    }
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> usize {
    let Some(end) = line.find(word) else { return 0 };
    line[..end]
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_results_are_summed() {
        let output = "noise\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                      test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(Count::of_cargo(output), Count { passed: 15, failed: 2, skipped: 1, ..Count::NONE });
    }

    #[test]
    fn node_results_are_summed() {
        let tap = "ok 1 - a\n# tests 6\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n";
        assert_eq!(Count::of_node(tap), Count { passed: 3, failed: 2, skipped: 1, ..Count::NONE });
    }

    #[test]
    fn a_build_error_is_a_failure() {
        assert_eq!(Count::default().with_exit(false), Count::FAILED);
        assert_eq!(Count::of_cargo("").with_exit(true), Count::default());
    }

    #[test]
    fn the_closing_line_is_what_machines_read() {
        assert_eq!(Count { passed: 7, ..Count::NONE }.line(), "7 passed, 0 failed");
        assert_eq!(
            Count { passed: 7, failed: 1, skipped: 2, ..Count::NONE }.line(),
            "7 passed, 1 failed, 2 skipped"
        );
        let twice = Count { passed: 7, second_try: 1, ..Count::NONE };
        assert_eq!(twice.line(), "7 passed, 0 failed, 1 at the second try");
    }
}
