//! Where a study stands, and what the next rung needs.

use serde::Serialize;

use crate::ladder::next::{Step, When, way};
use crate::pipeline::Checked;
use crate::study::Study;
use crate::written::Choice;

/// The rung of a study.
#[derive(Debug, Serialize)]
pub(super) struct RungView {
    label: &'static str,
    name: &'static str,
    /// Where it stands once every step is taken.
    next: Option<&'static str>,
    lasts_to: Option<String>,
    held: Vec<String>,
    steps: Vec<StepView>,
    remark: Option<String>,
}

/// One thing that is missing.
#[derive(Debug, Serialize)]
struct StepView {
    todo: String,
    missing: String,
    ask: Option<String>,
    /// Where the lines go, and the lines.
    place: Option<String>,
    paste: Option<String>,
    wait: Option<String>,
}

impl RungView {
    pub(super) fn of(study: &Study, checked: &Checked) -> Self {
        let way = way(study, checked.sources.get(study.file), &checked.vault, &checked.config.policy, checked.today);
        RungView {
            label: way.rung.label(),
            name: way.rung.word(),
            next: way.after.map(|rung| rung.label()),
            lasts_to: way.lasts_to.map(|day| day.to_string()),
            held: way.held.into_iter().map(|held| held.why).collect(),
            steps: way.steps.into_iter().map(StepView::of).collect(),
            remark: way.remark,
        }
    }
}

impl StepView {
    fn of(step: Step) -> Self {
        let wait = match step.when {
            When::Now => None,
            When::HoldsFrom(date) => Some(format!("holds from {date} if nothing changes")),
            When::NotBefore(date) => Some(format!("can be written on {date}, if they still use it then")),
        };
        let (place, paste) = step.paste.map(|paste| (paste.place, paste.yaml)).unzip();
        StepView { todo: step.todo, missing: step.missing, ask: step.ask, place, paste, wait }
    }
}
