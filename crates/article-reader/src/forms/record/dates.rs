//! Dates of records, which may be numbers.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde_json::{Number, Value};

use super::values::{inner, plain};

/// Returns the date of a value in the spelling of its file, or that of a number as ISO 8601 writes it.
pub(super) fn date(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => date_of_number(number),
        Value::Object(object) => date(inner(object).next()?),
        Value::Array(items) => items.iter().find_map(date),
        value => {
            let text = plain(value)?;
            let is_number = text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
            if !is_number {
                return Some(text);
            }
            let number: i64 = text.parse().ok()?;
            date_of_number(&number.into()).or(Some(text))
        }
    }
}

/// Returns the date that a number stands for: a year, a day as `20251202`, a time as `20251202181500`, or a Unix time
/// in seconds, milliseconds, microseconds or nanoseconds, told apart by their size.
fn date_of_number(number: &Number) -> Option<String> {
    if let Some(year @ 1000..=2999) = number.as_i64() {
        return Some(year.to_string());
    }
    if let Some(day) = number.as_i64().and_then(day_of_number) {
        return Some(day.to_string());
    }
    if let Some(time) = number.as_i64().and_then(time_of_number) {
        return Some(time.to_string());
    }
    let mut seconds = number.as_f64()?;
    // Seconds reach 1e11 in the year 5138 and milliseconds stay above it from 1973.
    while seconds.abs() >= 1e11 {
        seconds /= 1e3;
    }
    Timestamp::from_second(seconds.floor() as i64)
        .ok()
        .map(|time| time.to_string())
}

/// Returns the time that fourteen digits are; milliseconds of so many digits begin in the year 2286.
fn time_of_number(number: i64) -> Option<DateTime> {
    let day = day_of_number(number / 1_000_000)?;
    let (hour, minute, second) = (number / 10_000 % 100, number / 100 % 100, number % 100);
    let time = Time::new(
        hour.try_into().ok()?,
        minute.try_into().ok()?,
        second.try_into().ok()?,
        0,
    );
    Some(day.to_datetime(time.ok()?))
}

fn day_of_number(number: i64) -> Option<Date> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    if !(1800..=2200).contains(&year) {
        return None;
    }
    Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dates_may_be_numbers() {
        let cases = [
            (json!(1_764_633_600), Some("2025-12-02T00:00:00Z")),
            (json!(1_764_633_600.75), Some("2025-12-02T00:00:00Z")),
            (json!(1_764_633_600_123_i64), Some("2025-12-02T00:00:00Z")),
            (json!(1_764_633_600_123_456_i64), Some("2025-12-02T00:00:00Z")),
            (json!("1764633600"), Some("2025-12-02T00:00:00Z")),
            (json!(-86_400), Some("1969-12-31T00:00:00Z")),
            (json!(20_251_202), Some("2025-12-02")),
            (json!("20251202"), Some("20251202")),
            (json!("20251202181500"), Some("2025-12-02T18:15:00")),
            (json!(20_251_202_181_500_i64), Some("2025-12-02T18:15:00")),
            (json!("20251202187500"), Some("2611-09-26T21:56:27Z")),
            (json!(20_251_302), Some("1970-08-23T09:21:42Z")),
            (json!(2025), Some("2025")),
            (json!("2 December 2025"), Some("2 December 2025")),
            (json!(true), None),
            (json!(""), None),
        ];
        for (value, expected) in cases {
            assert_eq!(date(&value).as_deref(), expected, "{value}");
        }
        for hostile in [
            json!(1e300),
            json!(-1e300),
            json!(i64::MIN),
            json!(u64::MAX),
            json!("9".repeat(50)),
        ] {
            date(&hostile);
        }
    }
}
