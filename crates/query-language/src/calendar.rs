//! What the dates of one query are read by: the day of today, and whether days or months come first.

use jiff::civil::Date;

/// Most months of a year.
pub(crate) const MONTHS: i16 = 12;

/// What tells how dates are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Calendar {
    /// What `today` and `yesterday` refer to.
    pub(crate) today: Option<Date>,
    /// What comes first in `3/5/2008`, where another date of the query tells it.
    pub(crate) order: Option<DayOrder>,
}

/// What comes first in a date whose year comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayOrder {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

impl Calendar {
    /// Returns what a query tells of its dates: in `1/3/2008 to 3/31/2008` the month comes first, in both.
    pub(crate) fn of(typed: &[char], today: Option<Date>) -> Self {
        let is_part = |character: &char| character.is_ascii_digit() || matches!(character, '/' | '-');
        let mut orders = typed
            .split(|character| !is_part(character))
            .filter_map(|date| order(&date.iter().collect::<String>()));
        let first = orders.next();
        Self {
            today,
            order: first.filter(|first| orders.all(|order| order == *first)),
        }
    }
}

/// Returns what comes first in a date, where only one reading of it is possible.
fn order(date: &str) -> Option<DayOrder> {
    let parts: Vec<i16> = date.split('/').map_while(|part| part.parse().ok()).collect();
    match parts[..] {
        [first, second, _] if first > MONTHS && second <= MONTHS => Some(DayOrder::DayFirst),
        [first, second, _] if second > MONTHS && first <= MONTHS => Some(DayOrder::MonthFirst),
        _ => None,
    }
}
