//! Metrics of ranking as trec_eval computes them. A ranked list and the judgements of one query go in.

use std::collections::HashMap;

/// The judgements of one query: document to grade; a grade of 0 or less is not relevant.
pub(crate) type Judgements = HashMap<String, i32>;

/// One retrieved document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Retrieved {
    /// The document's id.
    pub(crate) document: String,
    /// What the engine scored it.
    pub(crate) score: f64,
}

/// Puts documents in the order that trec_eval judges: by score, equal scores by descending id, ranks ignored.
pub(crate) fn rank(retrieved: &mut [Retrieved]) {
    retrieved.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| b.document.cmp(&a.document))
    });
}

/// Returns nDCG at a depth with linear gain: the grade divided by log2 of the rank plus one.
pub(crate) fn ndcg(ranked: &[Retrieved], judgements: &Judgements, depth: usize) -> f64 {
    let gained = ranked
        .iter()
        .take(depth)
        .map(|retrieved| grade(judgements, &retrieved.document));
    let mut ideal: Vec<i32> = judgements.values().copied().filter(|grade| *grade > 0).collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let best = discounted(ideal.into_iter().take(depth));
    if best == 0.0 {
        0.0
    } else {
        discounted(gained) / best
    }
}

/// Returns which part of the relevant documents stands in the first places.
pub(crate) fn recall(ranked: &[Retrieved], judgements: &Judgements, depth: usize) -> f64 {
    let n_relevant = judgements.values().filter(|grade| **grade > 0).count();
    let n_found = ranked
        .iter()
        .take(depth)
        .filter(|retrieved| grade(judgements, &retrieved.document) > 0)
        .count();
    if n_relevant == 0 {
        0.0
    } else {
        n_found as f64 / n_relevant as f64
    }
}

/// Returns one divided by the rank of the first relevant document, 0 where none stands in the first places.
pub(crate) fn reciprocal_rank(ranked: &[Retrieved], judgements: &Judgements, depth: usize) -> f64 {
    let first = ranked
        .iter()
        .take(depth)
        .position(|retrieved| grade(judgements, &retrieved.document) > 0);
    first.map_or(0.0, |place| 1.0 / (place + 1) as f64)
}

fn grade(judgements: &Judgements, document: &str) -> i32 {
    judgements.get(document).copied().unwrap_or(0).max(0)
}

fn discounted(grades: impl Iterator<Item = i32>) -> f64 {
    grades
        .zip(1_u32..)
        .map(|(grade, rank)| f64::from(grade) / f64::from(rank + 1).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(documents: &str) -> Vec<Retrieved> {
        let places = documents.split_whitespace().enumerate();
        places
            .map(|(place, id)| Retrieved {
                document: id.into(),
                score: 100.0 - place as f64,
            })
            .collect()
    }

    fn judged(grades: &[(&str, i32)]) -> Judgements {
        grades
            .iter()
            .map(|(id, grade)| ((*id).to_owned(), *grade))
            .collect()
    }

    #[test]
    fn computes_by_hand_what_trec_eval_computes() {
        // Discounts: rank 1: 1, rank 2: 0.63093, rank 3: 0.5.
        for (documents, grades, depth, expected_ndcg, expected_recall, expected_rank) in [
            ("a b c", vec![("a", 1)], 10, 1.0, 1.0, 1.0),
            ("b a c", vec![("a", 1)], 10, 0.630_93, 1.0, 0.5),
            // DCG 1 + 2 * 0.5 = 2; ideal 2 + 0.63093.
            ("a x b", vec![("a", 1), ("b", 2)], 10, 0.760_19, 1.0, 1.0),
            // Only the first two places count: DCG 0.63093, ideal 1.63093.
            ("x a b", vec![("a", 1), ("b", 1)], 2, 0.386_85, 0.5, 0.5),
            ("x y", vec![("a", 1), ("x", 0)], 10, 0.0, 0.0, 0.0),
            ("", vec![("a", 1)], 10, 0.0, 0.0, 0.0),
            ("x", vec![("x", -1)], 10, 0.0, 0.0, 0.0),
        ] {
            let (list, judgements) = (ranked(documents), judged(&grades));
            assert!(
                (ndcg(&list, &judgements, depth) - expected_ndcg).abs() < 1e-4,
                "{documents} {grades:?}"
            );
            assert_eq!(recall(&list, &judgements, depth), expected_recall, "{documents}");
            assert_eq!(
                reciprocal_rank(&list, &judgements, depth),
                expected_rank,
                "{documents}"
            );
        }
    }

    #[test]
    fn ranks_equal_scores_by_descending_id() {
        let mut list = ranked("c a b");
        list[1].score = list[2].score;
        rank(&mut list);
        let order: Vec<&str> = list.iter().map(|retrieved| retrieved.document.as_str()).collect();
        assert_eq!(order, ["c", "b", "a"]);
    }
}
