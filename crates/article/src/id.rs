//! [`ArticleId`]: the stable name of an article, made from its key.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes of an [`ArticleId`]: 80 bits keep the chance of one collision in ten million articles under 1 in 10^10.
pub const ID_BYTES: usize = 10;

/// The stable id of an article: 20 hexadecimal digits, the start of the BLAKE3 hash of the article's key.
///
/// The key is the record's own id where it has one, else its path below the corpus folder, so the id
/// survives rebuilds, edits of the text and moves of the folder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId([u8; ID_BYTES]);

impl ArticleId {
    /// Returns the id of the article with this key.
    pub fn from_key(key: &str) -> Self {
        let mut id = [0; ID_BYTES];
        id.copy_from_slice(&blake3::hash(key.as_bytes()).as_bytes()[..ID_BYTES]);
        Self(id)
    }
}

impl ArticleId {
    /// Returns the id as its bytes.
    pub fn to_bytes(self) -> [u8; ID_BYTES] {
        self.0
    }

    /// Returns the id that these bytes are.
    pub fn from_bytes(bytes: [u8; ID_BYTES]) -> Self {
        Self(bytes)
    }

    /// Returns the id as two numbers that sort as it does: its first 64 bits and its last 16.
    pub fn to_numbers(self) -> (u64, u64) {
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0, |number, byte| (number << 8) | u64::from(*byte))
        };
        (number(&self.0[..8]), number(&self.0[8..]))
    }

    /// Returns the id that these numbers are; of the second only 16 bits count.
    pub fn from_numbers(start: u64, end: u64) -> Self {
        let mut id = [0; ID_BYTES];
        id[..8].copy_from_slice(&start.to_be_bytes());
        id[8..].copy_from_slice(&end.to_be_bytes()[6..]);
        Self(id)
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ArticleId({self})")
    }
}

impl FromStr for ArticleId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "an article id is 20 hexadecimal digits";
        if text.len() != 2 * ID_BYTES || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(EXPECTED);
        }
        let mut id = [0; ID_BYTES];
        for (byte, digits) in id.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| EXPECTED)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| EXPECTED)?;
        }
        Ok(Self(id))
    }
}

impl Serialize for ArticleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ArticleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_stable_and_reads_back() {
        let id = ArticleId::from_key("2025/envoy.txt");
        assert_eq!(id, ArticleId::from_key("2025/envoy.txt"));
        assert_ne!(id, ArticleId::from_key("2025/envoy2.txt"));
        assert_eq!(id.to_string().parse(), Ok(id));
        let (start, end) = id.to_numbers();
        assert_eq!(ArticleId::from_numbers(start, end), id);
        assert!(id.to_string().starts_with(&format!("{start:016x}")));
    }

    #[test]
    fn broken_ids_are_refused() {
        for text in ["", "12", "zz345678901234567890", "1234567890123456789é"] {
            assert!(text.parse::<ArticleId>().is_err(), "{text:?} must not be an id");
        }
    }
}
