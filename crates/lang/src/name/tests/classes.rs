//! One claim per class of names, with names that are in no other list.

use rstest::rstest;

use super::full;
use crate::{Case, Gender};
