"""What is hidden of vocabularies where nobody asked for it, and what is not."""

import pytest

from bot.tokens import Encodings, Vocabulary
from bot.tokens.unwanted import unwanted, without_unwanted
from bot.tokens.visible import text_of

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


def test_advertisements_are_hidden() -> None:
    assert not [text for text in ADVERTISED if not (unwanted(text) and unwanted(f" {text}"))]


def test_other_words_are_not() -> None:
    assert not [text for text in ORDINARY if unwanted(text) or unwanted(f" {text}")]


@pytest.mark.parametrize(("name", "least", "most"), [("cl100k_base", 200, 260), ("smollm2", 40, 80)])
def test_few_of_a_vocabulary_are_hidden(encodings: Encodings, name: str, least: int, most: int) -> None:
    texts = map(text_of, encodings.get(name).token_byte_values())
    assert least < sum(unwanted(text) for text in texts if text) < most


def test_none_of_the_longest_chinese_tokens_is_left_and_few_are_hidden(large: Vocabulary) -> None:
    words, others = large.longest(len(large))
    kept, hidden = without_unwanted(words, len(words))
    for stem in ("彩票", "免费视频", "无码", "时时彩"):
        assert any(stem in (word.text or "") for word in words)
        assert not any(stem in (word.text or "") for word in kept)
    assert 900 < hidden + sum(unwanted(each.text) for each in others if each.text) < 1_300
