//! article-reader.
