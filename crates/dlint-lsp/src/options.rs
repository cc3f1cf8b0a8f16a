//! What the client can do, and what its user has set.

use serde_json::Value;
use tower_lsp::lsp_types::{
    ClientCapabilities, InitializeParams, PositionEncodingKind, ResourceOperationKind, Url,
};

use crate::convert::Units;

/// What the client can do, as far as the server behaves differently for it.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one word of the protocol")]
pub(crate) struct Abilities {
    /// It asks for diagnostics; else it is sent them. Never both, or users see everything twice.
    pub(crate) pulls: bool,
    /// It can be told that what it asked for may be different now.
    pub(crate) refreshes: bool,
    /// It shows other places beside a diagnostic.
    pub(crate) related: bool,
    /// It draws what is not needed, and what is deprecated.
    pub(crate) tags: bool,
    /// It opens the page of a rule from its code.
    pub(crate) code_links: bool,
    /// It can be asked for the user's settings.
    pub(crate) has_settings: bool,
    /// It can be asked to say when files change.
    pub(crate) watches: bool,
    /// It finds such files in any folder.
    pub(crate) relative_patterns: bool,
    /// It shows where a link to a definition begins, and all of what it leads to.
    pub(crate) definition_links: bool,
    /// It takes symbols as a tree.
    pub(crate) symbol_tree: bool,
    /// It fills in snippets.
    pub(crate) snippets: bool,
    /// It asks for the edit of an action when the action is chosen.
    pub(crate) resolves_edits: bool,
    /// It takes edits of a version of a document.
    pub(crate) versioned_edits: bool,
    /// It makes files.
    pub(crate) creates: bool,
    /// It opens pages in a browser.
    pub(crate) shows: bool,
    /// What it counts characters in.
    pub(crate) units: Units,
}

impl Abilities {
    /// What it says of itself.
    pub(crate) fn of(params: &InitializeParams) -> Self {
        let ClientCapabilities { workspace, text_document, window, general, .. } = &params.capabilities;
        let (workspace, text, window) = (workspace.as_ref(), text_document.as_ref(), window.as_ref());
        let published = text.and_then(|text| text.publish_diagnostics.as_ref());
        let actions = text.and_then(|text| text.code_action.as_ref());
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let offered: Option<&[PositionEncodingKind]> =
            general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let symbols = text.and_then(|text| text.document_symbol.as_ref());
        let items = text
            .and_then(|text| text.completion.as_ref())
            .and_then(|completion| completion.completion_item.as_ref());
        let resolved = actions.and_then(|actions| actions.resolve_support.as_ref());
        let operations = edits.and_then(|edits| edits.resource_operations.as_deref()).unwrap_or_default();
        Self {
            pulls: text.is_some_and(|text| text.diagnostic.is_some()),
            refreshes: workspace
                .and_then(|workspace| workspace.diagnostic.as_ref())
                .is_some_and(|diagnostic| diagnostic.refresh_support == Some(true)),
            related: published.is_some_and(|published| published.related_information == Some(true)),
            tags: published.is_some_and(|published| published.tag_support.is_some()),
            code_links: published.is_some_and(|published| published.code_description_support == Some(true)),
            has_settings: workspace.is_some_and(|workspace| workspace.configuration == Some(true)),
            watches: workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref())
                .is_some_and(|watched| watched.dynamic_registration == Some(true)),
            relative_patterns: workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref())
                .is_some_and(|watched| watched.relative_pattern_support == Some(true)),
            definition_links: text
                .and_then(|text| text.definition.as_ref())
                .is_some_and(|definition| definition.link_support == Some(true)),
            symbol_tree: symbols
                .is_some_and(|symbols| symbols.hierarchical_document_symbol_support == Some(true)),
            snippets: items.is_some_and(|items| items.snippet_support == Some(true)),
            resolves_edits: resolved.is_some_and(|resolved| resolved.properties.iter().any(|p| p == "edit")),
            versioned_edits: edits.is_some_and(|edits| edits.document_changes == Some(true)),
            creates: operations.contains(&ResourceOperationKind::Create),
            shows: window.and_then(|window| window.show_document.as_ref()).is_some_and(|shown| shown.support),
            units: Units::of(offered),
        }
    }
}

/// A feature that can be switched off: `dlint.features.hover`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    /// Completion.
    Completion,
    /// Hover.
    Hover,
    /// Signature help.
    SignatureHelp,
    /// Definition, references and highlights.
    Navigation,
    /// Renaming.
    Rename,
    /// Symbols.
    Symbols,
    /// Folding ranges.
    Folding,
    /// Selection ranges.
    Selection,
    /// Semantic tokens.
    SemanticTokens,
    /// Links.
    Links,
    /// Inlay hints; off unless they are switched on.
    InlayHints,
    /// A line above each stage; off unless it is switched on.
    CodeLens,
    /// Formatting.
    Formatting,
    /// Code actions.
    CodeActions,
    /// Diagnostics.
    Diagnostics,
}

impl Feature {
    const ALL: [Self; 15] = [
        Self::Completion,
        Self::Hover,
        Self::SignatureHelp,
        Self::Navigation,
        Self::Rename,
        Self::Symbols,
        Self::Folding,
        Self::Selection,
        Self::SemanticTokens,
        Self::Links,
        Self::InlayHints,
        Self::CodeLens,
        Self::Formatting,
        Self::CodeActions,
        Self::Diagnostics,
    ];

    /// What it is called in the settings.
    const fn name(self) -> &'static str {
        match self {
            Self::Completion => "completion",
            Self::Hover => "hover",
            Self::SignatureHelp => "signatureHelp",
            Self::Navigation => "navigation",
            Self::Rename => "rename",
            Self::Symbols => "symbols",
            Self::Folding => "folding",
            Self::Selection => "selection",
            Self::SemanticTokens => "semanticTokens",
            Self::Links => "links",
            Self::InlayHints => "inlayHints",
            Self::CodeLens => "codeLens",
            Self::Formatting => "formatting",
            Self::CodeActions => "codeActions",
            Self::Diagnostics => "diagnostics",
        }
    }
}

/// What the user has set in the editor. What a `dlint.toml` says lies below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct UserSettings {
    off: Vec<&'static str>,
    on: Vec<&'static str>,
    /// `dlint.select`, if it is set.
    pub(crate) select: Vec<String>,
    /// `dlint.extendSelect`
    pub(crate) extend_select: Vec<String>,
    /// `dlint.ignore`
    pub(crate) ignore: Vec<String>,
    /// `dlint.configPath`: the one configuration for everything.
    pub(crate) config_path: Option<String>,
    /// `dlint.buildkitChecks` is `off`: another tool shows BuildKit's own checks.
    pub(crate) hides_buildkit_checks: bool,
}

impl UserSettings {
    /// Reads the settings, with or without `dlint` around them. What is no setting of dlint's is left alone.
    pub(crate) fn read(value: &Value) -> Self {
        let value = value.get("dlint").unwrap_or(value);
        let list = |name: &str| {
            let items = value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let feature = |name: &str| value.get("features").and_then(|features| features.get(name)?.as_bool());
        let said = |wanted: bool| {
            let all = Feature::ALL.into_iter().map(Feature::name);
            all.filter(|name| feature(name) == Some(wanted)).collect()
        };
        let path = value.get("configPath").and_then(Value::as_str).filter(|path| !path.is_empty());
        Self {
            off: said(false),
            on: said(true),
            select: list("select"),
            extend_select: list("extendSelect"),
            ignore: list("ignore"),
            config_path: path.map(str::to_owned),
            hides_buildkit_checks: value.get("buildkitChecks").and_then(Value::as_str) == Some("off"),
        }
    }

    /// Whether a feature is switched off in so many words: in the beginning, it is not offered then, and an editor
    /// that has the same from somebody else does not ask two.
    pub(crate) fn forbids(&self, feature: Feature) -> bool {
        self.off.contains(&feature.name())
    }

    /// Whether a feature is on.
    pub(crate) fn has(&self, feature: Feature) -> bool {
        let usual = !matches!(feature, Feature::InlayHints | Feature::CodeLens);
        if usual { !self.forbids(feature) } else { self.on.contains(&feature.name()) }
    }
}

/// The folders that are open, the first one first.
pub(crate) fn folders(params: &InitializeParams) -> Vec<Url> {
    let folders = params.workspace_folders.iter().flatten().map(|folder| folder.uri.clone());
    let folders: Vec<Url> = folders.collect();
    // Deprecated, and all that some clients send.
    let root = params.root_uri.clone();
    if folders.is_empty() { root.into_iter().collect() } else { folders }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_may_be_wrapped_and_may_be_wrong() {
        for value in [
            json!({ "ignore": ["DL3007"], "features": { "hover": false, "inlayHints": true, "x": 1 } }),
            json!({ "dlint": { "ignore": ["DL3007", 1], "features": { "hover": false, "inlayHints": true } } }),
        ] {
            let settings = UserSettings::read(&value);
            assert_eq!(settings.ignore, ["DL3007"]);
            assert!(!settings.has(Feature::Hover) && settings.has(Feature::InlayHints));
            assert!(settings.has(Feature::Completion) && !settings.has(Feature::CodeLens));
        }
        for value in [json!(null), json!([]), json!({ "features": [], "ignore": "x" })] {
            assert_eq!(UserSettings::read(&value), UserSettings::default());
        }
    }
}
