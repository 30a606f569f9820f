//! `proofmark due`: what needs attention, by day.

use serde_json::json;

use super::Status;
use super::call::{Call, answer};
use crate::approval;
use crate::cli::{DueFormat, DueList};
use crate::due::{Due, due};
use crate::failure::Failure;
use crate::pipeline;
use crate::scan;

/// Lists it.
pub(super) fn run(call: &Call, args: &DueList) -> Result<Status, Failure> {
    let checked = pipeline::check(&call.root()?, &call.options())?;
    let requests = scan::marked(&checked.root, approval::MARK);
    let list = due(&checked, args.within, &requests);
    match args.format {
        DueFormat::Json => {
            let all = json!({"version": 1, "today": checked.today, "within": args.within, "due": list});
            answer(|out| writeln!(out, "{all}"))?;
        }
        DueFormat::Pretty => {
            answer(|out| list.iter().try_for_each(|item| writeln!(out, "{}", told(item, call))))?;
            if list.is_empty() {
                call.remark(format_args!("nothing is due within {} days of {}", args.within, call.today));
            }
        }
    }
    Ok(Status::Clean)
}

/// A line with day, study and matter, and below it what to do.
fn told(due: &Due, call: &Call) -> String {
    let day = due.day.map_or_else(|| "now       ".to_owned(), |day| day.to_string());
    let late = if due.day.is_some_and(|day| day < call.today) { ", overdue" } else { "" };
    let study = due.study.as_deref().unwrap_or("site.toml");
    format!("{day}  {}  {study}: {}{late}\n            {}", due.kind, due.what, due.todo)
}
