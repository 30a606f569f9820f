//! Where the time of a run goes.
//!
//! The clock is lent by the caller: nothing below the commands asks for the time.

use std::time::Duration;

/// Time since a moment that does not change while the program runs.
pub type Clock = fn() -> Duration;

/// What a run does, in this order. Files are rendered, compared and staged one by one, and put in place together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Walk the project and read its texts.
    Scan,
    /// Front matter, Markdown, claims.
    Parse,
    /// The ladder, the rules, levels and allowances.
    Check,
    /// Templates, addresses, list entries.
    Plan,
    /// Pages, their links, and what differs from the output.
    Render,
    /// Put into place.
    Write,
}

impl Step {
    /// One word for it.
    pub fn name(self) -> &'static str {
        match self {
            Step::Scan => "scan",
            Step::Parse => "parse",
            Step::Check => "check",
            Step::Plan => "plan",
            Step::Render => "render",
            Step::Write => "write",
        }
    }
}

/// How long each step took. Without a clock, nothing.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    clock: Option<Clock>,
    since: Duration,
    laps: Vec<(Step, Duration)>,
}

impl Timings {
    /// Starts now, if there is a clock.
    pub fn start(clock: Option<Clock>) -> Self {
        Self { clock, since: clock.map_or(Duration::ZERO, |now| now()), laps: Vec::new() }
    }

    /// What was done since the last call, or since the start, was this step.
    pub fn end(&mut self, step: Step) {
        let Some(clock) = self.clock else { return };
        let now = clock();
        self.laps.push((step, now.saturating_sub(self.since)));
        self.since = now;
    }

    /// The steps that were taken, in order.
    pub fn laps(&self) -> &[(Step, Duration)] {
        &self.laps
    }
}
