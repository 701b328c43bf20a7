//! HTTP endpoint and pages.
