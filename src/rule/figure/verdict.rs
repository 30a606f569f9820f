//! What a verdict of the claim room means to a reader.

use crate::claim::{self, Claim, Dimension, Exact, Form, Outcome, Quantity, Unit, Verdict, money, wordings};
use crate::evidence::{Kind, Record};
use crate::finding::{Finding, Level};
use crate::rule::wording::{ticked, with_article};
use crate::study::{Stated, Study};

/// The finding for a claim that was computed, if it says anything but what its record says.
pub(in crate::rule) fn judged(stated: &Stated, claim: &Claim, record: &Record, verdict: &Verdict) -> Option<Finding> {
    let words = ticked(&stated.words);
    let value = computed(claim, verdict);
    let of = |rule, message| Finding::new(rule, stated.span, message);
    let finding = match &verdict.outcome {
        Outcome::Agrees => return too_precise(stated, claim, record, verdict),
        Outcome::Weaker => {
            of("figure-disagrees", format!("{words} says less than its record: {value}")).level(Level::Note)
        }
        Outcome::Disagrees => of("figure-disagrees", format!("{words} is not what its record says: {value}")),
        Outcome::OtherStatistic => of("figure-disagrees", format!("{words} names another statistic than its record"))
            .note(verdict.formula.clone()),
        Outcome::RoundedInFavour(by) => {
            let message = format!("{words} is rounded in your favour, by {}% of {value}", by.decimal(1));
            of("rounded-in-favour", message).note("rounding may flatter by 5% at most, by 10% with \"about\"")
        }
        Outcome::WrongDirection => of("wrong-direction", format!("{words} goes the other way than its record")),
        Outcome::UnitMismatch => unit_mismatch(stated, claim, record),
        Outcome::PercentOrPoints => percent_or_points(stated, claim, verdict.computed.map(|_| value.as_str())),
        Outcome::FactorOrPercent => factor_or_percent(stated, claim, &value),
        Outcome::ImpossiblePercentage(n) => return Some(impossible(stated, claim, record, *n)),
        Outcome::UpTo => return None,
        Outcome::CannotJudge(why) => {
            // Without values on both sides there is nothing to hold it against; the record is what is incomplete.
            let values = record.measurement().is_none_or(|m| m.after.is_some() || m.value.is_some());
            if !values {
                return None;
            }
            of("figure-disagrees", format!("{words} cannot be computed from its record: {why}"))
        }
    };
    Some(with_sums(finding, record, verdict))
}

/// What the record gives, in the claim's terms.
fn computed(claim: &Claim, verdict: &Verdict) -> String {
    let Some(value) = verdict.computed else { return verdict.inputs.clone() };
    if claim.form == Form::FromTo {
        return verdict.inputs.clone();
    }
    let number = value.decimal(if value.abs() < Exact::int(10) { 2 } else { 1 });
    let unit = claim.figure.as_ref().map(|f| (f.unit.dimension, f.unit.noun.as_str()));
    match unit {
        Some((Dimension::Percent, _)) => format!("{number}%"),
        Some((Dimension::Points, _)) => format!("{number} points"),
        Some((Dimension::Factor, _)) => format!("{number}x"),
        Some((Dimension::Money(code), _)) => money(code, &number),
        Some((_, noun)) if !noun.is_empty() => format!("{number} {noun}"),
        _ => number,
    }
}

/// Inputs, formula and the wordings that hold; and the record's own figures beside the claim.
fn with_sums(mut finding: Finding, record: &Record, verdict: &Verdict) -> Finding {
    if let Some(value) = verdict.computed
        && !verdict.formula.contains("value")
    {
        finding = finding.note(format!("{}: {} = {}", verdict.inputs, verdict.formula, value.decimal(3)));
    } else if !verdict.inputs.is_empty() {
        finding = finding.note(format!("the record says {}", verdict.inputs));
    }
    if !verdict.holds.is_empty() {
        let holds: Vec<String> = verdict.holds.iter().map(|w| format!("`{w}`")).collect();
        finding = finding.help(format!("these would hold: {}", holds.join(", ")));
    } else {
        finding = finding.help("write what the record says, or correct the record if it is the one that is wrong");
    }
    with_places(finding, record)
}

/// The record's figures, each where it is written.
fn with_places(mut finding: Finding, record: &Record) -> Finding {
    let Some(m) = record.measurement() else {
        return finding.related(record.id.span, format!("the record `{}`", record.id.value));
    };
    let unit = m.unit.as_ref().map_or(String::new(), |u| format!(" {}", u.trimmed()));
    for (name, value) in [("before", &m.before), ("after", &m.after), ("value", &m.value)] {
        if let Some(value) = value {
            finding = finding.related(value.span, format!("{name}: {}{unit}", value.value));
        }
    }
    finding
}

fn unit_mismatch(stated: &Stated, claim: &Claim, record: &Record) -> Finding {
    let words = ticked(&stated.words);
    let finding = Finding::new("unit-mismatch", stated.span, format!("{words} counts something else than its record"));
    let own = record.measurement().and_then(|m| m.unit.as_ref()).map(|unit| Unit::parse(unit.trimmed()));
    let Some((own, said)) = own.zip(claim.figure.as_ref().map(|figure| &figure.unit)) else { return finding };
    match (said.dimension, own.dimension) {
        (Dimension::Money(said), Dimension::Money(own)) if said != own => {
            finding.note(format!("the claim is in {said} and the record in {own}; currencies are not converted"))
        }
        (said_in, own_in) if said_in == own_in && said.per.is_some() && own.per.is_none() => {
            finding.note("the claim gives so much in a span of time, and the record an amount")
        }
        _ => finding,
    }
}

/// With the shares that there are: of seven, six are 86 percent.
fn impossible(stated: &Stated, claim: &Claim, record: &Record, n: u64) -> Finding {
    let finding = Finding::new(
        "impossible-percentage",
        stated.span,
        format!("{} cannot be a share of {n}", ticked(&stated.words)),
    )
    .note(format!("no whole number of {n} gives this percentage when rounded"));
    let finding = with_places(finding, record);
    let share = |k: i128| Exact::ratio(k * 100, i128::from(n)).filter(|p| *p <= Exact::HUNDRED && !p.is_negative());
    let below =
        claim.figure.as_ref().and_then(|f| f.low.value.times(Exact::ratio(i128::from(n), 100)?)).map(Exact::floor);
    let near: Vec<String> = below
        .into_iter()
        .flat_map(|k| [k, k + 1])
        .filter_map(|k| share(k).map(|percent| format!("{k} of {n} are {}%", percent.decimal(0))))
        .collect();
    finding.help(format!("count again, and write the count: {}", near.join(", ")))
}

fn percent_or_points(stated: &Stated, claim: &Claim, value: Option<&str>) -> Finding {
    let words = ticked(&stated.words);
    let percent = claim.figure.as_ref().is_some_and(|f| f.unit.dimension == Dimension::Percent);
    let kind = if percent { "a difference in percentage points" } else { "a change in percent" };
    let message = match value {
        Some(value) => format!("{words} is {kind}, and not {value}"),
        None => format!("{words} is {kind}, of a record that is not in percent"),
    };
    Finding::new("percent-or-points", stated.span, message)
        .note("from 10% to 15% is a rise of 5 percentage points, and of 50 percent")
}

fn factor_or_percent(stated: &Stated, claim: &Claim, value: &str) -> Finding {
    let words = ticked(&stated.words);
    let factor = claim.figure.as_ref().is_some_and(|f| f.unit.dimension == Dimension::Factor);
    if factor {
        return Finding::new("factor-or-percent", stated.span, format!("{words} can be read in two ways"))
            .note("a quantity can fall by all of itself only once; nothing is three times less");
    }
    Finding::new("factor-or-percent", stated.span, format!("{words} mixes up percent, speed and factor; it is {value}"))
        .note("three times as much is 200% more, and half the time is twice as fast: 100% faster, 50% less time")
}

/// More digits than the record can bear: a percentage or factor printed with two digits more than the longer of the two
/// values it is computed from.
fn too_precise(stated: &Stated, claim: &Claim, record: &Record, verdict: &Verdict) -> Option<Finding> {
    let m = record.measurement()?;
    let figure = claim.figure.as_ref()?;
    let ratio = matches!(figure.unit.dimension, Dimension::Percent | Dimension::Factor);
    let (before, after) = (m.before.as_ref()?, m.after.as_ref()?);
    if !ratio || claim.form == Form::FromTo || figure.low.step >= Exact::ONE {
        return None;
    }
    let printed = digits(&figure.low.value.over(figure.low.step)?);
    let known = digits_of(&before.value.to_string()).max(digits_of(&after.value.to_string()));
    if printed < known + 2 {
        return None;
    }
    let message = format!("{} is more exact than what was measured", ticked(&stated.words));
    let finding = Finding::new("false-precision", stated.span, message)
        .note(format!("{}: the values have {known} digits, the claim {printed}", verdict.inputs));
    let metric = record.metric();
    let holds = record.figures(&metric).map(|figures| wordings(claim, &figures)).unwrap_or_default();
    let shorter = holds.first().map_or("fewer digits".to_owned(), |w| format!("`{w}`"));
    Some(with_places(finding.help(format!("write {shorter}")), record))
}

fn digits(whole: &Exact) -> usize {
    digits_of(&whole.to_string())
}

/// The digits of a printed number. Zeros at the end count: a record holds counts more often than round numbers.
fn digits_of(number: &str) -> usize {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len().max(1)
}

/// A figure that its source does not state.
pub(in crate::rule) fn not_stated(stated: &Stated, record: &Record, study: &Study) -> Finding {
    let message = format!("{} does not stand in what its record states", ticked(&stated.words));
    let finding = Finding::new("figure-disagrees", stated.span, message);
    let elsewhere = study.file != stated.span.file;
    let at = if elsewhere { format!(" of `{}`", study.slug) } else { String::new() };
    match &record.states {
        Some(states) => finding
            .related(states.span, "this is what it states")
            .help(format!("write the figure as `{}`{at} states it", record.id.value)),
        None => finding
            .related(record.id.span, format!("{} record without `states:`", with_article(record.kind_name())))
            .note("naming a source proves no figure; the words with the figure do")
            .help(format!("add `states:` to `{}`{at}, with the source's own words", record.id.value)),
    }
}

/// "Eliminated", and something is left.
pub(in crate::rule) fn some_left(stated: &Stated, record: &Record) -> Finding {
    let message = format!("{} says that nothing is left, and its record that something is", ticked(&stated.words));
    with_places(Finding::new("figure-disagrees", stated.span, message), record)
        .help("say how much is left, or by how much it fell")
}

/// A source that bears a figure only by stating it.
fn proves_no_figure(record: &Record) -> bool {
    matches!(record.kind, Some(Kind::Document(_) | Kind::Public(_) | Kind::Interview(_) | Kind::Usage(_)))
}

/// Money, a percentage or a factor; a length of time or a count may be that of the source: "a call of 30 minutes".
fn is_result(quantity: &Quantity) -> bool {
    let dimension = quantity.unit.dimension;
    !quantity.low.vague
        && matches!(dimension, Dimension::Money(_) | Dimension::Percent | Dimension::Points | Dimension::Factor)
}

/// Words that claim nothing by themselves and name a value all the same: "the 30-day process".
pub(in crate::rule) fn strange(stated: &Stated, record: &Record, study: &Study) -> Option<Finding> {
    let metric = record.metric();
    let figures = record.figures(&metric);
    let quantity = match (&record.states, &figures) {
        (Some(states), None) => {
            return claim::stated_otherwise(&stated.words, &states.value).map(|_| not_stated(stated, record, study));
        }
        (None, None) if proves_no_figure(record) => {
            let sum = claim::read_quantities(&stated.words).into_iter().find(is_result);
            return sum.map(|_| not_stated(stated, record, study));
        }
        (_, figures) => claim::strange(&stated.words, figures.as_ref()?)?,
    };
    let values = claim::inputs(&figures?);
    let words = ticked(stated.words.get(quantity.range)?);
    let message = format!("{words} is none of the values of `{}`", record.id.value);
    Some(
        with_places(Finding::new("figure-disagrees", stated.span, message), record)
            .note(format!("the record says {values}"))
            .help("write the record's own value, or link words that are about it"),
    )
}
