//! article-extractor.
