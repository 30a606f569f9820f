//! `proofmark explain [RULE]`.

use super::Status;
use super::call::{Call, answer};
use crate::cli::Explain;
use crate::failure::Failure;
use crate::rule;
use crate::written::nearest;

/// Lists the rules, or tells about one.
pub(super) fn run(_call: &Call, args: &Explain) -> Result<Status, Failure> {
    let Some(name) = &args.rule else {
        answer(|out| rule::all().try_for_each(|r| writeln!(out, "{:<24} {:<8} {}", r.name, r.level, r.summary)))?;
        return Ok(Status::Clean);
    };
    let Some(rule) = rule::find(name) else {
        let help = match nearest(name, rule::names().into_iter()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`proofmark explain` lists all rules".to_owned(),
        };
        return Err(Failure::Refused(format!("there is no rule `{name}`\n  {help}")));
    };
    answer(|out| writeln!(out, "{} ({})\n\n{}\n\n{}", rule.name, rule.level, rule.summary, rule.why))?;
    Ok(Status::Clean)
}
