//! What needs attention, and by which day: consents, evidence, references, approvals, withdrawals, coverage.
//!
//! Goes in: the project, judged. Comes out: a list by day, each with what to do. Nothing here is a finding; `check` says
//! what is wrong already.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::approval;
use crate::evidence::{Kind, Record};
use crate::ladder::{self, LeftOut};
use crate::pipeline::Checked;
use crate::site;
use crate::site::view::resting_until;
use crate::study::Study;

/// Months after which customers should be counted again.
const COUNT_AGAIN: u32 = 12;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Due {
    /// The last day on which all is well, or the day on which something happened; null: now.
    pub day: Option<Date>,
    /// The study's slug; null for the site.
    pub study: Option<String>,
    /// `approval`, `consent`, `coverage`, `evidence`, `reference`, `request`, `rung` or `withdrawal`.
    pub kind: &'static str,
    /// What is the matter, in words.
    pub what: String,
    /// What to do.
    pub todo: String,
}

/// Everything that is due within so many days of today, and what is overdue: the earliest first.
/// `requests` are the pages that were made to be sent: their paths from the root, and their text.
pub fn due(checked: &Checked, within: u32, requests: &[(String, String)]) -> Vec<Due> {
    let mut all = Vec::new();
    for (study, placed) in checked.corpus.studies.iter().zip(&checked.placed) {
        let mut list = List { study: Some(&study.slug), all: &mut all };
        match &placed.left_out {
            Some(LeftOut::Withdrawn) => withdrawn(study, checked, &mut list),
            Some(LeftOut::Draft | LeftOut::Broken | LeftOut::NoCard) => {}
            left_out => of_study(study, left_out.is_none(), checked, &mut list),
        }
    }
    answered(requests, checked, &mut all);
    let mut list = List { study: None, all: &mut all };
    if let Some(as_of) = checked.config.coverage.as_ref().and_then(|coverage| coverage.as_of) {
        let what = format!("customers were counted on {as_of}");
        list.add(months_after(as_of, COUNT_AGAIN), "coverage", what, "count again and write `as_of` under [coverage]");
    }
    let last = checked.today.checked_add(i64::from(within).days()).unwrap_or(Date::MAX);
    all.retain(|due| due.day.is_none_or(|day| day <= last));
    all.sort();
    all
}

struct List<'a> {
    study: Option<&'a str>,
    all: &'a mut Vec<Due>,
}

impl List<'_> {
    fn add(&mut self, day: Option<Date>, kind: &'static str, what: impl Into<String>, todo: impl Into<String>) {
        let study = self.study.map(str::to_owned);
        self.all.push(Due { day, study, kind, what: what.into(), todo: todo.into() });
    }
}

/// Pages that were made to be sent, and are of no use any more: the answer is known, or the study is gone.
fn answered(requests: &[(String, String)], checked: &Checked, all: &mut Vec<Due>) {
    if requests.is_empty() {
        return;
    }
    let slugs = site::slugs(&checked.corpus.studies);
    for (path, text) in requests {
        let shows = |study: &&Arc<Study>| {
            slugs.get(&study.file).into_iter().chain([&study.slug]).any(|slug| approval::is_of(text, slug))
        };
        let study = checked.corpus.studies.iter().find(shows);
        let what = match study {
            Some(study) if checked.vault.is_withdrawn(study) => "shows words that were taken back",
            Some(study) if checked.lock.approvals.contains_key(&study.slug) => "was answered: they approved",
            Some(_) => continue,
            None => "is of a study that is not here",
        };
        let mut list = List { study: study.map(|study| study.slug.as_str()), all: &mut *all };
        list.add(
            None,
            "request",
            format!("{path} {what}"),
            "delete it: it holds their words, and `approve --request` makes it anew",
        );
    }
}

fn withdrawn(study: &Study, checked: &Checked, list: &mut List<'_>) {
    let remembered = checked.vault.withdrawn.get(&study.file).and_then(|slug| checked.lock.withdrawals.get(slug));
    let todo = match remembered {
        Some(_) => "build, then delete its file, its evidence and its interview".to_owned(),
        None => {
            format!("`proofmark withdraw {}` makes the lock remember it; then build, and delete its file", study.slug)
        }
    };
    list.add(remembered.map(|w| w.on), "withdrawal", "the consent was taken back, and the file is still here", todo);
}

fn of_study(study: &Study, is_published: bool, checked: &Checked, list: &mut List<'_>) {
    let (policy, today) = (&checked.config.policy, checked.today);
    let consent = study.meta.consent.as_ref();
    if let Some(last) = consent.and_then(|consent| ladder::last_day(consent, policy)) {
        let what = if last < today { "the consent ended; the study is left out" } else { "the consent ends" };
        list.add(Some(last), "consent", what, "ask again; then write the new `date` and `until`");
    }
    if is_published && !checked.lock.approvals.contains_key(&study.slug) {
        let todo = format!("`proofmark approve {} --request` makes the page to send", study.slug);
        list.add(None, "approval", "nobody approved the words and figures", todo);
    }
    for record in &study.meta.evidence {
        evidence(record, policy.love_months, list);
    }
    if is_published {
        let source = checked.sources.get(study.file);
        let way = ladder::next::way(study, source, &checked.vault, policy, today);
        if let Some(last) = way.lasts_to {
            let what = format!("the rung {} lasts to this day", way.rung.label());
            list.add(Some(last), "rung", what, format!("`proofmark next {}` says what keeps it", study.slug));
        }
    }
    reference(study, today, list);
}

fn evidence(record: &Record, months: u32, list: &mut List<'_>) {
    let id = &record.id.value;
    let (date, what) = match &record.kind {
        Some(Kind::Measurement(m)) => (&m.collected, "collected"),
        Some(Kind::Usage(u)) => (&u.as_of, "known"),
        Some(Kind::Public(p)) => (&p.seen, "seen"),
        Some(Kind::Certification(c)) => {
            if let Some(until) = &c.until {
                list.add(
                    Some(until.value),
                    "evidence",
                    format!("the certificate `{id}` ends"),
                    "write the new end date, or delete the record",
                );
            }
            return;
        }
        _ => return,
    };
    let Some(date) = date else { return };
    let what = format!("`{id}` was {what} on {}, {months} months before", date.value);
    list.add(months_after(date.value, months), "evidence", what, "ask again, and write the new figure and date");
}

fn reference(study: &Study, today: Date, list: &mut List<'_>) {
    let Some(reference) = study.meta.reference.as_ref().filter(|reference| reference.open) else { return };
    let Some(until) = resting_until(reference, today) else { return };
    let most = reference.max_per_quarter.as_ref().map_or(0, |most| most.value);
    let quarter = |date: Date| (date.year(), (date.month() - 1) / 3);
    let used = reference.used.iter().filter(|d| d.value <= today && quarter(d.value) == quarter(today)).count();
    if used as u64 > u64::from(most) {
        list.add(
            None,
            "reference",
            format!("asked {used} times this quarter, and {most} were agreed"),
            format!("ask nobody of them before {until}, and tell them so"),
        );
    } else {
        list.add(Some(until), "reference", "they rest until this day", "ask somebody else until then");
    }
}

/// The last day before so many months have passed.
fn months_after(date: Date, months: u32) -> Option<Date> {
    let months = i32::try_from(months).unwrap_or(i32::MAX).min(100_000);
    let end = date.checked_add(months.months()).ok()?;
    Some(end.yesterday().unwrap_or(end))
}
