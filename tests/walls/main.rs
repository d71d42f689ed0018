//! The walls between the rooms: which names a room must not contain.
//!
//! `ARCHITECTURE.md` says what each room is for; here is what must be absent from it. Comments, texts
//! and test code are taken out before looking, so prose cannot trip a wall.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

mod source;

use source::Source;
use std::path::Path;

/// One wall.
struct Wall {
    /// The room, as a person calls it.
    room: &'static str,
    /// Paths that belong to it; one that ends in `/` is a folder.
    inside: &'static [&'static str],
    /// Paths that do not, although they lie inside.
    except: &'static [&'static str],
    /// The names that must not occur.
    forbidden: &'static [&'static str],
    /// Why.
    why: &'static str,
}

const BROWSER: &[&str] = &["web_sys", "js_sys", "gloo", "wasm_bindgen", "yew"];
const WORKER: &[&str] = &["src/worker.rs", "src/worker/"];

/// The engine and what it is built on.
const ENGINE: &[&str] = &["crates/engine/src/", "crates/numerics/src/", "crates/plan/src/"];

const WALLS: &[Wall] = &[
    Wall {
        room: "the engine",
        inside: ENGINE,
        except: &[],
        forbidden: BROWSER,
        why: "the engine knows no browser: the command line and the tests run the very same code",
    },
    Wall {
        room: "the engine",
        inside: ENGINE,
        except: &[],
        forbidden: &["plotters", "getrandom", "rand_distr", "num_traits", "rand"],
        why: "drawing is for the charts; foreign random numbers change with the crates built beside them",
    },
    Wall {
        room: "the engine",
        inside: ENGINE,
        except: &[],
        forbidden: &[
            "std::fs",
            "fs::",
            "std::env",
            "env::",
            "std::time",
            "Instant",
            "SystemTime",
            "std::thread",
            "thread::",
            "std::net",
            "net::",
            "std::process",
            "static mut",
            "thread_local!",
            "println!",
            "eprintln!",
        ],
        why: "the engine is pure: no input or output, clock, thread or global",
    },
    Wall {
        room: "the engine",
        inside: ENGINE,
        except: &[],
        forbidden: &["HashMap", "HashSet"],
        why: "their order differs from run to run; BTreeMap and Vec keep one",
    },
    Wall {
        room: "the engine",
        inside: ENGINE,
        except: &[],
        forbidden: MATHS,
        why: "these differ between machines; use `libm` or the engine's own arithmetic",
    },
    Wall {
        room: "the plan",
        inside: &["crates/plan/src/"],
        except: &[],
        forbidden: &["model::", "Model", "simulation::", "Simulation", "tandem_engine"],
        why: "a plan is what was typed and knows no rules",
    },
    Wall {
        room: "engine::simulation",
        inside: &["crates/engine/src/simulation.rs", "crates/engine/src/simulation/"],
        except: &[],
        forbidden: &["plan::", "Plan", "serde", "serde_json", "findings::", "Finding", "Findings"],
        why: "a simulation runs a checked model: nothing can be wrong any more",
    },
    Wall {
        room: "the charts",
        inside: &["crates/charts/src/"],
        except: &[],
        forbidden: BROWSER,
        why: "the charts are drawn on any backend: nodes of the page, files of the command line",
    },
    Wall {
        room: "the command line",
        inside: &["crates/cli/src/"],
        except: &[],
        forbidden: BROWSER,
        why: "the command line runs without a browser",
    },
    Wall {
        room: "the workbook, the formats and the words",
        inside: &[
            "src/workbook.rs",
            "src/workbook/",
            "src/format.rs",
            "src/format/",
            "src/text.rs",
            "src/text/",
        ],
        except: &[],
        forbidden: &["web_sys", "gloo", "js_sys", "wasm_bindgen"],
        why: "state and words are tested natively",
    },
    Wall {
        room: "the views",
        inside: &["src/views.rs", "src/views/"],
        except: &[],
        forbidden: &["gloo", "plotters", "Simulation", "Model", "simulation::", "model::"],
        why: "a view shows a summary; it computes nothing and draws nothing by itself",
    },
    Wall {
        room: "the app outside worker.rs and worker/",
        inside: &["src/"],
        except: WORKER,
        forbidden: &[
            "Worker",
            "postMessage",
            "post_message",
            "DedicatedWorkerGlobalScope",
            "post_message_with_transfer",
        ],
        why: "one place talks to workers, so that there is one protocol",
    },
    Wall {
        room: "the app outside storage.rs",
        inside: &["src/"],
        except: &["src/storage.rs", "src/storage/"],
        forbidden: &[
            "local_storage",
            "session_storage",
            "Storage",
            "LocalStorage",
            "SessionStorage",
            "indexed_db",
            "IdbDatabase",
            "IdbFactory",
            "location()",
            "Location",
            "History",
            "history()",
            "FileReader",
        ],
        why: "one file reads and writes what outlives the page",
    },
    Wall {
        room: "the app",
        inside: &["src/"],
        except: &[],
        forbidden: &[
            "from_html_unchecked",
            "set_inner_html",
            "set_outer_html",
            "insert_adjacent_html",
            "eval",
            "Function::new_with_args",
            "WebSocket",
            "EventSource",
            "send_beacon",
            "XmlHttpRequest",
        ],
        why: "text is never markup or code, and nothing is sent anywhere",
    },
    Wall {
        room: "the app outside worker.rs and worker/",
        inside: &["src/"],
        except: WORKER,
        forbidden: &["fetch_with_str", "fetch_with_request", "web_sys::Request", "web_sys::Response"],
        why: "the only thing ever fetched is the glue that the workers are made of",
    },
    Wall {
        room: "the tools",
        inside: &["xtask/src/"],
        except: &[],
        forbidden: &["tandem_engine", "tandem_charts", "tandem_app", "yew"],
        why: "the tools judge the product from outside",
    },
];

/// Rounded differently by different systems' mathematics libraries. `sqrt` is exact everywhere.
const MATHS: &[&str] = &[
    ".ln(",
    ".log(",
    ".log2(",
    ".log10(",
    ".ln_1p(",
    ".exp(",
    ".exp2(",
    ".exp_m1(",
    ".powf(",
    ".powi(",
    ".sin(",
    ".cos(",
    ".tan(",
    ".sin_cos(",
    ".asin(",
    ".acos(",
    ".atan(",
    ".atan2(",
    ".sinh(",
    ".cosh(",
    ".tanh(",
    ".asinh(",
    ".acosh(",
    ".atanh(",
    ".cbrt(",
    ".hypot(",
    ".mul_add(",
    "f64::ln",
    "f64::log",
    "f64::log2",
    "f64::log10",
    "f64::ln_1p",
    "f64::exp",
    "f64::exp2",
    "f64::exp_m1",
    "f64::powf",
    "f64::powi",
    "f64::sin",
    "f64::cos",
    "f64::tan",
    "f64::sin_cos",
    "f64::asin",
    "f64::acos",
    "f64::atan",
    "f64::atan2",
    "f64::sinh",
    "f64::cosh",
    "f64::tanh",
    "f64::cbrt",
    "f64::hypot",
    "f64::mul_add",
    "f32::ln",
    "f32::exp",
    "f32::powf",
    "f32::powi",
    "f32::sin",
    "f32::cos",
    // The float vectors of `wide` work differently on processors that can do more.
    "f32x",
    "f64x",
];

/// Where words for people may stand: the texts, numbers with their units, and the reading of what people type.
const WORDS_LIVE_IN: &[&str] =
    &["src/text.rs", "src/text/", "src/format.rs", "src/format/", "src/parse.rs", "src/parse/"];

#[test]
fn no_room_names_what_it_must_not() {
    let breaches: Vec<_> = WALLS.iter().flat_map(breaches_of).collect();
    assert!(breaches.is_empty(), "\n\n{}\n", breaches.join("\n\n"));
}

#[test]
fn every_wall_stands_around_something() {
    for wall in WALLS {
        let files = wall.files();
        assert!(!files.is_empty(), "no file belongs to {}: {:?}", wall.room, wall.inside);
    }
}

#[test]
fn sentences_for_people_live_in_one_place() {
    let mut found = Vec::new();
    for path in rust_files("src/") {
        if belongs(&path, WORDS_LIVE_IN) {
            continue;
        }
        let source = Source::read(&path);
        for (line, text) in
            source.texts.iter().filter(|(line, text)| source.is_code(*line) && is_sentence(text))
        {
            found.push(format!("{path}:{line}: {text:?}"));
        }
    }
    let why = "sentences for people belong to src/text/, in every language";
    assert!(found.is_empty(), "\n\n{}\n  why: {why}\n", found.join("\n"));
}

impl Wall {
    fn files(&self) -> Vec<String> {
        let top = self.inside.iter().flat_map(|place| rust_files(place));
        top.filter(|path| !belongs(path, self.except)).collect()
    }

    /// The forbidden names in one file: line and name.
    fn breaches_in(&self, code: &str) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        for (index, line) in code.lines().enumerate() {
            found.extend(
                self.forbidden.iter().filter(|name| names(line, name)).map(|name| (index + 1, *name)),
            );
        }
        found
    }
}

fn breaches_of(wall: &Wall) -> Vec<String> {
    let mut told = Vec::new();
    for path in wall.files() {
        for (line, name) in wall.breaches_in(&Source::read(&path).code) {
            told.push(format!("{path}:{line}: `{name}` is forbidden in {}\n  why: {}", wall.room, wall.why));
        }
    }
    told
}

/// Whether a path is one of the places or lies in one of the folders; a bare name fits anywhere in `src/`.
fn belongs(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| {
        path == *place || (place.ends_with('/') && path.starts_with(place)) || path == format!("src/{place}")
    })
}

/// All Rust files of a place, without those that hold only tests.
fn rust_files(place: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![place.trim_end_matches('/').to_owned()];
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        let here = root.join(&path);
        if let Ok(entries) = here.read_dir() {
            open.extend(
                entries.flatten().map(|entry| format!("{path}/{}", entry.file_name().to_string_lossy())),
            );
        } else if here.is_file()
            && path.ends_with(".rs")
            && !path.ends_with("/tests.rs")
            && !path.contains("/tests/")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Whether a line of code contains a name as a whole: `ln` is not in `vulnerable`.
fn names(line: &str, name: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(start, _)| {
        let before = line[..start].chars().next_back().is_some_and(part_of_name);
        let after = line[start + name.len()..].chars().next().is_some_and(part_of_name);
        let opens = name.starts_with(part_of_name);
        let closes = name.ends_with(part_of_name);
        !(opens && before || closes && after)
    })
}

/// Three words or more that begin like a sentence, or anything in Chinese.
fn is_sentence(text: &str) -> bool {
    let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut letters = text.trim_start().chars();
    let opens = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(|c| c.is_lowercase() || c == ' ');
    let words = text
        .split(' ')
        .filter(|word| word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || ",.'’?!".contains(c)));
    chinese || (opens && words.count() >= 3)
}

/// A wall for the tests of the walls.
const SAMPLE: Wall = Wall {
    room: "a sample",
    inside: &[],
    except: &[],
    forbidden: &["HashMap", ".ln(", "fs::", "f64::exp"],
    why: "it is a sample",
};

#[track_caller]
fn check(text: &str, expect: &[(usize, &str)]) {
    assert_eq!(SAMPLE.breaches_in(&Source::take_apart(text).code), expect, "in:\n{text}");
}

#[test]
fn forbidden_names_are_found_with_their_line() {
    check("fn f() {\n    let m = std::collections::HashMap::new();\n}", &[(2, "HashMap")]);
    check("let y = x\n    .ln();", &[(2, ".ln(")]);
    check("use std::{fs::File};", &[(1, "fs::")]);
    check("xs.map(f64::exp)", &[(1, "f64::exp")]);
    check("let a = 'a'; let b: &'static str = \"\"; HashMap", &[(1, "HashMap")]);
    check("let q = '\"'; HashMap", &[(1, "HashMap")]);
    check("let q = '\\''; let t = \"\\\"\"; HashMap", &[(1, "HashMap")]);
    check("#[cfg(test)]\nuse a::b;\nuse HashMap;", &[(3, "HashMap")]);
    check("#[cfg(test)]\nmod tests { fn f() {} }\nuse HashMap;", &[(3, "HashMap")]);
    check("/* a /* nested */ one */ HashMap", &[(1, "HashMap")]);
    check("let r#type = 1; let t = r#\"a \"quoted\" text\"#; HashMap", &[(1, "HashMap")]);
}

#[test]
fn prose_texts_tests_and_parts_of_names_are_not() {
    check("// a HashMap\n/// and x.ln()\n//! fs::read", &[]);
    check("let a = \"HashMap .ln( fs::\"; let b = r\"HashMap\"; let c = br#\"a \"HashMap\" b\"#;", &[]);
    check("let a = \"one\n  two HashMap\n\";", &[]);
    check("struct MyHashMapping; xs.ln_like(); offs::x(); self.my_ln(x); libm::exp(x); f64::exponent", &[]);
    check("#[cfg(test)]\nmod tests {\n    use std::collections::HashMap;\n    fn f() { x.ln(); }\n}", &[]);
}

#[test]
fn sentences_are_told_from_names() {
    for text in ["Drop a plan here", "Nothing leaves this browser", "收入", "A plan, a link and odds."] {
        assert!(is_sentence(text), "{text}");
    }
    for text in [
        "bt pri wide",
        "M 0 0 L 5 5",
        "tandem:first-number",
        "role",
        "Noto Sans",
        "rgba(0, 0, 0, 1)",
        "",
        "w1 w2 w3 w4",
    ] {
        assert!(!is_sentence(text), "{text}");
    }
}
