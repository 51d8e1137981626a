//! A school registers its teachers by a list: the file, its columns, the dry run and the report by line.

mod form;
pub(crate) mod json;
pub(crate) mod pages;
mod report;
