//! Objects of lopdf as bytes: the own writer, because every error must be seen and every byte must repeat.

use lopdf::{Dictionary, Object};

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Writes a byte as two hexadecimal digits.
pub(crate) fn hex_byte(out: &mut Vec<u8>, byte: u8) {
    for digit in [byte >> 4, byte & 15] {
        out.push(HEX.get(usize::from(digit)).copied().unwrap_or(b'0'));
    }
}

/// Writes a whole number.
pub(crate) fn integer(out: &mut Vec<u8>, number: impl itoa::Integer) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Writes an object.
pub(crate) fn object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(number) => integer(out, *number),
        Object::Real(number) => out.extend_from_slice(format!("{number}").as_bytes()),
        Object::Name(name) => self::name(out, name),
        Object::String(bytes, _) => {
            out.push(b'<');
            bytes.iter().for_each(|byte| hex_byte(out, *byte));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                self::object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => self::dictionary(out, dictionary),
        Object::Stream(stream) => {
            let mut header = stream.dict.clone();
            header.set("Length", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
            self::dictionary(out, &header);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(&stream.content);
            out.extend_from_slice(b"\nendstream");
        }
        Object::Reference((number, _)) => {
            integer(out, *number);
            out.extend_from_slice(b" 0 R");
        }
    }
}

fn dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        name(out, key);
        out.push(b' ');
        object(out, value);
    }
    out.extend_from_slice(b">>");
}

fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            hex_byte(out, *byte);
        }
    }
}
