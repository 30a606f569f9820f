//! Figures: what a claim says must be what its record says, in the same unit, in the same direction, not rounded to
//! please.
//!
//! The arithmetic is the claim room's; this family turns its verdicts into findings ([`verdict`]), offers the computed
//! figure ([`correct`]), compares claims about one record with each other ([`drift`]) and the problem with what was measured
//! before ([`problem`]). Each claim is judged once, by [`claim`](super::claim).

mod correct;
mod drift;
mod problem;
mod rules;
mod verdict;

pub(super) use correct::corrected;
pub(super) use drift::{across as check_drift_across, inside as check_drift};
pub(super) use problem::check as check_problem;
pub(super) use rules::RULES;
pub(super) use verdict::{judged, not_stated, some_left, strange};
