//! Starts the app: in the page its interface, in a worker its engine.

fn main() {
    tandem_app::start();
}
