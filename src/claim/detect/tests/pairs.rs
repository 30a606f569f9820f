//! A value before and a value after in the shapes that have no "from" and "to", and what only looks like one.

use super::*;

#[test]
fn each_said_to_be_of_its_time() {
    check(
        &body(),
        &[
            ("It was 3 hours and is now 5 minutes.", &[("3 hours and is now 5 minutes", "from-to")]),
            ("It took 3 hours before Intake, 5 minutes after.", &[("3 hours before Intake, 5 minutes", "from-to")]),
            ("An intake needed 21 days before. It needs 8 now.", &[("8", "from-to")]),
            ("Errors: 14 before, 3 after.", &[("14 before, 3", "from-to")]),
            ("Then: 3 hours. Now: 5 minutes.", &[("5 minutes", "from-to")]),
            ("An answer takes 5 minutes (3 hours before).", &[("5 minutes (3 hours", "from-to")]),
            ("It takes five minutes, where it once took three hours.", &[("five minutes", "from-to")]),
            ("What was a 3-hour job is a 5-minute one.", &[("5-minute", "from-to")]),
            ("Satisfaction was 60% and is now 96%.", &[("60% and is now 96%", "from-to")]),
            (
                "Where we once released monthly, we now release daily.",
                &[("monthly, we now release daily", "vague-endpoints")],
            ),
        ],
    );
}

#[test]
fn one_made_into_the_other() {
    check(
        &body(),
        &[
            ("Intake turned a 3-hour job into a 5-minute one.", &[("turned a 3-hour job into a 5-minute", "from-to")]),
            ("We turned weeks into days.", &[("turned weeks into days", "vague-endpoints")]),
            ("Intake reduced 21 days to 8.", &[("reduced 21 days to 8", "from-to")]),
            ("It cut 3 hours to 5 minutes.", &[("cut 3 hours to 5 minutes", "from-to")]),
            ("They replaced 12 tools with one.", &[("replaced 12 tools with one", "from-to")]),
            ("40 servers were consolidated to 6.", &[("40 servers were consolidated to 6", "from-to")]),
            ("A job of 3 hours became one of 5 minutes.", &[("3 hours became one of 5 minutes", "from-to")]),
            ("It was reduced to 8 days from 21.", &[("reduced to 8 days from 21", "from-to")]),
            ("It has shrunk to 5 minutes, from 3 hours.", &[("shrunk to 5 minutes, from 3 hours", "from-to")]),
            (
                "It cut the time needed from hours to minutes.",
                &[("cut the time needed from hours to minutes", "vague-endpoints")],
            ),
            ("It takes one person instead of three.", &[("one person instead of three", "from-to")]),
            ("Turnaround: 3 h → 5 min", &[("3 h → 5 min", "from-to")]),
        ],
    );
}

#[test]
fn differences_in_time_and_speed() {
    check(
        &body(),
        &[
            ("They spend 30 fewer hours a week on forms.", &[("30 fewer hours a week", "duration")]),
            ("Nurses get 2 extra days a month.", &[("2 extra days a month", "duration")]),
            ("Results arrive 13 days earlier.", &[("13 days earlier", "duration")]),
            ("It doubled the speed.", &[("doubled", "factor")]),
            ("More than half the nurses use it.", &[("More than half the nurses", "percent")]),
            ("A visit takes 45 minutes to 2 hours less.", &[("45 minutes to 2 hours less", "duration")]),
        ],
    );
    let change = |text: &str| detect(text, &body()).first().map(|c| c.change);
    assert_eq!(change("It doubled the speed."), Some(Change::Faster));
    assert_eq!(change("It doubled the output."), Some(Change::Up));
    assert_eq!(change("Results arrive 13 days earlier."), Some(Change::Less));
    assert_eq!(change("They spend 30 fewer hours on forms."), Some(Change::Less));
}

#[test]
fn near_misses() {
    near_misses::none(
        &body(),
        &[
            "Ashgrove had 4 clinics then and now 30.",
            "They converted 12 rooms into 40 wards.",
            "It had been built two years earlier.",
            "Two years earlier, the mill had burnt down.",
            "They turned 40% into a goal.",
            "He moved to 30 Oak Road from 12 Elm Street.",
            "The letter went to 30 clinics from 12 countries.",
            "More than half the orders were late.",
            "We need to cut 21 days to 8.",
        ],
    );
}

#[test]
fn addresses_telephones_names_triggers_and_losses() {
    near_misses::none(
        &body(),
        &[
            "They moved to 221 Baker Street.",
            "Intake serves the 737 fleet.",
            "Call 555 123 4567 today.",
            "Call +1 (555) 010-2030 today.",
            "They are warned when errors rise by 5%.",
            "Whenever traffic doubled, the old desk went down.",
            "Teams lost 30% of orders to typing errors.",
        ],
    );
    check(
        &body(),
        &[
            ("They lost only 2% of orders.", &[("only 2% of orders", "percent")]),
            ("When they switched, errors fell by 5%.", &[("fell by 5%", "percent")]),
        ],
    );
}

#[test]
fn digits_of_every_make() {
    check(
        &body(),
        &[
            ("It cut costs by ４０％.", &[("cut costs by ４０％", "percent")]),
            ("It cut costs by 𝟒𝟎%.", &[("cut costs by 𝟒𝟎%", "percent")]),
            ("It cut costs by 40%².", &[("cut costs by 40%", "percent")]),
            ("It saved １，５００ hours.", &[("saved １，５００ hours", "duration")]),
            ("~~33~~34% of forms come in there.", &[("34% of forms", "percent")]),
        ],
    );
    let long = "7".repeat(60);
    let text = format!("It saved {long} hours.");
    let claims = detect(&text, &body());
    assert_eq!(
        claims.iter().map(|c| c.form).collect::<Vec<_>>(),
        [Form::Duration],
        "an amount that nobody can compute with"
    );
    let many = format!("It cut costs by 4{long}.{long}%.");
    assert_eq!(detect(&many, &body()).len(), 1);
}
