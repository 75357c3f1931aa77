//! Plain tables for the terminal: columns as wide as their widest cell.

/// How figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A table for people.
    Table,
    /// JSON for programs.
    Json,
}

impl Format {
    /// Returns the format that a `--json` flag asks for.
    pub(crate) fn from_flag(json: bool) -> Self {
        if json { Self::Json } else { Self::Table }
    }
}

/// Returns the rows as lines with their columns aligned; the first column to the left, numbers to the right.
pub(crate) fn render(rows: &[Vec<String>]) -> String {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..n_columns)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| width(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut table = String::new();
    for row in rows {
        let placed = row.iter().zip(&widths).enumerate();
        let cells = placed.map(|(column, (cell, width))| pad(cell, *width, side(column, cell)));
        table.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        table.push('\n');
    }
    table
}

fn width(cell: &str) -> usize {
    cell.chars().count()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Names stand to the left, numbers to the right; the first column holds names.
fn side(column: usize, cell: &str) -> Side {
    let is_number = column > 0 && cell.starts_with(|first: char| first.is_ascii_digit());
    if is_number { Side::Right } else { Side::Left }
}

fn pad(cell: &str, wanted: usize, side: Side) -> String {
    let space = " ".repeat(wanted.saturating_sub(width(cell)));
    match side {
        Side::Left => format!("{cell}{space}"),
        Side::Right => format!("{space}{cell}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aligns_columns() {
        let rows = [
            vec!["step".into(), "s".into()],
            vec!["été".into(), "10.5".into()],
            vec!["x".into(), "9".into()],
        ];
        assert_eq!(render(&rows), "step  s\nété   10.5\nx        9\n");
        assert_eq!(render(&[]), "");
    }
}
