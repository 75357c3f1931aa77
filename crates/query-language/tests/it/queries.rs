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
        ("to be or not to be", "(~ to be or not to be)"),
        ("war and peace", "(~ war and peace)"),
        ("believe it or not", "(~ believe it or not)"),
        (
            "whether the ferry runs or not today",
            "(~ whether the ferry runs or not today)",
        ),
        ("not now", "(~ not now)"),
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
        ("\"s* pact\"", "\"s* pact\""),
        ("source:c*", "source[c]"),
        ("port )~5 strike", "(~ port strike)"),
        ("person:*ford", "person[ford]"),
        ("url:tarnwick.example/ferr*", "url[tarnwick.example/ferr]"),
    ]);
}

#[test]
fn wildcards_in_names() {
    check(&[
        ("source:chin*", "source[chin*]"),
        ("person:(Greta H*)", "person[Greta H*]"),
        ("person:\"G* Halden.\"", "person[G* Halden]"),
        ("person:Jo?n", "person[Jo?n]"),
        ("person:Halden?", "person[Halden]"),
        ("byline:Anne-Mar*", "by[Anne Mar*]"),
        ("org:\"Halden & So*\"", "organisation[Halden & So*]"),
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
fn patterns_in_phrases() {
    check(&[
        ("\"secur* pact\"", "(>1 secur* pact)"),
        ("\"wom?n in\"", "(>1 wom?n in)"),
        (
            "\"the new wom?n in charge\"",
            "(>1 \"the new\" wom?n \"in charge\")",
        ),
        ("\"secruity~ guarantee\"", "(>1 secruity~2 guarantee)"),
        ("\"the name~1, pact\"", "(>1 the name~1 pact)"),
        ("=\"wom?n in charge\"", "(>1 wom?n =\"in charge\")"),
        ("title:\"wom?n in\"", "(>1 title:wom?n title:in)"),
        ("-\"wom?n in\" a", "(& a (! (>1 wom?n in)))"),
        ("「中文 wom?n」", "(>1 \"中文\" wom?n)"),
        ("\"secur*\"", "secur*"),
        ("\"name~1\"", "name~1"),
        ("\"security * discussed\"", "(>2 security discussed)"),
        ("\"a b * * c d\"", "(>3 \"a b\" \"c d\")"),
        ("\"a ** b\"", "(>3 a b)"),
        ("\"wom?n in * office\"", "(>2 (>1 wom?n in) office)"),
        ("\"wom?n in\" w/5 office", "(/5 (>1 wom?n in) office)"),
        ("\"secur* pact\"~5", "(_5 secur* pact)"),
        ("\"who won? they\"", "\"who won? they\""),
    ]);
    check_warned(&[
        ("\"* a b\"", "\"* a b\""),
        ("\"a *\"", "a"),
        ("\"* secur* pact *\"", "(>1 secur* pact)"),
        ("\"a * b * c\"", "(>2 a b c)"),
        ("\"ab~ wom?n\"", "(>1 ab wom?n)"),
        ("\"*\"", "*"),
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
        ("a | b", "(| a b)"),
        ("a|b|c", "(| a b c)"),
        ("\"a | b\"", "\"a | b\""),
        ("source:(a|b)", "(| source[a] source[b])"),
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
        ("a OR b -c", "(& (| a b) (! c))"),
        ("a OR b NOT c", "(& (| a b) (! c))"),
        ("a | b !c", "(& (| a b) (! c))"),
        ("a OR b -c -\"d e\"", "(& (| a b) (! c) (! \"d e\"))"),
        ("-c a OR b", "(& (| a b) (! c))"),
        ("a -c OR b", "(& (| a b) (! c))"),
        ("-c OR b", "(& b (! c))"),
        ("a b OR c -d", "(& (| (& a b) c) (! d))"),
        ("a OR b AND c NOT d", "(& (| a (& b c)) (! d))"),
        ("a OR b -c AND d", "(& (| a (& b d)) (! c))"),
        ("a OR b -source:c", "(& (| a b) (! source[c]))"),
        ("a OR b -(c OR d)", "(& (| a b) (! (| c d)))"),
        ("x AND (a OR b -c)", "(& x (| a b) (! c))"),
        ("x OR (a OR b -c)", "(| x (& (| a b) (! c)))"),
        ("(x -y) OR a", "(| (& x (! y)) a)"),
        ("title:(a OR b -c)", "(& (| title:a title:b) (! title:c))"),
        ("a OR -b", "(| a (& * (! b)))"),
        ("a OR b AND NOT c", "(| a (& b (! c)))"),
        ("a OR b AND -c", "(| a (& b (! c)))"),
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
        ("|", "*"),
        ("a | | b", "(| a b)"),
        ("ferry or strike", "(~ ferry or strike)"),
        ("ferry or strike or walkout", "(~ ferry or strike or walkout)"),
        ("ferry not strike", "(~ ferry not strike)"),
        ("ferry and not strike", "(~ ferry and not strike)"),
        (
            "the long ferry AND (strike or walkout)",
            "(& the long ferry strike or walkout)",
        ),
        ("...", "*"),
        ("- + !", "*"),
        ("( )", "*"),
        ("🙂", "*"),
        ("talks 🙂", "talks"),
    ]);
}

#[test]
fn what_has_a_plus_at_an_end_of_alternatives() {
    check_warned(&[
        ("a OR b +c", "(& (| a b) c)"),
        ("+c a OR b", "(& (| a b) c)"),
        ("+c +d a OR b", "(& (| a b) c d)"),
        ("a OR b +c -d", "(& (| a b) c (! d))"),
        ("a OR b +\"c d\"", "(& (| a b) \"c d\")"),
        ("x AND (a OR b +c)", "(& x (| a b) c)"),
        ("+c -d OR b", "(& b c (! d))"),
        ("a +c OR b", "(| (& a c) b)"),
    ]);
    check(&[
        ("+a OR b", "(| a b)"),
        ("a OR +b", "(| a b)"),
        ("a OR b AND +c", "(| a (& b c))"),
        ("+a AND b OR c", "(| (& a b) c)"),
        ("+a b OR +c d", "(| (& a b) (& c d))"),
    ]);
}

#[test]
fn conditions_at_an_end_of_alternatives() {
    check_warned(&[
        ("a OR b after:2025", "(& (| a b) [2025-01-01..])"),
        ("after:2025 a OR b", "(& (| a b) [2025-01-01..])"),
        ("+after:2025 a OR b", "(& (| a b) [2025-01-01..])"),
        ("a OR b c lang:en", "(& (| a (& b c)) lang[en])"),
        ("lang:en a b OR c", "(& (| (& a b) c) lang[en])"),
        ("a OR b OR c AND d source:x", "(& (| a b (& c d)) source[x])"),
        (
            "source:x a OR b after:2025 lang:en",
            "(& (| a b) source[x] [2025-01-01..] lang[en])",
        ),
        (
            "a OR b since:2025 until:2025-06",
            "(& (| a b) [2025-01-01..] [..2025-06-30])",
        ),
        ("a OR b lang:(en de)", "(& (| a b) (| lang[en] lang[de]))"),
        (
            "a OR b source:(x OR y -z)",
            "(& (| a b) (| source[x] source[y]) (! source[z]))",
        ),
        (
            "a OR b (lang:en after:2025)",
            "(& (| a b) lang[en] [2025-01-01..])",
        ),
        (
            "a OR b date:2008..2009 -c",
            "(& (| a b) [2008-01-01..2009-12-31] (! c))",
        ),
        ("-c place:x a OR b", "(& (| a b) place[x] (! c))"),
        (
            "place:x OR place:y after:2025",
            "(& (| place[x] place[y]) [2025-01-01..])",
        ),
        ("a OR person:x url:y", "(& (| a person[x]) url[y])"),
        ("x AND (a OR b byline:y)", "(& x (| a b) by[y])"),
        ("x OR (a OR b agency:y)", "(| x (& (| a b) agency[y]))"),
        ("a OR re=usa lang:en", "(& a lang[en])"),
        // An OR behind an exclusion does not join what stands before that.
        ("after:2025 -c OR b", "(& b [2025-01-01..] (! c))"),
        ("after:2025 a -c OR b", "(& (| a b) [2025-01-01..] (! c))"),
        // Neither at the beginning nor at the end they belong to what they stand beside.
        ("a after:2025 OR b", "(| (& a [2025-01-01..]) b)"),
        ("a OR after:2025 b", "(| a (& [2025-01-01..] b))"),
        (
            "after:2025 a OR b OR c after:2026",
            "(| (& [2025-01-01..] a) b (& c [2026-01-01..]))",
        ),
    ]);
    check(&[
        // An operator says what they belong to.
        ("a OR b AND after:2025", "(| a (& b [2025-01-01..]))"),
        ("after:2025 AND a OR b", "(| (& [2025-01-01..] a) b)"),
        ("a OR after:2025", "(| a [2025-01-01..])"),
        ("after:2025 OR a", "(| [2025-01-01..] a)"),
        ("a OR (b after:2025)", "(| a (& b [2025-01-01..]))"),
        // So they do where each alternative has its own.
        ("source:x a OR source:y b", "(| (& source[x] a) (& source[y] b))"),
        ("a source:x OR b source:y", "(| (& a source[x]) (& b source[y]))"),
        ("a source:x OR b lang:en", "(| (& a source[x]) (& b lang[en]))"),
        ("lang:en a OR b lang:de", "(| (& lang[en] a) (& b lang[de]))"),
        ("source:x OR a source:y", "(| source[x] (& a source[y]))"),
        // Words in a part of the article are words.
        ("a OR b title:c", "(| a (& b title:c))"),
        ("a b after:2025", "(& (~ a b) [2025-01-01..])"),
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
        ("after:20251201", "[2025-12-01..]"),
        ("after:01.12.2025", "[2025-12-01..]"),
        ("after:2025-12-01T00:00", "[2025-12-01..]"),
        ("after:2025-12-01T00:00:00+02:00", "[2025-12-01..]"),
        ("date:\"past week\"", "[2025-11-25..2025-12-02]"),
        ("date:>=2025-08-03", "[2025-08-03..]"),
        ("date:>2025-08-03", "[2025-08-04..]"),
        ("date:<2025-08", "[..2025-07-31]"),
        ("date:<= 2025-08 a", "(& a [..2025-08-31])"),
        ("date:[2025-08-03 TO 2025-08-04]", "[2025-08-03..2025-08-04]"),
        ("a date:[2025-08-03 TO *] b", "(& (~ a b) [2025-08-03..])"),
        ("date:{2025-08-03 TO 2025-08-05}", "[2025-08-04..2025-08-04]"),
        (
            "date:([2025-08-03 TO 2025-08-04] -2025-08-04)",
            "(& [2025-08-03..2025-08-04] (! [2025-08-04..2025-08-04]))",
        ),
        ("date>=2025-08-03 a", "(& a [2025-08-03..])"),
        ("date<2025", "[..2024-12-31]"),
        ("date=2025-08", "[2025-08-01..2025-08-31]"),
        ("DATE >= 2025-08-03", "[2025-08-03..]"),
        ("date geq 2025-12-01", "[2025-12-01..]"),
        (
            "a and date aft 2025-11-30 and date bef 20251202",
            "(& a [2025-12-01..] [..2025-12-01])",
        ),
        ("date(geq 2025-08-03)", "[2025-08-03..]"),
        (
            "DATE(geq 2025-08-03 and leq 2025-08-31)",
            "[2025-08-03..2025-08-31]",
        ),
        ("date(is 2025-08-03)", "[2025-08-03..2025-08-03]"),
        ("date after 2025-08-03", "[2025-08-04..]"),
        ("published:2025-08", "[2025-08-01..2025-08-31]"),
        ("published:>2025-08-01", "[2025-08-02..]"),
        ("published:[2025-08-01 TO 2025-08-03]", "[2025-08-01..2025-08-03]"),
        ("-date>=2025-08-03 a", "(& a (! [2025-08-03..]))"),
        ("the date is 2025", "(~ the date is 2025)"),
        ("date of 2025-08-03", "(~ date of 2025-08-03)"),
        ("a date before yesterday", "(~ a date before yesterday)"),
    ]);
    check_warned(&[
        ("date:2025-02-30", "*"),
        ("after:2025-13 a", "a"),
        ("after:soon a b", "(~ a b)"),
        ("a AND date:never", "a"),
        ("date:2025-12..2025-11", "[2025-11-01..2025-12-31]"),
        ("-date:nonsense a", "a"),
        ("before:99999", "*"),
        ("after:1/12/2025 a", "a"),
        ("date>=2025-13 a", "a"),
        ("date:[2025-08-03 TO soon] a", "a"),
        ("date:>=soon a", "a"),
    ]);
    assert_eq!(notation(&query_language::parse("date:today", None).tree), "*");
}
