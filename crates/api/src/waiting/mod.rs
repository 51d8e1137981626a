//! The page of somebody who waits for a place at a webinar that is full.

pub(crate) mod json;
pub(crate) mod pages;
