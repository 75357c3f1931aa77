//! entity-tagger.
