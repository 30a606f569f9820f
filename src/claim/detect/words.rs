//! The word classes detection looks for. Verbs are given by their roots, so that one entry stands for all its forms.

use std::sync::LazyLock;

use crate::claim::Change;

/// Endings a regular verb takes after its root.
const ENDINGS: &[&str] = &["", "e", "s", "es", "d", "ed", "ing", "ped", "ping", "med", "ming", "ting", "ted"];

/// Whether `word` is a form of a verb with one of these roots.
pub(super) fn inflects(word: &str, roots: &[&str]) -> bool {
    let Some(first) = word.as_bytes().first_chunk::<2>() else { return false };
    // Most roots begin otherwise, which is told without comparing words.
    let mut near = roots.iter().filter(|root| root.as_bytes().first_chunk::<2>() == Some(first));
    near.any(|root| {
        word.strip_prefix(root).is_some_and(|rest| rest.len() < 5 && ENDINGS.contains(&rest) || doubles(root, rest))
    })
}

/// "scan-ning", "ship-ped": the last letter of the root once more, and an ending.
fn doubles(root: &str, rest: &str) -> bool {
    matches!(rest.len(), 3 | 4)
        && rest.bytes().next() == root.bytes().last()
        && matches!(rest.get(1..), Some("ed" | "ing"))
}

/// Verbs and nouns of change, with the way they point.
pub(super) fn change(word: &str) -> Option<Change> {
    const DOWN: &[&str] = &[
        "reduc", "decreas", "lower", "shorten", "shrink", "slash", "trim", "drop", "cut", "declin", "minimiz",
        "minimis", "shav", "compress", "curb", "plummet", "plung", "tumbl", "dwindl", "diminish",
    ];
    const UP: &[&str] = &[
        "increas",
        "grow",
        "rais",
        "boost",
        "climb",
        "gain",
        "expand",
        "jump",
        "lift",
        "surg",
        "multipl",
        "soar",
        "skyrocket",
    ];
    const SAVED: &[&str] =
        &["sav", "avoid", "improv", "optimiz", "optimis", "recoup", "recover", "reclaim", "free", "enhanc"];
    const FASTER: &[&str] = &["accelerat", "speed", "quicken"];
    let irregular = match word {
        "fell" | "fall" | "falls" | "falling" | "fallen" | "sank" | "sunk" | "shrank" | "shrunk" | "down"
        | "reduction" | "reductions" => Some(Change::Down),
        "grew" | "grown" | "growth" | "rose" | "risen" | "rise" | "rises" | "rising" | "up" | "uplift" => {
            Some(Change::Up)
        }
        "savings" | "improvement" | "improvements" => Some(Change::Saved),
        "sped" | "speedup" | "acceleration" => Some(Change::Faster),
        _ => None,
    };
    irregular
        .or_else(|| inflects(word, DOWN).then_some(Change::Down))
        .or_else(|| inflects(word, UP).then_some(Change::Up))
        .or_else(|| inflects(word, SAVED).then_some(Change::Saved))
        .or_else(|| inflects(word, FASTER).then_some(Change::Faster))
}

/// Comparatives and nouns of change that follow a figure: "30 % fewer", "a 10x increase".
pub(super) fn compared(word: &str) -> Option<Change> {
    Some(match word {
        "faster" | "quicker" | "sooner" | "speedup" => Change::Faster,
        "slower" => Change::Slower,
        "less" | "fewer" | "lower" | "cheaper" | "smaller" | "shorter" | "lighter" => Change::Less,
        "more" | "higher" | "larger" | "greater" | "bigger" | "longer" => Change::Up,
        "better" | "easier" | "saved" | "saving" | "savings" | "improvement" | "improvements" | "gain" | "gains"
        | "avoided" | "back" => Change::Saved,
        "reduction" | "reductions" | "decrease" | "drop" | "cut" | "decline" => Change::Down,
        "increase" | "increases" | "growth" | "rise" | "boost" | "uplift" | "jump" => Change::Up,
        _ => return None,
    })
}

/// Verbs by which a product carries, reaches or produces a number of things. Longer than 60 because an entry is one verb of
/// what software does; none makes a claim alone, only with a count of things and in no mood of plan or background.
pub(super) fn carries(word: &str) -> bool {
    const ROOTS: &str = "run runn host serv handl process manag support deploy migrat stor ingest monitor releas onboard \
        adopt us power orchestrat execut build creat launch deliver generat achiev reach sustain replac \
        automat connect collect analyz analys cover consolidat publish push perform complet maintain hous \
        receiv mov hold contain block detect identif resolv answer index scan stream produc transfer \
        merg schedul render span operat synchroniz replicat emit monitor roll match instal install \
        download protect compil catalogu scrap rout crawl secur reveal uncover surfac discover patch configur inspect audit archiv authenticat consum upload search comput \
        calculat retriev clos fix remediat review map record tag submit regist digitiz digitis";
    static EACH: LazyLock<Vec<&str>> = LazyLock::new(|| ROOTS.split(' ').collect());
    one_of!(word, "scale" "scaled" "scales" "scaling" "built" "ran" "live" "grew" "grown" "sees" "work" "works" "working"
        "rely" "relies" "running" "hit" "made" "shipped" "ships" "shipping" "held" "found" "finds" "caught" "catches"
        "sends" "sent" "reads" "writes" "emits" "emitting" "keep" "keeps" "kept" "keeping" "tracks" "tracking" "tracked" "updated" "lists" "insert" "inserts" "query" "queries" "querying" "listens" "write" "written" "wrote" "writing")
        || inflects(word, &EACH)
}

/// Whether a verb of two words by which a load is carried begins with these: "go through", "look after".
pub(super) fn carries_on(word: &str, next: &str) -> bool {
    match next {
        "through" => {
            one_of!(word, "go" "goes" "going" "went" "pass" "passes" "passed" "flow" "flows" "flowed" "come" "came" "pour" "work" "worked" "working")
        }
        "after" => one_of!(word, "look" "looks" "looking"),
        "up" => word == "backed",
        _ => false,
    }
}

/// Verbs that say people took the product up; "work" only with it.
pub(super) fn adopts(word: &str, next: &str) -> bool {
    const ROOTS: &[&str] = &[
        "us",
        "adopt",
        "onboard",
        "train",
        "migrat",
        "switch",
        "mov",
        "join",
        "benefit",
        "access",
        "upgrad",
        "convert",
        "attract",
        "reach",
        "contribut",
        "scal",
        "sign",
        "enroll",
        "enrol",
        "regist",
        "subscrib",
    ];
    // "engineers working on this" tells how many took part.
    let works = matches!(word, "work" | "works" | "working") && next == "with";
    let logs = one_of!(word, "log" "logs" "logged") && one_of!(next, "in" "into" "on");
    // "engineers deploy to it"
    let logs = logs
        || one_of!(word, "deploy" "ship" "build" "deploying" "building" "shipping")
            && one_of!(next, "to" "on" "with" "through" "via");
    // "live auctions" are of another kind.
    let live = word == "live" && matches!(next, "on" | "in" | "with" | "" | "." | "," | "now" | "today");
    // "25 agencies share one platform"
    let shares = one_of!(word, "share" "shares" "sharing") && next == "one";
    works
        || shares
        || live
        || logs
        || matches!(word, "rely" | "relies" | "productive" | "enabled" | "enables")
        || inflects(word, ROOTS)
}

/// Verbs by which something comes to be there, or comes to its end: what may do so sooner.
pub(super) fn arrives(word: &str) -> bool {
    const ROOTS: &[&str] = &[
        "finish", "end", "clos", "ship", "launch", "arriv", "deliver", "complet", "receiv", "detect", "open",
        "discharg", "answer", "publish", "releas", "start",
    ];
    one_of!(word, "get" "gets" "got" "catch" "catches" "caught" "find" "finds" "found" "ready" "available" "live" "leave" "leaves"
        "left" "home" "done" "out" "paid" "shipped" "shipping")
        || inflects(word, ROOTS)
}

/// Verbs of loss: the figure behind one is how bad it was, unless it is said to be small.
pub(super) fn loses(word: &str) -> bool {
    one_of!(word, "lost" "lose" "loses" "losing" "wasted" "wastes" "waste" "wasting" "missed" "missing" "suffered" "suffering"
        "abandoned" "leaking" "affecting" "affected" "impacting" "impacted" "failing" "failed")
}

/// Verbs that say something was brought to its end: "rebuilt in six weeks".
pub(super) fn completed(word: &str) -> bool {
    one_of!(word, "migrated" "rebuilt" "built" "launched" "rolled" "shipped" "deployed" "completed" "implemented" "delivered"
        "finished" "developed" "moved" "installed" "onboarded" "released" "ported" "rewrote" "rewritten" "prototyped")
}

/// Nouns whose number is the size of a company, not what a product did. Some more than 60, because each one that is missing
/// makes a customer's own size a claim.
pub(super) fn company_noun(word: &str) -> bool {
    one_of!(word, "employees" "employee" "customers" "customer" "clients" "users" "people" "members" "engineers"
        "developers" "offices" "countries" "stores" "shops" "cities" "states" "locations" "brands" "partners"
        "subsidiaries" "staff" "workers" "professionals" "students" "patients" "merchants" "subscribers" "drivers"
        "restaurants" "hotels" "branches" "companies" "businesses" "organizations" "organisations" "enterprises"
        "products" "markets" "regions" "continents" "teams" "team" "consumers" "viewers" "guests" "households"
        "readers" "buyers" "sellers" "listeners" "players" "shoppers" "residents" "travelers" "learners" "person" "strong" "scientists" "researchers" "institutions" "universities" "schools" "factories" "plants")
}

/// Whether people are counted, of a company or not: nouns of who does something end in "-ers", "-ors" or "-ists", and so do
/// a few things.
pub(super) fn people(word: &str) -> bool {
    let doers = word.len() > 5 && (word.ends_with("ers") || word.ends_with("ors") || word.ends_with("ists"));
    let things = one_of!(word, "containers" "clusters" "servers" "computers" "orders" "numbers" "letters" "parameters" "errors"
        "vectors" "sensors" "filters" "folders" "layers" "routers" "processors" "papers" "offers" "transfers" "covers" "tickers"
        "handlers" "connectors" "operators" "monitors" "meters" "trackers" "controllers" "headers" "identifiers" "buffers");
    company_noun(word) || doers && !things
}

/// People inside the company: what serves them is the product, while "serves customers" is the company's trade.
pub(super) fn colleagues(word: &str) -> bool {
    one_of!(word, "developers" "engineers" "teams" "scientists" "researchers" "analysts" "colleagues" "staff"
        "nurses" "agents" "operators")
}

/// Things a system is made of or works on: having many of them is its load. Longer than 60 because systems are made of many
/// things; a noun alone makes no claim.
pub(super) fn load_noun(word: &str) -> bool {
    one_of!(word, "nodes" "pods" "clusters" "services" "microservices" "applications" "apps" "deployments" "builds"
        "jobs" "pipelines" "requests" "queries" "transactions" "events" "messages" "tests" "releases" "workloads"
        "containers" "instances" "tables" "rows" "records" "documents" "metrics" "samples" "series" "images"
        "tenants" "devices" "repositories" "environments" "namespaces" "orders" "forms" "shipments" "tickets" "dags" "tasks" "workflows" "functions" "models"
        "lines" "experiments" "dashboards" "installations" "modules" "endpoints" "databases" "topics" "vectors" "embeddings" "components" "resources")
}

/// Nouns that stand for a product: "the only tool that".
pub(super) fn product_noun(word: &str) -> bool {
    one_of!(word, "tool" "product" "platform" "solution" "technology" "vendor" "option" "system" "database"
        "language" "service" "framework" "provider" "partner" "app")
}

/// Words that open what is only planned, wished or supposed.
pub(super) fn plans(word: &str) -> bool {
    const ROOTS: &[&str] = &[
        "plan",
        "planned",
        "planning",
        "aim",
        "hop",
        "want",
        "seek",
        "expect",
        "intend",
        "aspir",
        "wish",
        "envision",
        "anticipat",
        "predict",
        "project",
    ];
    one_of!(word, "will" "'ll" "we'll" "would" "we'd" "might" "may" "should" "must" "goal" "goals" "target"
        "targets" "targeted" "objective" "if" "sought" "need" "needs" "needed" "required" "requires" "requirement"
        "requirements" "ideally" "imagine" "suppose" "potential" "potentially" "hypothetical")
        || word.ends_with("'ll")
        || inflects(word, ROOTS) && !matches!(word, "projects" | "project" | "planes" | "plane" | "hops")
}

/// Words that turn back to what is now or was reached; what stood before them in the sentence no longer counts.
pub(super) fn reached(word: &str) -> bool {
    one_of!(word, "now" "but" "today" "currently" "resulted" "resulting" "results" "managed" "achieved" "able"
        "succeeded" "discovered" "found" "already" "enabled" "enabling" "allowed" "allowing" "helped" "helping" "led" "leading")
}

/// Words that put a figure before the change.
pub(super) fn earlier(word: &str) -> bool {
    one_of!(word, "previously" "formerly" "originally" "traditionally" "before" "normally" "usually" "legacy" "old"
        "manual" "manually" "earlier" "prior" "cumbersome" "struggled" "suffered" "initially" "worst")
}

/// Words of complaint: a figure beside one tells what was wrong.
pub(super) fn complains(word: &str) -> bool {
    one_of!(word, "hard" "harder" "slow" "painful" "pain" "difficult" "tedious" "struggled" "struggling" "unsustainable"
        "bottleneck" "bottlenecks" "nightmare" "unmanageable" "expensive" "cumbersome" "impossible" "challenging"
        "challenge" "problem" "problems" "problematic" "overwhelming" "overwhelmed" "chaos" "brittle" "frustrating" "frustration" "severely" "unfortunately")
}

/// Who does a trade: what it has or serves is its size.
pub(super) fn company(word: &str) -> bool {
    one_of!(word, "company" "agency" "firm" "retailer" "startup" "bank" "group" "website" "site" "shop" "marketplace" "brand"
        "manufacturer" "airline" "business" "organization" "organisation" "chain" "operator" "carrier" "publisher"
        "insurer" "hospital" "university" "school" "magazine" "newspaper" "museum" "city" "county" "municipality" "charity"
        "railway" "foundation" "factory" "airport" "clinic" "vendor" "corporation" "enterprise" "nonprofit" "giant" "leader"
        "subsidiary")
}

/// Sources outside the study.
pub(super) fn elsewhere(word: &str) -> bool {
    one_of!(word, "survey" "surveys" "surveyed" "gartner" "forrester" "idc" "competitor" "competitors" "analysts"
        "industry" "respondents" "researchers" "competing" "comparable" "rivals" "worldwide")
}
