//! What stands for a thing where only sameness counts.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The mark of a thing: the same thing has the same, and another hardly ever. It is good for one run, and is kept nowhere.
pub(crate) fn of(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_same_has_the_same_mark_and_another_has_another() {
        assert_eq!(of("a"), of(&String::from("a")));
        assert_eq!(of(&("a", 1)), of(&("a", 1)));
        assert_ne!(of(&("a", 1)), of(&("a", 2)));
        assert_ne!(of(&["a", "bc"]), of(&["ab", "c"]));
    }
}
