//! Shapes of published studies: moments in words, hands set free, what did not happen, and whose trade a number is.

use super::near_misses::none;
use super::*;

#[test]
fn pairs_that_end_in_a_moment() {
    check(
        &body(),
        &[
            ("Audits that took six days are done over lunch.", &[("six days are done over lunch", "vague-endpoints")]),
            (
                "Offers that took four days now go out the same day.",
                &[("four days now go out the same day", "vague-endpoints")],
            ),
            ("A restore that once took a day is done in an hour.", &[("a day is done in an hour", "vague-endpoints")]),
            ("The mill bakes overnight what took a week.", &[("overnight what took a week", "vague-endpoints")]),
            (
                "A list used to take two weeks. Now it takes three clicks.",
                &[("two weeks. Now it takes three clicks", "vague-endpoints")],
            ),
            ("One clerk now does what five used to do.", &[("One clerk now does what five", "from-to")]),
            ("We used to have two desks. Now it is one.", &[("one", "from-to")]),
            (
                "Alerts fell from hundreds to a handful a day.",
                &[("fell from hundreds to a handful a day", "vague-endpoints")],
            ),
            ("Satisfaction rose from −5 points to +12 points.", &[("rose from −5 points to +12 points", "from-to")]),
        ],
    );
    none(
        &body(),
        &["It took a week to get the same day off.", "We had two desks, and now we have one of the best cooks."],
    );
}

#[test]
fn a_quantity_that_holds_the_word_between_is_no_pair() {
    let claims = found("Of 3 desks 12 what five used to do.", &body());
    assert!(claims.iter().all(|(_, form)| *form != "from-to"), "{claims:?}");
}

#[test]
fn work_and_machines_that_are_needed_no_more() {
    check(
        &body(),
        &[
            ("It freed up two full-time positions.", &[("two full-time positions", "scale")]),
            ("That is the equivalent of three full-time nurses.", &[("three full-time nurses", "scale")]),
            ("We turned off 90 servers.", &[("90 servers", "scale")]),
            ("The crew gained a full day per sprint.", &[("gained a full day per sprint", "duration")]),
            ("That adds up to 14 hours a month.", &[("14 hours a month", "duration")]),
            ("It was ready two weeks ahead of schedule.", &[("two weeks", "duration")]),
            ("They ingested 40 TB in mere hours.", &[("40 TB", "scale"), ("in mere hours", "duration")]),
            ("They started with 12 wards, and today all 90.", &[("90", "scale")]),
        ],
    );
    none(
        &body(),
        &["He has a team of three full-time nurses.", "The crew met for a full day.", "Today, 12 May, is a Monday."],
    );
}

#[test]
fn what_did_not_happen() {
    check(
        &body(),
        &[
            ("Ashgrove has not had an outage since.", &[("not had an outage", "absolute")]),
            ("We haven't lost any data.", &[("haven't lost any data", "absolute")]),
            ("The desk has not paid a single fine.", &[("not paid a single fine", "absolute")]),
            ("They had no unplanned downtime.", &[("no unplanned downtime", "absolute")]),
            ("It was done without a single ticket.", &[("without a single ticket", "absolute")]),
            ("Manual lists are a thing of the past.", &[("thing of the past", "absolute")]),
        ],
    );
    none(
        &body(),
        &[
            "We had not had time for it.",
            "There was no automated error handling.",
            "It did not have a single good report.",
            "Other zero egress clouds are slow.",
        ],
    );
}

#[test]
fn a_plan_is_a_wish_where_somebody_plans() {
    check(
        &body(),
        &[
            ("Plan and build cycles went from 25 minutes to 3.", &[("went from 25 minutes to 3", "from-to")]),
            ("The payment plan cut arrears by 30%.", &[("cut arrears by 30%", "percent")]),
        ],
    );
    none(&body(), &["We plan to cut waste by 30%.", "The plan is to save 400 hours.", "They plan a cut of 30%."]);
}

#[test]
fn results_where_the_customer_is_introduced() {
    let cx = Context { section: Section::Background, ..body() };
    check(
        &cx,
        &[(
            "Read how the desk has helped the group achieve a 20% reduction in waste.",
            &[("20% reduction", "percent")],
        )],
    );
    none(&cx, &["There was a 20% reduction in staff."]);
}

#[test]
fn levels_and_counts_of_another() {
    none(
        &body(),
        &[
            "The error rate hovered around 8%.",
            "A 40% failure rate was normal.",
            "At that point, 40% of orders were typed by hand.",
            "Twenty percent of the budget went to training.",
            "Cooks spent 30% of their week on lists.",
            "Pods scale out at 60 percent CPU.",
            "They bid on contracts that require 99.95% availability.",
            "The scale weighs 300 grams and runs for ten hours.",
            "Ashgrove sees around 50,000 visitors on a Saturday.",
            "With millions of visits a month, the portal is well known.",
            "There was another path, one less travelled.",
            "The icon is called shield-halved.",
        ],
    );
    check(
        &body(),
        &[
            ("It runs at an error rate of just 1%.", &[("just 1%", "percent")]),
            ("Compression is around 14 to 1.", &[("around 14 to 1", "factor")]),
            ("The clinic sees 15 more patients a week.", &[("15 more patients a week", "scale")]),
            ("It is worth about $80,000 a year.", &[("about $80,000 a year", "money")]),
            ("Its score is the highest of any tool.", &[("the highest of", "superlative")]),
        ],
    );
}

#[test]
fn loads_in_other_words() {
    let cx = Context { subjects: &[], likely: &["Intake"], ..body() };
    check(
        &cx,
        &[
            ("The desk is scanning 2 PB+ of old letters.", &[("2 PB+", "scale")]),
            ("We query across 3 petabytes of letters.", &[("3 petabytes", "scale")]),
            ("It was an automatic migration of 90,000 pages.", &[("90,000 pages", "scale")]),
            ("The use of it has been growing 2x per year.", &[("growing 2x per year", "factor")]),
            ("A letter is found in two clicks.", &[("two clicks", "scale")]),
            ("In four months, we moved it all.", &[("four months", "duration")]),
        ],
    );
    none(
        &cx,
        &[
            "With billions of letters a day, they have to sort well.",
            "150 more desks are in preparation and coming soon.",
            "The form has three clicks too many.",
            "In three years, we will know.",
        ],
    );
}

#[test]
fn output_and_what_it_takes() {
    check(
        &body(),
        &[
            ("Around 400 million letters are written each day.", &[("Around 400 million letters", "scale")]),
            ("Crews have mapped over 18,000 trees.", &[("over 18,000 trees", "scale")]),
            ("Its largest table has 30 billion rows.", &[("30 billion rows", "scale")]),
            ("Over 2,500 mills report through it.", &[("Over 2,500 mills", "scale")]),
            ("Storage needs shrank by a factor of four.", &[("shrank by a factor of four", "factor")]),
            ("The first list was built in an afternoon.", &[("in an afternoon", "vague-endpoints")]),
            ("It took us ten minutes to set up.", &[("ten minutes", "duration")]),
            ("The desk was in production after eight weeks.", &[("eight weeks", "duration")]),
        ],
    );
    none(
        &body(),
        &[
            "This could save another 20 hours a month.",
            "It supports 12 languages out of the box.",
            "The budget was limited to $100,000.",
            "Their club has passed the 30 million mark.",
            "Who needs 40 clerks for that?",
        ],
    );
}

#[test]
fn questions_of_an_interview_open_sections() {
    for (heading, section) in [
        ("Can you tell us about yourself and what Ashgrove does?", Section::Background),
        ("What was your experience before Intake?", Section::Background),
        ("What improvements have you seen since switching?", Section::Results),
        ("What do you think the future holds for you and Intake?", Section::Goals),
        ("How did you move?", Section::Other),
        ("Why Intake?", Section::Other),
        ("How did Intake help to solve this problem?", Section::Other),
        ("The client", Section::Background),
        ("By the numbers", Section::Results),
        ("Client success", Section::Other),
    ] {
        assert_eq!(Section::of_heading(heading), section, "{heading}");
    }
}

#[test]
fn what_is_named_results_ends_no_wish() {
    none(
        &body(),
        &[
            "They need the desk to return query results on 100 million letters within seconds.",
            "It comes from over 500 desks and is tied to over 2,000 labels.",
        ],
    );
}
