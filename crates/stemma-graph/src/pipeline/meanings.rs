//! The word vectors that a store's folder has: by them a person is shown claims of like meaning in other words.

use std::path::Path;

use stemma_core::finding::Findings;
#[cfg(feature = "embeddings")]
use stemma_core::meaning;
use stemma_core::state::State;

/// The file in a store's folder that has them, or a link to it.
const OF_STORE: &str = "vectors.vec";

/// What claims mean by them; nothing, when the folder has none.
#[derive(Default)]
pub(crate) struct Meanings {
    #[cfg(feature = "embeddings")]
    by_vectors: Option<meaning::Meanings>,
}

impl Meanings {
    /// By those that a store's folder has.
    ///
    /// # Errors
    /// When the file is there and has none: with its path, and the line that is wrong.
    #[cfg(feature = "embeddings")]
    pub(crate) fn of_store(directory: &Path) -> anyhow::Result<Self> {
        use anyhow::Context;

        let path = directory.join(OF_STORE);
        let read = |path: &Path| -> anyhow::Result<meaning::WordVectors> {
            Ok(meaning::WordVectors::read(std::io::BufReader::new(std::fs::File::open(path)?))?)
        };
        let read = || read(&path).with_context(|| format!("cannot read word vectors from {}", path.display()));
        let vectors = path.exists().then(read).transpose()?;
        Ok(Self { by_vectors: vectors.map(|vectors| meaning::Meanings::by(vectors.into())) })
    }

    /// None: this program was built without them, and says so where there are any.
    #[cfg(not(feature = "embeddings"))]
    #[expect(clippy::unnecessary_wraps, reason = "with vectors it can fail")]
    pub(crate) fn of_store(directory: &Path) -> anyhow::Result<Self> {
        let path = directory.join(OF_STORE);
        if path.exists() {
            tracing::warn!("{} is not read: this program was built without `--features embeddings`", path.display());
        }
        Ok(Self {})
    }

    /// Adds the pairs that are of like meaning to what a person should look at.
    #[cfg_attr(not(feature = "embeddings"), expect(clippy::unused_self, reason = "with vectors it is used"))]
    pub(crate) fn add_to(&mut self, findings: &mut Findings, state: &State) {
        #[cfg(feature = "embeddings")]
        if let Some(meanings) = &mut self.by_vectors {
            meanings.add_to(findings, state);
        }
        #[cfg(not(feature = "embeddings"))]
        let _ = (findings, state);
    }
}
