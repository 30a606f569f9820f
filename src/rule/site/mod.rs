//! The site as a whole: links that lead somewhere, addresses that are free, what readers must be told.

mod addresses;
mod links;
mod rules;
mod slugs;
mod target;

pub(super) use rules::RULES;

use jiff::civil::Date;

use super::Cx;
use super::across::{Among, Together};
use crate::colour::{Colour, Scheme, TEXT};
use crate::finding::Finding;
use crate::mark;
use crate::study::{Document, Study};

/// Looks at links.
pub(super) static LINKS: Among = Among { face: |study, _| mark::of(&addresses::face(study)), prepare: links::prepare };

/// Looks at addresses.
pub(super) static ADDRESSES: Together =
    Together { face: |study, _| mark::of(&addresses::name(study)), look: slugs::check };

/// Looks at what the settings say about all customers.
pub(super) fn check(cx: &mut Cx<'_>) {
    coverage(cx);
    accent(cx);
}

/// Looks at how often a customer was asked.
pub(super) fn check_references(study: &Study, cx: &mut Cx<'_>) {
    let Some(reference) = study.meta.reference.as_ref().filter(|r| r.open) else { return };
    let Some(most) = &reference.max_per_quarter else { return };
    let quarter = |date: Date| (date.year(), (date.month() - 1) / 3);
    let now = quarter(cx.today);
    let asked: Vec<_> = reference.used.iter().filter(|d| quarter(d.value) == now).collect();
    let Some(last) = asked.last().filter(|_| asked.len() >= most.value as usize) else { return };
    let times = if asked.len() == 1 { "once".to_owned() } else { format!("{} times", asked.len()) };
    let rests = Date::new(now.0, now.1 * 3 + 1, 1).ok().and_then(|d| d.checked_add(jiff::Span::new().months(3)).ok());
    let rests = rests.map_or(String::new(), |d| format!("; they rest until {d}"));
    cx.report(
        Finding::new("reference-over-limit", last.span, format!("they were asked {times} this quarter{rests}"))
            .related(most.span, format!("at most {} a quarter", most.value))
            .help("ask another customer, and let this one rest"),
    );
}

/// Whether the site's colour can be read on the page. The dark scheme lightens every colour, so only the light one asks.
fn accent(cx: &mut Cx<'_>) {
    let Some((at, accent)) = cx.config.accent_at.zip(Colour::parse(&cx.config.accent)) else { return };
    let toned = |scheme| accent.toned("tint", scheme).zip(accent.toned("paper", scheme));
    let Some(((tint, paper), (dark, _))) = toned(Scheme::Light).zip(toned(Scheme::Dark)) else { return };
    // Rounded down, so that 4.49 is not told as 4.5.
    let of = |colour: Colour| (colour.contrast(paper) * 10.0).floor() / 10.0;
    if accent.contrast(paper) >= TEXT {
        return;
    }
    let message =
        format!("`{accent}` is too light for words: its contrast is {}:1, and {TEXT}:1 is needed", of(accent));
    cx.report(
        Finding::new("accent-contrast", at, message)
            .note(format!("the theme prints `{tint}` ({}:1) on a light page and `{dark}` on a dark one", of(tint)))
            .help(format!("write a darker colour, such as `{tint}`, to see the same colour everywhere")),
    );
}

/// How many customers there are, and how many were asked, stands on "How we know".
fn coverage(cx: &mut Cx<'_>) {
    if !cx.corpus.studies.iter().any(|study| cx.left_out(Document::Study(study)).is_none()) {
        return;
    }
    let why = "a reader who sees three happy customers wants to know out of how many";
    let advice = "write `customers`, `asked`, `agreed` and `as_of` under `[coverage]` in site.toml";
    let message = match &cx.config.coverage {
        None => "how many customers there are, and how many were asked, is not stated".to_owned(),
        Some(coverage) => {
            let parts = [
                ("`customers`", coverage.customers.is_none()),
                ("`asked`", coverage.asked.is_none()),
                ("`agreed`", coverage.agreed.is_none()),
                ("`as_of`", coverage.as_of.is_none()),
            ];
            let lacks: Vec<String> =
                parts.iter().filter(|(_, lacks)| *lacks).map(|(key, _)| (*key).to_owned()).collect();
            if lacks.is_empty() {
                return;
            }
            format!("`[coverage]` does not state {}", super::wording::list(&lacks))
        }
    };
    cx.report(Finding::new("coverage-unstated", cx.config.top, message).note(why).help(advice));
}
