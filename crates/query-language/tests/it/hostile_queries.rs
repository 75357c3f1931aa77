//! Queries that no person types, of every kind that broke some search program: the parser and the engine must
//! answer each within their limits. Shared with the tests of search-engine.

/// Returns the queries, at least two hundred.
pub(crate) fn hostile_queries() -> Vec<String> {
    let mut queries = Vec::new();
    nested(&mut queries);
    long(&mut queries);
    unbalanced(&mut queries);
    numbers(&mut queries);
    letters(&mut queries);
    shapes(&mut queries);
    foreign(&mut queries);
    queries
}

/// What overflows a stack that recurses as deep as the query goes.
fn nested(queries: &mut Vec<String>) {
    for n in [40, 730, 1_999] {
        queries.extend([
            "(".repeat(n),
            ")".repeat(n),
            format!("{}a{}", "(".repeat(n / 2), ")".repeat(n / 2)),
        ]);
    }
    let units = [
        "(a OR ",
        "(a AND ",
        "-(",
        "(a OR -(b ",
        "title:(",
        "lead:(a OR (",
        "person:(a OR NOT (b AND ",
        "=(",
        "=(a OR (",
        "atleast2(",
        "atleast2(a OR (",
        "(a w/5 ",
        "(a OR b NEAR/3 (",
        "(a /s (b OR ",
        "(a pre/2 b /p (",
        "HEADLINE(",
        "+(-(",
        "(\"a b\"~3 w/5 (",
        "url:(",
        "date:(",
        "date(geq ",
        "foo(",
        "\"ab* w?r",
    ];
    queries.extend(units.map(|unit| format!("{}a", unit.repeat(400))));
    let chains = [
        "NOT ",
        "NOT NOT ",
        "- ",
        "-",
        "!",
        "+",
        "+-",
        "=",
        "=-",
        "atleast3 ",
        "title:",
        "source:",
        "a w/5 ",
        "a NEAR/1 b NEAR/2 ",
        "a w/1 b w/2 c w/3 d pre/4 e /s f /p ",
        "a NOT w/5 ",
        "(a w/1 ",
        "NEAR ",
        "w/5 ",
    ];
    queries.extend(chains.map(|unit| format!("{}a", unit.repeat(700))));
}

/// What asks for more clauses, or longer ones, than an index can look for.
fn long(queries: &mut Vec<String>) {
    let units = [
        "a ",
        "a,",
        "a:b ",
        "a OR ",
        "a AND ",
        "-a ",
        "word ",
        "the ",
        "a* ",
        "ab* ",
        "abc~2 ",
        "a?b ",
        "ab*c ",
        "a~ ",
        "=a ",
        "=\"a b\" ",
        "\"a b\" ",
        "\"a b\"~9 ",
        "\"ab* cd\" ",
        "a|",
        "a AROUND(5) ",
        "date>=2025 ",
        "date:[2025 TO ",
        "a w/5 b not ",
        "a w/5 b ",
        "a /s b OR ",
        "atleast9(a) ",
        "lead:a ",
        "body:\"a b\" OR ",
        "title:ab* OR ",
        "source:a ",
        "person:a OR ",
        "date:2025 ",
        "lang:en ",
        "url:a.b ",
        "byline:a ",
        "foo:bar ",
        "中",
        "海 ",
    ];
    for unit in units {
        queries.extend([unit.repeat(2_000 / unit.len()), unit.repeat(20_000)]);
    }
    queries.extend([
        "x".repeat(100_000),
        format!("{}*", "x".repeat(1_990)),
        format!("{}~2", "x".repeat(1_990)),
        format!("a?{}", "x".repeat(1_900)),
        format!("ab{}c", "*".repeat(1_900)),
        format!("ab{}", "*a".repeat(900)),
        format!("ab{}", "?".repeat(1_900)),
        format!("\"{}\"", "word ".repeat(100_000)),
        format!("\"{}\"~5", "word ".repeat(390)),
        format!("=\"{}\"", "word ".repeat(390)),
        format!("({}) w/5 b", "a OR ".repeat(390)),
        format!("({}) w/5 ({})", "a OR ".repeat(190), "b OR ".repeat(190)),
        format!("atleast2({})", "a OR ".repeat(380)),
        format!("(word {}) w/9 b", "word ".repeat(300)),
    ]);
}

/// What opens and never closes, or closes what never opened.
fn unbalanced(queries: &mut Vec<String>) {
    let pieces = [
        "\"",
        "“",
        "”",
        "„a",
        "«",
        "»a",
        "「a",
        "a」",
        "『",
        "'",
        "‘a b",
        "\"a",
        "a\"",
        "\"a\"b\"",
        "(a",
        "a)",
        "(a OR",
        "OR a)",
        "()",
        "(())",
        "((a)",
        "(a))",
        ")(",
        "(-)",
        "(+)",
        "(=)",
        "=\"",
        "=(\"",
        "=(",
        "title:(",
        "title:\"",
        "atleast3(",
        "atleast3(\"",
        "a w/5 (",
        "a w/5 \"",
        "(a w/5",
        "\"a b\"~",
        "\"a b~5",
        "~5\"a b\"",
        "HEADLINE(",
        "hd=(",
        "hd=\"",
        "{a}",
        "[a TO b]",
        "[2020 TO *]",
        "{* TO b}",
    ];
    queries.extend(pieces.map(str::to_owned));
    queries.extend([
        "\"".repeat(1_999),
        "a\"".repeat(1_000),
        "\"a\"~1".repeat(400),
        "\"“”„‟«»‹›「」『』《》〈〉'‘’‚".repeat(80),
        "AND OR NOT && || ! - + ( )".repeat(70),
        "()".repeat(1_000),
        ")(".repeat(1_000),
    ]);
}

/// Numbers that fit no number.
fn numbers(queries: &mut Vec<String>) {
    let number = "9".repeat(400);
    for before in [
        "a NEAR/",
        "a w/",
        "a pre/",
        "a adj",
        "a /",
        "\"a b\"~",
        "abc~",
        "abc^",
        "date:",
        "after:",
        "date:2025-",
    ] {
        for number in [
            number.as_str(),
            "0",
            "00000000000000000001",
            "18446744073709551616",
            "-1",
            "1e9",
            "0.0000001",
        ] {
            queries.push(format!("{before}{number} b"));
        }
    }
    for n in [number.as_str(), "0", "18446744073709551616"] {
        queries.extend([
            format!("atleast{n}(a)"),
            format!("atleast{n} a"),
            format!("after:{n}d"),
            format!("date:{n}-{n}-{n}"),
        ]);
    }
    queries.push(number);
}

/// Letters that turn text, hide in it, or are none.
fn letters(queries: &mut Vec<String>) {
    let pieces = [
        "\u{0}",
        "a\u{0}b",
        "\u{1b}[31mred",
        "\u{7}",
        "\u{202e}evil",
        "\u{2066}a\u{2069}",
        "\u{200b}",
        "a\u{200b}b",
        "\u{feff}a",
        "\u{fffd}",
        "\u{ffff}",
        "\u{10ffff}",
        "e\u{301}",
        "\u{301}",
        "İ",
        "ß",
        "ﬁ",
        "½",
        "Ａ＊",
        "ｗ／５",
        "👩‍👩‍👧",
        "🙂 OR 🙂",
        "ﷺ",
        "\u{1f1e6}",
        "ẞ*",
        "İ~2",
        "\u{3000}",
        "\r\n\t",
        "\u{85}",
        "\u{2028}a",
        "ا",
        "ไทย*",
        "中文~2",
        "中*文",
        "가?다",
        "a\u{ad}b",
        "ǅ?ǆ",
        "ϓ~1",
        "\u{1d400}*",
        "ä*ö",
    ];
    queries.extend(pieces.map(str::to_owned));
    queries.extend([
        "\u{202e}\u{0}\u{feff}\u{200b}".repeat(400),
        "e\u{301}\u{301}\u{301}".repeat(400),
        "👩‍👩‍👧 ".repeat(300),
        "ﷺ".repeat(1_000),
        "İ".repeat(1_999),
    ]);
}

/// Patterns that stand for every word, or that take long to match.
fn shapes(queries: &mut Vec<String>) {
    let pieces = [
        "*",
        "**",
        "***",
        "* *",
        "?",
        "??",
        "?*",
        "*?",
        "a*",
        "*a",
        "*a*",
        "a?",
        "?a",
        "a*a*a*a*a*a*a*a*b",
        "aa*a*a*a*a*b",
        "a?a?a?a?a?a?a?a?b",
        "~",
        "~~",
        "~2",
        "abc~~2",
        "abc~2~2",
        "abc*~2",
        "ab?c~2",
        "abc~2*",
        "=*",
        "=a?b",
        "title:*",
        "lead:*",
        "body:**",
        "source:*",
        "person:*",
        "url:*",
        "byline:*",
        "date:*",
        "lang:*",
        "* w/5 *",
        "a w/5 *",
        "atleast3(*)",
        "(*) AND -*",
        "-*",
        "NOT *",
        "a* OR a* OR a*",
        "/.*/",
        "/(a+)+$/",
        "/s",
        "/p",
        "/s /s",
        "a /s /s b",
        "w/s w/p",
    ];
    queries.extend(pieces.map(str::to_owned));
}

/// What other programs take for code.
fn foreign(queries: &mut Vec<String>) {
    let pieces = [
        "'; DROP TABLE articles; --",
        "<script>alert(1)</script>",
        "${jndi:ldap://x}",
        "../../etc/passwd",
        "%00%0a",
        "a&&&&b",
        "a||||b",
        "&&||!",
        "a AND AND b",
        "OR OR OR",
        "NOT AND OR",
        "a NEAR NEAR b",
        "a NEAR/5 NEAR/5 b",
        "title:title:title:a",
        "title:source:a",
        "source:title:a",
        "::",
        ":a",
        "a:",
        "title:",
        "title: title:",
        "=title:=a",
        "-+-+a",
        "+ + +",
        "- - -",
        "= = =",
        "_query_:\"x\"",
        "{!lucene}a",
        "a^^^5",
        "a~^~^5",
        "SELECT * FROM a",
        "a\\\"b",
        "\\",
        "a\\",
        "\\\\\\\\",
        "(?i)a",
        "^a$",
        "[a-z]*",
        "#!/bin/sh",
        "a;b|c&d",
        "a=b=c=d",
        "hd=hd=hd=a",
    ];
    queries.extend(pieces.map(str::to_owned));
}
