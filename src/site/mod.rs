//! Many studies, one site: which pages there are, where they live, and what their templates may see.
//!
//! ```text
//! Checked ─► plan ─► Site (pages, addresses, files) ─► compose, page by page ─► render
//! ```
//!
//! The plan is small: what a page shows is made when it is rendered, and dropped behind it.

mod alias;
mod assets;
mod clash;
mod compose;
mod data;
pub(crate) mod drawing;
mod escape;
mod facet;
mod feed;
mod find;
mod frame;
mod hesitation;
mod hosting;
mod html;
mod image;
mod layout;
mod mark;
mod media;
mod name;
mod outline;
mod own;
mod path;
mod plan;
mod preview;
mod proof;
mod related;
mod route;
mod sitemap;
pub mod view;

pub use compose::Draft;
pub use html::body_alone;
pub(crate) use name::gives_away;
pub use name::slugs;
pub use own::{Circumstances, Entries, Marks, Own};
pub use path::OutPath;
pub use plan::{Job, Shown, Site, Whence, Whole, plan};
pub(crate) use route::{decoded, is_markdown, scheme, split_address, within};
