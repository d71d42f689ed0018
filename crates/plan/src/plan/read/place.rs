//! A JSON value as a serde deserializer that knows where in the plan it is.
//!
//! One type without parameters: the reading code of every topic exists once. `serde_json`'s own deserializer wrapped for
//! paths and for unknown fields makes several copies of it, a third of what the page downloads.

use super::{Fault, Step, dotted};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::{Map, Number, Value, map};
use std::cell::RefCell;
use std::slice;

/// Where the reader is, and what it did not know.
#[derive(Default)]
pub(super) struct Trail {
    steps: RefCell<Vec<Step>>,
    unknown: RefCell<Vec<String>>,
}

impl Trail {
    /// The place of the fault that ended the reading.
    pub(super) fn steps(self) -> Vec<Step> {
        self.steps.into_inner()
    }

    /// Paths of the fields that nobody asked for.
    pub(super) fn unknown(self) -> Vec<String> {
        self.unknown.into_inner()
    }

    /// Reads what lies one step further. After a fault the trail stays where it is: that is its place.
    fn step<T>(&self, step: Step, read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        self.steps.borrow_mut().push(step);
        let read = read()?;
        self.steps.borrow_mut().pop();
        Ok(read)
    }
}

/// A value and the way to it.
#[derive(Clone, Copy)]
pub(super) struct Place<'de> {
    pub(super) value: &'de Value,
    pub(super) trail: &'de Trail,
}

impl<'de> Place<'de> {
    fn list<V: Visitor<'de>>(self, list: &'de [Value], visitor: V) -> Result<V::Value, Fault> {
        let mut rest = List { items: list.iter(), read: 0, trail: self.trail };
        let value = visitor.visit_seq(&mut rest)?;
        if rest.items.len() == 0 {
            Ok(value)
        } else {
            Err(Fault::invalid_length(list.len(), &"fewer elements in array"))
        }
    }

    fn object<V: Visitor<'de>>(self, map: &'de Map<String, Value>, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(Object { entries: map.iter(), next: None, trail: self.trail })
    }

    fn unexpected(self) -> Unexpected<'de> {
        match self.value {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(number) => Unexpected::Float(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        }
    }
}

fn number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, Fault> {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(value), _, _) => visitor.visit_u64(value),
        (_, Some(value), _) => visitor.visit_i64(value),
        (_, _, value) => visitor.visit_f64(value.unwrap_or(f64::NAN)),
    }
}

impl<'de> Deserializer<'de> for Place<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(value) => number(value, visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(list) => self.list(list, visitor),
            Value::Object(map) => self.object(map, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// Objects only: nobody means a list of values in the order of the fields.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.value {
            Value::Object(map) => self.object(map, visitor),
            _ => Err(Fault::invalid_type(self.unexpected(), &visitor)),
        }
    }

    /// A word.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.value {
            Value::String(word) => visitor.visit_enum(into_deserializer(word)),
            _ => Err(Fault::invalid_type(self.unexpected(), &"a word")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    /// A field that nobody asked for.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.trail.unknown.borrow_mut().push(dotted(&self.trail.steps.borrow()));
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier
    }
}

fn into_deserializer(word: &str) -> StrDeserializer<'_, Fault> {
    word.into_deserializer()
}

struct List<'de> {
    items: slice::Iter<'de, Value>,
    read: usize,
    trail: &'de Trail,
}

impl<'de> SeqAccess<'de> for &mut List<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(value) = self.items.next() else { return Ok(None) };
        let step = Step::Index(self.read);
        self.read += 1;
        self.trail.step(step, || seed.deserialize(Place { value, trail: self.trail })).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Object<'de> {
    entries: map::Iter<'de>,
    next: Option<(&'de str, &'de Value)>,
    trail: &'de Trail,
}

impl<'de> MapAccess<'de> for Object<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        self.next = self.entries.next().map(|(key, value)| (key.as_str(), value));
        self.next.map(|(key, _)| seed.deserialize(into_deserializer(key))).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        let Some((key, value)) = self.next.take() else {
            return Err(Fault::custom("a value without a key"));
        };
        self.trail.step(Step::Key(key.to_owned()), || seed.deserialize(Place { value, trail: self.trail }))
    }
}
