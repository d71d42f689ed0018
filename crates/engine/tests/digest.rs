//! The digest, as a literal: debug, release and wasm builds are all held to this one.

use tandem_engine::digest;

/// Renewed when draws or the model change, and said so in the change log.
#[test]
fn the_digest_is_the_one_written_here() {
    assert_eq!(digest(), "5f39c9b73bd82be8");
}
