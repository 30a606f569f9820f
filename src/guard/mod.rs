//! The last look at what is about to be published.
//!
//! Goes in: every file of the site, as its bytes, on the way to whatever takes them. Comes out: the same files, pictures
//! without metadata, and findings for what may not be published.

mod pictures;
mod sink;

pub use sink::Watch;
