//! A claim that is tied to nothing.

use super::{Backing, about_wording, backing, binding, in_results, own_study};
use crate::claim::{Approx, Claim, Form, Outcome, Place, sentence_at};
use crate::evidence::Record;
use crate::finding::{Finding, Level};
use crate::ladder::share_content;
use crate::rule::Cx;
use crate::rule::reread::place_of;
use crate::rule::wording::{list, ticked};
use crate::source::Sources;
use crate::study::{Document, GAP, Stated, Study};

/// Reports the claim: by its wording where that is wrong whatever the evidence, else for its lack of evidence.
pub(super) fn look(stated: &Stated, document: &Document<'_>, cx: &Cx<'_>) -> Option<Finding> {
    let claim = stated.claim.as_ref()?;
    // A figure needs evidence inside a quote too, where the wording alone would be a warning.
    let figure = stated.quoted && claim.figure.is_some() && claim.form == Form::Generalised;
    if !figure && let Some(finding) = about_wording(stated, claim.form, document, cx) {
        return Some(finding);
    }
    let own = own_study(document);
    let agreeing = agreeing(stated, claim, own);
    let finding = unsupported(stated, claim, own, &agreeing, cx.sources);
    let fix = match (own, agreeing.as_slice()) {
        (Some(study), [record]) => binding::fix(stated, study, record, cx),
        _ => None,
    };
    Some(finding.fix(fix))
}

/// Records of the study that say what the claim says.
fn agreeing<'a>(stated: &Stated, claim: &Claim, own: Option<&'a Study>) -> Vec<&'a Record> {
    let records = own.into_iter().flat_map(|study| &study.meta.evidence);
    let place = own.and_then(|study| place_of(stated, study));
    let beside = |record: &Record| {
        let words = place.as_ref().map(|(block, range)| &block.text[sentence_at(&block.text, range.start)]);
        words.is_some_and(|words| share_content(&record.metric(), words))
    };
    records
        .filter(|record| {
            // "From 4 to 1" is of the record's unit only where its words stand beside it.
            let unit =
                record.measurement().and_then(|m| m.unit.as_ref()).is_some_and(|unit| !unit.trimmed().is_empty());
            if unit && claim.figure.as_ref().is_some_and(|f| !f.has_unit() && f.of.is_none()) && !beside(record) {
                return false;
            }
            // A record that says more than the claim was hardly meant by it.
            match backing(claim, &stated.words, record, stated.quoted) {
                Backing::Judged(verdict) => verdict.outcome == Outcome::Agrees,
                backing => backing == Backing::Stated,
            }
        })
        .collect()
}

/// The finding `unsupported-claim`. `own` is the study it stands in; a page has none. `agreeing` are its records that say
/// the same.
fn unsupported(
    stated: &Stated,
    claim: &Claim,
    own: Option<&Study>,
    agreeing: &[&Record],
    sources: &Sources,
) -> Finding {
    let mut finding =
        Finding::new("unsupported-claim", stated.span, format!("no evidence for {}", ticked(&stated.words)))
            .label(what(claim.form));
    if is_mild(stated, claim) {
        finding = finding.level(Level::Warning);
    }
    if stated.quoted && claim.figure.is_some() {
        finding = finding.note(
            "a figure in a quote needs evidence too; the speaker's words may not be edited, so bind it or leave it out",
        );
    }
    if claim.figure.as_ref().is_some_and(|f| f.approx == Approx::UpTo) {
        finding = finding.note("\"up to\" is read as what to expect; give the typical value");
    }
    if let [record] = agreeing {
        finding = finding.related(record.id.span, "this record agrees");
    }
    let ids: Vec<&str> = agreeing.iter().map(|record| record.id.value.as_str()).collect();
    finding.help(advice(stated, own, &ids, sources))
}

/// A load, or somebody's words without a figure: a warning.
fn is_mild(stated: &Stated, claim: &Claim) -> bool {
    claim.form == Form::Scale && !in_results(stated) || claim.figure.is_none() && stated.quoted
}

/// How grave a claim is while it is bound to nothing, before `site.toml` has its say. Without a project nobody knows
/// whom a superlative is about but the claim itself.
pub(crate) fn level(stated: &Stated, claim: &Claim) -> Level {
    let figure_in_quote = stated.quoted && claim.figure.is_some() && claim.form == Form::Generalised;
    match claim.form {
        _ if figure_in_quote => Level::Error,
        Form::Superlative if !stated.quoted && claim.subject => Level::Error,
        Form::Generalised if !stated.quoted => Level::Error,
        Form::Promise if !stated.quoted && in_results(stated) => Level::Error,
        form if is_about_wording(form) => Level::Warning,
        _ if is_mild(stated, claim) => Level::Warning,
        _ => Level::Error,
    }
}

/// Whether the form is judged by how it is put.
fn is_about_wording(form: Form) -> bool {
    matches!(form, Form::Superlative | Form::Generalised | Form::Promise | Form::Hearsay | Form::VagueEndpoints)
}

/// What a form of claim is, to a reader who knows no names of forms.
fn what(form: Form) -> &'static str {
    match form {
        Form::Percent => "a change or share in percent",
        Form::Points => "a change in percentage points",
        Form::Factor => "a factor",
        Form::FromTo => "a value before and one after",
        Form::Money => "an amount of money",
        Form::Duration => "a length of time",
        Form::Scale => "how much it carries",
        Form::Ratio => "so many of so many",
        Form::Absolute => "nothing left, or never",
        Form::Superlative => "better than everybody",
        Form::Generalised => "all customers",
        Form::Promise => "the future",
        Form::Hearsay => "somebody else's words",
        Form::VagueEndpoints => "a change without values",
    }
}

/// The text to write.
fn advice(stated: &Stated, own: Option<&Study>, agreeing: &[&str], sources: &Sources) -> String {
    let id = match (own, agreeing) {
        (None, _) => "<study>/<id>",
        (Some(_), [one]) => one,
        (Some(_), _) => "<id>",
    };
    if stated.place == Place::Caption {
        let how = format!("put the picture into the link: `[![…](…)](evidence:{id})`");
        return format!("leave the figure out of the description, or {how}");
    }
    let words = linkable(stated, sources);
    let link = format!("`[{words}](evidence:{id})`");
    let quotes = if is_bare(stated, own, sources) { ", with the whole value in double quotes" } else { "" };
    match (own, agreeing) {
        (None, _) => format!("bind it to a record of a study: {link}{quotes}"),
        (Some(_), [_]) => format!("if that is where it comes from, write {link}{quotes}"),
        (Some(_), []) => format!("add a record under `evidence:` and bind it: {link}{quotes}"),
        (Some(_), several) => {
            let names: Vec<String> = several.iter().map(|id| format!("`{id}`")).collect();
            format!("{} agree; bind it to the one it comes from: {link}{quotes}", list(&names))
        }
    }
}

/// Whether the claim stands in a value of the front matter without quotes, where a bracket may need some.
fn is_bare(stated: &Stated, own: Option<&Study>, sources: &Sources) -> bool {
    let front = matches!(stated.place, Place::Title | Place::Outcome | Place::Quote | Place::Limits);
    let blocks = own.into_iter().flat_map(Study::prose);
    let mut value = blocks.filter(|block| !block.markdown.is_empty() && block.span.contains(stated.span));
    front && value.next().is_none_or(|block| !sources.words(block.span).starts_with(['"', '\'', '>', '|']))
}

/// The words as they can stand inside a link: with their markup where it is whole, on one line. Of a table's row, those
/// of its last cell.
fn linkable(stated: &Stated, sources: &Sources) -> String {
    let source = sources.words(stated.span);
    let cell = source.rsplit('|').find(|cell| !cell.trim().is_empty()).filter(|_| stated.place == Place::Table);
    let source = cell.unwrap_or(source);
    let whole = ['*', '_', '`', '~'].iter().all(|mark| runs(source, *mark).is_multiple_of(2))
        && !source.contains(['[', ']', '\\', '>', '|']);
    let words = if whole { source } else { &stated.words };
    words.replace(GAP, "…").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often a mark stands there, however many times in a row.
fn runs(text: &str, mark: char) -> usize {
    text.split(|c| c != mark).filter(|run| !run.is_empty()).count()
}
