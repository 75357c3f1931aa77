//! What Factiva, Nexis, Lucene and Google users type, and what it means here.

use crate::notation::{check, check_warned};

#[test]
fn nearness() {
    check(&[
        ("a NEAR b", "(/10 a b)"),
        ("a NEAR/5 b", "(/5 a b)"),
        ("a near/5 b", "(/5 a b)"),
        ("a near5 b", "(/5 a b)"),
        ("a NEAR5 b", "(/5 a b)"),
        ("a w/5 b", "(/5 a b)"),
        ("a W/5 b", "(/5 a b)"),
        ("a within/5 b", "(/5 a b)"),
        ("a n/5 b", "(/5 a b)"),
        ("a /5 b", "(/5 a b)"),
        ("a /n5/ b", "(/5 a b)"),
        ("ａ ｗ／５ ｂ", "(/5 a b)"),
        ("a pre/3 b", "(>3 a b)"),
        ("a PRE/3 b", "(>3 a b)"),
        ("a onear/3 b", "(>3 a b)"),
        ("a ONEAR b", "(>10 a b)"),
        ("a adj5 b", "(>5 a b)"),
        ("a adj/5 b", "(>5 a b)"),
        ("a ADJ b", "(>1 a b)"),
        ("a w/s b", "(/s a b)"),
        ("a W/S b", "(/s a b)"),
        ("a /s b", "(/s a b)"),
        ("a w/sent b", "(/s a b)"),
        ("a near/s b", "(/s a b)"),
        ("a pre/s b", "(>s a b)"),
        ("a w/p b", "(/p a b)"),
        ("a /p b", "(/p a b)"),
        ("a w/para b", "(/p a b)"),
        ("a SAME b", "(/p a b)"),
        ("a w/500 b", "(/500 a b)"),
        ("a AROUND(5) b", "(/5 a b)"),
        ("a AROUND 5 b", "(/5 a b)"),
        ("\"a b\" AROUND (5) c", "(/5 \"a b\" c)"),
        ("NATO AROUND(5) EU", "(/5 NATO EU)"),
        ("\"a b\" w/5 c", "(/5 \"a b\" c)"),
        ("\"a b\" NEAR/3 \"c d\"", "(/3 \"a b\" \"c d\")"),
        ("(a OR b) w/5 c", "(/5 (| a b) c)"),
        ("(a OR b) w/5 (c OR d)", "(/5 (| a b) (| c d))"),
        ("(a)w/5(b)", "(/5 a b)"),
        ("((a OR \"b c\")) w/5 d", "(/5 (| a \"b c\") d)"),
        ("secur* w/5 pact", "(/5 secur* pact)"),
        ("=a w/5 =\"b c\"", "(/5 =a =\"b c\")"),
        ("wom?n w/5 vot*", "(/5 wom?n vot*)"),
        ("abc~1 w/5 d", "(/5 abc~1 d)"),
        ("\"a b\"~3 w/5 c", "(/5 (_3 a b) c)"),
        ("e-mail w/5 c", "(/5 e-mail c)"),
        ("a,b w/5 c,d", "(~ a (/5 b c) d)"),
    ]);
}

#[test]
fn nearness_binds_before_everything_else() {
    check(&[
        ("a b w/5 c d", "(~ a (/5 b c) d)"),
        ("a AND b w/5 c", "(& a (/5 b c))"),
        ("a OR b w/5 c", "(| a (/5 b c))"),
        ("a w/5 b OR c", "(| (/5 a b) c)"),
        ("a w/5 b AND c w/3 d", "(& (/5 a b) (/3 c d))"),
        ("-a w/5 b", "(& * (! (/5 a b)))"),
        ("+a w/5 b c", "(& c (/5 a b))"),
        ("NOT a w/5 b c", "(& c (! (/5 a b)))"),
        ("a w/5 b -c", "(& (/5 a b) (! c))"),
        ("a w/5 b w/5 c", "(/5 a b c)"),
        ("a w/5 b w/3 c", "(/3 (/5 a b) c)"),
        ("a w/5 b pre/5 c", "(>5 (/5 a b) c)"),
        ("a /s b /s c /s d", "(/s a b c d)"),
        ("a w/5 (b w/5 c)", "(/5 a (/5 b c))"),
        ("(a w/5 b) OR (c w/5 d)", "(| (/5 a b) (/5 c d))"),
        ("(a w/5 b OR c) w/9 d", "(/9 (| (/5 a b) c) d)"),
        ("title:(a w/5 b)", "(/5 title:a title:b)"),
        ("title:a w/5 b", "(/5 title:a b)"),
        ("a w/5 title:b", "(/5 a title:b)"),
        ("lead:(\"a b\" /s c)", "(/s lead:\"a b\" lead:c)"),
        ("=(a w/5 b)", "(/5 =a =b)"),
        ("a w/5 b source:c", "(& (/5 a b) source[c])"),
    ]);
}

#[test]
fn what_cannot_be_near_is_told() {
    check_warned(&[
        ("(a b) w/5 c", "(/5 \"a b\" c)"),
        ("a w/5 (b c d)", "(/5 a \"b c d\")"),
        ("(=a =b) w/5 c", "(/5 =\"a b\" c)"),
        ("(a AND b) w/5 c", "(& a b c)"),
        ("(a -b) w/5 c", "(& a c (! b))"),
        ("a w/5 source:b", "(& a source[b])"),
        ("a w/5 (b OR source:c)", "(& a (| b source[c]))"),
        ("a w/5 *", "a"),
        ("a w/0 b", "(/1 a b)"),
        ("a w/501 b", "(/500 a b)"),
        ("a w/99999999999999999999999 b", "(/500 a b)"),
        ("a NOT w/5 b", "(& a (! (/5 a b)))"),
        ("a NOT NEAR/5 b c", "(~ (& a (! (/5 a b))) c)"),
        ("a w/seg b", "(& a b)"),
        ("a NOT w/seg b", "(& a (! b))"),
        ("a not w/seg b", "(& a (! b))"),
        ("a not w/5 b", "(& a (! (/5 a b)))"),
        ("a w/5 foo:b", "(~ (/5 a foo) b)"),
        ("AROUND(5) a", "a"),
        ("a w/5", "a"),
        ("w/5 a", "a"),
        ("a w/5 w/3 b", "(~ a b)"),
        ("a AND w/5 b", "(& a b)"),
        ("a w/5 OR b", "(| a b)"),
        ("a w/5 -b", "(& a (! b))"),
        ("a NEAR", "(~ a NEAR)"),
        ("NEAR miss", "(~ NEAR miss)"),
        ("NEAR", "NEAR"),
        ("w/5", "w/5"),
        ("(a w/5) b", "(~ a b)"),
        ("a atleast3(b) w/5 c", "(~ a (& (3x b) c))"),
    ]);
}

#[test]
fn ordinary_text_has_no_connectors() {
    check(&[
        ("talks near Kyiv", "(~ talks near Kyiv)"),
        ("Near misses", "(~ Near misses)"),
        ("same day", "(~ same day)"),
        ("around 5 people", "(~ around 5 people)"),
        ("TROOPS AROUND 5 TOWNS", "(~ TROOPS AROUND 5 TOWNS)"),
        ("AROUND town", "(~ AROUND town)"),
        (
            "Ukraine peace talks resume | Reuters",
            "(~ Ukraine peace talks resume Reuters)",
        ),
        (
            "study published after 18-month inquiry",
            "(~ study published after 18-month inquiry)",
        ),
        ("Organisation(en) Sicherheit", "(~ Organisation en Sicherheit)"),
        ("THE SAME DAY", "(~ THE SAME DAY)"),
        ("w/o rain", "(~ w/o rain)"),
        ("24/7 service", "(~ 24/7 service)"),
        ("9/11", "9/11"),
        ("and/or", "and/or"),
        ("km/h", "km/h"),
        ("n/a", "n/a"),
        ("adjective near", "(~ adjective near)"),
        ("w5 near", "(~ w5 near)"),
        ("at least 3 people", "(~ at least 3 people)"),
        ("atleast", "atleast"),
        ("a = b", "(~ a b)"),
        ("x=5", "x=5"),
        ("who won?", "(~ who won)"),
        ("really?!", "really"),
        ("secur!", "secur"),
        ("~ten", "ten"),
        ("3~4 days", "(~ 3~4 days)"),
        ("2020~2021", "2020~2021"),
        ("1.5~2.5% growth", "(~ 1.5~2.5% growth)"),
        ("\"3~4 days\"", "\"3~4 days\""),
        ("\"3～4 days\"", "\"3~4 days\""),
        ("~100 people", "(~ 100 people)"),
        ("\"~100 people\"", "\"~100 people\""),
        ("~$3bn deal", "(~ $3bn deal)"),
        ("~$3 deal", "(~ $3 deal)"),
        ("about ~5% more", "(~ about 5% more)"),
        ("E=mc2", "E=mc2"),
        ("f(x)", "(~ f x)"),
        ("US$3 HK$20 Mex$5", "(~ US$3 HK$20 Mex$5)"),
        ("example.org/f10/", "example.org/f10"),
        ("<b>ferry", "b>ferry"),
        ("AT&T(a)", "(~ AT&T a)"),
        ("Published: 3 May", "(~ Published 3 May)"),
        ("talks AND(a OR b)", "(& talks (| a b))"),
        ("person(s) of interest", "(~ person s of interest)"),
        ("headline(s)", "(~ headline s)"),
        ("by: Smith", "(~ by Smith)"),
        ("http://example.org/?a=b", "http://example.org/?a=b"),
    ]);
    check_warned(&[(
        "WAR NEAR THE RIVER AND IN TOWNS",
        "(~ WAR NEAR THE RIVER AND IN TOWNS)",
    )]);
}

#[test]
fn stretches() {
    check(&[
        ("\"a b\"~5", "(_5 a b)"),
        ("\"a b c\"~1", "(_1 a b c)"),
        ("“a b”~5", "(_5 a b)"),
        ("\"a b\"~500", "(_500 a b)"),
        ("=\"a b\"~5", "(_5 =a =b)"),
        ("title:\"a b\"~5", "(_5 title:a title:b)"),
        ("\"a b\"~0", "\"a b\""),
        ("\"a, b.\"~5", "(_5 a b)"),
        ("-\"a b\"~5 c", "(& c (! (_5 a b)))"),
        ("+\"a b\"~5 c", "(& c (_5 a b))"),
        ("\"a b\"~5c", "(~ (_5 a b) c)"),
    ]);
    check_warned(&[
        ("\"a\"~5", "a"),
        ("\"a b\"~501", "(_500 a b)"),
        ("\"a b\"^2", "\"a b\""),
        ("\"\"~5 a", "a"),
    ]);
}

#[test]
fn counts() {
    check(&[
        ("atleast3(a)", "(3x a)"),
        ("atleast3 a", "(3x a)"),
        ("ATLEAST3(a)", "(3x a)"),
        ("AtLeast3 \"a b\"", "(3x \"a b\")"),
        ("atleast/3(a)", "(3x a)"),
        ("atleast3(a OR b)", "(3x (| a b))"),
        ("atleast3(a OR \"b c\") d", "(~ (3x (| a \"b c\")) d)"),
        ("atleast1(a)", "a"),
        ("title:(atleast2 a)", "(2x title:a)"),
        ("atleast2 title:a", "(2x title:a)"),
        ("atleast2(secur*)", "(2x secur*)"),
        ("atleast2(=a)", "(2x =a)"),
        ("-atleast2(a) b", "(& b (! (2x a)))"),
        ("atleast2 a AND atleast5 b", "(& (2x a) (5x b))"),
    ]);
    check_warned(&[
        ("atleast2(a b)", "(2x \"a b\")"),
        ("atleast2(a w/5 b)", "(2x (/5 a b))"),
        ("atleast0(a)", "a"),
        ("atleast5000(a)", "(1000x a)"),
        ("atleast2(a AND b)", "(& a b)"),
        ("atleast2 source:a", "source[a]"),
        ("atleast3", "*"),
        ("a atleast3", "a"),
        ("atleast2(atleast3(a))", "(3x a)"),
    ]);
}

#[test]
fn exact_forms() {
    check(&[
        ("=guarantees", "=guarantees"),
        ("=\"security guarantees\"", "=\"security guarantees\""),
        ("=“security guarantees”", "=\"security guarantees\""),
        ("=«security guarantees»", "=\"security guarantees\""),
        ("=\"guarantees\"", "=guarantees"),
        ("=(a b)", "(~ =a =b)"),
        ("=(a OR \"b c\")", "(| =a =\"b c\")"),
        ("-=a b", "(& b (! =a))"),
        ("+=a b", "(& b =a)"),
        ("=title:a", "title:=a"),
        ("title:=a", "title:=a"),
        ("title:=\"a b\"", "title:=\"a b\""),
        ("=U.S.", "=U.S."),
        ("=e-mail", "=e-mail"),
        ("=secur*", "secur*"),
        ("＝ａ", "=a"),
        ("a=b", "a=b"),
        ("==a", "a"),
    ]);
}

#[test]
fn shapes() {
    check(&[
        ("wom?n", "wom?n"),
        ("w?rd", "w?rd"),
        ("organi*ation", "organi*ation"),
        ("or*an*ation*", "or*an*ation*"),
        ("title:wom?n", "title:wom?n"),
        ("-wom?n a", "(& a (! wom?n))"),
        ("wom?n, men", "(~ wom?n men)"),
        ("wom?n,men", "(~ wom?n men)"),
        ("col*r OR gr?y", "(| col*r gr?y)"),
        ("secur**", "secur*"),
        ("secur*?", "secur*"),
        ("name~1", "name~1"),
        ("name~2", "name~2"),
        ("name~", "name~1"),
        ("zelensky~", "zelensky~2"),
        ("name~0", "name"),
        ("name~0.5", "name~2"),
        ("name~0.8", "name"),
        ("title:name~1", "title:name~1"),
        ("name~1 pact~2", "(~ name~1 pact~2)"),
        ("대*", "대*"),
        ("대통령*", "대통령*"),
        ("ロッテルダ?", "ロッテルダ"),
        ("name~1, pact", "(~ name~1 pact)"),
        ("name~1,pact~2;", "(~ name~1 pact~2)"),
        ("secur! w/5 pact", "(/5 secur* pact)"),
        ("port!, secur! w/5 pact", "(~ port* (/5 secur* pact))"),
        ("atleast3(secur!)", "(3x secur*)"),
    ]);
    check_warned(&[
        ("a*b", "a*b"),
        ("?ord", "ord"),
        ("name~3", "name~2"),
        ("name~99999999999", "name~2"),
        ("ab~1", "ab"),
        ("e-mail~1", "e-mail"),
        ("中文~1", "中文"),
        ("대통령~1", "대통령"),
        ("中?人", "中?人"),
        ("대?령", "대?령"),
        ("ロッ?ルダム", "ロッ?ルダム"),
        ("대*령", "대*령"),
    ]);
}

#[test]
fn parts_of_articles() {
    check(&[
        ("lead:a", "lead:a"),
        ("lead:\"a b\"", "lead:\"a b\""),
        ("lead:(a OR b)", "(| lead:a lead:b)"),
        ("lead:(a b) c", "(& c lead:a lead:b)"),
        ("hlead:a", "hlead:a"),
        ("body:a", "body:a"),
        ("intitle:a", "title:a"),
        ("intext:a", "body:a"),
        ("HEADLINE(a b)", "(& title:a title:b)"),
        ("headline(a OR b)", "(| title:a title:b)"),
        ("HLEAD(a)", "hlead:a"),
        ("LEAD(a)", "lead:a"),
        ("BODY(a w/5 b)", "(/5 body:a body:b)"),
        ("BYLINE(Jane Roe)", "by[Jane Roe]"),
        ("PUBLICATION(Harbour Post) AND a", "(& source[Harbour Post] a)"),
        ("hd=a", "title:a"),
        ("hd=(a OR b)", "(| title:a title:b)"),
        ("hd=\"a b\"", "title:\"a b\""),
        ("hd:a", "title:a"),
        ("lp=a", "lead:a"),
        ("hlp=(a b)", "(& hlead:a hlead:b)"),
        ("by=\"Jane Roe\"", "by[Jane Roe]"),
        ("sn=(Harbour Post)", "source[Harbour Post]"),
        ("la=en a", "(& a lang[en])"),
        ("byline:Roe", "by[Roe]"),
        ("author:\"Jane Roe\"", "by[Jane Roe]"),
        ("author:(Roe OR Reis)", "(| by[Roe] by[Reis])"),
        ("-byline:Roe a", "(& a (! by[Roe]))"),
        ("url:example.org", "url[example.org]"),
        ("url:example.org/news", "url[example.org/news]"),
        ("site:example.org a b", "(& (~ a b) url[example.org])"),
        ("inurl:news", "url[news]"),
        ("site:*.example.org/*", "url[example.org]"),
        ("byline:Ro*", "by[Ro*]"),
        ("publication:\"Harbour Post\"", "source[Harbour Post]"),
        ("source(border times)", "source[border times]"),
        ("language(english) a", "(& a lang[en])"),
        ("place(Geneva)", "place[Geneva]"),
        ("title=a", "title:a"),
        ("td=x", "body:x"),
        ("TIT_HEAD=(a OR b)", "(| title:a title:b)"),
        ("ti(a) AND pub(Harbour Post)", "(& title:a source[Harbour Post])"),
        ("la(german) AND a", "(& lang[de] a)"),
        ("COMPANY(Harbour Lines)", "organisation[Harbour Lines]"),
        ("GEOGRAPHIC(Geneva)", "place[Geneva]"),
        ("cr=AFP", "agency[AFP]"),
        ("au=\"Jane Roe\"", "by[Jane Roe]"),
    ]);
    check_warned(&[
        ("foo:[1 TO 2]", "(~ foo 1 TO 2)"),
        ("foo:>5", "(~ foo 5)"),
        ("zebr$3", "zebr*"),
        ("zebraq/f10/", "zebraq"),
        ("byline:... a", "a"),
        ("url:- a", "a"),
        ("cite:a", "(~ cite a)"),
        ("byline:R*", "by[R]"),
    ]);
}

#[test]
fn conditions_of_other_services_are_left_out() {
    check_warned(&[
        ("ns=gspo", "*"),
        ("-ns=gspo a", "a"),
        ("re=usa and a", "a"),
        ("a and re=(usa or uk) and b", "(& a b)"),
        ("a and (re=usa or in=i33)", "a"),
        ("(re=usa and a) or b", "(| a b)"),
        ("a or re=usa or b", "(| a b)"),
        ("re=usa or a and b", "(& a b)"),
        ("a and rst=(nytf or tmnb)", "a"),
        ("a not fds=\"xyz\"", "a"),
        ("la=en and a and ns=gspo", "(& lang[en] a)"),
        ("a and wc>500", "a"),
        ("wc>500 a", "a"),
        ("a and length > 500", "a"),
        ("headline(a) and length > 500 and < 1000 and b", "(& title:a b)"),
        ("a AND LENGTH(> 500)", "a"),
        ("a and length(geq (500))", "a"),
        ("a and length geq 500", "a"),
        ("a and section(business) and b", "(& a b)"),
        ("dateline(kyiv)", "*"),
        ("a and -dateline(kyiv)", "a"),
        ("terms(mergers and acquisitions) or a", "a"),
        ("a filetype:pdf", "a"),
        ("a -filter:replies min_faves:100", "a"),
        ("from:harbourpost a", "a"),
        ("a country:\"south korea\" b", "(~ a b)"),
        ("_exists_:title AND a", "a"),
        ("a AND status:[1 TO 5]", "a"),
        ("a w/5 re=usa", "a"),
        ("re=usa", "*"),
        ("re=usa and", "*"),
    ]);
    check(&[
        ("section(s) of the road", "(~ section s of the road)"),
        ("length > width", "(~ length width)"),
        ("Re: a", "(~ Re a)"),
        ("in = out", "(~ in out)"),
        ("from: a", "(~ from a)"),
        ("country: a", "(~ country a)"),
        ("words of 500", "(~ words of 500)"),
    ]);
}

#[test]
fn habits_of_other_services() {
    check(&[
        // Brandwatch, Bing, ProQuest, Nexis, Talkwalker.
        ("port NEAR/2f strike", "(>2 port strike)"),
        ("port near:5 strike", "(/5 port strike)"),
        ("port P/4 strike", "(>4 port strike)"),
        ("atl5(port) and strike", "(& (5x port) strike)"),
        ("port SENTENCE strike", "(/s port strike)"),
        ("port PARAGRAPH strike", "(/p port strike)"),
        ("raw:\"Apple\" AND title:raw:x", "(& =Apple title:=x)"),
        ("EXACT(\"port strike\") AND wage", "(& =\"port strike\" wage)"),
        ("plural(strike) and wage", "(& =strike wage)"),
        ("noft(port) AND all(wage)", "(& port wage)"),
        ("TS=(port) AND TI=(strike)", "(& port title:strike)"),
        (
            "((cake OR cookie) AND (tea OR milk))~5",
            "(/5 (| cake cookie) (| tea milk))",
        ),
        ("port ANDNOT strike", "(& port (! strike))"),
        ("port BUT NOT strike", "(& port (! strike))"),
        // Google.
        (
            "allintitle: port strike -wage",
            "(& title:port title:strike (! title:wage))",
        ),
        (
            "allintitle:\"port strike\" wage",
            "(& title:\"port strike\" title:wage)",
        ),
        ("port when:7d", "(& port [2025-11-25..])"),
        // Elasticsearch and ProQuest.
        (
            "title.keyword:\"port strike\" AND lang:en",
            "(& title:\"port strike\" lang[en])",
        ),
        ("la.exact(\"ENG\") AND port", "(& lang[en] port)"),
        (
            "title: port and (source: \"a\" or source: \"b\")",
            "(& title:port (| source[a] source[b]))",
        ),
        ("port and not source:a", "(& port (! source[a]))"),
        ("port or strike and title:wage", "(| port (& strike title:wage))"),
        // Europresse.
        (
            "TIT_HEAD= (port | quai) & LEAD= wage",
            "(& (| title:port title:quai) lead:wage)",
        ),
        ("exact(s) a", "(~ exact s a)"),
        ("BUT soft", "(~ BUT soft)"),
        ("near: home", "(~ near home)"),
        ("raw: silk", "(~ raw silk)"),
    ]);
    check_warned(&[
        ("allcaps(aids) and port", "(& =aids port)"),
        ("<<<ports>>> a AND b", "(& a b)"),
        ("(\"a\" OR b) AND –sport", "(& (| a b) (! sport))"),
        ("port –strike", "(& port (! strike))"),
        ("(cake OR cookie)~5", "(| cake cookie)"),
        ("a w/s b and not w/para c", "(& (/s a b) (! (/p (/s a b) c)))"),
        ("*:*", "*"),
        ("toyota/F50/ w/5 b", "(/5 toyota b)"),
        ("stype.exact(\"Newspapers\") AND port", "port"),
    ]);
}

#[test]
fn dates_of_other_programs() {
    let q1 = "[2008-01-01..2008-03-31]";
    for form in [
        "date from 20080101 to 20080331",
        "DATE FROM 1/1/2008 TO 3/31/2008",
        "date from 1 January to 31 March 2008",
        "date from January to March 2008",
        "date from “1/1/2008” to “31/3/2008”",
        "date between 1/1/2008 and 3/31/2008",
        "date between Jan 1, 2008 and March 31, 2008",
        "date(between 1/1/2008 and 3/31/2008)",
        "date(geq (1/1/2008) and leq (3/31/2008))",
        "DATE(GEQ(1/1/2008) AND LEQ(3/31/2008))",
        "date geq 1/1/08 and leq 3/31/08",
        "date aft 2007 and bef 2008-04-01",
        "pub-date(geq 1/1/2008 and leq 3/31/2008)",
        "pd=20080101-20080331",
        "pd from 20080101 to 20080331",
        "pd(20080101-20080331)",
        "DT 20080101-20080331",
        "date 20080101 to 20080331",
        "published_at:(>=2008-01-01 AND <2008-04-01)",
        "@timestamp:[2008-01-01 TO 2008-03-31]",
    ] {
        let (text, tree) = (
            format!("port AND {form} AND strike"),
            format!("(& port {q1} strike)"),
        );
        check(&[(&text, &tree)]);
    }
    check(&[
        ("port and date is 2008", "(& port [2008-01-01..2008-12-31])"),
        ("port and date = 2008", "(& port [2008-01-01..2008-12-31])"),
        ("date(2008) and port", "(& [2008-01-01..2008-12-31] port)"),
        ("yr(2008-2010) and port", "(& [2008-01-01..2010-12-31] port)"),
        (
            "port and date is January 2008",
            "(& port [2008-01-01..2008-01-31])",
        ),
        ("port and date aft January 1, 2008", "(& port [2008-01-02..])"),
        ("port and date bef 12/31/2008", "(& port [..2008-12-30])"),
        ("port and date after -7", "(& port [2025-11-26..])"),
        ("port and date from 20080101", "(& port [2008-01-01..])"),
        (
            "port and date aft 1/3/2008 and date bef 3/31/2008",
            "(& port [2008-01-04..] [..2008-03-30])",
        ),
        (
            "port and (date is 2008 or date is 2010)",
            "(& port (| [2008-01-01..2008-12-31] [2010-01-01..2010-12-31]))",
        ),
        (
            "port and not date is 2008",
            "(& port (! [2008-01-01..2008-12-31]))",
        ),
        (
            "published_at >= \"2008-01-01\" and port",
            "(& [2008-01-01..] port)",
        ),
        (
            "@timestamp:[2025-11 TO now] port",
            "(& port [2025-11-01..2025-12-02])",
        ),
        ("date:3 March 2024 talks", "(& talks [2024-03-03..2024-03-03])"),
        ("date from Monday to Friday", "(~ date from Monday to Friday)"),
        ("the novel dates from 2008", "(~ the novel dates from 2008)"),
        ("a date from 2008 to remember", "(~ a date from 2008 to remember)"),
        ("save the date (June 5)", "(~ save the date June 5)"),
        ("year(s)", "(~ year s)"),
        ("Published: 3 May 2008", "(~ Published 3 May 2008)"),
    ]);
    check_warned(&[
        ("port and date aft 3/5/2008", "port"),
        ("port and date from 20080101 to 20080231", "port"),
        ("date(aft 3/5/2008) or port", "port"),
    ]);
}

#[test]
fn whole_queries_of_other_programs() {
    check(&[
        (
            "hd=(grain OR wheat) and (port w/10 strike) not rumour",
            "(& (| title:grain title:wheat) (/10 port strike) (! rumour))",
        ),
        ("a w/5 b and not c", "(& (/5 a b) (! c))"),
        ("hd=(a and b)", "(& title:a title:b)"),
        ("hd=a or hd=b", "(| title:a title:b)"),
        ("hd=not", "title:not"),
        ("hd=\"to be or not\"", "title:\"to be or not\""),
        (
            "headline(a or b) and not body(c)",
            "(& (| title:a title:b) (! body:c))",
        ),
        ("atleast3(a) Or b", "(| (3x a) b)"),
        ("HEADLINE(strik!)", "title:strik*"),
        (
            "PORT W/5 STRIKE AND FERRY NOT NIGHT BOAT",
            "(& (/5 PORT STRIKE) FERRY BOAT (! NIGHT))",
        ),
        (
            "HEADLINE(grain) AND (port PRE/2 strike) AND NOT BODY(rumour)",
            "(& title:grain (>2 port strike) (! body:rumour))",
        ),
        (
            "atleast5(ferry) AND (captain /s pilot) AND BYLINE(Roe)",
            "(& (5x ferry) (/s captain pilot) by[Roe])",
        ),
        (
            "(port! OR harbo?r) w/15 (strike! OR walkout)",
            "(/15 (| port* harbo?r) (| strike* walkout))",
        ),
        (
            "site:example.org intitle:ferry \"night boat\" -rumour",
            "(& \"night boat\" url[example.org] title:ferry (! rumour))",
        ),
        (
            "+title:ferry +\"night boat\"~4 -body:rumour~1",
            "(& title:ferry (_4 night boat) (! body:rumour~1))",
        ),
        ("ferry adj3 strike same port", "(~ (>3 ferry strike) same port)"),
    ]);
}
