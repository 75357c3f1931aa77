//! [`Name`]: the elements that reading tells apart, and what is special about them.

macro_rules! names {
    ($($name:ident $text:literal),* $(,)?) => {
        /// The name of an element, as far as reading tells elements apart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Name { $(#[doc = $text] $name,)* #[doc = "Any other."] Other }

        impl Name {
            /// Returns the name that a tag has.
            pub(super) fn of(text: &str) -> Self {
                const LONGEST: usize = 12;
                let mut lower = [0; LONGEST];
                let Some(lower) = lower.get_mut(..text.len()) else {
                    return Self::Other;
                };
                lower.copy_from_slice(text.as_bytes());
                lower.make_ascii_lowercase();
                match &*lower {
                    $(name if name == $text.as_bytes() => Self::$name,)*
                    _ => Self::Other,
                }
            }

            /// Returns the name as it is written, nothing for any other.
            pub(super) fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* Self::Other => "" }
            }
        }
    };
}

names! {
    A "a", Abbr "abbr", Address "address", Article "article", Aside "aside", Audio "audio", B "b", Base "base", Bdi "bdi", Bdo "bdo", Big "big",
    Blockquote "blockquote", Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center",
    Cite "cite", Code "code", Col "col", Data "data", Dd "dd", Del "del", Details "details", Dfn "dfn", Dialog "dialog", Div "div", Dl "dl",
    Dt "dt", Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer",
    Form "form", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header", Hr "hr", Html "html", I "i",
    Iframe "iframe", Img "img", Input "input", Ins "ins", Kbd "kbd", Label "label", Legend "legend", Li "li", Link "link", Main "main",
    Mark "mark", Math "math", Meta "meta", Nav "nav", Noscript "noscript", Object "object", Ol "ol", Option "option", P "p", Param "param",
    Picture "picture", Pre "pre", Q "q", Rp "rp", Rt "rt", Ruby "ruby", S "s", Samp "samp", Script "script", Section "section",
    Select "select", Small "small", Source "source", Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub",
    Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template", Textarea "textarea",
    Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul", Var "var",
    Video "video", Wbr "wbr",
}

impl Name {
    /// Returns whether the element has no content.
    pub(super) fn is_void(self) -> bool {
        use Name::*;
        matches!(
            self,
            Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
        )
    }

    /// Returns whether the element's content is text whatever tags it seems to hold.
    pub(super) fn is_raw(self) -> bool {
        use Name::*;
        matches!(self, Script | Style | Textarea | Title | Iframe)
    }

    /// Returns whether the element stands within a line.
    pub(crate) fn is_inline(self) -> bool {
        use Name::*;
        matches!(
            self,
            A | Abbr
                | B
                | Bdi
                | Bdo
                | Big
                | Cite
                | Code
                | Data
                | Del
                | Dfn
                | Em
                | Font
                | I
                | Img
                | Ins
                | Kbd
                | Label
                | Mark
                | Q
                | Rp
                | Rt
                | Ruby
                | S
                | Samp
                | Small
                | Span
                | Strike
                | Strong
                | Sub
                | Sup
                | Time
                | Tt
                | U
                | Var
                | Wbr
                | Picture
                | Source
                | Svg
                | Script
                | Style
                | Link
                | Meta
                | Noscript
                | Other
        )
    }

    /// Returns whether its content is code.
    pub(crate) fn is_script(self) -> bool {
        matches!(self, Self::Script | Self::Style | Self::Noscript | Self::Template)
    }

    /// Returns whether its text is none of the page's.
    pub(crate) fn is_unseen(self) -> bool {
        use Name::*;
        matches!(
            self,
            Script
                | Style
                | Noscript
                | Template
                | Head
                | Iframe
                | Select
                | Textarea
                | Svg
                | Object
                | Canvas
                | Audio
                | Video
                | Math
                | Rp
                | Rt
                | Title
        )
    }
}
