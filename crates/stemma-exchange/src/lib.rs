//! The graph in other formats.
