"""The glossary: its form, and that nothing in it stands twice."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
import regex
from pydantic import ValidationError

from bot.intents import glossary
from bot.intents.glossary import Term, evened, translations
from bot.language import LOCALES, speaking

_INNER_END = regex.compile(r"[.!?…]['”\")]*\s+\p{Lu}")
TERMS = sorted(glossary())
TRANSLATED = sorted({*LOCALES.values()})
AS_DISCORD_SAYS = {spoken: locale for locale, spoken in LOCALES.items()}


def test_there_are_at_least_twenty() -> None:
    assert len(TERMS) >= 20


@pytest.mark.parametrize("key", TERMS)
def test_an_answer_is_three_sentences_with_a_source(key: str) -> None:
    term = glossary()[key]
    assert len(term.says) == 3
    for sentence in term.says:
        assert not _INNER_END.search(sentence), sentence
    assert sum(map(len, term.says)) <= 450
    assert len({source.url for source in term.sources}) == len(term.sources) >= 1


@pytest.mark.parametrize("spoken", TRANSLATED)
def test_a_translation_is_three_sentences_about_the_same_with_the_same_sources(spoken: str) -> None:
    english = glossary()
    with speaking(AS_DISCORD_SAYS[spoken]):
        translated = glossary()
    for key, told in translated.items():
        same = english[key]
        for sentence in told.says:
            assert not _INNER_END.search(sentence), sentence
        assert told.says != same.says, key
        assert sum(map(len, told.says)) <= 550, key
        assert (told.called, told.ordinary, told.sources) == (same.called, same.ordinary, same.sources), key
        assert (told.live.shows, told.live.about) == (same.live.shows, same.live.about), key


def test_a_translation_has_no_terms_that_there_are_not_and_other_languages_read_english() -> None:
    for spoken in TRANSLATED:
        assert {*translations(spoken)} == {*TERMS}
    english = glossary()
    with speaking("pl"):
        assert glossary() == english


def test_no_name_means_two_things() -> None:
    names = Counter(
        evened(name) for term in glossary().values() for name in {*map(evened, (*term.called, *term.ordinary))}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_a_source_is_written_alike_everywhere() -> None:
    by_url: dict[str, set[tuple[str, str, int]]] = {}
    for term in glossary().values():
        for source in term.sources:
            by_url.setdefault(source.url, set()).add((source.author, source.title, source.year))
    assert [url for url, written in by_url.items() if len(written) > 1] == []


def test_a_fourth_sentence_is_refused() -> None:
    token = glossary()["token"].model_dump()
    with pytest.raises(ValidationError, match="says"):
        Term.model_validate(token | {"says": (*token["says"], "One more.")})
    with pytest.raises(ValidationError, match="sources"):
        Term.model_validate(token | {"sources": ()})


def test_the_data_is_beside_the_code() -> None:
    """A wheel has it, too: it lies in the package."""
    assert Path(str(files("bot.intents").joinpath("glossary.toml"))).is_file()
