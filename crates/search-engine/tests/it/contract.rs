//! What every engine must do: each case is run on the embedded engine and on the reference engine.

mod dates;
mod facets;
mod matching;
mod nearness;
mod order;
mod store;

/// Makes a test of each case for each engine.
macro_rules! contract {
    ($($case:ident)*) => {
        mod embedded {
            $(#[test] fn $case() { super::$case(crate::index::embedded); })*
        }
        mod reference {
            $(#[test] fn $case() { super::$case(crate::index::reference); })*
        }
    };
}
use contract;

/// Checks which articles each query finds, by their keys in alphabetical order.
fn check_found(engine: &dyn search_engine::SearchEngine, cases: &[(query_language::Query, &[&str])]) {
    for (tree, expected) in cases {
        let results = engine.search(&crate::articles::request(tree.clone())).unwrap();
        assert_eq!(crate::articles::sorted_keys(&results), *expected, "{tree:?}");
        assert_eq!(results.total, expected.len(), "{tree:?}");
    }
}
