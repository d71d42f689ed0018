//! What links need not say again: DEFLATE with a text that both sides know, as if it stood before what is sent.
//!
//! Most plans begin as one of the shipped ones, so the text is those, as a link writes them. It is frozen with the formats
//! that use it: another text would be another format.

use miniz_oxide::DataFormat;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// The text that both sides know, bytes.
const KNOWN: &[u8] = include_bytes!("dictionary.txt");
/// As small as it gets; a link is made once.
const LEVEL: i32 = 10;

/// Packs a text as what follows the known one.
pub(super) fn deflate(text: &[u8]) -> Vec<u8> {
    let raw = DataFormat::Raw.to_window_bits();
    let mut packer = CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, raw, 0));
    // What the known text packs into ends on a whole byte and is thrown away.
    packed(&mut packer, KNOWN, TDEFLFlush::Sync);
    packed(&mut packer, text, TDEFLFlush::Finish)
}

fn packed(packer: &mut CompressorOxide, mut text: &[u8], flush: TDEFLFlush) -> Vec<u8> {
    let mut bytes = vec![0; text.len() + 64];
    let mut length = 0;
    loop {
        let (status, read, written) = compress(packer, text, &mut bytes[length..], flush);
        text = &text[read..];
        length += written;
        // A flush is through when there is room left behind it.
        if status != TDEFLStatus::Okay || (text.is_empty() && length < bytes.len()) {
            bytes.truncate(length);
            return bytes;
        }
        bytes.resize(2 * bytes.len(), 0);
    }
}

/// Unpacks what follows the known text; nothing if it is damaged or longer than `limit` bytes.
pub(super) fn inflate(body: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut text = KNOWN.to_vec();
    text.resize(KNOWN.len() + limit, 0);
    let mut state = DecompressorOxide::new();
    let (status, read, written) =
        decompress(&mut state, body, &mut text, KNOWN.len(), TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
    if status != TINFLStatus::Done || read != body.len() {
        return None;
    }
    text.truncate(KNOWN.len() + written);
    Some(text.split_off(KNOWN.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let long: Vec<u8> = (0..100_000_u32).map(|at| (at.wrapping_mul(0x9E37_79B1) >> 24) as u8).collect();
        for text in [b"".as_slice(), b"{}", KNOWN, &KNOWN[3000..9000], &long, &[b' '; 200_000]] {
            let body = deflate(text);
            assert_eq!(inflate(&body, text.len()).as_deref(), Some(text));
            assert!(text.is_empty() || inflate(&body, text.len() - 1).is_none(), "more than the limit");
            assert!(inflate(&body[..body.len() - 1], text.len()).is_none(), "an end is missing");
        }
        assert!(deflate(&KNOWN[3000..9000]).len() < 60);
    }

    #[test]
    fn the_known_text_is_frozen() {
        assert_eq!((KNOWN.len(), crate::plan::link::CRC.checksum(KNOWN)), (17_422, 0x0ece_215f));
    }
}
