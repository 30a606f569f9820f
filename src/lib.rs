//! Proofmark: a static-site generator for customer proof.

pub mod claim;
pub mod config;
pub mod evidence;
pub mod failure;
pub mod finding;
pub mod ladder;
pub mod pipeline;
pub mod rule;
pub mod scan;
pub mod site;
pub mod source;
pub mod study;
pub mod written;
