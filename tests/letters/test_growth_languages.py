"""No text takes the rules of another language longer than its length explains: see ``test_growth.py``."""

from collections.abc import Callable, Mapping

import pytest

from bot.letters import NoLetterQuestion, notice, parse
from bot.letters.languages.language import Language, rules_of, span_of
from bot.letters.languages.reading import has_clue
from bot.letters.languages.registry import LANGUAGES
from bot.letters.scan import QUOTED, scan
from tests.growing import LONG, SAMPLES, SHORT, attacks, grows_linearly, sample
from tests.letters.phrased import phrasings_in

LISTED = {"de": "Monate", "fr": "mois", "es": "meses", "pt": "meses", "ja": "惑星", "zh": "行星"}
AROUND = [(each, source) for each in LANGUAGES.values() for source in (each.openings, each.tails)]


def samples(language: Language) -> Mapping[str, str]:
    return {**SAMPLES, "LISTED": LISTED[language.code], "SINGLE": "r"}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_a_rule_grows_linearly(language: Language) -> None:
    sources = [source for _, sources in language.rules for source in sources]
    for source, (_, rule) in zip(sources, rules_of(language), strict=True):
        for text in attacks(source, language.parts, samples(language)):
            assert grows_linearly(rule.fullmatch, text, SHORT, LONG), text(60)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_the_samples_are_what_the_rules_read(language: Language) -> None:
    sources = [source for _, sources in language.rules for source in sources]
    read = [
        any(rule.fullmatch(sample(source, language.parts, turn, samples(language))) for turn in range(8))
        for source, (_, rule) in zip(sources, rules_of(language), strict=True)
    ]
    assert sum(read) > 0.9 * len(read), [source for source, each in zip(sources, read, strict=True) if not each]


@pytest.mark.parametrize(("language", "source"), AROUND, ids=[each.code for each, _ in AROUND])
def test_what_is_said_around_a_question_grows_linearly(language: Language, source: str) -> None:
    for text in attacks(source, language.parts):
        assert grows_linearly(lambda plain: span_of(language, plain), text, SHORT, LONG), text(60)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_message_grows_linearly(code: str) -> None:
    for typed, *_ in phrasings_in(code, held=True)[::6]:
        for repeated in (typed, typed[:3], f"{typed[:12]} "):

            def text(length: int, repeated: str = repeated, typed: str = typed) -> str:
                return f"{repeated * (length // len(repeated))} {typed}"

            assert isinstance(parse(text(2_000)[:2_000]), NoLetterQuestion) or len(typed) > 2_000
            assert grows_linearly(parse, text, 500, 1_900)
            assert grows_linearly(notice, text, 500, 4_000)
            assert grows_linearly(has_clue, text, SHORT, LONG)


@pytest.mark.parametrize("filler", ["「", "”", "に", " r", "'", "' ", "あ ", QUOTED, "は「", "\u3000", "x「"])
def test_scanning_without_spaces_grows_linearly(filler: str) -> None:
    text: Callable[[int], str] = lambda length: filler * (length // len(filler))  # noqa: E731  # it is what is measured
    assert grows_linearly(lambda typed: scan(typed, spaced=False), text, SHORT, LONG)
