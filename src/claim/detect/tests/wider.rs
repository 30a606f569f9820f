//! Shapes beyond the plain ones: frequencies, lengths of time without a number, shares of owners, little doing much.

use super::*;

#[test]
fn loads_and_what_little_carries_them() {
    check(
        &body(),
        &[
            ("The store holds more than 5 billion rows.", &[("more than 5 billion rows", "scale")]),
            ("It spans 15 data centers.", &[("15 data centers", "scale")]),
            ("The scanner has found more than 300 leaks so far.", &[("more than 300 leaks", "scale")]),
            ("It blocked 1.2 million logins in a year.", &[("1.2 million logins", "scale")]),
            ("The last one uses only two nodes.", &[("only two nodes", "scale")]),
            ("Just four people run the ward desk.", &[("Just four people", "scale")]),
            ("Today they have more than twenty projects there.", &[("more than twenty projects", "scale")]),
            ("It runs 5,000 containers across 13 regions.", &[("5,000 containers", "scale"), ("13 regions", "scale")]),
            (
                "It answers 50 million messages a day on two servers.",
                &[("50 million messages a day", "scale"), ("two servers", "scale")],
            ),
            ("Hundreds of pipelines now run there.", &[("Hundreds of pipelines", "scale")]),
            ("They got rid of 45 legacy servers.", &[("45 legacy servers", "scale")]),
            ("We now print a dozen a day.", &[("a dozen a day", "scale")]),
            ("We deploy several times a day.", &[("several times a day", "scale")]),
            ("It runs 25,000 CPU cores there.", &[("25,000 CPU cores", "scale")]),
            ("Memory stays below 200 MB.", &[("below 200 MB", "scale")]),
            ("Availability has gone up to four nines.", &[("four nines", "scale")]),
            ("It powers 70 of our internal tools.", &[("70 of our internal tools", "scale")]),
            ("They have crossed 12 million concurrent users.", &[("12 million concurrent users", "scale")]),
            ("To power the desk, it runs a cluster with 400 machines.", &[("400 machines", "scale")]),
            ("Upkeep takes just one person.", &[("just one person", "scale")]),
            ("There are 210 clusters and counting.", &[("210 clusters", "scale")]),
        ],
    );
}

#[test]
fn what_is_counted_by_is_no_change() {
    check(
        &body(),
        &[
            ("The routes cut kilometres per drop by 43%.", &[("cut kilometres per drop by 43%", "percent")]),
            ("They lowered the cost of each drop by 9%.", &[("lowered the cost of each drop by 9%", "percent")]),
            ("There was a drop of 43%.", &[("drop of 43%", "percent")]),
        ],
    );
}

#[test]
fn values_below_zero() {
    check(
        &body(),
        &[
            ("It went from −4,000 EUR a month to 12,000.", &[("went from −4,000 EUR a month to 12,000", "from-to")]),
            ("It went from –4% to 9%.", &[("went from –4% to 9%", "from-to")]),
            ("Errors: -40%.", &[("-40%", "percent")]),
        ],
    );
}

#[test]
fn lengths_of_time() {
    check(
        &body(),
        &[
            ("Capacity is added within seconds.", &[("within seconds", "duration")]),
            ("Answers are sub-second now.", &[("sub-second", "duration")]),
            ("It saves hours of typing.", &[("saves hours", "duration")]),
            ("They shaved seconds off every page.", &[("shaved seconds", "duration")]),
            ("It is a matter of “a few hours” of watching.", &[("a few hours", "duration")]),
            ("We set it up in two days.", &[("two days", "duration")]),
            ("It is a matter of hours.", &[("matter of hours", "duration")]),
            ("The chart was launched in a week.", &[("in a week", "duration")]),
            ("The desk was rebuilt in six weeks.", &[("six weeks", "duration")]),
            ("A clerk can finish in a day.", &[("in a day", "duration")]),
            ("The payback period was four months.", &[("four months", "duration")]),
            ("The reports now take minutes.", &[("take minutes", "duration")]),
            ("The p99 latency sits at 35 ms.", &[("35 ms", "duration")]),
            ("It answers at less than ten milliseconds.", &[("less than ten milliseconds", "duration")]),
            ("We got back a day a week.", &[("back a day a week", "duration")]),
        ],
    );
}

#[test]
fn pairs_without_two_figures() {
    check(
        &body(),
        &[
            ("Releases moved from quarterly to weekly.", &[("moved from quarterly to weekly", "vague-endpoints")]),
            ("Beds are found in minutes, not weeks.", &[("minutes, not weeks", "vague-endpoints")]),
            ("The restore takes 1h30m instead of a full day.", &[("1h30m instead of a full day", "from-to")]),
            ("Updates are instant vs a 4-hour lag.", &[("instant vs a 4-hour", "vague-endpoints")]),
            (
                "We went from having 10 people on call to two.",
                &[("went from having 10 people on call to two", "from-to")],
            ),
            (
                "They went from fewer than 10 a week to 30-60 per day.",
                &[("went from fewer than 10 a week to 30-60 per day", "from-to")],
            ),
        ],
    );
}

#[test]
fn shares_returns_and_upkeep() {
    check(
        &body(),
        &[
            ("They got a 5:1 return.", &[("5:1", "factor")]),
            ("It needs a tenth of the servers.", &[("a tenth of the servers", "percent")]),
            ("It runs at a fraction of the cost.", &[("fraction of the cost", "percent")]),
            ("Half of Ashgrove's traffic is served by it.", &[("Half of Ashgrove's traffic", "percent")]),
            ("By May, it was 100% deployed there.", &[("100%", "percent")]),
            ("We needed 50% fewer servers.", &[("50% fewer", "percent")]),
            ("It reduced manual effort by 70%.", &[("reduced manual effort by 70%", "percent")]),
            ("We run it for about $300 per month.", &[("about $300 per month", "money")]),
            ("It cut licence fees worth £120,000.", &[("cut licence fees worth £120,000", "money")]),
            ("Six months later, sign-ups had doubled.", &[("doubled", "factor")]),
        ],
    );
}

#[test]
fn words_of_absence_and_rank() {
    check(
        &body(),
        &[
            ("Manual work has been eliminated.", &[("eliminated", "absolute")]),
            ("There was no data loss.", &[("no data loss", "absolute")]),
            ("It removed the need for fax.", &[("removed the need", "absolute")]),
            ("It helped us eliminate double entry.", &[("eliminate double entry", "absolute")]),
            ("It went without a single minute of downtime.", &[("without a single minute", "absolute")]),
            ("It is the best platform for us.", &[("the best platform", "superlative")]),
            ("It was the fastest tool we tried.", &[("the fastest tool", "superlative")]),
        ],
    );
}

#[test]
fn near_misses() {
    let none: &[(&str, &str)] = &[];
    let texts = [
        "The kit costs $39.",
        "Plans start at $99 a month.",
        "The project had a budget of $2 million.",
        "It was costing us $200,000 a year.",
        "We use a replication factor of three.",
        "The limit is set in seconds.",
        "Studies show that 80% of breaches involve passwords.",
        "The next step is to migrate the remaining 40 services.",
        "The default is 100 connections per host.",
        "It is used by 5 of the 10 largest banks.",
        "The company has doubled in size.",
        "Traffic had doubled by March.",
        "About 20 engineers were working on this.",
        "We tested it with 1% of the traffic.",
        "Half of the incidents were caused by typing errors.",
        "I give it a 10 out of 10.",
        "It is one of the best tools out there.",
        "The team wants to eliminate manual steps.",
        "We have a 1:1 meeting at 5:10.",
        "The agency handles 2 million calls a year.",
        "With 2,000 servers to manage by hand, something had to give.",
    ];
    let cases: Vec<(&str, &[(&str, &str)])> = texts.iter().map(|text| (*text, none)).collect();
    check(&body(), &cases);
}

#[test]
fn ranks_and_absences_of_other_wordings() {
    check(
        &body(),
        &[
            ("Staff see more patients than ever.", &[("than ever", "superlative")]),
            ("Nobody else comes near Intake.", &[("Nobody else", "superlative")]),
            ("Intake is the lightest desk.", &[("the lightest desk", "superlative")]),
            ("The desk has never had an outage.", &[("never had", "absolute")]),
            ("No more paper forms.", &[("No more paper", "absolute")]),
            ("Paper is a thing of the past.", &[("thing of the past", "absolute")]),
            ("The clinic got rid of its fax.", &[("got rid of", "absolute")]),
        ],
    );
    near_misses::none(
        &body(),
        &["There is no more than one desk.", "They hoped to get rid of the fax.", "He has never had a desk."],
    );
}
