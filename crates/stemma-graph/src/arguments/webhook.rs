//! What can be typed after `stemma webhook`.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum WebhookCommand {
    /// Tell an address of claims that stand otherwise from now on; the secret that signs is shown, this once.
    Add(AddWebhook),
    /// List the webhooks, and what they were told.
    List,
    /// Tell an address nothing any more.
    Remove(RemoveWebhook),
}

#[derive(Debug, Args)]
pub(crate) struct AddWebhook {
    /// Its name: letters, digits, `.`, `_` and `-`.
    pub(crate) name: String,
    /// Where it is told, by POST.
    pub(crate) url: String,
    /// Only claims that the desk lists for these parameters of its address, such as `status=any&topic=ports`.
    #[arg(long, default_value = "")]
    pub(crate) filter: String,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveWebhook {
    /// The webhook's name.
    pub(crate) name: String,
}
