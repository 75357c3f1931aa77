//! Articles as references: RIS, BibTeX, and a list in Markdown.

use std::fmt::Write as _;

use article::ArticleRecord;

use crate::format::{known_day, one_line};

const NO_HEADLINE: &str = "Without headline";

/// Returns an article in RIS, the tagged form that reference managers import; the standard ends lines with both
/// marks of a line break.
pub(crate) fn ris(article: &ArticleRecord) -> String {
    let mut lines = vec![("TY", "NEWS".to_owned()), ("TI", title(article))];
    lines.extend(article.byline.iter().map(|name| ("AU", family_first(name))));
    let mut parts = known_day(article).splitn(3, '-');
    let [year, month, day] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let date = if year.is_empty() {
        String::new()
    } else {
        format!("{year}/{month}/{day}/")
    };
    let optional = |text: &Option<String>| one_line(text.as_deref().unwrap_or_default());
    lines.extend([
        ("T2", optional(&article.source)),
        ("PY", year.to_owned()),
        ("DA", date),
        ("LA", optional(&article.language)),
        ("AB", optional(&article.standfirst)),
        ("UR", plain_address(article)),
    ]);
    let told = lines.iter().filter(|(_, value)| !value.is_empty());
    let mut text: String = told.map(|(tag, value)| format!("{tag}  - {value}\r\n")).collect();
    text.push_str("ER  - \r\n\r\n");
    text
}

/// Returns an article in BibTeX.
pub(crate) fn bibtex(article: &ArticleRecord) -> String {
    let mut parts = known_day(article).splitn(3, '-');
    let [year, month, day] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let authors: Vec<String> = article
        .byline
        .iter()
        .map(|name| escaped(&family_first(name)))
        .collect();
    let optional = |text: &Option<String>| one_line(text.as_deref().unwrap_or_default());
    let fields = [
        ("title", escaped(&title(article))),
        ("author", authors.join(" and ")),
        ("journal", escaped(&optional(&article.source))),
        ("year", year.to_owned()),
        ("month", month.trim_start_matches('0').to_owned()),
        ("day", day.trim_start_matches('0').to_owned()),
        ("url", plain_address(article)),
        ("language", optional(&article.language)),
    ];
    let told = fields.iter().filter(|(_, value)| !value.is_empty());
    let told: Vec<String> = told
        .map(|(name, value)| format!("  {name} = {{{value}}}"))
        .collect();
    format!("@article{{dateline-{},\n{}\n}}\n\n", article.id, told.join(",\n"))
}

/// Returns an article as an item of a list in Markdown.
pub(crate) fn markdown(article: &ArticleRecord) -> String {
    let title = without_markup(&title(article));
    let address = plain_address(article).replace('(', "%28").replace(')', "%29");
    let headline = if address.starts_with("https://") || address.starts_with("http://") {
        format!("[{title}]({address})")
    } else {
        title
    };
    let source = without_markup(&one_line(article.source.as_deref().unwrap_or("source unknown")));
    let day = match known_day(article) {
        "" => "undated",
        day => day,
    };
    let standfirst = article.standfirst.as_deref().map(one_line).unwrap_or_default();
    let summary = if standfirst.is_empty() {
        String::new()
    } else {
        format!("\n  {}", without_markup(&standfirst))
    };
    format!("- **{headline}** {source}, {day}{summary}\n")
}

fn title(article: &ArticleRecord) -> String {
    let title = one_line(article.title.as_deref().unwrap_or_default());
    if title.is_empty() {
        NO_HEADLINE.to_owned()
    } else {
        title
    }
}

/// Returns the address of the original, with what would end the field that it stands in as `%` and its bytes.
fn plain_address(article: &ArticleRecord) -> String {
    let mut plain = String::new();
    for letter in article.url.as_deref().unwrap_or_default().chars() {
        let is_space = letter.is_whitespace() || letter.is_control();
        if is_space || matches!(letter, '{' | '}' | '\\' | '<' | '>') {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                write!(plain, "%{byte:02X}").expect("a string takes any text");
            }
        } else {
            plain.push(letter);
        }
    }
    plain
}

/// Returns a name as reference managers sort it, `Rossi, Ana Maria`: the small words before a family name stay
/// with it.
fn family_first(name: &str) -> String {
    let name = one_line(&name.replace(',', ""));
    let words: Vec<&str> = name.split(' ').collect();
    let mut start = words.len() - 1;
    while start > 1 && words[start - 1].starts_with(char::is_lowercase) {
        start -= 1;
    }
    if start == 0 {
        return name;
    }
    format!("{}, {}", words[start..].join(" "), words[..start].join(" "))
}

/// Returns a text that TeX prints as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => escaped.extend(['\\', letter]),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Returns a text that Markdown shows as it is.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '&'
        ) {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_come_first_with_their_small_words() {
        for (name, expected) in [
            ("Ana Maria Rossi", "Rossi, Ana Maria"),
            ("Jan van der Meer", "van der Meer, Jan"),
            ("Staff", "Staff"),
            ("", ""),
            ("Rossi, Ana", "Ana, Rossi"),
        ] {
            assert_eq!(family_first(name), expected, "{name}");
        }
    }

    #[test]
    fn marks_of_tex_and_markdown_are_escaped() {
        assert_eq!(escaped("50% & {x}_\\"), "50\\% \\& \\{x\\}\\_\\textbackslash{}");
        assert_eq!(without_markup("[a](b) <i>*c*"), "\\[a\\](b) \\<i\\>\\*c\\*");
    }
}
