//! text-analysis.
