//! Tables with a column for the state before and one for the state after: each row claims a change.

use super::Prose;

/// The table being read.
#[derive(Default)]
pub(crate) struct Table {
    /// The columns of both states; `None` until the first row is read, and where it names none.
    states: Option<(usize, usize)>,
    rows: usize,
    /// Cells begun in this row.
    column: usize,
    /// The blocks of this row: their column, and their place in the list of blocks.
    cells: Vec<(usize, usize)>,
}

impl Table {
    pub(crate) fn begin_row(&mut self) {
        self.column = 0;
        self.cells.clear();
    }

    pub(crate) fn begin_cell(&mut self) {
        self.column += 1;
    }

    /// Notes a block of the cell being read.
    pub(crate) fn cell(&mut self, block: usize) {
        self.cells.push((self.column, block));
    }

    /// Ends a row. The first names the columns; in the others both states are read as one: "Build time from 40 min to
    /// 5 min", the words between them standing for what lies between the cells.
    pub(crate) fn end_row(&mut self, blocks: &mut Vec<Prose>) {
        self.rows += 1;
        if self.rows == 1 {
            let named = |names: fn(&str) -> bool| {
                let found =
                    self.cells.iter().find(|(_, block)| blocks.get(*block).is_some_and(|b| says(&b.text, names)));
                found.map(|(column, _)| *column)
            };
            self.states = named(is_before).zip(named(is_after)).filter(|(before, after)| before < after);
            return;
        }
        let Some((before, after)) = self.states else { return };
        let only = |column: usize| {
            let mut found = self.cells.iter().filter(|(c, _)| *c == column).map(|(_, block)| *block);
            found.next().filter(|_| found.next().is_none())
        };
        let (Some(from), Some(to)) = (only(before), only(after)) else { return };
        // A row whose change is tied to a record in a cell of its own is claimed there.
        let tied = |block: usize| {
            blocks.get(block).is_some_and(|b| b.links.iter().any(|link| link.target.starts_with("evidence:")))
        };
        if self.cells.iter().any(|(column, block)| *column != before && *column != after && tied(*block)) {
            return;
        }
        let has_figure =
            |block: usize| blocks.get(block).is_some_and(|b| b.text.contains(|c: char| c.is_ascii_digit()));
        if from >= to || !has_figure(from) || !has_figure(to) {
            return;
        }
        let to = blocks.remove(to);
        let from = blocks.remove(from);
        let label = only(1).filter(|_| before > 1).and_then(|block| blocks.get(block)).cloned();
        let mut change = label.unwrap_or_else(|| Prose::new(from.place, from.section, from.span));
        change.append(" from ", &from);
        change.append(" to ", &to);
        blocks.push(change);
    }
}

fn says(header: &str, names: fn(&str) -> bool) -> bool {
    let first = header.split_whitespace().next().unwrap_or_default();
    names(&first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
}

fn is_before(word: &str) -> bool {
    matches!(word, "before" | "previously" | "baseline" | "old" | "without")
}

fn is_after(word: &str) -> bool {
    matches!(word, "after" | "now" | "today" | "new" | "with")
}
