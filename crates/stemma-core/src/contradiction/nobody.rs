//! That nobody was hurt, where others say how many were, or were taken to hospital.

use std::collections::BTreeSet;

use super::{Between, Found, Worded};

/// Stems of words for no person.
const NOBODY: &[&str] = &["nobody", "none"];
/// Stems for a hospital, and for how one gets there.
const HOSPITALS: &[&str] = &["hospit", "hospital"];
const GETTING: &[&str] =
    &["tak", "treat", "bring", "brought", "rush", "admit", "fly", "flown", "airlift", HOSPITALISED];
/// The stem that says both.
const HOSPITALISED: &str = "hospitalis";
/// The stem for whoever is hurt.
const HURT: &str = "hurt";

impl Between<'_> {
    /// The negation of the one by the other, when "nobody" is told as a negation alone, and whoever was taken to hospital as
    /// hurt.
    pub(super) fn as_nobody(&self) -> Found {
        let (a, b) = (plainly(self.a, self.b), plainly(self.b, self.a));
        if a.is_none() && b.is_none() {
            return None;
        }
        let (a, b) = (a.as_ref().unwrap_or(self.a), b.as_ref().unwrap_or(self.b));
        Between::new(a, b).as_negation()
    }
}

/// The claim in those words, if they are others.
fn plainly(of: &Worded, other: &Worded) -> Option<Worded> {
    let mut features = (*of.features).clone();
    if features.negated {
        features.stems.retain(|stem| !NOBODY.contains(&stem.as_str()));
    } else if other.stems().contains(HURT) && is_in_hospital(of.stems()) {
        features.stems.retain(|stem| !HOSPITALS.contains(&stem.as_str()) && !GETTING.contains(&stem.as_str()));
        features.stems.insert(HURT.to_owned());
    }
    (features.stems != *of.stems()).then(|| of.told(features))
}

fn is_in_hospital(stems: &BTreeSet<String>) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| stems.contains(*word));
    has(HOSPITALS) && has(GETTING) || stems.contains(HOSPITALISED)
}

#[cfg(test)]
mod tests {
    use super::super::trying::are_opposed;

    #[test]
    fn nobody_was_hurt_where_some_were() {
        assert!(are_opposed("Fourteen workers were injured.", "Nobody was injured."));
        assert!(are_opposed("Nobody was injured.", "Fourteen workers were injured."));
        assert!(are_opposed("Fourteen miners were taken to hospital.", "No miner was injured."));
    }

    #[test]
    fn others_were_not_hurt() {
        assert!(!are_opposed("Fourteen workers were injured.", "No passenger was injured."));
        assert!(!are_opposed("Fourteen workers were injured.", "Nobody was killed."));
        assert!(!are_opposed("Fourteen workers were taken to hospital.", "No worker died."));
    }
}
