//! Named steps with their times: one line each while they run, and the table at the end.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::table;

/// How a step ended well.
pub(crate) enum Done {
    /// It was done.
    Passed,
    /// What can be done here of it was done; what was left out is shown.
    PassedWithout(String),
    /// It could not be done here, and that is no fault; the reason is shown.
    Skipped(String),
}

enum Outcome {
    Passed,
    PassedWithout(String),
    Skipped(String),
    Failed(String),
}

struct Row {
    name: String,
    took: Duration,
    outcome: Outcome,
}

/// The steps of a run, done one after the other and past failures.
#[derive(Default)]
pub(crate) struct Steps {
    rows: Vec<Row>,
}

impl Steps {
    /// Does a step, prints its line and remembers how it ended.
    pub(crate) fn run(&mut self, name: &str, work: impl FnOnce() -> Result<Done>) {
        eprintln!("── {name}");
        let started = Instant::now();
        let outcome = match work() {
            Ok(Done::Passed) => Outcome::Passed,
            Ok(Done::PassedWithout(left_out)) => Outcome::PassedWithout(left_out),
            Ok(Done::Skipped(reason)) => Outcome::Skipped(reason),
            Err(error) => Outcome::Failed(format!("{error:#}")),
        };
        let row = Row {
            name: name.to_owned(),
            took: started.elapsed(),
            outcome,
        };
        eprintln!("   {} in {}", word_and_reason(&row.outcome), seconds(row.took));
        self.rows.push(row);
    }

    /// Returns how many steps failed.
    pub(crate) fn n_failed(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| matches!(row.outcome, Outcome::Failed(_)))
            .count()
    }

    /// Returns the table of all steps and the closing line `N passed, N failed`.
    pub(crate) fn summary(&self) -> String {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in &self.rows {
            rows.push(vec![
                row.name.clone(),
                seconds(row.took),
                word_and_reason(&row.outcome),
            ]);
        }
        let total: Duration = self.rows.iter().map(|row| row.took).sum();
        rows.push(vec!["all steps".into(), seconds(total), String::new()]);
        let n_passed = self
            .rows
            .iter()
            .filter(|row| matches!(row.outcome, Outcome::Passed | Outcome::PassedWithout(_)))
            .count();
        format!(
            "{}\n{n_passed} passed, {} failed\n",
            table::render(&rows),
            self.n_failed()
        )
    }
}

/// Does a step that nothing can go on without, and prints its line with its time.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    let value = work()?;
    println!("✓ {name:<44} {:>8}", seconds(started.elapsed()));
    Ok(value)
}

/// Returns a time in seconds with one decimal place.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn word_and_reason(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Passed => "passed".into(),
        Outcome::PassedWithout(left_out) => format!("passed, skipped: {left_out}"),
        Outcome::Skipped(reason) => format!("skipped: {reason}"),
        Outcome::Failed(reason) => format!("FAILED: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn goes_on_after_a_failure_and_counts() {
        let mut steps = Steps::default();
        steps.run("one", || Ok(Done::Passed));
        steps.run("two", || bail!("it broke"));
        steps.run("three", || Ok(Done::Skipped("nothing to do".into())));
        steps.run("four", || Ok(Done::PassedWithout("its second half".into())));
        let summary = steps.summary();
        assert_eq!(steps.n_failed(), 1);
        assert!(summary.ends_with("\n2 passed, 1 failed\n"), "{summary}");
        assert!(
            summary.contains("FAILED: it broke") && summary.contains("passed, skipped: its second half"),
            "{summary}"
        );
        assert!(summary.contains("skipped: nothing to do"), "{summary}");
    }
}
