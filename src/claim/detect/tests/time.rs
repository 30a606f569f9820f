//! Lengths of time: what something takes now and how soon it came, or how long it took, lasts and was tried.

use super::*;

#[test]
fn what_it_takes_now_and_how_soon_it_came() {
    check(
        &body(),
        &[
            ("Intake takes 5 minutes.", &[("5 minutes", "duration")]),
            ("On the new desk, an intake takes 10 minutes.", &[("10 minutes", "duration")]),
            ("It took us only 9 minutes to upgrade.", &[("only 9 minutes", "duration")]),
            ("In about 100 days we were able to use it.", &[("about 100 days", "duration")]),
            ("They can keep almost a year of records.", &[("almost a year", "duration")]),
            (
                "Within a couple of minutes of training, clerks write their own.",
                &[("Within a couple of minutes", "duration")],
            ),
            ("They delivered it in the space of about a week.", &[("about a week", "duration")]),
            (
                "After one year, 80% of the forms came in there.",
                &[("one year", "duration"), ("80% of the forms", "percent")],
            ),
            ("It has run for 9 months without a fault.", &[("9 months", "duration")]),
            ("After a 30-minute migration, work went on.", &[("30-minute", "duration")]),
            ("Total migration time: 1 week", &[("1 week", "duration")]),
            ("When we needed a new form, we had it in just two days.", &[("just two days", "duration")]),
            ("If I change a form, I can have it out within ten minutes.", &[("within ten minutes", "duration")]),
            ("Answers come in 3 seconds.", &[("3 seconds", "duration")]),
            ("The small form translates into a 3-second first visit.", &[("3-second", "duration")]),
            ("Everything was up and running in two days.", &[("two days", "duration")]),
            ("We took out over 2 hours of waiting.", &[("took out over 2 hours", "duration")]),
            ("Search only taking milliseconds pleased them.", &[("taking milliseconds", "duration")]),
            ("A task of months was done in just a week or two.", &[("just a week", "duration")]),
        ],
    );
    let results = Context { section: Section::Results, ..body() };
    check(&results, &[("A restore needs 20 minutes.", &[("20 minutes", "duration")])]);
}

#[test]
fn how_long_it_took_lasts_and_was_tried() {
    near_misses::none(
        &body(),
        &[
            "A report could take two days.",
            "The wait of 80 ms was too slow.",
            "The change was seen over a 1-month period.",
            "In the next two years the archive may be cut by half.",
            "The default page took 8 seconds.",
            "While the old desk answered in 5 seconds, nobody liked it.",
        ],
    );
}

#[test]
fn two_lengths_and_other_pairs() {
    check(
        &body(),
        &[
            (
                "It took weeks of work there but just days here.",
                &[("weeks of work there but just days", "vague-endpoints")],
            ),
            ("We did more in a week, more than in the last four months.", &[]),
            ("It took 6 weeks there but only 3 days here.", &[("6 weeks there but only 3 days", "from-to")]),
            ("They reduced desks from 10+ to shared ones.", &[("reduced desks from 10+ to shared", "vague-endpoints")]),
            ("Errors improved, halving from 3.5 to 1.8.", &[("halving from 3.5 to 1.8", "from-to")]),
            ("Space is used at a ratio of 3.4:1.", &[("3.4:1", "factor")]),
        ],
    );
}

#[test]
fn trials_and_descriptions_are_no_results() {
    near_misses::none(
        &body(),
        &[
            "50% of the traffic was sent to the new page.",
            "After enabling it for 20% of visitors, they went on.",
            "Version A and version B both got about 40,000 clicks.",
            "The global average is less than 50%.",
            "He never needed to type.",
            "They are doubling down on paper.",
            "It is one of the biggest regrets.",
            "They look for forms that best fit their needs.",
            "The company has grown in value from $1 million to $8 million.",
        ],
    );
    check(
        &body(),
        &[
            ("Complaints dropped to zero.", &[("zero", "absolute")]),
            ("It never fails.", &[("never fails", "absolute")]),
            ("Manual work dropped by 80%.", &[("dropped by 80%", "percent")]),
            ("It reached the highest output in company history.", &[("the highest output", "superlative")]),
        ],
    );
    let likely = Context { likely: &["Kettle"], ..body() };
    check(
        &likely,
        &[
            ("Kettle is widely seen as the leading open-source platform.", &[("the leading open", "superlative")]),
            ("Kettle carries traffic to the most critical wards.", &[]),
        ],
    );
}
