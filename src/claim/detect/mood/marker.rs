//! The words before a figure that say it is planned, past or somebody else's, each with what it does not mean.

use super::super::words;
use super::Mood;
use crate::claim::Change;
use crate::claim::token::Tokens;

pub(super) fn marker(tokens: &Tokens, i: usize, word: &str, start: usize) -> Option<Mood> {
    let negated = one_of!(tokens.before(i, 1), "no" "not" "longer" "without" "never" "the" "their" "any");
    match word {
        // "storage needs shrank": what is needed, and no wish.
        "need" | "needs" if words::change(tokens.at(i + 1)).is_some() && tokens.before(i, 1).len() > 3 => None,
        // "the need for 3 hours" is a noun; "we no longer need" is a result.
        // "needs two weeks" measures; "needs to be", "requires an answer" ask for something.
        "need" | "needs" | "requires" if negated || measured(tokens, i + 1) => None,
        "needed" | "required" if negated => None,
        // "when we needed a form, it was there in two days"
        "needed" | "need" if matches!(tokens.before(i, 2), "when" | "whenever") => None,
        // "the speed needed for 4 billion requests a day"
        "needed" | "required" if tokens.at(i + 1) == "for" => None,
        // "cut the time needed from hours to minutes": of what it was needed for.
        "needed" | "required" if one_of!(tokens.before(i, 1), "time" "effort" "work" "staff" "steps" "money" "resources" "hardware" "hours" "days") => {
            None
        }
        // "beat all goals with a 40% rise": what was aimed at, and reached.
        "goal" | "goals" | "target" | "targets" | "objective" if attained(tokens, i) => None,
        // "Help us reach 10 million pupils"
        "help" if tokens.at(i + 1) == "us" && !one_of!(tokens.before(i, 1), "to" "did" "does" "they" "it") => {
            Some(Mood::Plan)
        }
        // "the average for the ten biggest shops is 50%"
        "average" if (i + 1..i + 7).any(|j| one_of!(tokens.at(j), "biggest" "largest" "top" "leading" "industry")) => {
            Some(Mood::Elsewhere)
        }
        // "needed 50% fewer servers" compares.
        "needed" | "required" if (i + 2..i + 6).any(|j| one_of!(tokens.at(j), "fewer" "less")) => None,
        "needed" | "required" if !measured(tokens, i + 1) => Some(Mood::Plan),
        // "required two weeks" tells how it was; "needed only two weeks" how little it took.
        "needed" | "required" if !negated && !matches!(tokens.at(i + 1), "only" | "just") => Some(Mood::Before),
        // "plan & apply cycles", "a payment plan": a thing of that name, and no wish.
        "plan" | "plans" if !wishes(tokens, i) => None,
        // "This article will show" plans nothing but itself.
        "will"
            if one_of!(tokens.at(i + 1), "discuss" "describe" "explain" "explore" "show" "cover" "share" "present"
                "look" "see" "learn") =>
        {
            None
        }
        // "manual work has been eliminated" tells of its end.
        "manual" | "manually" if ended(tokens, start) || tokens.at(start) == "thing" => None,
        // "Compared with the old desk, waste is 19% lower."
        "manual" | "legacy" | "old"
            if (i.saturating_sub(4)..i).any(|j| one_of!(tokens.at(j), "compared" "versus" "unlike")) =>
        {
            None
        }
        // "reduced manual effort by 70%", "replaced 40 old servers": what was changed, not when.
        "manual" | "legacy" | "old" if changed(tokens, i) || fell(tokens, i, start) => None,
        // "reduced the requirements", "eliminated the need": no wish any more.
        "requirement" | "requirements" | "need" | "needs" if changed(tokens, i) => None,
        // "the leads they need": which leads, and no wish.
        "needed" | "need" | "needs" if relative(tokens, i) => None,
        // "everything we needed"
        "needed" | "need" if one_of!(tokens.before(i, 2), "everything" "all" "what" "that") => None,
        // "previously abandoned carts came back": which carts.
        "previously" | "formerly"
            if tokens.at(i + 1).ends_with("ed") && i + 2 < start && tokens.before(i, 1) != "was" =>
        {
            None
        }
        // "had grown into 1,000 services": the size it had by then.
        "had" if tokens.at(i + 1) == "grown" => Some(Mood::Before),
        // "in the next two years"
        "next" if tokens.before(i, 1) == "the" && tokens.before(i, 2) == "in" => Some(Mood::Plan),
        // "six months later, sign-ups had doubled": after the change, not before it.
        "had" if later(tokens, i) && rose(tokens.at(i + 1)) => None,
        // A month is no modal.
        "may" if tokens.capital(i) => None,
        // "when errors rise by 5%", "whenever traffic doubled": what is done then, and not what came of it.
        "when" | "whenever" | "once" if general(tokens, i, start) => Some(Mood::Plan),
        // "if" opens a hypothetical, but "see if", "whether" do not.
        "to" => purpose(tokens, i, start),
        "used"
            if tokens.at(i + 1) == "to"
                && !one_of!(tokens.before(i, 1), "is" "are" "was" "were" "be" "been"
            "get" "got") =>
        {
            Some(Mood::Before)
        }
        "had" if matches!(tokens.at(i + 1), "been" | "to" | "grown" | "risen" | "reached" | "become") => {
            Some(Mood::Before)
        }
        // "was costing us $200,000", "were paying for idle servers"
        "was" | "were" if one_of!(tokens.at(i + 1), "costing" "paying" "spending" "losing" "wasting") => {
            Some(Mood::Before)
        }
        // "traffic had tripled", "costs were rising": how things stood when the story begins.
        "had" | "was" | "were" if rose(tokens.at(i + 1)) => Some(Mood::Before),
        "time"
            if tokens.before(i, 2) == "at"
                && matches!(tokens.before(i, 1), "the" | "that")
                && tokens.at(i + 1) != "of" =>
        {
            Some(Mood::Before)
        }
        // "studies show", "research suggests"
        "studies" | "research" | "statistics" | "experts"
            if one_of!(tokens.at(i + 1), "show" "shows" "suggest" "suggests" "find" "found" "say" "says" "indicate"
                "indicates") =>
        {
            Some(Mood::Elsewhere)
        }
        // "the other databases store 100 TB at most"
        "other"
            if tokens.before(i, 1) == "the"
                && tokens.sentence(i.wrapping_sub(2)) != tokens.sentence(i)
                && one_of!(tokens.at(i + 1), "databases" "products" "tools" "vendors" "solutions" "systems" "platforms" "providers"
                    "distributed" "options") =>
        {
            Some(Mood::Elsewhere)
        }
        // "the default page took 8 seconds"
        "default" | "original" | "unoptimized" | "baseline" if one_of!(tokens.at(i + 1), "page" "version" "site" "setup" "system" "implementation") => {
            Some(Mood::Before)
        }
        "then" if tokens.before(i, 1) == "back" => Some(Mood::Before),
        // "a report could take two days"
        "could" if one_of!(tokens.at(i + 1), "take" "last" "cost") => Some(Mood::Before),
        // "This could save another 20 hours"; "we could save" may tell what they were able to do.
        "could"
            if words::change(tokens.at(i + 1)).is_some()
                && one_of!(tokens.before(i, 1), "this" "that" "it" "which") =>
        {
            Some(Mood::Plan)
        }
        "say" if tokens.before(i, 1) == "let's" => Some(Mood::Plan),
        "average" if one_of!(tokens.before(i, 1), "global" "industry" "national" "market" "worldwide") => {
            Some(Mood::Elsewhere)
        }
        // "on a typical day" tells of one's own.
        "typical"
            if matches!(tokens.before(i, 1), "a" | "the")
                && !one_of!(tokens.at(i + 1), "day" "week" "month" "year") =>
        {
            Some(Mood::Elsewhere)
        }
        // "the contract calls for 99.9%", "some vendors promise 100%", "the plan assumed 20%"
        "calls" | "called" | "asked" | "asks" if tokens.at(i + 1) == "for" => Some(Mood::Plan),
        "promise" | "promises" | "promised" if !one_of!(tokens.before(i, 1), "the" "its" "that" "a" "this" "their") => {
            Some(Mood::Plan)
        }
        "assumed" | "assumes" | "ambition" | "ambitions" => Some(Mood::Plan),
        "according" if tokens.at(i + 1) == "to" && i < 3 => Some(Mood::Elsewhere),
        "would"
            if matches!(
                tokens.at(i + 1),
                "take" | "normally" | "usually" | "typically" | "often" | "previously" | "have"
            ) =>
        {
            Some(Mood::Before)
        }
        "before" | "prior" => leads(tokens, i).then_some(Mood::Before),
        // "our analysts", "data analysts": one's own.
        "analysts" if one_of!(tokens.before(i, 1), "our" "their" "its" "the" "data" "business" "security" "of" "all") => {
            None
        }
        // "thunderstorms predicted three hours ahead": of what kind they are.
        "predicted" | "projected" | "expected" | "anticipated"
            if !one_of!(tokens.at(i + 1), "to" "that" "a" "an" "by")
                && !one_of!(tokens.before(i, 1), "is" "are" "was" "were" "they" "we" "he" "she" "has" "have" "had" "than" "been" "be" "it") =>
        {
            None
        }
        _ if words::plans(word) => Some(Mood::Plan),
        _ if words::earlier(word) => Some(Mood::Before),
        // "the survey response rate" is the product's or the customer's own.
        "survey" if one_of!(tokens.at(i + 1), "response" "responses" "completion" "completions" "participation") => {
            None
        }
        _ if words::elsewhere(word) => Some(Mood::Elsewhere),
        _ => None,
    }
}

/// Whether the "plan" at token `i` says what somebody means to do: somebody plans it, or the plan is to do it.
fn wishes(tokens: &Tokens, i: usize) -> bool {
    let next = one_of!(tokens.at(i + 1), "to" "on" "for" "is" "was" "calls" "called" "foresees" "includes" "assumed" "assumes");
    next || one_of!(tokens.before(i, 1), "we" "they" "i" "to" "now" "also" "the" "our" "their")
        && !one_of!(tokens.at(i + 1), "/" "&" "and" "," ".")
}

/// Whether what is said at `start` is that something ended.
fn ended(tokens: &Tokens, start: usize) -> bool {
    one_of!(tokens.at(start), "eliminated" "removed" "automated" "replaced")
        && one_of!(tokens.before(start, 1), "is" "are" "was" "were" "been" "completely" "entirely" "fully")
}

/// Whether a word of change or removal stands shortly before token `i`.
fn changed(tokens: &Tokens, i: usize) -> bool {
    let sentence = tokens.sentence(i);
    (i.saturating_sub(4)..i).any(|j| {
        let word = tokens.at(j);
        let removes =
            one_of!(word, "eliminated" "replaced" "removed" "retired" "rid" "automated" "replacing" "replaces");
        tokens.sentence(j) == sentence && (removes || words::change(word).is_some_and(|c| c != Change::Up))
    })
}

/// "manual work dropped by 80%": between what is named at `i` and the figure stands that it became less.
fn fell(tokens: &Tokens, i: usize, start: usize) -> bool {
    (i + 1..start).any(|j| words::change(tokens.at(j)) == Some(Change::Down) && tokens.at(j) != "down")
}

/// Whether "they need" at token `i` only says which of something: a noun stands before the pronoun, nothing that begins a
/// clause.
fn relative(tokens: &Tokens, i: usize) -> bool {
    let pronoun = one_of!(tokens.before(i, 1), "they" "we" "you" "it" "he" "she" "i");
    let same = i >= 2 && tokens.sentence(i - 2) == tokens.sentence(i);
    let clause = one_of!(tokens.before(i, 2), "and" "but" "or" "because" "so" "if" "when" "where" "while" "as" "since" "which" "then"
        "before" "after" "until" "said" "says" "today" "now");
    pronoun && same && tokens.is_word(i - 2) && !clause
}

/// Whether a goal at token `i` is said before it to be met or passed.
fn attained(tokens: &Tokens, i: usize) -> bool {
    let met = |j: usize| {
        one_of!(tokens.at(j), "met" "beat" "beating" "hit" "hitting")
            || words::inflects(tokens.at(j), &["exceed", "surpass", "outperform", "reach", "achiev", "smash"])
    };
    (tokens.sentence_of(i).start..i).any(met)
}

/// Whether the clause that the "when" at `i` opens holds the figure and tells of any time: its verb of change stands in the
/// present, or "whenever" says so.
fn general(tokens: &Tokens, i: usize, start: usize) -> bool {
    let present = |j: usize| {
        let word = tokens.at(j);
        let rises = one_of!(word, "rise" "rises" "fall" "falls" "grow" "grows" "drop" "drops" "exceed" "exceeds" "reach" "reaches"
            "double" "doubles" "triples" "hit" "hits" "go" "goes" "stays" "stay" "remains" "spikes");
        rises
            || word.ends_with('s')
                && words::change(word).is_some()
                && !one_of!(word, "savings" "reductions" "improvements")
    };
    let clause = !(i..start).any(|j| tokens.at(j) == ",");
    clause && (tokens.at(i) == "whenever" || (i + 1..start + 1).any(present))
}

/// Whether the sentence has told before token `i` that time passed: "within a year", "six months later".
fn later(tokens: &Tokens, i: usize) -> bool {
    let sentence = tokens.sentence(i);
    let same = |j: &usize| tokens.sentence(*j) == sentence;
    (0..i).rev().take_while(same).any(|j| one_of!(tokens.at(j), "later" "within" "after" "since"))
}

/// Growth as the story begins: "had doubled", "was growing".
fn rose(word: &str) -> bool {
    word != "up" && words::change(word) == Some(Change::Up) || matches!(word, "doubled" | "tripled" | "quadrupled")
}

/// Whether a figure, bounds allowed, stands at `i`.
fn measured(tokens: &Tokens, i: usize) -> bool {
    (i..i + 2).any(|j| crate::claim::number::read(tokens, j, false).is_some())
}

/// "To cut costs by 30 %, they …" and "in order to", "the goal was to": a purpose, not a result.
fn purpose(tokens: &Tokens, i: usize, start: usize) -> Option<Mood> {
    let verb = words::change(tokens.at(i + 1)).is_some() || words::carries(tokens.at(i + 1));
    if !verb {
        return None;
    }
    // "To power the chat, it runs 400 machines": behind the comma stands what is done for it.
    let means = (i..start).any(|j| tokens.at(j) == ",");
    let first = !means && (i == 0 || tokens.sentence(i - 1) != tokens.sentence(i));
    // "the next step is to migrate", "it took a while to train"
    let is = matches!(tokens.before(i, 1), "is" | "was")
        && {
            let sentence = tokens.sentence(i);
            (i.saturating_sub(7)..i).any(|j| {
            tokens.sentence(j) == sentence
                && one_of!(tokens.at(j), "step" "plan" "goal" "idea" "aim" "task" "mission" "vision" "ambition" "challenge"
                    "next" "target" "objective")
        })
        };
    // "can learn how to use it in ten minutes" tells what they can.
    let learnt = tokens.before(i, 1) == "how" && one_of!(tokens.before(i, 2), "learn" "learned" "learnt" "know" "knew");
    if learnt {
        return None;
    }
    let wish = is
        || one_of!(tokens.before(i, 1), "order" "goal" "trying" "tried" "looking" "looked" "decided" "tasked"
        "mission" "challenge" "ways" "way" "how" "opportunity" "asked" "whether");
    (first || wish).then_some(Mood::Plan)
}

/// "Before" as the first word of its clause governs what follows up to the comma.
fn leads(tokens: &Tokens, i: usize) -> bool {
    i == 0
        || tokens.sentence(i - 1) != tokens.sentence(i)
        || one_of!(tokens.before(i, 1), "," "\"" "and" ":" ";" "—" "–")
}
