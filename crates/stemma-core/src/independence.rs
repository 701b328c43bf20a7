//! How many independent lines a claim has.
