//! The fonts of the program, parsed once and shared; words are shaped with kerning and remembered.

mod alphabet;
mod face;
mod shape;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

pub(crate) use self::alphabet::{alphabet, is_invisible};
pub(crate) use self::face::Face;
pub(crate) use self::shape::{Glyph, Shaped};
use crate::error::FontError;
use crate::layout::{Case, Font};

/// How many words of a style are remembered before all are forgotten.
const REMEMBERED: usize = 4_096;

/// A face and the letters in which it is set: what shaping depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Style {
    pub(crate) font: Font,
    pub(crate) case: Case,
}

impl Style {
    fn index(self) -> usize {
        self.font as usize * 2 + self.case as usize
    }
}

/// All faces of Libertinus Serif; cheap to clone and shared between threads.
#[derive(Clone)]
pub struct Fonts(Arc<Inner>);

struct Inner {
    faces: Vec<Face>,
    remembered: Vec<RwLock<HashMap<Box<str>, Arc<Shaped>>>>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.faces.iter().map(|face| &face.name)).finish()
    }
}

/// The faces in the order of [`Font`], with their names.
const FACES: [(Font, &str); 6] = [
    (Font::Regular, "LibertinusSerif-Regular"),
    (Font::Bold, "LibertinusSerif-Bold"),
    (Font::Italic, "LibertinusSerif-Italic"),
    (Font::BoldItalic, "LibertinusSerif-BoldItalic"),
    (Font::Semibold, "LibertinusSerif-Semibold"),
    (Font::SemiboldItalic, "LibertinusSerif-SemiboldItalic"),
];

/// What `build.rs` took out of the collection of fonts.
const SHIPPED: [&[u8]; 6] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/face-0.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/face-1.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/face-2.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/face-3.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/face-4.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/face-5.otf")),
];

impl Fonts {
    /// Parses the faces that the program ships with; do it once.
    ///
    /// # Errors
    /// A face that is absent or cannot be read: the program was built wrongly.
    pub fn libertinus() -> Result<Fonts, FontError> {
        let mut faces = Vec::with_capacity(FACES.len());
        for (_, name) in FACES {
            let error = |reason: &str| FontError { name: name.to_owned(), reason: reason.to_owned() };
            let parsed =
                SHIPPED.into_iter().find(|data| face::postscript_name(data).as_deref() == Some(name));
            faces.push(Face::parse(name, parsed.ok_or_else(|| error("it is absent"))?)?);
        }
        let remembered = (0..FACES.len() * 2).map(|_| RwLock::default()).collect();
        Ok(Fonts(Arc::new(Inner { faces, remembered })))
    }

    /// The face of this weight and slant.
    pub(crate) fn face(&self, font: Font) -> Result<&Face, FontError> {
        let absent = || FontError { name: format!("{font:?}"), reason: "it is absent".to_owned() };
        self.0.faces.get(font as usize).ok_or_else(absent)
    }

    /// The word as glyphs, from memory when it was shaped before.
    pub(crate) fn shape(&self, style: Style, word: &str) -> Result<Arc<Shaped>, FontError> {
        let face = self.face(style.font)?;
        let Some(remembered) = self.0.remembered.get(style.index()) else {
            return Ok(Arc::new(face.shape(style.case, word)?));
        };
        if let Some(shaped) = remembered.read().unwrap_or_else(PoisonError::into_inner).get(word) {
            return Ok(Arc::clone(shaped));
        }
        let shaped = Arc::new(face.shape(style.case, word)?);
        let mut remembered = remembered.write().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(word.into(), Arc::clone(&shaped));
        Ok(shaped)
    }
}
