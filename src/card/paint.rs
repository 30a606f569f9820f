//! The drawing in pixels. Letters come from the program itself: a font that a machine lacks would vanish without a word.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::{HEIGHT, WIDTH};

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for bytes in [
        &include_bytes!("fonts/serif-latin-400.ttf")[..],
        include_bytes!("fonts/serif-latin-600.ttf"),
        include_bytes!("fonts/serif-latin-ext-400.ttf"),
        include_bytes!("fonts/serif-latin-ext-600.ttf"),
    ] {
        fonts.load_font_data(bytes.to_vec());
    }
    fonts.set_serif_family("Proofmark Serif");
    Arc::new(fonts)
});

/// A drawing of ours as PNG; `None` when it cannot be drawn.
pub fn png(svg: &str) -> Option<Vec<u8>> {
    let options = Options { fontdb: FONTS.clone(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).ok()?;
    let mut pixels = Pixmap::new(WIDTH, HEIGHT)?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().ok()
}
