//! The container of a workbook: a ZIP archive with deflated entries (APPNOTE 6.3.10).

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};
use miniz_oxide::deflate::compress_to_vec;

/// How hard to compress, 0..=10.
const LEVEL: u8 = 6;
const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);
/// 1 January 1980: the archive says nothing of when it was made.
const DOS_DATE: u16 = 0x21;

/// An archive of files with their contents.
pub fn zip(files: &[(String, String)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let start = archive.len() as u32;
        let packed = compress_to_vec(content.as_bytes(), LEVEL);
        let header = header(name, content.as_bytes(), packed.len() as u32);
        archive.extend(0x0403_4b50_u32.to_le_bytes());
        archive.extend(&header);
        archive.extend(name.as_bytes());
        archive.extend(packed);
        directory.extend(0x0201_4b50_u32.to_le_bytes());
        // Made by version 2.0 on a system that does not matter.
        directory.extend(20_u16.to_le_bytes());
        directory.extend(&header);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (archive.len() as u32, files.len() as u16);
    archive.extend(&directory);
    archive.extend(0x0605_4b50_u32.to_le_bytes());
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    archive
}

/// What the entry and the directory say alike, from the version needed to the length of the extra field.
fn header(name: &str, content: &[u8], packed: u32) -> Vec<u8> {
    let mut header = Vec::new();
    // Version 2.0, names in UTF-8, deflated, midnight.
    for number in [20_u16, 0x0800, 8, 0, DOS_DATE] {
        header.extend(number.to_le_bytes());
    }
    for number in [CRC.checksum(content), packed, content.len() as u32] {
        header.extend(number.to_le_bytes());
    }
    header.extend((name.len() as u16).to_le_bytes());
    header.extend([0; 2]);
    header
}
