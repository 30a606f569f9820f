//! Behaviour of the whole: one binary, one module for each subject.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, dead_code)]

mod again;
mod approval;
mod baseline;
mod claims;
mod claims_cmd;
mod cli;
mod data;
mod figures;
mod fixing;
mod hostile;
mod house;
mod judge;
mod ladder;
mod ladder_laws;
mod links;
mod lock;
mod mangled;
mod manual;
mod next;
mod output;
mod people;
mod privacy;
mod project;
mod reading;
mod repeated;
mod rules;
mod site;
mod warm;
mod watch;
mod withdrawal;
