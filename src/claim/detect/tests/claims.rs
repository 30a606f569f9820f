use super::*;

#[test]
fn percent_and_points() {
    check(
        &body(),
        &[
            (
                "Intake improves the survey response rate by 25%.",
                &[("improves the survey response rate by 25%", "percent")],
            ),
            ("Ashgrove cut onboarding by 62%.", &[("cut onboarding by 62%", "percent")]),
            ("Waiting times are down 18 percent.", &[("down 18 percent", "percent")]),
            ("We saw a 40% drop in refunds.", &[("40% drop", "percent")]),
            ("Tickets fell by almost a third.", &[("fell by almost a third", "percent")]),
            ("The bill was cut in half.", &[("cut in half", "percent")]),
            ("They close the books in half the time.", &[("half the time", "percent")]),
            ("Conversion rose 4 percentage points.", &[("rose 4 percentage points", "points")]),
            ("Satisfaction: +12 points in the spring survey of staff", &[("+12 points", "points")]),
            ("Today 85 per cent of invoices are matched without a clerk.", &[("85 per cent of invoices", "percent")]),
            ("Between 10 and 15% fewer parcels are lost.", &[("Between 10 and 15% fewer", "percent")]),
            ("Returns shrank 20–25 %.", &[("shrank 20–25 %", "percent")]),
            ("On average 30% less paper is printed.", &[("On average 30% less", "percent")]),
            ("Breakage was reduced by ninety percent.", &[("reduced by ninety percent", "percent")]),
            ("The bill shrank to a third.", &[("shrank to a third", "percent")]),
            ("They pay a third of what they paid before.", &[("a third of what", "percent")]),
            ("Half of our clinics now run there.", &[("Half of our clinics", "percent")]),
            ("The mill wastes half as many boards.", &[("half as many", "percent")]),
            ("Energy use is 12% lower than before.", &[("12% lower", "percent")]),
            ("Three quarters of the cost is gone.", &[("Three quarters of the cost", "percent")]),
        ],
    );
}

#[test]
fn factors() {
    check(
        &body(),
        &[
            ("Quotes go out 3x faster.", &[("3x faster", "factor")]),
            ("Output is four times higher.", &[("four times higher", "factor")]),
            ("Sales have doubled since May.", &[("doubled", "factor")]),
            ("Errors were halved.", &[("halved", "factor")]),
            ("Nurses answer twice as fast.", &[("twice as fast", "factor")]),
            ("A 10-fold increase in throughput followed.", &[("10-fold increase", "factor")]),
            ("Search is two orders of magnitude faster.", &[("two orders of magnitude faster", "factor")]),
            ("Gates open 2x-3x faster.", &[("2x-3x faster", "factor")]),
            ("Gates open 2-3 x faster.", &[("2-3 x faster", "factor")]),
            ("Output has more than doubled.", &[("more than doubled", "factor")]),
            ("Sign-ups rose tenfold.", &[("tenfold", "factor")]),
            ("Costs went down by a factor of four.", &[("down by a factor of four", "factor")]),
            ("The desk takes ten times the calls.", &[("ten times", "factor")]),
            ("Deploys are 10× more frequent.", &[("10× more", "factor")]),
            ("The new press prints 2.5X as many pages.", &[("2.5X", "factor")]),
        ],
    );
}

#[test]
fn before_and_after() {
    check(
        &body(),
        &[
            ("Onboarding fell from 21 days to 8.", &[("fell from 21 days to 8", "from-to")]),
            ("Intake time went from 11 hours a week to 2.5.", &[("went from 11 hours a week to 2.5", "from-to")]),
            ("It takes 8 days instead of 21.", &[("8 days instead of 21", "from-to")]),
            ("Approval takes 2 hours, down from 3 days.", &[("2 hours, down from 3 days", "from-to")]),
            ("Response time: 1.2 hours (was 24 hours)", &[("1.2 hours (was 24 hours", "from-to")]),
            ("Churn is 9% (down from 18%).", &[("9% (down from 18%", "from-to")]),
            ("A close needs 2 weeks versus 6 weeks.", &[("2 weeks versus 6 weeks", "from-to")]),
            (
                "Lead times shrank from every 4-6 weeks to 3 times a day.",
                &[("shrank from every 4-6 weeks to 3 times a day", "from-to")],
            ),
            ("It used to take five hours. Now it takes ten minutes.", &[("ten minutes", "from-to")]),
            ("Before, a release took two days; now it takes 40 minutes.", &[("40 minutes", "from-to")]),
            ("Wait times dropped from 45 to 18 minutes.", &[("dropped from 45 to 18 minutes", "from-to")]),
            ("Weeks of waiting: from 5-7 days to same-day.", &[("from 5-7 days to same-day", "vague-endpoints")]),
            (
                "Release cycles went from one to two weeks to two to four hours.",
                &[("went from one to two weeks to two to four hours", "from-to")],
            ),
            ("Reports that took two weeks are ready in one hour.", &[("one hour", "from-to")]),
            ("New clerks are ready in days rather than months.", &[("days rather than months", "vague-endpoints")]),
            ("What took hours now takes seconds.", &[("took hours now takes seconds", "vague-endpoints")]),
            ("Builds: 45 min → 12 min", &[("45 min → 12 min", "from-to")]),
            ("Builds: 45 min -> 12 min", &[("45 min -> 12 min", "from-to")]),
            ("Setup went from days to hours.", &[("went from days to hours", "vague-endpoints")]),
            (
                "Reports that ran from several weeks to under an hour are gone.",
                &[("from several weeks to under an hour", "vague-endpoints")],
            ),
        ],
    );
}

#[test]
fn money_and_time() {
    check(
        &body(),
        &[
            ("The clinic saved $2 million in the first year.", &[("saved $2 million", "money")]),
            ("Ashgrove avoided EUR 40,000 in fines.", &[("avoided EUR 40,000", "money")]),
            ("This saves them about 20 hours a week.", &[("saves them about 20 hours a week", "duration")]),
            ("$1.2M was saved on freight.", &[("$1.2M was saved", "money")]),
            ("Intake saved USD10m.", &[("saved USD10m", "money")]),
            ("They cut US$55,931 from the freight budget.", &[("cut US$55,931", "money")]),
            ("Partners have 7 hours back each week.", &[("7 hours back", "duration")]),
            ("Staff now finish a chart in under four minutes.", &[("under four minutes", "duration")]),
            ("Clerks can now book a bed in 5 minutes.", &[("5 minutes", "duration")]),
            ("They recovered $350,000 in unpaid bills.", &[("recovered $350,000", "money")]),
            ("Handling time decreased 35 seconds.", &[("decreased 35 seconds", "duration")]),
            ("It paid for itself in four months.", &[("four months", "duration")]),
            ("The wait is now less than 10 minutes.", &[("less than 10 minutes", "duration")]),
            ("A chart takes as little as two minutes.", &[("as little as two minutes", "duration")]),
            ("Just six weeks after the start, the old forms were gone.", &[("Just six weeks", "duration")]),
            ("Builds finish in 8 minutes on average.", &[("8 minutes on average", "duration")]),
            ("It saved millions of dollars.", &[("saved millions of dollars", "money")]),
        ],
    );
}

#[test]
fn scale_and_shares() {
    check(
        &body(),
        &[
            ("The platform now hosts 50 microservices.", &[("50 microservices", "scale")]),
            ("Intake processes 12 million forms a month.", &[("12 million forms a month", "scale")]),
            ("Today it handles dozens of requests per second.", &[("dozens of requests per second", "scale")]),
            ("More than 3,000 nurses use Intake daily.", &[("More than 3,000 nurses", "scale")]),
            ("4 of 5 clinics run on Intake.", &[("4 of 5 clinics", "ratio")]),
            (
                "They migrated 1,200 shops in a weekend.",
                &[("1,200 shops", "scale"), ("in a weekend", "vague-endpoints")],
            ),
            ("The archive stores 33-35 billion rows.", &[("33-35 billion rows", "scale")]),
            (
                "It runs 400 jobs, 90 pipelines and 25,000 tests a night.",
                &[("400 jobs", "scale"), ("90 pipelines", "scale"), ("25,000 tests", "scale")],
            ),
            ("It is used by over 2,000 nurses.", &[("over 2,000 nurses", "scale")]),
            ("There are now more than 60 wards running it.", &[("more than 60 wards", "scale")]),
            ("One engineer supports 900 developers.", &[("900 developers", "scale")]),
            ("Six out of ten patients book online.", &[("Six out of ten patients", "ratio")]),
            ("Thousands of pages have been deleted.", &[("Thousands of pages", "scale")]),
            ("It manages 3 PB of scans.", &[("3 PB", "scale")]),
            ("The team prevented 14 outages.", &[("14 outages", "scale")]),
        ],
    );
}

#[test]
fn words_without_figures() {
    check(
        &body(),
        &[
            ("The move brought zero downtime.", &[("zero downtime", "absolute")]),
            ("Clerks no longer need paper.", &[("no longer need", "absolute")]),
            ("Intake eliminated double entry.", &[("eliminated double entry", "absolute")]),
            ("Forms are fully automated.", &[("fully automated", "absolute")]),
            ("Intake is the fastest way to admit a patient.", &[("the fastest way", "superlative")]),
            ("It was our smoothest peak season ever.", &[("our smoothest peak", "superlative")]),
            ("Refusals fell to an all-time low.", &[("all-time low", "superlative")]),
            ("It is the only tool that could cope.", &[("the only tool", "superlative")]),
            ("We have not had a single outage.", &[("not had a single outage", "absolute")]),
            ("There is no alternative.", &[("no alternative", "superlative")]),
            ("Support is second to none.", &[("second to none", "superlative")]),
            ("Their nurses told us it saves hours.", &[("nurses told us", "hearsay"), ("saves hours", "duration")]),
            ("Customers save 40% with Intake.", &[("save 40%", "generalised")]),
            ("Most teams cut costs by 30%.", &[("cut costs by 30%", "generalised")]),
            ("Intake will save you 12 hours a month.", &[("save you 12 hours a month", "promise")]),
            ("You will save 30%.", &[("save 30%", "promise")]),
            ("You'll save 30% of the time.", &[("save 30%", "promise")]),
            ("Teams can expect to save 30%.", &[("save 30%", "promise")]),
            ("We will save 30%, and they expect to save 40%.", &[]),
        ],
    );
}

#[test]
fn headlines_read_more_as_results() {
    let title = Context { place: Place::Title, ..body() };
    check(
        &title,
        &[
            ("Ashgrove opens a clinic in a week", &[("in a week", "duration")]),
            ("Serving 2M+ patients without a queue", &[("2M+ patients", "scale")]),
            ("$740K a year back in the budget", &[("$740K a year back", "money")]),
        ],
    );
    let item = Context { place: Place::List, section: Section::Results, ..body() };
    check(
        &item,
        &[
            ("Total annual value: $740K", &[("$740K", "money")]),
            ("99.95% availability", &[("99.95%", "percent")]),
            ("16 clinics on one system", &[("16 clinics", "scale")]),
        ],
    );
}
