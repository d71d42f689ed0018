//! A plan as a link: the format's digit, a dot, and raw DEFLATE of compact JSON in base64url, with length and CRC inside.
//!
//! All formats are frozen. The payload is `length:u24le check:u8 crc32:u32le body`, where `length` counts the bytes of the
//! body as sent, `check` is a hash of it (so that a damaged length is told from a missing end) and the CRC is of the
//! body. The JSON of format 1 is the plan without what equals the defaults of version 1, its keys
//! shortened by [`KEYS`], which is only ever added to; that of format 2 is all scenarios ([`scenarios`]). Formats 3 and 4
//! hold the same as 1 and 2, packed behind a text that is known ([`dictionary`]): they are written, all four are read.

use super::bundle::{Bundle, BundleReading};
use super::read::{Reading, read_value};
use super::{
    Carryover, Channel, ChannelType, Organic, Outbound, Partner, Plan, Referral, Response, to_value,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

mod dictionary;
mod keys;
mod scenarios;
use keys::KEYS;

/// Longest fragment that is looked at, characters.
pub const MAX_LINK_CHARS: usize = 16_384;
/// Most that a link may inflate to, bytes.
const MAX_INFLATED: usize = 256 << 10;
/// The check sum of links, without the table that would make it fast for more than links.
const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);
const HEADER: usize = 8;

/// What a link's first character says.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Format {
    digit: char,
    /// All scenarios of a plan instead of one plan.
    scenarios: bool,
    /// Packed behind the known text.
    behind_known: bool,
}

impl Format {
    const PLAN: Self = Self { digit: '3', scenarios: false, behind_known: true };
    const SCENARIOS: Self = Self { digit: '4', scenarios: true, behind_known: true };
    const ALL: [Self; 4] = [
        Self { digit: '1', scenarios: false, behind_known: false },
        Self { digit: '2', scenarios: true, behind_known: false },
        Self::PLAN,
        Self::SCENARIOS,
    ];

    fn of(digit: char) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.digit == digit)
    }

    fn inflate(self, body: &[u8]) -> Option<Vec<u8>> {
        if self.behind_known {
            dictionary::inflate(body, MAX_INFLATED)
        } else {
            decompress_to_vec_with_limit(body, MAX_INFLATED).ok()
        }
    }
}

/// Why a link could not be opened. Nothing is loaded then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkError {
    /// The end is missing.
    CutOff {
        /// Characters that are there.
        found_chars: usize,
        /// Characters that should be.
        expected_chars: usize,
    },
    /// Something in it was changed.
    Damaged,
    /// Its format is newer than this program.
    Newer {
        /// The format character found.
        format: char,
    },
    /// Longer than any plan.
    TooLong {
        /// Characters that are there.
        chars: usize,
        /// Most that are looked at.
        limit: usize,
    },
    /// Not a plan link at all.
    NotALink,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutOff { found_chars, expected_chars } => {
                write!(f, "the link is cut off: it has {found_chars} of {expected_chars} characters")
            }
            Self::Damaged => write!(f, "the link is damaged: its check sum does not fit"),
            Self::Newer { format } => write!(f, "the link was made by a newer version (format `{format}`)"),
            Self::TooLong { chars, limit } => {
                write!(f, "the link has {chars} characters, at most {limit} are read")
            }
            Self::NotALink => write!(f, "this is not a link to a plan"),
        }
    }
}

impl std::error::Error for LinkError {}

/// What follows the `#`: the plan as text, in characters that links keep.
pub fn to_link(plan: &Plan) -> String {
    seal(Format::PLAN, &compact(plan).to_string())
}

/// What follows the `#` of a link with all scenarios. A single one without a name is a link to its plan.
pub fn to_scenarios_link(bundle: &Bundle) -> String {
    match bundle.scenarios.as_slice() {
        [only] if only.name.is_empty() => to_link(&only.plan),
        _ => seal(Format::SCENARIOS, &scenarios::pack(bundle).to_string()),
    }
}

/// In the newest formats alone.
fn seal(format: Format, json: &str) -> String {
    let body = dictionary::deflate(json.as_bytes());
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend(length_word(body.len() as u32).to_le_bytes());
    bytes.extend(check_sum(format, &body).to_le_bytes());
    bytes.extend(body);
    format!("{}.{}", format.digit, URL_SAFE_NO_PAD.encode(bytes))
}

/// The CRC of a body; from format 2 on the format is part of it, so that a changed first character is told.
fn check_sum(format: Format, body: &[u8]) -> u32 {
    let mut digest = CRC.digest();
    if format.digit != '1' {
        digest.update(&[format.digit as u8]);
    }
    digest.update(body);
    digest.finalize()
}

/// Opens a link to a plan; of a link with all scenarios, the one shown first. See [`from_scenarios_link`].
pub fn from_link(link: &str) -> Result<Reading, LinkError> {
    from_scenarios_link(link).map(BundleReading::into_front)
}

/// Opens a link: the fragment with or without `#`, or a whole address. The plans in it are read like any other text.
/// What follows an `&` is no part of it: mailers and trackers hang their own parameters on links.
pub fn from_scenarios_link(link: &str) -> Result<BundleReading, LinkError> {
    let fragment = link.trim().rsplit('#').next().unwrap_or_default();
    let fragment = fragment.split('&').next().unwrap_or_default();
    let chars = fragment.chars().count();
    if chars > MAX_LINK_CHARS {
        return Err(LinkError::TooLong { chars, limit: MAX_LINK_CHARS });
    }
    let (digit, payload) = match fragment.split_once('.') {
        Some((format, payload)) if format.chars().count() == 1 => {
            (format.chars().next().unwrap_or(' '), payload)
        }
        // Cut right behind the format, or before the dot.
        _ if Format::ALL.iter().any(|format| fragment.chars().eq([format.digit])) => {
            return Err(LinkError::CutOff { found_chars: 1, expected_chars: 2 + HEADER * 4 / 3 + 1 });
        }
        _ => return Err(LinkError::NotALink),
    };
    if !digit.is_ascii_alphanumeric() {
        return Err(LinkError::NotALink);
    }
    let format = Format::of(digit).ok_or(LinkError::Newer { format: digit })?;
    let json = open(format, payload, chars)?;
    let json = std::str::from_utf8(&json).map_err(|_| LinkError::Damaged)?;
    let value = serde_json::from_str(json).map_err(|_| LinkError::Damaged)?;
    if format.scenarios {
        return scenarios::unpack(value).ok_or(LinkError::Damaged);
    }
    Ok(BundleReading::single(opened_plan(value)))
}

/// A plan as a link holds it, read like any other text.
fn opened_plan(value: Value) -> Reading {
    let mut value = expand(value);
    restore_frozen(&mut value);
    read_value(value)
}

/// Defaults that a link leaves out and that have changed since format 1 was frozen: what is not in a link means these for
/// ever. What was new at a change, such as `model_options`, means today's default.
const FROZEN: [(&str, f64); 2] =
    [("/teams/sales_development/idle_time_to_outbound_share", 1.0), ("/opening/open_opportunities", 0.0)];

/// What a link leaves out.
fn defaults_of_links() -> Value {
    let mut defaults = to_value(&Plan::default());
    for (path, value) in FROZEN {
        put(&mut defaults, path, value.into());
    }
    defaults
}

/// Puts a value at a place in a topic.
fn put(plan: &mut Value, path: &str, value: Value) {
    let (topic, key) = path.rsplit_once('/').unwrap_or_default();
    if let Some(Value::Object(topic)) = plan.pointer_mut(topic) {
        topic.insert(key.to_owned(), value);
    }
}

/// Puts the frozen defaults where the link says nothing.
fn restore_frozen(plan: &mut Value) {
    for (path, value) in FROZEN {
        let mut place = &mut *plan;
        for key in path.split('/').skip(1) {
            let Value::Object(map) = place else { break };
            place = map.entry(key).or_insert_with(|| Value::Object(Map::new()));
        }
        // Only what was just made is an empty object; whatever else stands there is the reader's to judge.
        if place.as_object().is_some_and(Map::is_empty) {
            *place = value.into();
        }
    }
}

fn open(format: Format, payload: &str, chars: usize) -> Result<Vec<u8>, LinkError> {
    if !payload.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        return Err(LinkError::Damaged);
    }
    let bytes = decode(payload);
    let short = |expected_chars| LinkError::CutOff { found_chars: chars, expected_chars };
    if bytes.len() < HEADER {
        return Err(short(2 + encoded_chars(HEADER + 1)));
    }
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let length = word(0) & 0xff_ffff;
    let expected = encoded_chars(HEADER + length as usize) + 2;
    if length_word(length) != word(0) || expected > MAX_LINK_CHARS || expected < chars {
        return Err(LinkError::Damaged);
    }
    if expected > chars {
        return Err(short(expected));
    }
    let body = &bytes[HEADER..];
    if check_sum(format, body) != word(4) || URL_SAFE_NO_PAD.encode(&bytes) != payload {
        return Err(LinkError::Damaged);
    }
    format.inflate(body).ok_or(LinkError::Damaged)
}

/// Decodes as many whole characters as there are: a cut leaves a broken last group, which is dropped.
fn decode(payload: &str) -> Vec<u8> {
    let whole = if payload.len() % 4 == 1 { payload.len() - 1 } else { payload.len() };
    let lenient = base64::engine::GeneralPurpose::new(
        &base64::alphabet::URL_SAFE,
        base64::engine::GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone),
    );
    lenient.decode(&payload[..whole]).unwrap_or_default()
}

/// A length of 24 bits with 8 bits of its hash above it.
fn length_word(length: u32) -> u32 {
    (length & 0xff_ffff) | (length.wrapping_mul(0x9E37_79B1) & 0xff00_0000)
}

fn encoded_chars(bytes: usize) -> usize {
    bytes.saturating_mul(4).div_ceil(3)
}

/// Parts of a channel that may be missing; where they are there, their own fields have defaults.
const CHANNEL_PARTS: [&str; 6] = ["response", "carryover", "partner", "organic", "referral", "outbound"];
/// The topic whose parts have no defaults of their own: they stay whole.
const DURATIONS: &str = "durations";

/// The plan as JSON without what equals the defaults, keys shortened.
fn compact(plan: &Plan) -> Value {
    let mut whole = to_value(plan);
    let defaults = defaults_of_links();
    // What is worked out now where nothing is typed says so: left out, it would be what it once was.
    for (path, _) in FROZEN {
        if whole.pointer(path).is_none() {
            put(&mut whole, path, Value::Null);
        }
    }
    let durations = different(whole.get(DURATIONS), defaults.get(DURATIONS));
    let mut slim = without(whole, &defaults);
    if let Some(slim) = slim.get_mut(DURATIONS) {
        *slim = durations;
    }
    if let Some(Value::Array(channels)) = slim.get_mut("channels") {
        let defaults = channel_defaults();
        for channel in channels {
            *channel = compact_channel(channel.take(), &defaults);
        }
    }
    rename(slim, &|key| match KEYS.iter().position(|known| known == &key) {
        Some(index) => short(index),
        None => format!("~{key}"),
    })
}

/// The entries of an object that differ from another's, whole.
fn different(value: Option<&Value>, from: Option<&Value>) -> Value {
    let (Some(Value::Object(map)), Some(Value::Object(from))) = (value, from) else { return Value::Null };
    Value::Object(
        map.iter()
            .filter(|(key, entry)| !from.get(*key).is_some_and(|default| same(default, entry)))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect(),
    )
}

/// A channel with all its parts, each at its defaults.
fn channel_defaults() -> Value {
    let channel = Channel {
        response: Some(Response::default()),
        carryover: Some(Carryover::default()),
        partner: Some(Partner::default()),
        organic: Some(Organic::default()),
        referral: Some(Referral::default()),
        outbound: Some(Outbound::default()),
        ..Channel::new("", ChannelType::Paid)
    };
    let mut plan = to_value(&Plan { channels: vec![channel], ..Plan::default() });
    plan["channels"][0].take()
}

fn compact_channel(mut channel: Value, defaults: &Value) -> Value {
    let always: Vec<(String, Value)> = ["id", "type"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), channel.get(key)?.clone())))
        .collect();
    let parts: Vec<(&str, Value)> = CHANNEL_PARTS
        .iter()
        .filter_map(|&key| {
            let part = channel.as_object_mut()?.remove(key)?;
            Some((key, without(part, defaults.get(key).unwrap_or(&Value::Null))))
        })
        .collect();
    let mut slim = without(channel, defaults);
    if let Value::Object(map) = &mut slim {
        // A part that is there stays there, even with nothing but defaults; id and type have no default at all.
        map.extend(parts.into_iter().map(|(key, part)| (key.to_owned(), part)));
        map.extend(always);
    }
    slim
}

fn expand(value: Value) -> Value {
    rename(value, &|key| match key.strip_prefix('~') {
        Some(long) => long.to_owned(),
        None => KEYS
            .iter()
            .enumerate()
            .find(|(index, _)| short(*index) == key)
            .map_or(key.to_owned(), |(_, k)| (*k).to_owned()),
    })
}

/// Key number `index` as one or two characters.
fn short(index: usize) -> String {
    const DIGITS: &[u8; 62] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let digit = |i: usize| char::from(DIGITS[i % 62]);
    if index < 62 { digit(index).to_string() } else { [digit(index / 62 - 1), digit(index)].iter().collect() }
}

/// Provenance is keyed by path, not by field name: its keys are data.
fn rename(value: Value, name: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::Object(map) => {
            let mut renamed = Map::new();
            for (key, value) in map {
                renamed.insert(name(&key), rename(value, name));
            }
            Value::Object(renamed)
        }
        Value::Array(list) => Value::Array(list.into_iter().map(|value| rename(value, name)).collect()),
        other => other,
    }
}

/// Whether two values are written the same: -0 is not 0.
fn same(a: &Value, b: &Value) -> bool {
    let (as_written, as_default) = (a.to_string(), b.to_string());
    as_written == as_default
}

/// A tree without the parts that equal the defaults.
fn without(value: Value, defaults: &Value) -> Value {
    let (Value::Object(map), Value::Object(defaults)) = (&value, defaults) else { return value };
    let mut slim = Map::new();
    for (key, entry) in map {
        match defaults.get(key) {
            Some(default) if same(default, entry) => {}
            Some(default) => {
                slim.insert(key.clone(), without(entry.clone(), default));
            }
            None => {
                slim.insert(key.clone(), entry.clone());
            }
        }
    }
    Value::Object(slim)
}
