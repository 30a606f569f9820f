use super::*;

#[track_caller]
pub(super) fn none(cx: &Context<'_>, texts: &[&str]) {
    let cases: Vec<(&str, &[(&str, &str)])> = texts.iter().map(|text| (*text, &[] as &[(&str, &str)])).collect();
    check(cx, &cases);
}

#[test]
fn the_customer_itself() {
    none(
        &body(),
        &[
            "Ashgrove employs 4,200 people in 31 countries.",
            "Founded in 1987, Ashgrove runs clinics across the north.",
            "The group reported $1.9 billion in revenue last year.",
            "It raised a $40M Series B in March.",
            "Ashgrove has 12 million customers.",
            "A 35-person team looks after the machines.",
            "The team grew from 4 people to 30.",
            "Ashgrove is one of the largest employers of the region.",
            "She has 20 years of experience in nursing.",
            "Its users number in the hundreds of thousands.",
            "The company runs tens of thousands of machines.",
            "She leads a team of 20 engineers.",
            "Half of the team is based in Oslo.",
            "The group operates 340 trucks and 12 depots.",
        ],
    );
}

#[test]
fn plans_and_suppositions() {
    none(
        &body(),
        &[
            "They wanted to cut onboarding by 50%.",
            "The goal was to reduce waiting to 10 minutes.",
            "We plan to move 300 more shops next year.",
            "If it saved 10%, we would be glad.",
            "To halve the queue, they hired two clerks.",
            "We will roll it out to 40 clinics.",
            "The board expects a 15% saving by June.",
            "Ashgrove needed to answer within 30 minutes.",
            "The target was a 90% match rate.",
            "The contract requires an answer within 48 hours.",
            "We would need at least 20 more drivers.",
        ],
    );
    let goals = Context { section: Section::Goals, ..body() };
    none(&goals, &["Reduce retyping by 60%", "Move 200 forms online"]);
}

#[test]
fn the_time_before() {
    none(
        &body(),
        &[
            "Nurses used to spend 11 hours a week on forms.",
            "Previously, an intake took 40 minutes.",
            "It would normally take three weeks.",
            "Before Intake, a clerk handled 30 forms a day.",
            "At that time the archive had grown to 2 million pages.",
            "A form can take 2 days in the old process.",
        ],
    );
    let challenge = Context { section: Section::Background, ..body() };
    none(
        &challenge,
        &[
            "Handovers took 45 minutes and 15% of forms were lost.",
            "Costs had grown by 30%.",
            "The wards ran 400 servers in 12 data centers.",
            "The desk answered 3 million requests a day.",
            "Before Intake, the desk answered 3 million requests a day.",
            "Intake was planned to answer 3 million requests a day.",
        ],
    );
    check(&challenge, &[("Intake answers 3 million requests a day.", &[("3 million requests a day", "scale")])]);
}

#[test]
fn names_dates_versions_labels() {
    none(
        &body(),
        &[
            "Satisfaction rose on a ten-point scale, and the 12-point plan was dropped.",
            "The jobs run on EC2 and K8s with 5G links.",
            "They moved in March 2019 and again on 3 May.",
            "Version 3.2 replaced version 2.",
            "A Fortune 500 company with 24/7 support.",
            "Phase 2 began at 10:30 on 2024-05-01.",
            "See issue #4711 and footnote [3].",
            "Boeing 737 parts and the Stoxx 600 are in scope.",
            "They run Office 365 and Windows 10.",
            "The audit covered ISO 27001 and SOC 2.",
            "The office is at 221 Baker Street.",
            "Day zero, day one, day two.",
            "Take the A4 home.",
            "The 1st of the three steps is a zero-trust review.",
            "From 4G to 5G in one jump.",
        ],
    );
}

#[test]
fn process_settings_and_others() {
    none(
        &body(),
        &[
            "The pilot ran for six weeks with five nurses.",
            "Two teams worked on it over the past 18 months.",
            "The default timeout of 90 seconds applies.",
            "Each node has 16 GB of RAM and 8 cores.",
            "The code is 100% open source.",
            "We are 100% sure.",
            "Gartner surveyed 300 firms; 40% had no plan.",
            "We spend 20% of our time on upkeep.",
            "The export runs 3 times a day.",
            "One of the clerks asked once or twice.",
            "Schedules were updated 3x per day.",
            "It began three years ago.",
            "Prices range from 10 to 20 euros.",
            "Best practices and the biggest challenge of the year.",
            "The pilot covered 20 wards for four weeks.",
            "More than 80 percent of Fortune 100 companies use it.",
            "A typical ward sees 40 patients a day.",
            "He said the first step was the hardest.",
            "Two vendors were eliminated in the first round.",
            "The pandemic brought unprecedented demand.",
            "Price was the number one reason.",
            "The server could no longer keep up.",
            "They inherited a fully automated warehouse.",
            "There was no other choice.",
            "At the time, 60 forms a day came in.",
            "Costs were rising by 30% a year.",
            "Demand can reach 20 times the normal level.",
        ],
    );
}

#[test]
fn whose_promise_and_whose_customers() {
    none(&body(), &["We will save 20% next year.", "They hope their customers will wait 10 minutes less."]);
    check(&body(), &[("Their customers wait 30% less.", &[("30% less", "percent")])]);
}
