//! Steps that need records: a call, figures, money, use, and whom they told.

use jiff::civil::Date;

use super::card::list;
use super::paste::{Block, Front};
use super::{Step, When};
use crate::evidence::{Holder, Measurement, Record};
use crate::ladder::calendar::{days_between, plus_days, plus_months};
use crate::ladder::predicate::{Look, Predicate, counting_day, is_period, is_sample, moved_well, names_somebody, said};
use crate::written::Choice;

const HOLDERS: &str = "customer-system, invoice, third-party, survey, customer-estimate, telemetry or vendor-system";
const EVENTS: &str = "paid, paid-pilot, renewed, expanded, contract or production";
const ACTS: &str = "referral, reference, talk, introduction or defended";

/// A conversation on record.
pub(super) fn heard(look: Look<'_>, front: &Front<'_>) -> Step {
    let step = |todo: &str, missing: String| Step::new(Predicate::Heard, todo, missing);
    let ask =
        "Do you have twenty minutes? I would like to hear how it went from the day you decided, the bad parts too.";
    let new = || {
        let block = front.new_record("call").set("kind", "interview", "").ask("with", "a name").ask("date", "the day");
        block.ask("by", "who asked").ask("notes", "a file in content/interviews/, without .md").paste()
    };
    let began = look.use_began();
    for (record, interview) in look.interviews() {
        let id = &record.id.value;
        let named = interview.with.as_ref().is_some_and(|with| names_somebody(with, &look.study.meta.quotes));
        let (Some(date), Some(notes), true) = (&interview.date, &interview.notes, named) else {
            let mut block = front.record(id);
            if !named {
                block = block.ask("with", "a name; it stays private");
            }
            let block = block
                .ask_if_absent("date", "the day")
                .ask_if_absent("notes", "a file in content/interviews/, without .md");
            return step(
                "complete the interview",
                format!("`{id}` does not say with whom, when, or where its notes are"),
            )
            .paste(block.paste());
        };
        let date = date.value;
        if look.today < date {
            return step("talk to them", format!("`{id}` is dated {date}, which is still to come"))
                .ask(ask)
                .when(When::HoldsFrom(date));
        }
        match began {
            None => {
                return step(
                    "say since when they use it",
                    format!("`{id}` cannot be placed: when use began is not written"),
                );
            }
            Some(began) if date < began => continue,
            Some(_) if !look.vault.has_notes(notes.trimmed()) => {
                let name = notes.trimmed().trim_end_matches(".md");
                return step(
                    "file the notes of the interview",
                    format!("the notes of `{id}` are not there: content/interviews/{name}.md"),
                );
            }
            Some(_) => {}
        }
    }
    let missing = match (look.interviews().next(), began) {
        (Some(_), Some(began)) => format!("nobody was talked to since use began on {began}"),
        _ => "no interview is on record".to_owned(),
    };
    step("talk to them for twenty minutes", missing).ask(ask).paste(new())
}

/// A before and an after.
pub(super) fn measured(look: Look<'_>, front: &Front<'_>) -> Step {
    let step = |todo: &str, missing: String| Step::new(Predicate::Measured, todo, missing);
    let ask =
        "What did you count before, and what does the same count say now? How was it counted, and where is it kept?";
    let all = look.study.meta.evidence.iter().filter_map(|record| Some((record, record.measurement()?)));
    let hopeful = all.clone().filter(|(_, m)| moved_well(m) != Some(false));
    let best = hopeful.min_by_key(|(_, m)| lacks(m).len());
    let Some((record, measurement)) = best else {
        let missing = match all.clone().next() {
            Some((record, _)) => {
                format!("`{}` did not get better: say so in `limits`, and look for what did", record.id.value)
            }
            None => "nothing was measured".to_owned(),
        };
        let mut block = front.new_record("result").set("kind", "measurement", "");
        for (key, hint) in [("metric", "what was counted")].into_iter().chain(FIGURES) {
            block = block.ask(key, hint);
        }
        return step("get the two numbers", missing).ask(ask).paste(block.paste());
    };
    let id = &record.id.value;
    let lacks = lacks(measurement);
    if let (true, Some(collected)) = (lacks.is_empty(), &measurement.collected) {
        return step("wait", format!("`{id}` is collected on {}, which is still to come", collected.value))
            .when(When::HoldsFrom(collected.value));
    }
    let mut block = front.record(id);
    for key in &lacks {
        let hint = FIGURES.iter().find(|(name, _)| name == key).map_or("", |(_, hint)| *hint);
        block = block.ask(key, hint);
    }
    let estimate = measurement.source.as_ref().is_some_and(|s| s.value == Holder::VendorEstimate);
    let names: Vec<String> =
        lacks.iter().filter(|key| !(estimate && **key == "source")).map(|key| format!("`{key}`")).collect();
    let mut reasons = Vec::new();
    if !names.is_empty() {
        reasons.push(format!("`{id}` does not say {}", list(&names, "and")));
    }
    if estimate {
        reasons.push(format!("`{id}` is our own estimate"));
    }
    step("complete the two numbers", list(&reasons, "and")).ask(ask).paste(block.paste())
}

/// What a measurement must say, and in what form.
const FIGURES: [(&str, &str); 8] = [
    ("unit", "of both figures, such as hours a week"),
    ("before", "a number"),
    ("after", "a number"),
    ("better", "lower or higher"),
    ("statistic", "mean, median, sum, count, share, rate, min, max, p90, p95 or single"),
    ("sample", "how much was looked at, such as 4 weeks each side"),
    ("source", HOLDERS),
    ("collected", "the day it was written down"),
];

/// The keys that keep a measurement from counting.
fn lacks(m: &Measurement) -> Vec<&'static str> {
    let sampled = m.sample.as_ref().is_some_and(is_sample) || m.period.as_deref().is_some_and(is_period);
    let source = m.source.as_ref().is_some_and(|source| source.value != Holder::VendorEstimate);
    [
        (said(&m.unit), "unit"),
        (m.before.is_some(), "before"),
        (m.after.is_some(), "after"),
        (m.better.is_some(), "better"),
        (m.statistic.is_some(), "statistic"),
        (sampled, "sample"),
        (source, "source"),
        (m.collected.is_some(), "collected"),
    ]
    .into_iter()
    .filter_map(|(there, key)| (!there).then_some(key))
    .collect()
}

/// Figures from somebody who gains nothing.
pub(super) fn independent(look: Look<'_>, front: &Front<'_>) -> Step {
    let n = look.policy.percent_min_n;
    let step = |missing: String| {
        Step::new(Predicate::Independent, "get the numbers from a system, an invoice or a third party", missing).ask(
            "Does a system of yours, an invoice or somebody outside hold these two numbers, so that nobody has to take \
             our word for them?",
        )
    };
    let Some((record, measurement)) = look.measured().next() else {
        return step("nothing is measured yet".to_owned());
    };
    let id = &record.id.value;
    let source = measurement.source.as_ref().map(|s| s.value);
    let block = front.record(id);
    if source == Some(Holder::Survey) {
        let missing = format!("`{id}` is a survey of fewer than {n} people, or does not say of how many");
        return step(missing).paste(block.ask("sample", "the number of answers").paste());
    }
    let word = source.map_or("", Choice::word);
    step(format!("`{id}` rests on `{word}`, which is no independent source"))
        .paste(block.ask("source", "customer-system, invoice or third-party").paste())
}

/// Something new enough.
pub(super) fn fresh(predicate: Predicate, months: u32, look: Look<'_>, front: &Front<'_>) -> Step {
    let confirmed = look.study.meta.consent.as_ref().and_then(|c| c.date.as_ref());
    let newest = look.measured().filter_map(|(_, m)| m.collected.as_ref()).chain(confirmed).map(|d| d.value).max();
    let missing = match newest {
        Some(day) => format!("the newest figure or consent is of {day}; it counted for {months} months"),
        None => format!("neither a figure nor a consent is less than {months} months old"),
    };
    let until = plus_months(look.today, look.policy.consent_months);
    let block = front.block("consent").ask("date", "the day they say so").set(
        "until",
        until.to_string(),
        "or the day they name",
    );
    Step::new(predicate, "ask whether it still holds", missing)
        .ask("Is the figure still true? May we keep the page as it stands for another year, or shall we count once more?")
        .paste(block.paste())
}

/// Money, a contract, production.
pub(super) fn committed(look: Look<'_>, front: &Front<'_>) -> Step {
    let step = |todo: &str, missing: String| Step::new(Predicate::Committed, todo, missing);
    let wait = look.policy.cooling_off_days;
    let ask = "Which payment, contract or go-live shows that you meant it, and on which day was it?";
    let counted = |(record, c): (_, &crate::evidence::Commitment)| {
        let day = counting_day(c.event.as_ref()?.value, c)?;
        Some((day, record))
    };
    let earliest: Option<(Date, &Record)> = look.commitments().filter_map(counted).min_by_key(|(day, _)| *day);
    if let Some((day, record)) = earliest {
        let id = &record.id.value;
        let missing = match days_between(day, look.today) {
            ago if ago < 0 => format!("`{id}` counts from {day}, which is still to come"),
            ago => format!(
                "`{id}` counts from {day}, {ago} {} ago; it takes {wait}",
                if ago == 1 { "day" } else { "days" }
            ),
        };
        return step("wait until the money has stayed", missing).when(When::HoldsFrom(plus_days(day, wait)));
    }
    if let Some((record, commitment)) = look.commitments().next() {
        let id = &record.id.value;
        let block = front.record(id).ask_if_absent("event", EVENTS);
        let money = commitment.event.as_ref().is_none_or(|event| event.value.is_money());
        let (key, hint) = if money { ("cleared", "the day the money was there") } else { ("date", "the day") };
        let missing =
            format!("`{id}` does not say {}", if money { "on which day the money was there" } else { "when" });
        return step("complete the commitment", missing).ask(ask).paste(block.ask(key, hint).paste());
    }
    let block = front.new_record("paid").set("kind", "commitment", "").ask("event", EVENTS).ask("date", "the day");
    step("record what they committed", "no payment, contract or production use is on record".to_owned())
        .ask(ask)
        .paste(block.ask("cleared", "the day the money was there; delete it for contract and production").paste())
}

/// Use over time.
pub(super) fn used(look: Look<'_>, front: &Front<'_>) -> Step {
    let step = |todo: &str, missing: String| Step::new(Predicate::Used, todo, missing);
    let days = look.policy.min_use_days;
    let ask = "Who used it last week, and for what?";
    let active = |active: Option<bool>| {
        move |(_, u): &(&Record, &crate::evidence::Usage)| u.active.as_ref().map(|a| a.value) == active
    };
    let best = look.usages().find(active(Some(true))).or_else(|| look.usages().find(active(None)));
    let Some((record, usage)) = best else {
        let block = front
            .new_record("daily")
            .set("kind", "usage", "")
            .ask("since", "the first day")
            .ask("as_of", "the day you looked");
        let block = block.ask("active", "true or false").ask("source", HOLDERS);
        return step("record since when they use it", "no use is on record".to_owned()).ask(ask).paste(block.paste());
    };
    let id = &record.id.value;
    let block = front.record(id).ask_if_absent("since", "the first day").ask_if_absent("active", "true or false");
    let (Some(since), Some(_)) = (&usage.since, &usage.active) else {
        let missing = format!("`{id}` does not say since when, or whether they still use it");
        return step("complete the usage record", missing)
            .ask(ask)
            .paste(block.ask_if_absent("as_of", "the day you looked").paste());
    };
    let enough = plus_days(since.value, days);
    if let Some(as_of) = usage.as_of.as_ref().filter(|as_of| look.today < as_of.value && enough <= as_of.value) {
        return step("wait", format!("`{id}` is as of {}, which is still to come", as_of.value))
            .when(When::HoldsFrom(as_of.value));
    }
    let known = usage.as_of.as_ref().map_or("no day".to_owned(), |as_of| as_of.value.to_string());
    let missing = format!("`{id}` began on {} and is known as of {known}; {days} days of use count", since.value);
    let paste = block.ask("as_of", "the day you looked").paste();
    if enough <= look.today {
        return step("look again whether they use it", missing).ask(ask).paste(paste);
    }
    step("wait for use, then look again", missing).ask(ask).paste(paste).when(When::NotBefore(enough))
}

/// Whom they told.
pub(super) fn outward(look: Look<'_>, front: &Front<'_>) -> Step {
    let step = |todo: &str, missing: String| Step::new(Predicate::Outward, todo, missing);
    let ask = "Whom have you told about it, and what did you say?";
    let began = look.use_began();
    let mut why = "no referral, call, talk or introduction is on record".to_owned();
    for (record, act) in look.acts() {
        let id = &record.id.value;
        if act.paid.as_ref().is_some_and(|paid| paid.value) {
            why = format!("`{id}` was paid for, so it does not count");
            continue;
        }
        let (Some(date), Some(_)) = (&act.date, &act.act) else {
            let block: Block = front.record(id).ask_if_absent("act", ACTS).ask_if_absent("date", "the day");
            return step("complete what they did", format!("`{id}` does not say what they did, or when"))
                .ask(ask)
                .paste(block.paste());
        };
        match began {
            Some(began) if date.value <= began => why = format!("`{id}` was before they used it"),
            Some(_) if look.today < date.value => {
                return step("wait", format!("`{id}` is dated {}, which is still to come", date.value))
                    .when(When::HoldsFrom(date.value));
            }
            _ => why = format!("`{id}` cannot be placed: when use began is not written"),
        }
    }
    let block = front.new_record("told").set("kind", "advocacy", "").ask("act", ACTS).ask("date", "the day");
    step("ask whom they told", why).ask(ask).paste(block.ask("to", "whom, without a person's name").paste())
}
