//! Applications and the form that they fill in, for programs of organizers.

pub(crate) mod enter;
pub(crate) mod form;
