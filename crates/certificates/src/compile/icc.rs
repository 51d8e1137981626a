//! The sRGB colour space as a version 2 profile: older archives do not read newer ones.

/// Points of the tone curve.
const POINTS: u16 = 256;
/// White and the three primaries under the light of the connection space, in 65,536ths.
const COLOURS: [(&[u8; 4], [u32; 3]); 4] = [
    (b"wtpt", [0xf6d6, 0x1_0000, 0xd32d]),
    (b"rXYZ", [0x6fa2, 0x38f5, 0x0390]),
    (b"gXYZ", [0x6299, 0xb785, 0x18da]),
    (b"bXYZ", [0x24a0, 0x0f84, 0xb6cf]),
];

/// The bytes of the profile.
pub(super) fn srgb() -> Vec<u8> {
    let mut tags: Vec<([u8; 4], Vec<u8>)> =
        vec![(*b"desc", description("sRGB")), (*b"cprt", text("Public domain"))];
    tags.extend(COLOURS.map(|(name, colour)| (*name, xyz(colour))));
    let table = 128 + 4 + 12 * (tags.len() + 3);
    let mut entries = Vec::new();
    let mut data = Vec::new();
    for (name, bytes) in &tags {
        entry(&mut entries, *name, table + data.len(), bytes.len());
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let curve = curve();
    for name in [b"rTRC", b"gTRC", b"bTRC"] {
        entry(&mut entries, *name, table + data.len(), curve.len());
    }
    data.extend_from_slice(&curve);
    let mut profile = header(number(table + data.len()));
    profile.extend(number(tags.len() + 3).to_be_bytes());
    profile.extend(entries);
    profile.extend(data);
    profile
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn entry(entries: &mut Vec<u8>, name: [u8; 4], offset: usize, length: usize) {
    entries.extend(name);
    entries.extend(number(offset).to_be_bytes());
    entries.extend(number(length).to_be_bytes());
}

fn header(size: u32) -> Vec<u8> {
    let mut header = size.to_be_bytes().to_vec();
    header.extend([0, 0, 0, 0, 2, 0x10, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    for part in [2027_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.resize(68, 0);
    for part in [0xf6d6_u32, 0x1_0000, 0xd32d] {
        header.extend(part.to_be_bytes());
    }
    header.resize(128, 0);
    header
}

fn description(name: &str) -> Vec<u8> {
    let mut bytes = b"desc\0\0\0\0".to_vec();
    bytes.extend(number(name.len() + 1).to_be_bytes());
    bytes.extend(name.bytes());
    // The same in two other forms, both empty.
    bytes.resize(bytes.len() + 1 + 8 + 3 + 67, 0);
    bytes
}

fn text(text: &str) -> Vec<u8> {
    let mut bytes = b"text\0\0\0\0".to_vec();
    bytes.extend(text.bytes());
    bytes.push(0);
    bytes
}

fn xyz(colour: [u32; 3]) -> Vec<u8> {
    let mut bytes = b"XYZ \0\0\0\0".to_vec();
    bytes.extend(colour.into_iter().flat_map(u32::to_be_bytes));
    bytes
}

fn curve() -> Vec<u8> {
    let mut bytes = b"curv\0\0\0\0".to_vec();
    bytes.extend(u32::from(POINTS).to_be_bytes());
    for point in 0..POINTS {
        let value = f64::from(point) / f64::from(POINTS - 1);
        let light = if value <= 0.040_45 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) };
        bytes.extend(sixteen_bits(light).to_be_bytes());
    }
    bytes
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "light is between 0 and 1")]
fn sixteen_bits(light: f64) -> u16 {
    (light * 65_535.0).round() as u16
}
