//! [`CorrectionsReport`]: what corrections do to the index, for people and as JSON.

use std::collections::HashSet;

use search_engine::{CorrectionAction, CorrectionOutcome, Corrections};
use serde::Serialize;

/// What corrections do (the key `corrections` of the report).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CorrectionsReport {
    /// Lines that merge names.
    pub merged: usize,
    /// Lines that keep names apart.
    pub apart: usize,
    /// Lines that give another name.
    pub renamed: usize,
    /// Lines that give another kind.
    pub retyped: usize,
    /// Lines that hide names.
    pub hidden: usize,
    /// Lines that cannot be understood; each is a rejected row.
    pub refused: usize,
    /// Lines that this build found new or changed.
    pub new: usize,
    /// Lines of the last build that are no more.
    pub withdrawn: usize,
    /// Lines that change nothing at present, and why.
    pub idle: Vec<IdleLine>,
}

/// A line that changes nothing at present.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdleLine {
    /// Where it stands.
    pub line: String,
    /// Why it changes nothing.
    pub why: String,
}

impl CorrectionsReport {
    /// Returns what changed from one list to another.
    pub(crate) fn of_change(before: &Corrections, after: &Corrections, refused: usize) -> Self {
        // Where a line stands says nothing about what it does.
        let deeds = |corrections: &Corrections| -> HashSet<String> {
            let lines = corrections.lines.iter();
            lines
                .map(|line| format!("{:?}", (line.rank, &line.action, line.kind, &line.names)))
                .collect()
        };
        let (before, after) = (deeds(before), deeds(after));
        Self {
            refused,
            new: after.difference(&before).count(),
            withdrawn: before.difference(&after).count(),
            ..Self::default()
        }
    }

    /// Adds what became of the lines.
    pub(crate) fn add_outcomes(&mut self, outcomes: Vec<CorrectionOutcome>) {
        for CorrectionOutcome { origin, action, idle } in outcomes {
            let Some(why) = idle else {
                *self.of(&action) += 1;
                continue;
            };
            self.idle.push(IdleLine { line: origin, why });
        }
    }

    fn of(&mut self, action: &CorrectionAction) -> &mut usize {
        match action {
            CorrectionAction::Merge => &mut self.merged,
            CorrectionAction::Apart => &mut self.apart,
            CorrectionAction::Rename(_) => &mut self.renamed,
            CorrectionAction::Retype(_) => &mut self.retyped,
            CorrectionAction::Hide => &mut self.hidden,
        }
    }

    /// Returns whether the lines are others than those of the last build.
    pub fn is_changed(&self) -> bool {
        self.new + self.withdrawn > 0
    }

    /// Returns what is to be said of corrections in one line; nothing where there are none.
    pub fn summary(&self) -> Option<String> {
        let parts = [
            (self.merged, "merged"),
            (self.apart, "kept apart"),
            (self.renamed, "renamed"),
            (self.retyped, "of another kind"),
            (self.hidden, "hidden"),
            (self.idle.len(), "without effect"),
            (
                self.refused,
                if self.refused == 1 {
                    "line refused"
                } else {
                    "lines refused"
                },
            ),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let mut parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
        if parts.is_empty() && self.is_changed() {
            parts.push("none".into());
        }
        if parts.is_empty() {
            return None;
        }
        let change = match (self.new, self.withdrawn) {
            (0, 0) => String::new(),
            (new, 0) => format!(" ({new} new)"),
            (0, withdrawn) => format!(" ({withdrawn} withdrawn)"),
            (new, withdrawn) => format!(" ({new} new, {withdrawn} withdrawn)"),
        };
        Some(format!("corrections: {}{change}", parts.join(", ")))
    }
}
