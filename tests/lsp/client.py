"""Drives `stemma lsp` as a text editor does, with a client that is not ours (pygls).

client.py STEMMA STORE FOLDER [--service URL] [--figures]: STORE holds the story of the chips; FOLDER is for drafts. With `--figures` it
prints how long answers took, and nothing is asserted of that.
"""

import asyncio
import json
import pathlib
import sys
import time
import typing

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

# Seconds: more than a slow machine needs, so that nothing waits for ever.
WAIT = 120


def converter():
    """The client's own, but for one thing: lsprotocol 2025.0.0 takes each code action that has a command for a command."""
    made = default_converter()
    either = typing.Union[lsp.Command, lsp.CodeAction]

    def told_apart(value, _):
        is_command = isinstance(value.get("command"), str)
        return made.structure(value, lsp.Command if is_command else lsp.CodeAction)

    made.register_structure_hook(either, told_apart)
    return made


class Editor:
    """One editor with its language server."""

    def __init__(self, stemma, store, folder, service=None):
        self.command = [stemma, "lsp", "--service", service] if service else [stemma, "--store", store, "lsp"]
        self.folder = pathlib.Path(folder)
        self.client = LanguageClient("tests", "1", converter_factory=converter)
        self.published = {}
        self.shown = []
        self.news = asyncio.Event()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params):
            self.published[params.uri] = params
            self.news.set()

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def _(params):
            self.shown.append(params.message)

    async def start(self, document_changes=True):
        await self.client.start_io(*self.command)
        capabilities = lsp.ClientCapabilities(
            workspace=lsp.WorkspaceClientCapabilities(
                workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=document_changes)
            )
        )
        answer = await self.client.initialize_async(lsp.InitializeParams(capabilities=capabilities))
        self.client.initialized(lsp.InitializedParams())
        return answer

    async def stop(self):
        await asyncio.wait_for(self.client.shutdown_async(None), WAIT)
        self.client.exit(None)
        code = await asyncio.wait_for(self.client._server.wait(), WAIT)
        assert code == 0, f"stemma lsp ended with {code}"

    def uri(self, name):
        return (self.folder / name).as_uri()

    def open(self, name, text, language="markdown"):
        uri = self.uri(name)
        item = lsp.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri, version, start, end, text):
        changes = [lsp.TextDocumentContentChangePartial(range=lsp.Range(start, end), text=text)]
        document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, changes))

    def save(self, uri):
        document = lsp.TextDocumentIdentifier(uri)
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(document))

    async def flags(self, uri, version=1):
        """The diagnostics of a version, once they are there."""

        async def wait():
            while uri not in self.published or self.published[uri].version != version:
                self.news.clear()
                await self.news.wait()
            return self.published[uri].diagnostics

        return await asyncio.wait_for(wait(), WAIT)

    async def hover(self, uri, line, column):
        asked = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(line, column))
        return await asyncio.wait_for(self.client.text_document_hover_async(asked), WAIT)

    async def actions(self, uri, flag, only=None):
        context = lsp.CodeActionContext(diagnostics=[flag], only=only)
        asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), flag.range, context)
        return await asyncio.wait_for(self.client.text_document_code_action_async(asked), WAIT) or []

    async def execute(self, command):
        asked = lsp.ExecuteCommandParams(command=command.command, arguments=command.arguments)
        return await asyncio.wait_for(self.client.workspace_execute_command_async(asked), WAIT)


def codes(flags):
    return [flag.code for flag in flags]


def place(line, column):
    return lsp.Position(line, column)


REFUTED = "Veyra makes the 940C chip on a 5-nanometre line."
SINGLE = "Haldane Memory paid a fine of two million crowns on 18 May."
VERIFIED = "Veyra makes the 940C chip on a 7-nanometre line."


async def what_it_offers_is_said_at_the_beginning(editor, answer):
    offered = answer.capabilities
    assert offered.text_document_sync.change == lsp.TextDocumentSyncKind.Incremental
    assert offered.hover_provider and "stemma.dismiss" in offered.execute_command_provider.commands
    assert answer.server_info.name == "stemma"


async def flags_stand_at_their_words_in_utf_16(editor, answer):
    uri = editor.open("places.md", f"# 🌉 News\r\n\r\n🌉🌉 So. {REFUTED}\r\n")
    (flag,) = [flag for flag in await editor.flags(uri) if flag.code == "STM206"]
    assert (flag.range.start, flag.range.end) == (place(2, 9), place(2, 9 + len(REFUTED) - 1)), flag.range
    assert flag.severity == lsp.DiagnosticSeverity.Error and flag.source == "stemma", flag
    assert "Otherwise" in flag.message, flag.message


async def plain_text_is_checked_like_markdown(editor, answer):
    uri = editor.open("plain.txt", f"{REFUTED}\n\n{VERIFIED}\n", language="plaintext")
    assert codes(await editor.flags(uri)) == ["STM206"]


async def an_edit_changes_what_is_flagged(editor, answer):
    uri = editor.open("edited.md", f"{VERIFIED}\n\n{SINGLE}\n")
    assert codes(await editor.flags(uri)) == ["STM204"]
    at = VERIFIED.index("7-")
    editor.change(uri, 2, place(0, at), place(0, at + 1), "5")
    assert codes(await editor.flags(uri, 2)) == ["STM206", "STM204"]
    editor.change(uri, 3, place(0, 0), place(2, 0), "")
    flags = await editor.flags(uri, 3)
    assert codes(flags) == ["STM204"] and flags[0].range.start == place(0, 0), flags


async def many_quick_edits_end_with_the_flags_of_the_last(editor, answer):
    uri = editor.open("quick.md", "\n")
    for version, letter in enumerate(REFUTED, start=2):
        editor.change(uri, version, place(0, version - 2), place(0, version - 2), letter)
    # Asked before it is checked, and answered after.
    hover = await editor.hover(uri, 0, 3)
    assert "refuted" in hover.contents.value, hover
    assert codes(await editor.flags(uri, len(REFUTED) + 1)) == ["STM206"]


async def hovering_shows_the_stemma_in_words(editor, answer):
    uri = editor.open("hover.md", f"{REFUTED} It is a fine day. {VERIFIED} Was it late?\n")
    flagged = (await editor.hover(uri, 0, 3)).contents
    assert flagged.kind == lsp.MarkupKind.PlainText
    for words in ["STM206", "Not so:", "against it:", "what it hangs on", "│"]:
        assert words in flagged.value, (words, flagged.value)
    passing = (await editor.hover(uri, 0, REFUTED.__len__() + 22)).contents.value
    assert passing.startswith("No flag") and "independently-verified" in passing, passing
    assert await editor.hover(uri, 0, len(f"{REFUTED} It is a fine day. {VERIFIED} Was")) is None


async def an_attribution_is_added_by_an_action(editor, answer):
    uri = editor.open("acts.md", f"{SINGLE}\n")
    (flag,) = await editor.flags(uri)
    first, *rest = await editor.actions(uri, flag)
    assert first.title.startswith("Add attribution: “According to "), first.title
    change = first.edit.document_changes[0]
    assert (change.text_document.uri, change.text_document.version) == (uri, 1)
    edit = change.edits[0]
    editor.change(uri, 2, edit.range.start, edit.range.end, edit.new_text)
    (after,) = await editor.flags(uri, 2)
    assert (after.code, after.severity) == ("STM204", lsp.DiagnosticSeverity.Information), after
    assert await editor.actions(uri, after, only=["refactor"]) == []


async def a_flag_is_dismissed_with_a_reason_outside_the_store(editor, answer):
    text = f"{SINGLE}\n\n{REFUTED}\n"
    (editor.folder / "kept.md").write_text(text)
    uri = editor.open("kept.md", text)
    flag, other = await editor.flags(uri)
    dismiss = [action for action in await editor.actions(uri, flag) if action.title.startswith("Dismiss STM204")]
    assert len(dismiss) == 3 and all("Haldane" in action.title for action in dismiss), dismiss
    editor.published.pop(uri)
    kept = await editor.execute(dismiss[0].command)
    assert kept["kept_in"] == str(editor.folder / "kept.md.dismissed"), kept
    assert codes(await editor.flags(uri)) == [other.code]
    line = json.loads((editor.folder / "kept.md.dismissed").read_text())
    assert line["reason"] == "we have it first-hand" and line["code"] == "STM204", line
    assert "Dismissed: we have it first-hand" in (await editor.hover(uri, 0, 3)).contents.value
    # Another editor knows of it, and takes it back.
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
    editor.published.pop(uri)
    editor.open("kept.md", text)
    assert codes(await editor.flags(uri)) == [other.code]
    (again,) = [action for action in await editor.actions(uri, flag) if "again" in action.title]
    editor.published.pop(uri)
    await editor.execute(again.command)
    assert codes(await editor.flags(uri)) == ["STM204", other.code]
    # Without a reason there is no dismissal.
    argument = {**dismiss[0].command.arguments[0], "reason": " "}
    try:
        await editor.execute(lsp.Command(title="", command="stemma.dismiss", arguments=[argument]))
        raise AssertionError("dismissed without a reason")
    except JsonRpcException as why:
        assert "with a reason" in str(why), why


async def what_cannot_be_checked_never_looks_like_a_pass(editor, answer):
    for name, text, code, words in [
        ("empty.md", "", None, "is empty"),
        ("opinion.md", "What a brilliant day!\n", None, "That is no pass."),
        ("german.md", "Das Werk in Orrin wurde im Mai geschlossen. Die Firma hat 500 Menschen entlassen, sagte der Sprecher.", "STM116", "German"),
        ("line.md", REFUTED * 9000, "STM117", "paragraphs"),
        ("soup.md", "<p>" * 5000 + "\x00\u202e[](((" + "**" * 500, "STM111", "400 words"),
    ]:
        uri = editor.open(name, text)
        flags = await editor.flags(uri)
        assert any((code is None or flag.code == code) and words in flag.message for flag in flags), (name, flags[:2])
    assert await editor.hover(editor.uri("empty.md"), 5, 5) is None


async def hidden_characters_are_named(editor, answer):
    uri = editor.open("bidi.md", "Veyra makes the \u202e940C chip on a 5-nanometre line.\n")
    for flag in await editor.flags(uri):
        assert "\u202e" not in flag.message
        for action in await editor.actions(uri, flag):
            assert "\u202e" not in action.title, action.title


async def questions_that_cannot_be_answered_are_refused_in_words(editor, answer):
    renamed = lsp.RenameParams(lsp.TextDocumentIdentifier("file:///nowhere.md"), place(0, 0), "x")
    for ask, words in [
        (lambda: editor.hover("file:///nowhere.md", 0, 0), "not open"),
        (lambda: editor.execute(lsp.Command(title="", command="other")), "no command"),
        (lambda: editor.execute(lsp.Command(title="", command="stemma.dismiss", arguments=[{}])), "missing field"),
        (lambda: editor.client.text_document_rename_async(renamed), "not offered"),
    ]:
        try:
            await ask()
            raise AssertionError(f"answered, and should say: {words}")
        except JsonRpcException as why:
            assert words in str(why), why


async def ten_megabytes_are_checked_as_far_as_they_are_read_while_others_are_written(editor, answer):
    large = "The dam held. It was a long night for all.\n\n" * (10_000_000 // 45)
    uri = editor.open("large.md", f"{REFUTED}\n\n" + large)
    flags = await editor.flags(uri)
    assert "STM114" in codes(flags) and len(flags) <= 2001, codes(flags)[:5]
    assert any("more flags are not shown" in flag.message for flag in flags)
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))


async def what_the_store_learns_is_known_when_a_draft_is_saved(editor, answer):
    uri = editor.open("learns.md", "The dam at Lisk was built in 1931.\n")
    assert codes(await editor.flags(uri)) == ["STM201"]
    source = editor.folder / "lisk.md"
    source.write_text("---\npublisher: Lisk Gazette\ndate: 2026-01-02\n---\n\nThe dam at Lisk was built in 1931, said Mira Holt.\n")
    ingest = [*editor.command[:-1], "ingest", str(source)]
    process = await asyncio.create_subprocess_exec(*ingest, stdout=asyncio.subprocess.DEVNULL)
    assert await process.wait() == 0
    editor.published.pop(uri)
    editor.save(uri)
    flags = await editor.flags(uri)
    while codes(flags) == ["STM201"]:
        editor.published.pop(uri)
        flags = await editor.flags(uri)
    assert codes(flags) == ["STM204"], flags


async def figures(editor):
    """How long an edit of one sentence takes in a draft of 2,000 words, from the key to the flags."""
    sentences = [f"Veyra shipped {n} thousand chips of the 940C line to Corra in the week after day {n}, said Mira Holt." for n in range(110)]
    draft = "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)) + "\n"
    began = time.perf_counter()
    uri = editor.open("figures.md", draft)
    await editor.flags(uri)
    print(f"first check of {len(draft.split())} words: {1000 * (time.perf_counter() - began):.1f} ms")
    took = []
    for version in range(2, 102):
        line = 2 * (version % 25)
        began = time.perf_counter()
        editor.change(uri, version, place(line, 14), place(line, 15), str(version % 10))
        await editor.flags(uri, version)
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    print(f"an edit: median {took[50]:.1f} ms, 99th percentile {took[98]:.1f} ms, longest {took[99]:.1f} ms")


JOURNEYS = [
    what_it_offers_is_said_at_the_beginning,
    flags_stand_at_their_words_in_utf_16,
    plain_text_is_checked_like_markdown,
    an_edit_changes_what_is_flagged,
    many_quick_edits_end_with_the_flags_of_the_last,
    hovering_shows_the_stemma_in_words,
    an_attribution_is_added_by_an_action,
    a_flag_is_dismissed_with_a_reason_outside_the_store,
    what_cannot_be_checked_never_looks_like_a_pass,
    hidden_characters_are_named,
    questions_that_cannot_be_answered_are_refused_in_words,
    ten_megabytes_are_checked_as_far_as_they_are_read_while_others_are_written,
    what_the_store_learns_is_known_when_a_draft_is_saved,
]


async def hovering_asks_the_service(editor, answer):
    uri = editor.open("asked.md", f"{REFUTED} {VERIFIED}\n")
    flagged = (await editor.hover(uri, 0, 3)).contents
    assert flagged.kind == lsp.MarkupKind.PlainText
    for words in ["STM206", "Not so:", "refuted", "ν 0–0", "│ waferwatch-post > Veyra"]:
        assert words in flagged.value, (words, flagged.value)
    # Of what passes the service says no more than that it is not flagged.
    assert await editor.hover(uri, 0, len(REFUTED) + 5) is None


# What is the same, whether the claims are in a store here or behind a service.
SERVED = [
    what_it_offers_is_said_at_the_beginning,
    flags_stand_at_their_words_in_utf_16,
    plain_text_is_checked_like_markdown,
    an_edit_changes_what_is_flagged,
    many_quick_edits_end_with_the_flags_of_the_last,
    hovering_asks_the_service,
    an_attribution_is_added_by_an_action,
    a_flag_is_dismissed_with_a_reason_outside_the_store,
    what_cannot_be_checked_never_looks_like_a_pass,
    hidden_characters_are_named,
    questions_that_cannot_be_answered_are_refused_in_words,
]


async def main(stemma, store, folder, *options):
    service = options[options.index("--service") + 1] if "--service" in options else None
    editor = Editor(stemma, store, folder, service)
    answer = await editor.start()
    if "--figures" in options:
        await figures(editor)
    else:
        for journey in SERVED if service else JOURNEYS:
            began = time.perf_counter()
            await asyncio.wait_for(journey(editor, answer), WAIT)
            print(f"{journey.__name__}: {time.perf_counter() - began:.2f} s")
    await editor.stop()


if __name__ == "__main__":
    asyncio.run(asyncio.wait_for(main(*sys.argv[1:]), 2 * WAIT))
