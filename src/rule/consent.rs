//! Consent: who agreed to what is shown, for what, until when.
//!
//! Goes in: a study. What is shown of a person is their name, role and picture; of the customer its logo; and what is
//! made of the study: a page, a printed brief, calls by prospects.

use jiff::ToSpan;
use jiff::civil::Date;

use super::example::study;
use super::wording::ticked;
use super::{Cx, Rule};
use crate::finding::{Finding, Level};
use crate::ladder;
use crate::source::{Sources, Span};
use crate::study::{Consent, Document, Scope, Study, quotations};
use crate::written::Choice;

/// The family.
pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "missing-consent",
        family: "consent",
        level: Level::Error,
        summary: "a person named or shown without recorded consent",
        why: "A name, a role, a face are the person's own. Who cannot show that they agreed has to take the page down \
              on the first letter. Where nobody is named it is a note.",
        basis: Some("GDPR, article 7(1): whoever relies on consent must be able to show it. UK CAP Code 3.45."),
        fix: "Ask, and write down who agreed, when, until when, to what and where it is recorded.",
        bad: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                quote: \"I go home on time on Mondays. — Ana Ruiz, Head nurse\"\n---\n"],
        good: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                 quote: \"I go home on time on Mondays. — Ana Ruiz, Head nurse\"\n\
                 consent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print], record: approval.eml}\n---\n"],
    },
    Rule {
        name: "expired-consent",
        family: "consent",
        level: Level::Warning,
        summary: "consent that was taken back, or whose time is over, or nearly so",
        why: "The study is left out, at once or from the day after its end. Thirty days before it is a note, so that there is time to ask.",
        basis: Some(
            "16 CFR 255.1(b): an endorsement may be used only while the seller has good reason to believe that \
                     it still holds.",
        ),
        fix: "Ask again, and write the new date and end.",
        bad: &[
            study!("consent: {by: Ana Ruiz, date: 2025-06-10, until: 2026-06-10, scope: [web, print]}\n", ""),
            study!("consent: {by: Ana Ruiz, date: 2026-06-10, withdrawn: 2026-11-20, scope: [web, print]}\n", ""),
        ],
        good: &[study!("consent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web, print]}\n", "")],
    },
    Rule {
        name: "outside-scope",
        family: "consent",
        level: Level::Error,
        summary: "something shown that the consent does not cover",
        why: "Who agreed to a page with their role has not agreed to their face on it. An offer of calls is a warning: it \
              shows nothing of them.",
        basis: Some("GDPR, recital 32: consent for several purposes covers each of them only if each was named."),
        fix: "Ask for it and add it to `scope`, or take it out of the study.",
        bad: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                quote: \"I go home on time on Mondays. — Ana Ruiz, Head nurse\"\n\
                consent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web, role, print]}\n---\n"],
        good: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                 quote: \"I go home on time on Mondays. — Ana Ruiz, Head nurse\"\n\
                 consent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print]}\n---\n"],
    },
];

/// Days before the end of a consent from which we say so.
const NOTICE: i64 = 30;

/// Looks at the consent of a study.
pub(super) fn check(study: &Study, cx: &mut Cx<'_>) {
    if let Some(withdrawn) = study.meta.consent.as_ref().and_then(|consent| consent.withdrawn) {
        cx.report(taken_back(withdrawn));
        return;
    }
    if let Some(finding) = remembered(study, cx) {
        cx.report(finding);
        return;
    }
    // Of a study that has nothing yet only that is said.
    if study.broken || study.meta.keys.front.is_none() {
        return;
    }
    let shown = shown(study, cx.config.output_files.briefs, cx.sources);
    let Some(consent) = &study.meta.consent else {
        // What is written and cannot be read is reported as that.
        if study.meta.keys.consent.is_none()
            && let Some(finding) = missing(study, &shown)
        {
            cx.report(finding);
        }
        return;
    };
    incomplete(study, consent, &shown, cx);
    let over = ends(consent, cx);
    if !over {
        outside(study, consent, &shown, cx);
    }
}

/// Nothing of the study is shown, and the run says so.
fn taken_back(withdrawn: Span) -> Finding {
    Finding::new("expired-consent", withdrawn, "this consent was taken back; the study is left out")
        .note("a build removes the study from the output before anything else")
        .help("delete the study when the site has been built without it, or ask again and write the new consent")
}

/// The same where the study does not say so, or not any more, but `proof.lock` does.
fn remembered(study: &Study, cx: &Cx<'_>) -> Option<Finding> {
    let slug = cx.vault.withdrawn.get(&study.file)?;
    let withdrawal = cx.lock.withdrawals.get(slug)?;
    let span = study.meta.keys.consent.or(study.meta.keys.customer).unwrap_or(study.top());
    let what = format!("the consent to this study was taken back on {}; the study is left out", withdrawal.on);
    let mut finding = Finding::new("expired-consent", span, what);
    if let Some(line) = withdrawal.line {
        finding = finding.related(line, "the withdrawal");
    }
    if *slug != study.slug {
        finding =
            finding.note(format!("it is known by its words and who said them, though it was called `{slug}` then"));
    }
    Some(
        finding
            .note("proof.lock remembers it, whatever the study says now")
            .help("delete the study when the site has been built without it")
            .help(format!(
                "if they agreed again since, write the new consent with its date, then `proofmark approve {} --by NAME`",
                study.slug
            )),
    )
}

/// Something that may be shown only with consent.
struct Shown {
    scope: Scope,
    span: Span,
    what: String,
}

impl Shown {
    fn is_person(&self) -> bool {
        matches!(self.scope, Scope::Name | Scope::Photo)
    }
}

/// What consent a study needs for what it shows; `briefs` says whether printed briefs are made.
pub(crate) fn needed(study: &Study, briefs: bool, sources: &Sources) -> Vec<Scope> {
    shown(study, briefs, sources).into_iter().map(|shown| shown.scope).collect()
}

/// What the study shows, the first of each kind.
fn shown(study: &Study, briefs: bool, sources: &Sources) -> Vec<Shown> {
    let meta = &study.meta;
    let top = meta.keys.consent.or(meta.keys.customer).or(meta.keys.front);
    let mut shown = Vec::new();
    let mut add = |scope, span: Option<Span>, what: String| {
        if let Some(span) = span
            && !shown.iter().any(|s: &Shown| s.scope == scope)
        {
            shown.push(Shown { scope, span, what });
        }
    };
    add(Scope::Web, top, "the page".to_owned());
    for said in quotations(&Document::Study(study), sources) {
        let named = said.by.as_ref().filter(|by| !by.is_empty());
        if let Some(by) = named {
            add(Scope::Name, said.by_span, format!("the name {}", ticked(by)));
        }
    }
    for quote in &meta.quotes {
        if let Some(role) = &quote.role {
            add(Scope::Role, Some(role.span), format!("the role {}", ticked(role.trimmed())));
        }
        if let Some(photo) = &quote.photo {
            add(Scope::Photo, Some(photo.span), format!("the photo {}", ticked(photo.trimmed())));
        }
    }
    if let Some(logo) = &meta.customer.logo {
        add(Scope::Logo, Some(logo.span), format!("the logo {}", ticked(logo.trimmed())));
    }
    if briefs {
        add(Scope::Print, top, "the printed brief".to_owned());
    }
    if let Some(reference) = meta.reference.as_ref().filter(|r| r.open) {
        add(Scope::Reference, Some(meta.keys.reference.unwrap_or(reference.span)), "an offer of calls".to_owned());
    }
    shown
}

/// A draft is not published: what it lacks is a note.
fn of_draft(finding: Finding, study: &Study) -> Finding {
    if study.meta.draft { finding.level(Level::Note) } else { finding }
}

fn missing(study: &Study, shown: &[Shown]) -> Option<Finding> {
    let ask = "consent: {by: …, date: …, until: …, scope: [web, name, role, print], record: …}";
    if let Some(person) = shown.iter().find(|s| s.is_person()) {
        let message = format!("{} is shown, and no consent is recorded", person.what);
        let finding = Finding::new("missing-consent", person.span, message);
        return Some(of_draft(finding.help(format!("ask, and write down the answer: `{ask}`")), study));
    }
    let span = study.meta.keys.customer.or(study.meta.keys.front).unwrap_or(study.top());
    let finding = Finding::new("missing-consent", span, "no consent is recorded")
        .level(Level::Note)
        .note("nobody is named, so the study is published, on the lowest rung")
        .help(format!("when the customer has agreed, write it down: `{ask}`"));
    (!study.meta.draft).then_some(finding)
}

/// Consent of nobody, or of no day.
fn incomplete(study: &Study, consent: &Consent, shown: &[Shown], cx: &mut Cx<'_>) {
    // What is written and cannot be read is reported as that.
    let lacks: Vec<&str> = [("by", "`by`"), ("date", "`date`")]
        .into_iter()
        .filter_map(|(key, ticked)| (!consent.filled.contains(&key)).then_some(ticked))
        .collect();
    let future = consent.date.as_ref().filter(|date| date.value > cx.today);
    let span = study.meta.keys.consent.unwrap_or(consent.span);
    let finding = if !lacks.is_empty() {
        Finding::new("missing-consent", span, format!("this consent lacks {}", lacks.join(" and ")))
            .help("write who agreed and on which day")
    } else if let Some(date) = future {
        Finding::new("missing-consent", date.span, format!("this consent begins on {}, which has not come", date.value))
            .help("write the day on which they agreed")
    } else {
        return;
    };
    let person = shown.iter().any(Shown::is_person);
    cx.report(of_draft(if person { finding } else { finding.level(Level::Note) }, study));
}

/// Reports an end that has come or is near; true when it is over.
fn ends(consent: &Consent, cx: &mut Cx<'_>) -> bool {
    let Some(last) = ladder::last_day(consent, &cx.config.policy) else { return false };
    let over = last < cx.today;
    let near = cx.today.checked_add(NOTICE.days()).is_ok_and(|soon: Date| last <= soon);
    let span = consent.until.as_ref().or(consent.date.as_ref()).map_or(consent.span, |d| d.span);
    let assumed = match consent.until {
        Some(_) => String::new(),
        None => format!(", {} months after it was given", cx.config.policy.consent_months),
    };
    if over {
        cx.report(
            Finding::new(
                "expired-consent",
                span,
                format!("this consent ended on {last}{assumed}; the study is left out"),
            )
            .help("ask again; then write the new `date` and `until`"),
        );
    } else if near {
        cx.report(
            Finding::new("expired-consent", span, format!("this consent ends on {last}{assumed}"))
                .level(Level::Note)
                .note("the study is left out from the day after")
                .help("ask again now; then write the new `date` and `until`"),
        );
    }
    over
}

/// Everything shown must be in the scope.
fn outside(study: &Study, consent: &Consent, shown: &[Shown], cx: &mut Cx<'_>) {
    let name = |scope: Scope| Scope::ALL.iter().find(|(_, s)| *s == scope).map_or("", |(name, _)| *name);
    if consent.scope.is_empty() && consent.filled.contains(&"scope") {
        return;
    }
    if consent.scope.is_empty() {
        let all: Vec<&str> = shown.iter().map(|s| name(s.scope)).collect();
        let span = study.meta.keys.consent.unwrap_or(consent.span);
        let finding = Finding::new("outside-scope", span, "this consent does not say what it covers")
            .help(format!("add what they agreed to; what is shown needs `scope: [{}]`", all.join(", ")));
        cx.report(of_draft(finding, study));
        return;
    }
    for thing in shown.iter().filter(|thing| !consent.scope.iter().any(|s| s.value == thing.scope)) {
        let scope = name(thing.scope);
        let mut finding = Finding::new("outside-scope", thing.span, format!("{} is not in the consent", thing.what));
        if let (Some(first), Some(last)) = (consent.scope.first(), consent.scope.last()) {
            finding = finding.related(first.span.to(last.span), "they agreed to this");
        }
        let out = match thing.scope {
            Scope::Print => ", or set `briefs = false` under `[output_files]`",
            Scope::Web => "",
            Scope::Reference => ", or write `open: false`",
            _ => ", or leave it out",
        };
        // An offer of calls shows nothing of theirs that the page does not: it is ours to mend, and no reason to hold it.
        if thing.scope == Scope::Reference {
            finding = finding.level(Level::Warning);
        }
        cx.report(of_draft(finding.help(format!("ask, and add `{scope}` to `scope`{out}")), study));
    }
}
