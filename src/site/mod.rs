//! Many studies, one site: which pages there are, where they live, and what their templates may see.

mod path;

pub use path::OutPath;
