//! The program of the page and of its workers. It starts by its export `tandem_start`, not by itself: whoever starts it must
//! hold it first, to be able to bring what the build has put off.

use tandem_app as _;

fn main() {}
