//! From the bytes of one document to statements with exact spans.
