//! Steps that the writer takes alone or with one mail: the four fields, ties, consent, speaker, cost, limits.

use super::paste::{Front, Paste, TBD, line, quote};
use super::{Step, When};
use crate::ladder::calendar::plus_months;
use crate::ladder::explains::could_explain;
use crate::ladder::predicate::{Look, Predicate, said, told};
use crate::study::Scope;
use crate::written::Choice;

const TIES: &str = "none, employee, family, agent, investor, partner or reseller";

/// One of the four strings.
pub(super) fn card(look: Look<'_>) -> Step {
    let meta = &look.study.meta;
    let keys = &meta.keys;
    let fields = [
        (
            said(&meta.customer.name) || said(&meta.customer.public_as),
            "customer",
            keys.customer,
            "What may we call you?",
        ),
        (
            told(&meta.problem.text),
            "problem",
            keys.problem,
            "What was going on when you decided to do something about it?",
        ),
        (told(&meta.outcome), "outcome", keys.outcome, "What do you do differently now?"),
        (
            meta.quotes.iter().any(|quote| told(&quote.text)),
            "quote",
            keys.quote,
            "May we print one sentence of what you just said, word for word?",
        ),
    ];
    let missing: Vec<_> = fields.into_iter().filter(|(there, ..)| !there).collect();
    let names: Vec<String> = missing.iter().map(|(_, name, ..)| format!("`{name}`")).collect();
    let questions: Vec<&str> = missing.iter().map(|(.., question)| *question).collect();
    let yaml = missing.iter().map(|(_, name, ..)| format!("{name}: {TBD}\n")).collect();
    let written = missing.iter().any(|(_, _, key, _)| key.is_some());
    let place =
        if written { "into the front matter, in place of what has no words yet" } else { "into the front matter" };
    Step::new(
        Predicate::Card,
        &format!("write {}", list(&names, "and")),
        format!("{} {} not written yet", list(&names, "and"), if names.len() == 1 { "is" } else { "are" }),
    )
    .ask(questions.join(" "))
    .paste(Paste { place: place.to_owned(), yaml })
}

/// The two lines on ties.
pub(super) fn declared(look: Look<'_>, front: &Front<'_>) -> Step {
    let disclosure = &look.study.meta.disclosure;
    let mut block = front.block("disclosure");
    let mut missing = Vec::new();
    if disclosure.relationship.is_none() {
        block = block.ask("relationship", TIES);
        missing.push("what ties them to us".to_owned());
    }
    if !said(&disclosure.incentive) {
        block = block.ask("incentive", "none, or what they got for it");
        missing.push("what they got for it".to_owned());
    }
    let missing = list(&missing, "and");
    Step::new(
        Predicate::Declared,
        "state relationship and incentive",
        format!("{missing} is not said; `none` is an answer, silence is not"),
    )
    .ask(
        "Does anybody at your company work for us, own a part of us, sell our product or belong to one of our families? \
         And did you get anything for telling this: money, free months, a gift?",
    )
    .paste(block.paste())
}

/// Permission for the page, the name and the role.
pub(super) fn consented(look: Look<'_>, front: &Front<'_>) -> Step {
    let until = plus_months(look.today, look.policy.consent_months);
    let question = format!(
        "Here is the page, word for word. May we publish it with your name and your role until {until}? You can take it \
         back on any day."
    );
    let step = |todo: &str, missing: String| Step::new(Predicate::Consented, todo, missing);
    let ends = "or the day they name";
    let Some(consent) = &look.study.meta.consent else {
        let speaker = look.study.meta.quotes.iter().find_map(|q| q.by.as_ref());
        let by = speaker.map_or(TBD.to_owned(), |by| quote(by.trimmed()));
        let block = front.block("consent").set("by", by, "who says yes").ask("date", "the day of their yes");
        let block = block.set("until", until.to_string(), ends).set(
            "scope",
            "[web, name, role]",
            "and print, logo, photo, reference if they agree",
        );
        return step("ask for permission", "no consent is recorded".to_owned())
            .ask(question)
            .paste(block.ask("record", "where their yes is kept: a file under content/evidence/, or words").paste());
    };
    let mut block = front.block("consent");
    let mut missing = Vec::new();
    if !said(&consent.by) {
        block = block.ask("by", "who says yes");
        missing.push("who agreed is not written".to_owned());
    }
    match &consent.date {
        None => {
            block = block.ask("date", "the day of their yes");
            missing.push("the day they agreed is not written".to_owned());
        }
        Some(date) if look.today < date.value => {
            missing.push(format!("it is dated {}, which is still to come", date.value));
        }
        Some(_) => {}
    }
    match &consent.until {
        None => {
            block = block.set("until", until.to_string(), ends);
            missing.push("its end is not written, and what we assume does not count".to_owned());
        }
        Some(end) if end.value < look.today => {
            block = block.ask("date", "the day of their new yes").set("until", until.to_string(), ends);
            missing.push(format!("it ended on {}", end.value));
        }
        Some(_) => {}
    }
    let has = |scope: Scope| consent.scope.iter().any(|s| s.value == scope);
    let lacks: Vec<Scope> = [Scope::Web, Scope::Name, Scope::Role].into_iter().filter(|scope| !has(*scope)).collect();
    if !lacks.is_empty() {
        let all: Vec<&str> =
            Scope::ALL.iter().filter(|(_, s)| has(*s) || lacks.contains(s)).map(|(word, _)| *word).collect();
        block = block.set("scope", format!("[{}]", all.join(", ")), "if they agree");
        let words: Vec<String> = lacks.iter().map(|scope| format!("`{}`", scope.word())).collect();
        missing.push(format!("its scope leaves out {}", list(&words, "and")));
    }
    let waits = consent.date.as_ref().filter(|date| look.today < date.value && missing.len() == 1);
    if let Some(date) = waits {
        return step("wait for the consent to begin", missing.concat()).when(When::HoldsFrom(date.value));
    }
    step("complete the permission", format!("consent does not hold: {}", list(&missing, "and")))
        .ask(question)
        .paste(block.paste())
}

/// Who speaks.
pub(super) fn voice(look: Look<'_>, front: &Front<'_>) -> Step {
    let quotes = &look.study.meta.quotes;
    // The one that lacks least.
    let lacks = |at: &usize| usize::from(!said(&quotes[*at].by)) + usize::from(!said(&quotes[*at].role));
    let best = (0..quotes.len()).filter(|at| told(&quotes[*at].text)).min_by_key(lacks).unwrap_or(0);
    let quoted = quotes.get(best);
    let mut block = front.quote(best);
    // A quick quote may hold the name already: as a table its parts stand apart.
    if let Some(words) = quoted.filter(|_| !block.has("by"))
        && let (Some(text), Some(by)) = (&words.text, &words.by)
    {
        block = block.set("text", quote(&text.text), "").set("by", quote(by.trimmed()), "");
    }
    let by = quoted.is_some_and(|q| said(&q.by));
    let block = if by { block } else { block.ask("by", "the name as they want it printed") };
    let role = quoted.is_some_and(|q| said(&q.role));
    let block = if role { block } else { block.ask("role", "what they do there") };
    let missing = match (by, role) {
        (false, false) => "the quote has no speaker and no role",
        (true, _) => "the quote has a speaker but no role",
        (false, _) => "the quote has a role but no speaker",
    };
    Step::new(Predicate::Voice, "name the speaker and the role", missing)
        .ask("Whose words are these, and what do you do at your company?")
        .paste(block.paste())
}

/// What it was about.
pub(super) fn pain(_look: Look<'_>, front: &Front<'_>) -> Step {
    let block = front.block("problem");
    let block = block.ask("cost", "one of the two is enough").ask("urgent_because", "delete the other line");
    Step::new(
        Predicate::Pain,
        "say what the problem cost",
        "neither what the problem cost them nor why it could not wait is written",
    )
    .ask("What did the old way cost you in a week? And why did you act when you did, and not a year later?")
    .paste(block.paste())
}

/// What did not improve.
pub(super) fn limits(look: Look<'_>) -> Step {
    let there = look.study.meta.limits.is_some();
    let missing = if there { "`limits` has fewer than five words" } else { "what did not get better is not written" };
    Step::new(Predicate::Limits, "state a limit", missing)
        .ask("What did not get better? To whom would you not recommend it?")
        .paste(line("limits", "five words or more, about what stayed as it was", there))
}

/// Ties a quote to what it is about; where one explains something already, says what.
pub(super) fn explained(look: Look<'_>, front: &Front<'_>) -> Step {
    let study = look.study;
    let results = look.measured().map(|(record, _)| record);
    let others = study.meta.evidence.iter().filter(|record| record.measurement().is_some());
    let targets: Vec<&str> =
        results.chain(others).map(|record| record.id.value.as_str()).chain(std::iter::once("problem")).collect();
    for (at, quote) in study.meta.quotes.iter().enumerate() {
        if let Some(target) = targets.iter().find(|target| could_explain(quote, target, study)) {
            let block = front.quote(at).set("explains", *target, "");
            return Step::new(
                Predicate::Explains,
                &format!("link the quote to `{target}`"),
                format!("the quote speaks of `{target}`, but does not say so"),
            )
            .paste(block.paste());
        }
    }
    let said_so = study.meta.quotes.iter().find_map(|q| q.explains.as_ref()).map(|target| target.trimmed());
    let missing = match said_so {
        Some(target) => format!("no number and no word of the quote stands in `{target}`: it would fit any product"),
        None => "no quote explains the problem or a result: it would fit any product".to_owned(),
    };
    Step::new(Predicate::Explains, "get a sentence that explains", missing)
        .ask("What do you do now that you did not do before? Tell me about the last time you noticed.")
        .paste(
            front
                .new_quote()
                .ask("text", "their words, with the thing or the number in them")
                .ask("by", "the name as they want it printed")
                .ask("role", "what they do there")
                .ask("explains", "problem, or the id of a record")
                .paste(),
        )
}

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[String], and: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {and} {last}", most.join(", ")),
    }
}
