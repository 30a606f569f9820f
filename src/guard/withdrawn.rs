//! Who took their consent back: the customer's name, and those of the people whom their study quotes.

use std::collections::HashSet;

use super::Known;
use super::customer::called;
use super::fields::{Public, people};
use super::needle::{Form, Needle, Unless, Why};
use crate::ladder::LeftOut;
use crate::study::Study;

/// What nothing may say any more. A customer of whom another study stays is still a customer.
pub(super) fn needles(known: Known<'_>, public: &Public) -> Vec<Needle> {
    let is_gone = |study: &&Study| known.left_out.get(&study.file) == Some(&LeftOut::Withdrawn);
    let (gone, stay): (Vec<&Study>, Vec<&Study>) = known.corpus.studies.iter().map(|study| &**study).partition(is_gone);
    if gone.is_empty() {
        return Vec::new();
    }
    let name = |study: &Study| study.meta.customer.name.as_ref().map(|name| called(name).concat());
    let named: HashSet<String> = stay.iter().filter_map(|study| name(study)).collect();
    let mut needles = Vec::new();
    for study in gone {
        let customer = &study.meta.customer;
        if let (Some(key), Some(written)) = (name(study), &customer.name)
            && !customer.is_anonymous()
            && !named.contains(&key)
        {
            needles.push(Needle {
                key,
                loose: false,
                form: Form::Capital,
                unless: Unless::Never,
                why: Why::Withdrawn,
                written: Some(written.span),
            });
        }
        for quote in &study.meta.quotes {
            people(quote.by.as_ref(), Why::Withdrawn, Unless::Never, public, &mut needles);
        }
    }
    needles
}
