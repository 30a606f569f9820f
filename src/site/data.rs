//! What a page says about itself to machines, as JSON-LD: Article, Quotation, CollectionPage, BreadcrumbList. Never Review,
//! AggregateRating or ClaimReview: this is a vendor's page about its own customers.
//!
//! Every string of it stands on the page, where a reader can see it; a test holds that.

use serde_json::{Value, json};

use super::view::{Html, PageView, QuoteView, StudyView};

/// A study: the article, its quotes, and the way to it.
pub(super) fn study(page: &PageView, study: &StudyView, publisher: &str, origin: &str) -> Html {
    let organization = |name: &str| json!({"@type": "Organization", "name": name});
    let mut article = json!({
        "@type": "Article",
        "headline": study.title_text,
        "mainEntityOfPage": study.canonical,
        "author": organization(publisher),
        "publisher": organization(publisher),
    });
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            article[key] = value;
        }
    };
    add("datePublished", study.date.as_ref().map(|day| json!(day.iso)));
    add("dateModified", study.updated.as_ref().map(|day| json!(day.iso)));
    add("about", (!study.customer.anonymous).then(|| organization(&study.customer.name)));
    let customer = (!study.customer.anonymous).then_some(study.customer.name.as_str());
    let quotes = study.quote.iter().chain(&study.more_quotes).filter_map(|quote| quotation(quote, customer));
    let mut graph = vec![article];
    graph.extend(quotes);
    graph.extend(trail(page, origin));
    script(graph)
}

/// Somebody's words. Whose they are must be known.
fn quotation(quote: &QuoteView, customer: Option<&str>) -> Option<Value> {
    let by = quote.by.as_ref()?;
    let mut person = json!({"@type": "Person", "name": by});
    if let Some(role) = &quote.role {
        person["jobTitle"] = json!(role.text);
    }
    if let Some(customer) = customer {
        person["worksFor"] = json!({"@type": "Organization", "name": customer});
    }
    let mut quotation = json!({"@type": "Quotation", "text": quote.text_text, "creator": person});
    if let Some(day) = &quote.date {
        quotation["dateCreated"] = json!(day.iso);
    }
    Some(quotation)
}

/// A list of studies in the order shown: each customer with the whole address.
pub(super) fn collection(page: &PageView, title: &str, items: &[(String, String)], origin: &str) -> Html {
    let item = |(at, (name, url)): (usize, &(String, String))| json!({"@type": "ListItem", "position": at + 1, "name": name, "url": url});
    let items: Vec<Value> = items.iter().enumerate().map(item).collect();
    let mut graph = vec![json!({
        "@type": "CollectionPage",
        "name": title,
        "url": page.canonical,
        "mainEntity": {"@type": "ItemList", "itemListElement": items},
    })];
    graph.extend(trail(page, origin));
    script(graph)
}

/// The way from home, as it stands on the page.
pub(super) fn trail(page: &PageView, origin: &str) -> Option<Value> {
    if page.breadcrumbs.len() < 2 {
        return None;
    }
    let step = |(at, crumb): (usize, &super::view::Crumb)| {
        let mut step = json!({"@type": "ListItem", "position": at + 1, "name": crumb.text});
        if let Some(url) = &crumb.url {
            step["item"] = json!(format!("{origin}{url}"));
        }
        step
    };
    let steps: Vec<Value> = page.breadcrumbs.iter().enumerate().map(step).collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": steps}))
}

/// As the content of a script element, which ends at the first `</`.
pub(super) fn script(graph: Vec<Value>) -> Html {
    let text = json!({"@context": "https://schema.org", "@graph": graph}).to_string();
    Html(text.replace('<', "\\u003c"))
}
