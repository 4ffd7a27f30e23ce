"""What is hidden of vocabularies where nobody asked for it, and what is not."""

import pytest

from bot.tokens import Encodings, Vocabulary
from bot.tokens.unwanted import unwanted, without_unwanted

ADVERTISED = (
    *("天天中彩票", "_日本毛片免费视频观看", "亚洲AV", "大发快三", "คาสิโนออนไลน์", "วิเคราะห์บอลวันนี้", "출장안마"),
    *("порно", "казино", "PornHub", "-sex", "sexy", "gambling", "Casino", "xxx"),
    *("bullshit", "ass", "Bastard", "dicks", "tits"),
    *("heroin", "Cocaine", "methamphetamine", "cannabis"),
)
ORDINARY = (
    *("", " ", "--------", "strawberry", "Essex", "Sussex", "specialist", "sexta", "sexism", "gay", "lesbian"),
    *("God", "naked", "womb", "Negro", "nicht", "con", "game", "http", "method", "class", "bass"),
    *(
        "homosexual",
        "Milford",
        "xxxx",
        "heroine",
        "доставка",
        "生命周期",
        "中华人民共和国",
        "亚洲",
        "发布时间",
        "ประเทศไทย",
    ),
)


@pytest.mark.parametrize("text", ADVERTISED)
def test_advertisements_are_hidden(text: str) -> None:
    assert unwanted(text)
    assert unwanted(f" {text}")


@pytest.mark.parametrize("text", ORDINARY)
def test_other_words_are_not(text: str) -> None:
    assert not unwanted(text)
    assert not unwanted(f" {text}")


@pytest.mark.parametrize(
    ("name", "least", "most"), [("o200k_base", 900, 1_300), ("cl100k_base", 200, 260), ("smollm2", 40, 80)]
)
def test_few_of_a_vocabulary_are_hidden(encodings: Encodings, name: str, least: int, most: int) -> None:
    vocabulary = Vocabulary(encodings.get(name))
    words, others = vocabulary.longest(len(vocabulary))
    assert least < sum(unwanted(each.text) for each in [*words, *others] if each.text) < most


def test_none_of_the_longest_chinese_tokens_is_left(encodings: Encodings) -> None:
    vocabulary = Vocabulary(encodings.get("o200k_base"))
    words, _ = vocabulary.longest(len(vocabulary))
    kept, _ = without_unwanted(words, len(words))
    for stem in ("彩票", "免费视频", "无码", "时时彩"):
        assert any(stem in (word.text or "") for word in words)
        assert not any(stem in (word.text or "") for word in kept)
