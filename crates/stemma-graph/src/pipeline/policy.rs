//! Policies by name, from a file, or of a store.

use std::path::Path;

use anyhow::Context;
use stemma_core::enumerations::BuiltInPolicy;
use stemma_core::policy::Policy;
use stemma_exchange::wire::policy_from_toml;

/// The file in a store's folder that has its own policy.
pub(crate) const OF_STORE: &str = "policy.toml";
/// The longest policy file that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The policy of this name that needs no file, or the one in this file.
///
/// # Errors
/// When it is neither: with the names there are, or with what is wrong in the file and where.
pub(crate) fn named(word: &str) -> anyhow::Result<Policy> {
    if let Ok(built_in) = word.parse::<BuiltInPolicy>() {
        return Ok(Policy::of(built_in));
    }
    let names: Vec<&str> = BuiltInPolicy::ALL.iter().map(|policy| policy.as_str()).collect();
    if !Path::new(word).exists() {
        anyhow::bail!("no policy `{word}`: it is {}, or a file with a policy", names.join(", "));
    }
    read(Path::new(word))
}

/// The policy that a store's folder has; the default, when it has none.
///
/// # Errors
/// When the file is there and has no policy.
pub(crate) fn of_store(directory: &Path) -> anyhow::Result<Policy> {
    let path = directory.join(OF_STORE);
    if path.exists() { read(&path) } else { Ok(Policy::default()) }
}

fn read(path: &Path) -> anyhow::Result<Policy> {
    let shown = path.display();
    let length = std::fs::metadata(path).with_context(|| format!("cannot read {shown}"))?.len();
    anyhow::ensure!(length <= LONGEST, "{shown} has {length} bytes; a policy has at most {LONGEST}");
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
    policy_from_toml(&text).with_context(|| format!("{shown} is no policy"))
}
