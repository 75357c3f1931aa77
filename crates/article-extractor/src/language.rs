//! The language of a story: what the page states counts only where the words do not contradict it.

use article::{EvidenceFrom, Language};
use text_analysis::detect_language;

use crate::draft::Found;
use crate::telling_words;

/// From here on the detector is right more often than the pages' own statements.
const SURE: f32 = 0.9;

/// Languages with a press that the detector does not know. Other codes that it does not know are mistakes: "jp", "utf".
const UNDETECTED: [&str; 25] = [
    "bs", "cy", "eu", "fo", "fy", "ga", "gd", "gl", "ha", "ig", "is", "kk", "kl", "ky", "lb", "mn", "ms",
    "mt", "rw", "so", "sq", "sw", "tg", "xh", "yo",
];

/// Detects the language of a text.
pub(crate) fn detect(text: &str) -> Option<Found<Language>> {
    let detection = detect_language(text)?;
    let start: String = text.chars().take(80).collect();
    let found = |language, confidence| Found::new(language, EvidenceFrom::Detected, &start, confidence);
    // Languages that the detector does not know it takes for others, and is sure of it.
    if let Some(language) = telling_words::language(text).and_then(Language::from_code) {
        return Some(found(language, SURE));
    }
    Some(found(detection.language, detection.confidence.min(0.95)))
}

/// Chooses between the language a page states and the one its words have.
pub(crate) fn settle(
    stated: Option<Found<Language>>,
    detected: Option<Found<Language>>,
) -> Option<Found<Language>> {
    match (stated, detected) {
        (Some(stated), Some(detected)) if stated.value == detected.value => Some(Found {
            evidence: article::Evidence {
                confidence: 1.0,
                ..stated.evidence
            },
            ..stated
        }),
        // What the detector does not know it takes for something else, though hardly for English.
        (Some(stated), Some(detected))
            if UNDETECTED.contains(&stated.value.code()) && detected.value.code() != "en" =>
        {
            Some(stated)
        }
        (Some(_), Some(detected)) if detected.evidence.confidence >= SURE => Some(detected),
        (Some(stated), _) => Some(stated),
        (None, detected) => detected,
    }
}

/// Returns whether a language is stated, or surely that of the words.
pub(crate) fn is_settled(found: &Found<Language>) -> bool {
    found.evidence.from != EvidenceFrom::Detected || found.evidence.confidence >= SURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_overrule_what_a_page_states_where_they_are_known() {
        let found = |code: &str, from, sure| {
            let language = Language::from_code(code).expect("a code");
            Some(Found::new(language, from, "", sure))
        };
        for (stated, detected, sure, expected) in [
            ("en", "de", 0.95, "de"),
            ("en", "de", 0.6, "en"),
            ("is", "da", 0.95, "is"),
            ("ms", "en", 0.95, "en"),
            ("utf", "zh", 0.95, "zh"),
            ("en", "is", 0.9, "is"),
        ] {
            let stated = found(stated, EvidenceFrom::MetaTag, 0.8);
            let settled = settle(stated, found(detected, EvidenceFrom::Detected, sure));
            assert_eq!(settled.expect("a language").value.code(), expected);
        }
    }
}
