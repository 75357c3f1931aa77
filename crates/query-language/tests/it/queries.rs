//! What each construct of the language means.

use crate::notation::{check, check_warned, notation};

#[test]
fn words() {
    check(&[
        ("", "*"),
        ("  \t\n", "*"),
        ("*", "*"),
        ("guarantee", "guarantee"),
        ("security guarantee", "(~ security guarantee)"),
        (" a  b\u{a0}c\u{3000}d ", "(~ a b c d)"),
        ("guarantee, security.", "(~ guarantee security)"),
        ("Putin,Trump;Xi", "(~ Putin Trump Xi)"),
        ("1,000 troops", "(~ 1,000 troops)"),
        ("e-mail", "e-mail"),
        ("U.S. envoy", "(~ U.S. envoy)"),
        ("AT&T", "AT&T"),
        ("#budget @ministry", "(~ budget ministry)"),
        ("¿qué pasa?", "(~ qué pasa)"),
        ("rock 'n' roll", "(~ rock n roll)"),
        ("O'Brien's women’s", "(~ O'Brien's women’s)"),
        ("中文", "中文"),
        ("〡", "〡"),
        ("外交部，发言人。", "(~ 外交部 发言人)"),
        ("राजनीति सम्", "(~ राजनीति सम्)"),
        ("ｓｅｃｕｒｉｔｙ", "security"),
        ("and or not", "(~ and or not)"),
        ("Kyiv and Moscow", "(~ Kyiv and Moscow)"),
        ("talks - latest", "(~ talks latest)"),
        ("talks – latest — news", "(~ talks latest news)"),
        ("talks & truce", "(~ talks truce)"),
        ("--flag", "flag"),
        ("10:30", "10:30"),
        ("http://example.org/a?b=c:d", "http://example.org/a?b=c:d"),
        ("Update: talks", "(~ Update talks)"),
        ("5% $3", "(~ 5% $3)"),
    ]);
    check_warned(&[
        ("C++ C#", "(~ C++ C#)"),
        ("\"C++\"", "C++"),
        ("talks,🙂", "talks"),
    ]);
}

#[test]
fn prefixes() {
    check(&[
        ("secur*", "secur*"),
        ("secur* pact", "(~ secur* pact)"),
        ("secur*, pact", "(~ secur* pact)"),
        ("secur*,pact;treat*", "(~ secur* pact treat*)"),
        ("-secur*", "(& * (! secur*))"),
        ("title:secur*", "title:secur*"),
        ("ab*", "ab*"),
        ("中*", "中*"),
        ("e-mai*", "e-mai*"),
        ("* -a", "(& * (! a))"),
    ]);
    check_warned(&[
        ("s*", "s"),
        ("s* pact", "(~ s pact)"),
        ("*ity", "ity"),
        ("s*ity", "s*ity"),
        ("\"secur* pact\"", "\"secur* pact\""),
        ("source:chin*", "source[chin]"),
    ]);
}

#[test]
fn phrases() {
    check(&[
        ("\"security guarantee\"", "\"security guarantee\""),
        ("“security guarantee”", "\"security guarantee\""),
        ("„security guarantee“", "\"security guarantee\""),
        ("”security guarantee”", "\"security guarantee\""),
        ("«security guarantee»", "\"security guarantee\""),
        ("« security guarantee »", "\"security guarantee\""),
        ("»security guarantee«", "\"security guarantee\""),
        ("‹security guarantee›", "\"security guarantee\""),
        ("＂security guarantee＂", "\"security guarantee\""),
        ("‘security guarantee’", "\"security guarantee\""),
        ("‚security guarantee‘", "\"security guarantee\""),
        ("'security guarantee'", "\"security guarantee\""),
        ("「安全保障」", "\"安全保障\""),
        ("『安全保障』", "\"安全保障\""),
        ("《环球 时报》", "\"环球 时报\""),
        ("「a『b』c d」", "\"a『b』c d\""),
        ("\"guarantee\"", "guarantee"),
        ("\"guarantee.\"", "guarantee"),
        ("envoy \"security guarantee\"", "(~ envoy \"security guarantee\")"),
        ("\"a b\"\"c d\"", "(~ \"a b\" \"c d\")"),
        ("a\"b c\"d", "(~ a \"b c\" d)"),
        ("\"a AND b\"", "\"a AND b\""),
        ("\"(a -b) source:c\"", "\"(a -b) source:c\""),
        ("צה\"ל", "צה\"ל"),
        ("+\"a b\" c", "(& c \"a b\")"),
        ("-\"a b\" c", "(& c (! \"a b\"))"),
    ]);
    check_warned(&[
        ("\"security guarantee", "\"security guarantee\""),
        ("guarantee\"", "guarantee"),
        ("\"\"", "*"),
        ("a \"...\" b", "(~ a b)"),
        ("「安全 保障", "\"安全 保障\""),
        ("roam~2 pact^3.5", "(~ roam~2 pact)"),
    ]);
}

#[test]
fn operators() {
    check(&[
        ("a AND b", "(& a b)"),
        ("a && b", "(& a b)"),
        ("a&&b", "(& a b)"),
        ("a OR b", "(| a b)"),
        ("a || b", "(| a b)"),
        ("ａ ＯＲ ｂ", "(| a b)"),
        ("a OR b OR c", "(| a b c)"),
        ("a AND b AND c", "(& a b c)"),
        ("a AND b OR c", "(| (& a b) c)"),
        ("a OR b AND c", "(| a (& b c))"),
        ("NATO OR EU", "(| NATO EU)"),
        (
            "FERRY AND STRIKE NOT AIR CALAIS",
            "(& FERRY STRIKE CALAIS (! AIR))",
        ),
        (
            "(PUTIN OR ZELENSKY) AND (NATO OR EU) NOT TRADE",
            "(& (| PUTIN ZELENSKY) (| NATO EU) (! TRADE))",
        ),
        ("一 OR 二 OR 三 OR 四 OR 五", "(| 一 二 三 四 五)"),
        ("a OR b c", "(| a (& b c))"),
        ("a b AND c", "(& a b c)"),
        ("a NOT b", "(& a (! b))"),
        ("a b NOT c", "(& (~ a b) (! c))"),
        ("a b -c -d", "(& (~ a b) (! c) (! d))"),
        ("-c a b", "(& (~ a b) (! c))"),
        ("a !b", "(& a (! b))"),
        ("a AND NOT b", "(& a (! b))"),
        ("NOT a AND b", "(& b (! a))"),
        ("a OR NOT b", "(| a (& * (! b)))"),
        ("NOT a", "(& * (! a))"),
        ("-a", "(& * (! a))"),
        ("NOT a NOT b", "(& * (! a) (! b))"),
        ("NOT NOT a", "a"),
        ("NOT -a", "a"),
        ("+a b", "(& b a)"),
        ("+a b c", "(& (~ b c) a)"),
        ("+a +b", "(& a b)"),
        ("+a", "a"),
        ("+a -b c", "(& c a (! b))"),
        ("a-b", "a-b"),
        ("-a,b c", "(& c (! (& a b)))"),
    ]);
    check_warned(&[
        (
            "TALKS ON GRAIN AND STEEL IN THE GULF",
            "(~ TALKS ON GRAIN AND STEEL IN THE GULF)",
        ),
        (
            "FERRY STRIKE BETWEEN DOVER AND CALAIS",
            "(~ FERRY STRIKE BETWEEN DOVER AND CALAIS)",
        ),
        ("AND a", "a"),
        ("a AND", "a"),
        ("a OR", "a"),
        ("a AND OR b", "(| a b)"),
        ("a NOT", "a"),
        ("NOT", "NOT"),
        ("OR", "OR"),
        ("AND OR", "(~ AND OR)"),
        ("||", "*"),
        ("...", "*"),
        ("- + !", "*"),
        ("( )", "*"),
        ("🙂", "*"),
        ("talks 🙂", "talks"),
    ]);
}

#[test]
fn groups() {
    check(&[
        ("(a)", "a"),
        ("((a))", "a"),
        ("(a b)", "(~ a b)"),
        ("(a b) c", "(~ a b c)"),
        ("(a OR b) c", "(~ (| a b) c)"),
        ("(a OR b) (c OR d)", "(~ (| a b) (| c d))"),
        ("(a OR b) AND c", "(& (| a b) c)"),
        ("a AND (b AND (c AND d))", "(& a b c d)"),
        ("a OR (b OR (c OR d))", "(| a b c d)"),
        ("x OR (a b)", "(| x (& a b))"),
        ("-(a b)", "(& * (! (& a b)))"),
        ("-(a OR b) c", "(& c (! (| a b)))"),
        ("-(-a)", "a"),
        ("+(a b)", "(& a b)"),
        ("a AND (b -c)", "(& a b (! c))"),
        ("a (b -c)", "(& (~ a b) (! c))"),
        ("NOT (NOT a)", "a"),
        ("（a OR b）", "(| a b)"),
        ("a(b)", "(~ a b)"),
    ]);
    check_warned(&[
        ("(a", "a"),
        ("a)", "a"),
        ("(a OR b", "(| a b)"),
        ("a) OR (b", "(| a b)"),
        ("() a", "a"),
        (":)", "*"),
    ]);
}

#[test]
fn fields() {
    check(&[
        ("title:talks", "title:talks"),
        ("headline:talks", "title:talks"),
        ("TITLE:talks", "title:talks"),
        ("ｔｉｔｌｅ：talks", "title:talks"),
        ("title:\"peace talks\"", "title:\"peace talks\""),
        ("title:(peace talks)", "(& title:peace title:talks)"),
        ("title:(a OR b)", "(| title:a title:b)"),
        ("title:(a -b)", "(& title:a (! title:b))"),
        ("title:(a source:b)", "(& title:a source[b])"),
        ("title:(source:a b)", "(& source[a] title:b)"),
        ("person:(source:a b)", "(& source[a] person[b])"),
        ("title:a b", "(& b title:a)"),
        ("a b title:c", "(& (~ a b) title:c)"),
        ("source:xinhua", "source[xinhua]"),
        ("source: xinhua", "source[xinhua]"),
        ("source:\"China Daily\"", "source[China Daily]"),
        ("source:(China Daily)", "source[China Daily]"),
        ("source:(a OR b)", "(| source[a] source[b])"),
        ("source:(a b OR \"c d\")", "(| source[a b] source[c d])"),
        ("-source:a", "(& * (! source[a]))"),
        ("source:-a", "(& * (! source[a]))"),
        ("agency:AFP", "agency[AFP]"),
        ("person:Rubio", "person[Rubio]"),
        ("person:\"Marco Rubio\" talks", "(& talks person[Marco Rubio])"),
        ("person:(Marco Rubio) a b", "(& (~ a b) person[Marco Rubio])"),
        ("person:Marco Rubio", "(& Rubio person[Marco])"),
        ("org:NATO", "organisation[NATO]"),
        ("organisation:NATO", "organisation[NATO]"),
        ("organization:NATO", "organisation[NATO]"),
        ("place:Geneva", "place[Geneva]"),
        ("place:Geneva OR place:Berlin", "(| place[Geneva] place[Berlin])"),
        ("a OR source:b", "(| a source[b])"),
        ("a (source:b OR source:c)", "(& a (| source[b] source[c]))"),
        ("lang:en", "lang[en]"),
        ("lang:EN-us", "lang[en]"),
        ("language:German", "lang[de]"),
        ("lang:deutsch", "lang[de]"),
        ("lang:中文", "lang[zh]"),
        ("lang:(en de)", "(| lang[en] lang[de])"),
        ("lang:(en OR fr) a", "(& a (| lang[en] lang[fr]))"),
        ("lang:(-en -de)", "(& * (! lang[en]) (! lang[de]))"),
        ("lang:(en de -fr) a", "(& a (| lang[en] lang[de]) (! lang[fr]))"),
        ("-lang:(-en -de)", "(& * (! (& * (! lang[en]) (! lang[de]))))"),
        ("-lang:de", "(& * (! lang[de]))"),
        ("lang:unknown", "lang[unknown]"),
        ("lang:\"Tiếng Việt\"", "lang[vi]"),
    ]);
    check_warned(&[
        ("foo:bar", "(~ foo bar)"),
        ("a foo:bar", "(~ a foo bar)"),
        ("-foo:bar a", "(& a (! (& foo bar)))"),
        ("foo:\"b c\"", "(~ foo \"b c\")"),
        ("foo:(b OR c)", "(~ foo (| b c))"),
        ("lang:klingon a", "a"),
        ("source:", "*"),
        ("a source:", "a"),
        ("source:... a", "a"),
        ("a AND source: OR b", "(| a b)"),
        ("title:\"\" a", "a"),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("after:2025-12", "[2025-12-01..]"),
        ("before:2025-12", "[..2025-12-31]"),
        ("after:2025", "[2025-01-01..]"),
        ("before:2025", "[..2025-12-31]"),
        ("after:2025-12-02", "[2025-12-02..]"),
        ("since:2025 until:2025-06", "(& [2025-01-01..] [..2025-06-30])"),
        ("date:2025-12", "[2025-12-01..2025-12-31]"),
        ("date:2024-02", "[2024-02-01..2024-02-29]"),
        ("date:2025-11..2025-12", "[2025-11-01..2025-12-31]"),
        ("date:2025-11..", "[2025-11-01..]"),
        ("date:\"2025-12-02\"", "[2025-12-02..2025-12-02]"),
        ("date:2025/12/2", "[2025-12-02..2025-12-02]"),
        ("date:today", "[2025-12-02..2025-12-02]"),
        ("after:yesterday", "[2025-12-01..]"),
        (r#"date:"last week""#, "[2025-11-24..2025-11-30]"),
        ("since:march a b", "(& (~ a b) [2025-03-01..])"),
        ("after:last-month", "[2025-11-01..]"),
        ("after:30d", "[2025-11-02..]"),
        (r#"before:"3 March 2024""#, "[..2024-03-03]"),
        ("a b after:2025-12", "(& (~ a b) [2025-12-01..])"),
        ("-date:2025", "(& * (! [2025-01-01..2025-12-31]))"),
        (
            "date:(2023 2025)",
            "(| [2023-01-01..2023-12-31] [2025-01-01..2025-12-31])",
        ),
        (
            "date:(2025 -2025-12)",
            "(& [2025-01-01..2025-12-31] (! [2025-12-01..2025-12-31]))",
        ),
        ("before:2025-12, a", "(& a [..2025-12-31])"),
    ]);
    check_warned(&[
        ("date:2025-02-30", "*"),
        ("after:2025-13 a", "a"),
        ("after:soon a b", "(~ a b)"),
        ("a AND date:never", "a"),
        ("date:2025-12..2025-11", "[2025-11-01..2025-12-31]"),
        ("-date:nonsense a", "a"),
        ("before:99999", "*"),
    ]);
    assert_eq!(notation(&query_language::parse("date:today", None).tree), "*");
}
