//! How a topic is read: each field takes the place of its default as soon as it comes.
//!
//! What serde derives instead keeps every field apart until the last one is there; with two hundred of them that is the
//! largest piece of code of the whole program.

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A struct of the plan whose fields all have a default.
pub(super) trait Topic: Default {
    /// The names of the fields, in their order.
    const FIELDS: &'static [&'static str];

    /// Takes the next value of `map` as the field at a place of [`Topic::FIELDS`].
    fn take<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error>;
}

/// Reads a topic: an object with any of its fields.
pub(super) fn read<'de, T: Topic, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct("", T::FIELDS, Fields(PhantomData))
}

/// Puts the next value of `map` into a field. Once a type, not once a field.
#[inline(never)]
pub(super) fn put<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    field: &mut T,
    map: &mut A,
) -> Result<(), A::Error> {
    *field = map.next_value()?;
    Ok(())
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: Topic> Visitor<'de> for Fields<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut topic = T::default();
        while let Some(field) = map.next_key_seed(Name(T::FIELDS))? {
            match field {
                Some(field) => topic.take(field, &mut map)?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(topic)
    }
}

/// A name to be found in a list: its place, if it is there.
struct Name(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(self.0.iter().position(|known| *known == name))
    }
}
