"""Cards in every language: they are shown, and nothing of ours on them is still in English."""

import re
from collections.abc import Mapping, Sequence

import pytest
from simcord.results import ResponseMessage

from bot.language import LOCALES
from bot.lessons import load_lessons
from tests.translated import speaks
from tests.world import World, alts, card, labels, text

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMMANDS: Sequence[tuple[str, Mapping[str, str]]] = (
    ("start", {}),
    ("help", {}),
    ("ask", {"question": "How many r's are in strawberry?"}),
    ("ask", {"question": "Which planets contain the letter r?"}),
    ("ask", {"question": "What is the meaning of life?"}),
    ("tokenize", {"text": "Strawberry 🍓 pie: 20 %"}),
    ("tokenize", {"ids": "302 1709 9500 199998 -1 berry"}),
    ("explain", {"word": "strawberry"}),
    ("next", {"text": "Once upon a time"}),
    ("vocab", {"text": "ber"}),
    *(("inside", {"text": "The capital of France is", "view": view}) for view in ("dots", "vector", "layers")),
    ("inside", {"text": " Texas", "view": "near"}),
    ("lab", {}),
    ("learn", {}),
    ("me", {}),
    ("leaderboard", {}),
    ("explainer", {}),
    ("chat", {}),
)
_ENGLISH = re.compile(r"(?:[A-Za-z’'-]+[ ,]+){3,}[A-Za-z’'-]+")
"""Four words or more in a row."""
_STAYS = re.compile(
    r"How many r's are in strawberry|Which months contain the letter r|Mercury, Earth, Mars, Jupiter, Saturn, Uranus"
    r"|A B C D E|Yom Din et al"
)
"""What is typed, a list's names, labels of dots, and authors: the same in all languages."""
_NOT_OURS = re.compile(r"`[^`]*`|\[[^\]]*\]\([^)]*\)|“[^”]*”|„[^“]*“|«[^»]*»|「[^」]*」|/\w+(?: \w+:[^ ]+)*")
"""What is quoted, typed or linked."""
_IN_ENGLISH: dict[tuple[object, ...], str] = {}


def told(shown: ResponseMessage) -> str:
    return "\n".join([text(shown), *alts(shown), *labels(shown)])


async def in_english(patch: World, command: str, options: Mapping[str, str]) -> str:
    """What the card says in English, asked for once for all languages."""
    asked = command, *options.items()
    if asked not in _IN_ENGLISH:
        _IN_ENGLISH[asked] = told(card(await patch.bob.slash(patch.channel, command, **options)))
    return _IN_ENGLISH[asked]


@pytest.mark.parametrize("locale", [each for each in LOCALES if each != "es-419"])
@pytest.mark.parametrize(("command", "options"), COMMANDS, ids=lambda each: each if isinstance(each, str) else "")
async def test_a_card_is_shown_in_the_language_of_who_asks(
    patch: World, monkeypatch: pytest.MonkeyPatch, command: str, options: Mapping[str, str], locale: str
) -> None:
    english = await in_english(patch, command, options)
    speaks(monkeypatch, patch.alice, locale)
    shown = told(card(await patch.alice.slash(patch.channel, command, **options)))
    theirs = {found for line in english.splitlines() for found in _ENGLISH.findall(_NOT_OURS.sub(" ", line))}
    titles = {each.title for of in load_lessons().by_id.values() for each in of.values()}  # some have no translation
    left = [found for found in theirs if found in _NOT_OURS.sub(" ", shown)]
    assert not [found for found in left if not _STAYS.search(found) and found not in titles]
