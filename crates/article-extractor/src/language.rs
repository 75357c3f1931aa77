//! The language of a story: what the page states counts only where the words do not contradict it.

use article::{EvidenceFrom, Language};
use text_analysis::detect_language;

use crate::draft::Found;

/// From here on the detector is right more often than the pages' own statements.
const SURE: f32 = 0.9;

/// Detects the language of a text.
pub(crate) fn detect(text: &str) -> Option<Found<Language>> {
    let detection = detect_language(text)?;
    let start: String = text.chars().take(80).collect();
    Some(Found::new(
        detection.language,
        EvidenceFrom::Detected,
        &start,
        detection.confidence.min(0.95),
    ))
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
        (Some(_), Some(detected)) if detected.evidence.confidence >= SURE => Some(detected),
        (Some(stated), _) => Some(stated),
        (None, detected) => detected,
    }
}

/// Returns whether a language is stated, or surely that of the words.
pub(crate) fn is_settled(found: &Found<Language>) -> bool {
    found.evidence.from != EvidenceFrom::Detected || found.evidence.confidence >= SURE
}
