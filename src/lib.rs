//! Proofmark: a static-site generator for customer proof.
