//! The way to the next rung: what is missing, cheapest first, whom to ask what, and what to paste.
//!
//! Goes in: a study, its text, and what the ladder looks at. Comes out: a [`Way`], which [`tell`] and [`table`] put into
//! words. Nothing is printed here.

mod card;
mod paste;
mod proof;
mod text;

pub use paste::Paste;
pub use text::{table, tell};

use jiff::civil::Date;

use super::calendar::plus_months;
use super::predicate::Look;
use super::{Cap, LeftOut, Predicate, Rung, Vault, caps, climb, gate, reached_with};
use crate::config::Policy;
use crate::source::Source;
use crate::study::Study;
use crate::written::Choice;
use paste::Front;

/// How a study gets on.
#[derive(Clone, Debug)]
pub struct Way {
    /// The study's slug.
    pub slug: String,
    /// The customer, as the study names it.
    pub customer: String,
    /// Why it is not published, if it is not.
    pub left_out: Option<LeftOut>,
    /// Where it stands.
    pub rung: Rung,
    /// Where it stands once every step is taken; `None` at the top, or when a cap is in the way.
    pub after: Option<Rung>,
    /// The last day at this rung if nothing changes; `None` when time takes nothing away.
    pub lasts_to: Option<Date>,
    /// What holds it down.
    pub held: Vec<Held>,
    /// What is missing, cheapest first.
    pub steps: Vec<Step>,
    /// What is to be known besides.
    pub remark: Option<String>,
}

/// What holds a study down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The cap.
    pub cap: Cap,
    /// In two words: `a reseller`.
    pub short: String,
    /// Why, and what is left to do.
    pub why: String,
}

/// One thing that is missing.
#[derive(Clone, Debug)]
pub struct Step {
    /// What the rung asks for.
    pub predicate: Predicate,
    /// What to do, in a few words.
    pub todo: String,
    /// What is missing, in a sentence.
    pub missing: String,
    /// What to ask the customer, word for word.
    pub ask: Option<String>,
    /// What to write.
    pub paste: Option<Paste>,
    /// When it can hold.
    pub when: When,
}

/// When a step can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Now.
    Now,
    /// Nothing is to be done: it holds from this day if nothing changes.
    HoldsFrom(Date),
    /// It can be written on this day, not before.
    NotBefore(Date),
}

impl Step {
    fn new(predicate: Predicate, todo: &str, missing: impl Into<String>) -> Self {
        Self { predicate, todo: todo.to_owned(), missing: missing.into(), ask: None, paste: None, when: When::Now }
    }

    fn ask(mut self, question: impl Into<String>) -> Self {
        self.ask = Some(question.into());
        self
    }

    fn paste(mut self, paste: Paste) -> Self {
        self.paste = Some(paste);
        self
    }

    fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }
}

/// The way of `study`, whose file is `source`, on `today`.
pub fn way(study: &Study, source: &Source, vault: &Vault, policy: &Policy, today: Date) -> Way {
    let look = Look { study, vault, policy, today };
    let standing = climb(study, vault, policy, today);
    let left_out = gate(study, vault, &standing, policy, today);
    let customer = &study.meta.customer;
    let front = Front::new(study, source);
    // Nothing leads on from a file that cannot be read, or from a customer who said no.
    let shut = matches!(left_out, Some(LeftOut::Broken | LeftOut::Withdrawn));
    let missing = if shut { Vec::new() } else { standing.missing.clone() };
    let steps: Vec<Step> = missing.iter().map(|predicate| step(*predicate, look, &front)).collect();
    let holds = standing.holds.iter().chain(&missing).copied().collect();
    let after = caps(look).into_iter().map(Cap::ceiling).fold(reached_with(&holds), Rung::min);
    let costs = |p: &Predicate| matches!(p, Predicate::Voice | Predicate::Consented | Predicate::Heard);
    Way {
        slug: study.slug.clone(),
        customer: customer.public_name().map_or(String::new(), |name| name.trimmed().to_owned()),
        left_out,
        rung: standing.rung,
        after: Some(after).filter(|after| *after > standing.rung),
        lasts_to: lasts_to(look, standing.rung),
        held: if shut { Vec::new() } else { standing.caps.iter().map(|cap| held(*cap, study)).collect() },
        remark: (customer.is_anonymous() && missing.iter().any(costs)).then(|| ANONYMOUS.to_owned()),
        steps,
    }
}

/// The last day before the rung falls. It can only fall on days on which something ends: consent, or how long a figure
/// or a consent is new.
fn lasts_to(look: Look<'_>, rung: Rung) -> Option<Date> {
    let consent = look.study.meta.consent.as_ref();
    let until = consent.and_then(|c| c.until.as_ref()).and_then(|until| until.value.tomorrow().ok());
    let confirmed = consent.and_then(|c| c.date.as_ref());
    let dated = look.measured().filter_map(|(_, m)| m.collected.as_ref()).chain(confirmed).map(|date| date.value);
    let ages = [look.policy.love_months, look.policy.hell_yes_months];
    let mut ends: Vec<Date> =
        dated.flat_map(|date| ages.map(|months| plus_months(date, months))).chain(until).collect();
    ends.sort();
    let falls = |day: &Date| climb(look.study, look.vault, look.policy, *day).rung < rung;
    ends.into_iter().filter(|day| look.today < *day).find(falls).and_then(|day| day.yesterday().ok())
}

/// What it costs not to be named: nothing by itself.
pub(crate) const ANONYMOUS: &str = "the customer is not named, which costs no rung by itself; but somebody must still speak: agree \
    on initials or a name for the speaker, and a role. Interviews are private, so the real name may stand there";

fn step(predicate: Predicate, look: Look<'_>, front: &Front<'_>) -> Step {
    match predicate {
        Predicate::Card => card::card(look),
        Predicate::Declared => card::declared(look, front),
        Predicate::Consented => card::consented(look, front),
        Predicate::Voice => card::voice(look, front),
        Predicate::Pain => card::pain(look, front),
        Predicate::Limits => card::limits(look),
        Predicate::Explains => card::explained(look, front),
        Predicate::Heard => proof::heard(look, front),
        Predicate::Measured => proof::measured(look, front),
        Predicate::Independent => proof::independent(look, front),
        Predicate::Fresh => proof::fresh(predicate, look.policy.love_months, look, front),
        Predicate::Fresher => proof::fresh(predicate, look.policy.hell_yes_months, look, front),
        Predicate::Committed => proof::committed(look, front),
        Predicate::Used => proof::used(look, front),
        Predicate::Outward => proof::outward(look, front),
    }
}

/// Why a cap holds the study down, and that nothing written here changes it.
fn held(cap: Cap, study: &Study) -> Held {
    let tie = study.meta.disclosure.relationship.as_ref().map_or("", |r| r.value.word());
    let ceiling = cap.ceiling().label();
    let (short, why) = match cap {
        Cap::Insider => (
            format!("`relationship: {tie}`"),
            format!(
                "`relationship: {tie}` holds it at \"{ceiling}\": whoever belongs to us cannot vouch for us. It stays \
                 worth showing, with the tie named"
            ),
        ),
        Cap::Interested => (
            format!("`relationship: {tie}`"),
            format!(
                "`relationship: {tie}` holds it at \"{ceiling}\": a customer who earns with us is not independent. The \
                 next rung needs another customer"
            ),
        ),
        Cap::Incentive => (
            "an incentive".to_owned(),
            format!(
                "an incentive holds it at \"{ceiling}\": passing it on counts when nothing was given for it. Ask the \
                 next customer without one"
            ),
        ),
        Cap::Former => (
            "a former customer".to_owned(),
            format!(
                "it holds at \"{ceiling}\": they are no longer a customer. If they are again, write a usage record \
                 with `active: true` and take `former` out"
            ),
        ),
    };
    Held { cap, short, why }
}
