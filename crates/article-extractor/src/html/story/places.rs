//! What the elements above a block say of it: kinds of elements, and words in their classes.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::html::tree::{Name, Tree};

/// Families of words in classes and ids, as substrings of a text in which everything but letters and digits is "-".
const FAMILIES: [&[&str]; 20] = [
    &[
        "article-body",
        "articlebody",
        "article--body",
        "story-body",
        "storybody",
        "post-content",
        "entry-content",
        "article-content",
        "article--content",
        "article-text",
        "articletext",
        "body-text",
        "bodytext",
        "story-content",
        "post-body",
        "postbody",
        "richtext",
        "rich-text",
        "content-body",
        "text-content",
        "fliesstext",
        "cuerpo",
        "article-copy",
        "body-copy",
        "story-text",
        "storytext",
        "news-text",
        "content-text",
        "article-detail",
    ],
    &[
        "article", "story", "post-", "entry", "news", "artikel", "articulo", "beitrag", "single", "nota-",
    ],
    &[
        "content",
        "body",
        "text",
        "main",
        "inhalt",
        "-copy-",
        "contenu",
        "contenido",
    ],
    &[
        "comment",
        "disqus",
        "kommentar",
        "respond",
        "reply",
        "discuss",
        "forum",
    ],
    &[
        "share", "sharing", "social", "facebook", "twitter", "whatsapp", "follow",
    ],
    &[
        "related",
        "recommend",
        "read-more",
        "readmore",
        "similar",
        "see-also",
        "also-",
        "teaser",
        "promo",
        "outbrain",
        "taboola",
        "suggest",
        "further",
        "more-",
        "-mehr",
        "linked",
        "next-",
        "prev",
    ],
    &[
        "newsletter",
        "subscri",
        "signup",
        "sign-up",
        "paywall",
        "login",
        "register",
        "donat",
        "-abo-",
        "premium",
        "membership",
        "support-us",
    ],
    &[
        "sidebar",
        "side-bar",
        "rail-",
        "aside",
        "widget",
        "-side-",
        "secondary",
        "complementary",
    ],
    &[
        "footer",
        "-foot-",
        "bottom",
        "copyright",
        "colophon",
        "legal",
        "disclaimer",
    ],
    &[
        "nav",
        "menu",
        "crumb",
        "pagination",
        "pager",
        "toolbar",
        "-tabs",
        "topbar",
        "skip-",
    ],
    &[
        "author",
        "byline",
        "-bio-",
        "writer",
        "autor",
        "contributor",
        "about-",
    ],
    &[
        "meta", "date", "-time", "publish", "-info", "credit", "source", "kicker",
    ],
    &["-tag", "topic", "keyword", "categor", "label"],
    &[
        "caption", "figure", "image", "photo", "gallery", "video", "player", "media", "embed", "slide",
        "picture", "-img-",
    ],
    &[
        "-ad-",
        "-ads-",
        "advert",
        "sponsor",
        "banner",
        "-adv-",
        "dfp",
        "commercial",
        "shop",
        "product",
    ],
    &[
        "cookie", "consent", "gdpr", "popup", "modal", "overlay", "dialog", "tooltip", "toast",
    ],
    &[
        "list", "grid", "card", "carousel", "item", "trending", "popular", "latest", "most-", "feed",
        "archive",
    ],
    &[
        "header", "masthead", "-head-", "headline", "title", "-top-", "hero",
    ],
    &[
        "lead",
        "summary",
        "standfirst",
        "intro",
        "subtitle",
        "sub-title",
        "subhead",
        "-dek",
        "-deck",
        "excerpt",
        "description",
        "abstract",
        "chapo",
        "entradilla",
        "bajada",
        "vorspann",
        "sottotitolo",
        "sumario",
        "ingress",
        "strapline",
        "perex",
    ],
    &[
        "quote",
        "pull",
        "fact",
        "infobox",
        "-box",
        "callout",
        "highlight",
        "inset",
    ],
];

/// How many families of words there are.
pub(super) const N_FAMILIES: usize = FAMILIES.len();
/// Kinds of elements that tell something by standing above a block.
pub(super) const TELLING: [Name; 18] = [
    Name::Nav,
    Name::Header,
    Name::Footer,
    Name::Aside,
    Name::Figure,
    Name::Figcaption,
    Name::Form,
    Name::Article,
    Name::Main,
    Name::Table,
    Name::Ul,
    Name::Ol,
    Name::Blockquote,
    Name::Button,
    Name::Label,
    Name::Address,
    Name::Section,
    Name::Dl,
];
/// Further up is as good as nowhere.
pub(super) const NOWHERE: u8 = 20;

/// What is known of an element from itself and all above it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The nearest element that is no inline one, itself or above.
    pub(super) block: usize,
    /// Whether it is in a link.
    pub(super) in_link: bool,
    /// Whether it is not shown.
    pub(super) is_unseen: bool,
    /// Whether it stands in bold or emphasised type.
    pub(super) is_strong: bool,
    /// Bits of [`TELLING`].
    pub(super) within: u32,
    /// Steps up to the nearest element with a word of each family, [`NOWHERE`] at most.
    pub(super) steps: [u8; N_FAMILIES],
}

impl Place {
    /// Returns whether one of these elements of [`TELLING`] stands above it, or is it.
    pub(super) fn is_within(&self, names: &[Name]) -> bool {
        let mut telling = TELLING.iter().enumerate();
        telling.any(|(bit, name)| self.within >> bit & 1 == 1 && names.contains(name))
    }
}

/// Whether what a page hides at first counts as seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hidden {
    /// It does not: it is menus, dialogs and texts for other readers.
    Left,
    /// It does: a script would show it.
    Shown,
}

/// Returns what is known of each element of a page.
pub(super) fn places(tree: &Tree<'_>, hidden: Hidden) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(tree.elements.len());
    let mut words = Vec::new();
    for (at, element) in tree.elements.iter().enumerate() {
        let above = places.get(element.parent).copied();
        let mut place = above.unwrap_or(Place {
            block: 0,
            in_link: false,
            is_unseen: false,
            is_strong: false,
            within: 0,
            steps: [NOWHERE; N_FAMILIES],
        });
        if !element.name.is_inline() {
            place.block = at;
            place.is_strong = false;
        }
        place.in_link |= element.name == Name::A;
        place.is_strong |= matches!(element.name, Name::B | Name::Strong | Name::Em | Name::I);
        place.is_unseen |= match hidden {
            Hidden::Left => element.name.is_unseen(),
            Hidden::Shown => {
                element.name.is_unseen() && !matches!(element.name, Name::Noscript | Name::Template)
            }
        };
        if let Some(bit) = TELLING.iter().position(|name| *name == element.name) {
            place.within |= 1 << bit;
        }
        for steps in &mut place.steps {
            *steps = (*steps + 1).min(NOWHERE);
        }
        let is_hidden = read_attributes(element, &mut words);
        place.is_unseen |= is_hidden && hidden == Hidden::Left;
        for found in matcher().find_overlapping_iter(&words) {
            place.steps[family_of(found.pattern().as_usize())] = 0;
        }
        places.push(place);
    }
    places
}

/// Collects the words of class, id and kin into `words`, and returns whether the element is hidden.
fn read_attributes(element: &crate::html::tree::Element<'_>, words: &mut Vec<u8>) -> bool {
    words.clear();
    let mut is_hidden = false;
    for (name, value) in element.attributes() {
        match folded(name).as_ref() {
            "class" | "id" | "itemprop" | "role" | "data-testid" | "data-component" => {
                words.push(b'-');
                words.extend(value.bytes().map(|byte| match byte.is_ascii_alphanumeric() {
                    true => byte.to_ascii_lowercase(),
                    false => b'-',
                }));
                words.push(b'-');
            }
            "hidden" => is_hidden = true,
            "style" => {
                let style = value.chars().filter(|c| !c.is_whitespace());
                let style: String = style.map(|c| c.to_ascii_lowercase()).collect();
                is_hidden |= style.contains("display:none") || style.contains("visibility:hidden");
            }
            _ => {}
        }
    }
    is_hidden && !matches!(element.name, Name::Body | Name::Html | Name::Article | Name::Main)
}

/// Returns the name of an attribute in small letters.
fn folded(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name.into(),
    }
}

fn matcher() -> &'static AhoCorasick {
    static MATCHER: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = FAMILIES.iter().flat_map(|family| family.iter());
        let builder = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(words);
        builder.expect("the words are fixed")
    });
    &MATCHER
}

fn family_of(pattern: usize) -> usize {
    static FAMILY: LazyLock<Vec<usize>> = LazyLock::new(|| {
        let numbered = FAMILIES.iter().enumerate();
        numbered
            .flat_map(|(family, words)| words.iter().map(move |_| family))
            .collect()
    });
    FAMILY.get(pattern).copied().unwrap_or_default()
}
