//! Bylines of East Asia: Korean names with their titles, names in Chinese characters, and editors in charge.

use std::sync::LazyLock;

use regex::Regex;

use super::{Byline, from_names, is_person};
use crate::agencies::agency;
use crate::phrases::{self, Phrase};
use crate::wording::{pattern, phrase_key, without_signature};

/// Returns the name of "이도현 기자" and "이도현 기자 lee@herald.example", which have what says so behind the name.
pub(super) fn korean_signature(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(' ')?;
    let (title, address) = rest.split_once([' ', '(']).unwrap_or((rest, "@"));
    let is_signature = is_korean_name(name) && matches!(title, "기자" | "특파원" | "선임기자" | "인턴기자");
    (is_signature && address.contains('@')).then_some(name)
}

/// Returns whether a word is a Korean name: a surname of one syllable and what follows it, without a space.
pub(super) fn is_korean_name(name: &str) -> bool {
    const SURNAMES: &str = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도석선설마길연위표명기반왕금옥육인맹제모탁국은편";
    /// Names of papers and their desks end so.
    const BODIES: [&str; 10] = [
        "부",
        "팀",
        "뉴스",
        "신문",
        "일보",
        "방송",
        "통신",
        "기자",
        "편집국",
        "위원",
    ];
    let is_syllable = |letter: char| matches!(letter, '가'..='힣');
    (2..=4).contains(&name.chars().count())
        && name.chars().all(is_syllable)
        && name.chars().next().is_some_and(|first| SURNAMES.contains(first))
        && !BODIES.iter().any(|end| name.ends_with(end))
}

/// Returns a name without the title that Korean puts behind it.
pub(super) fn without_title(name: &str) -> &str {
    const TITLES: [&str; 6] = ["인턴기자", "선임기자", "기자", "특파원", "논설위원", "앵커"];
    let bare = TITLES.iter().find_map(|title| name.strip_suffix(title));
    bare.map(str::trim_end)
        .filter(|bare| !bare.is_empty())
        .unwrap_or(name)
}

/// Returns whom a line such as "记者 王小明", "（本报记者王小明 李红）" or "记者 王小明 发自北京" names: Chinese reporters, whom
/// a space parts as a comma does.
pub(super) fn chinese_reporters(line: &str) -> Option<Byline> {
    static REPORTERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^[（(【〔\[]?\s*(?P<paper>\p{Han}{0,8}?)(?:特约|特約|首席|见习|見習|实习|實習)?(?:记者|記者)\s*[:：]?\s*",
            r"(?P<people>\p{Han}{2,4}(?:(?:\s*[、，,]\s*|\s+)(?:(?:通讯员|通訊員|实习生|實習生)\s*)?\p{Han}{2,4}){0,5}?)",
            r"(?:(?:\s*[／/]\s*|\s+)(?:\p{Han}{0,8}(?:报道|報導|報道|摄影|攝影)|[发發]自\p{Han}{2,6}))?\s*[）)】〕\]]?$"
        ))
    });
    if !line.contains("记者") && !line.contains("記者") {
        return None;
    }
    let captures = REPORTERS.captures(line.trim())?;
    let people: Vec<String> = captures["people"]
        .split(['、', '，', ',', ' ', '\u{3000}'])
        .map(|name| name.trim_start_matches("通讯员").trim_start_matches("通訊員"))
        .filter(|name| name.chars().count() > 1 && !matches!(*name, "实习生" | "實習生"))
        .map(str::to_owned)
        .collect();
    let are_names = !people.is_empty() && people.iter().all(|name| is_chinese_name(name));
    are_names.then(|| Byline {
        people,
        agencies: agency(&captures["paper"])
            .map(str::to_owned)
            .into_iter()
            .collect(),
    })
}

/// Returns whether a word is a Chinese name: one of the surnames of nineteen in twenty, and one or two letters more.
pub(super) fn is_chinese_name(name: &str) -> bool {
    const SURNAMES: &str = concat!(
        "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓鄧许許傅沈",
        "曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾鐘汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱丘秦江",
        "史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦蘆季俞章鲁魯",
        "葛伍韦韋申尤毕畢聂聶丛叢焦柳邢路岳齐齊梅莫庄莊辛管祝左涂谷祁舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲",
        "游阳陽裴席卫衛查屈鲍鮑覃霍翁隋植甘薄单單包司柏宁寧柯阮桂闵閔柴华華车車冉房佟"
    );
    const DOUBLE: [&str; 8] = ["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒"];
    let n = name.chars().count();
    let is_single = (2..=3).contains(&n) && name.chars().next().is_some_and(|first| SURNAMES.contains(first));
    is_single || n > 2 && DOUBLE.iter().any(|double| name.starts_with(double))
}

/// Returns the person of a line that holds nothing but a family name and a given name in Chinese characters, such as
/// "大渡 美咲". Two short words look so as well, so it counts only where something else says that a name stands there.
pub fn eastern_name(line: &str) -> Option<Byline> {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let is_part = |part: &&str| {
        (1..=3).contains(&part.chars().count())
            && part
                .chars()
                .all(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}'))
    };
    (parts.len() == 2 && parts.iter().all(is_part) && is_person(line)).then(|| Byline {
        people: vec![parts.join(" ")],
        agencies: Vec::new(),
    })
}

/// Returns whom a line such as "责编：…" credits. The Chinese press names the editor in charge under a story, and often
/// nobody else.
pub(crate) fn from_editor_line(line: &str) -> Option<Byline> {
    static EDITOR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^[(（\[]?(?:责任编辑|責任編輯|责编|責編)\s*[:：]\s*([^()（）\[\]]{2,20})[)）\]]?$")
    });
    let names = EDITOR.captures(line.trim())?;
    let byline = from_names(&names[1]);
    (!byline.people.is_empty()).then_some(byline)
}

/// Returns whom the brackets at the end of a paragraph name, as in "…。【村山豪】".
pub(crate) fn signature(paragraph: &str) -> Option<Byline> {
    let signed = without_signature(paragraph);
    let name = paragraph[signed.len()..].trim();
    let name = name.strip_prefix('【')?.strip_suffix('】')?;
    /// Endings of desks and of what belongs to a report.
    const NO_NAMES: [&str; 7] = ["部", "局", "班", "記事", "写真", "動画", "提供"];
    let is_name = |name: &&str| {
        (3..=5).contains(&name.chars().count())
            && name
                .chars()
                .all(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}'))
            && !NO_NAMES.iter().any(|ending| name.ends_with(ending))
    };
    let is_label = phrases::is(Phrase::RelatedMarker, &phrase_key(name));
    let people: Vec<String> = name
        .split(['、', '・'])
        .filter(is_name)
        .filter(|name| is_person(name))
        .map(str::to_owned)
        .collect();
    (!people.is_empty() && !is_label).then(|| Byline {
        people,
        agencies: Vec::new(),
    })
}
