//! Proofmark: a static-site generator for customer proof.

pub mod claim;
pub mod cli;
pub mod colour;
pub mod command;
pub mod config;
pub mod edit;
pub mod evidence;
pub mod failure;
pub mod finding;
pub mod foreign;
pub mod guard;
pub mod ladder;
pub mod output;
pub mod picture;
pub mod pipeline;
pub mod render;
pub mod report;
pub mod rule;
pub mod scan;
pub mod serve;
pub mod site;
pub mod source;
pub mod study;
pub mod theme;
pub mod written;
