//! Whole documents: made, read back as a reader would, compared.

mod convert;
mod errors;
mod looks;
mod merge;
mod mutations;
mod preview;
mod programs;
mod reader;
mod sample;
mod sealed;
mod trial;
mod whole;
