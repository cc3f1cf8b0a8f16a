//! Where the values of variables come from.
//!
//! Rules keep variables in different shapes (a map of build arguments, a list in file order,
//! something computed from several stages), so the expansion only asks for what it needs.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

/// The variables that an expansion may use.
///
/// Implemented for lists and arrays of pairs, for maps, for `()` (no variables at all), and, by way
/// of [`from_fn`], for closures. It has to give the same answer to the same question throughout one
/// expansion.
pub trait Environment {
    /// The value of the variable `name`, or `None` if it is not set. A variable that is set to
    /// nothing has the value `""`.
    fn get(&self, name: &str) -> Option<Cow<'_, str>>;
}

/// An environment that asks a closure, made by [`from_fn`].
#[derive(Debug, Clone, Copy)]
pub struct FromFn<F>(F);

/// The environment that asks `look_up` for every value.
///
/// ```
/// use dlint_syntax::expand::{Expander, from_fn};
///
/// let shout = from_fn(|name| Some(name.to_uppercase()));
/// let expansion = Expander::new('\\').expand("$loud", &shout);
/// assert_eq!(expansion.result.unwrap().text, "LOUD");
/// ```
pub const fn from_fn<F, V>(look_up: F) -> FromFn<F>
where
    F: Fn(&str) -> Option<V>,
    V: Into<String>,
{
    FromFn(look_up)
}

impl<F, V> Environment for FromFn<F>
where
    F: Fn(&str) -> Option<V>,
    V: Into<String>,
{
    fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        (self.0)(name).map(|value| Cow::Owned(value.into()))
    }
}

impl Environment for () {
    fn get(&self, _name: &str) -> Option<Cow<'_, str>> {
        None
    }
}

impl<E: Environment + ?Sized> Environment for &E {
    fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        (**self).get(name)
    }
}

/// Names with values in the order they were set: the last one counts.
impl<K: AsRef<str>, V: AsRef<str>> Environment for [(K, V)] {
    fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let (_, value) = self.iter().rfind(|(key, _)| key.as_ref() == name)?;
        Some(Cow::Borrowed(value.as_ref()))
    }
}

impl<K: AsRef<str>, V: AsRef<str>, const N: usize> Environment for [(K, V); N] {
    fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        Environment::get(self.as_slice(), name)
    }
}

impl<K: AsRef<str>, V: AsRef<str>> Environment for Vec<(K, V)> {
    fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        Environment::get(self.as_slice(), name)
    }
}

impl<K: Borrow<str> + Ord, V: AsRef<str>> Environment for BTreeMap<K, V> {
    fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name).map(|value| Cow::Borrowed(value.as_ref()))
    }
}

impl<K, V, S> Environment for HashMap<K, V, S>
where
    K: Borrow<str> + Eq + Hash,
    V: AsRef<str>,
    S: BuildHasher,
{
    fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name).map(|value| Cow::Borrowed(value.as_ref()))
    }
}
