"""What explainer mode says of an answer: true to its tokens, and within Discord's limits whatever was said."""

from dataclasses import replace

import pytest
from discord import ui
from hypothesis import given, settings

from bot.chat import Explained
from bot.drawing import Picture, StripPage, prompt_page
from bot.model import EncodedPrompt, GenerationTrace, Off, ServerInfo
from bot.ui import Card
from bot.ui.card import MAX_TEXT
from bot.ui.explainer import explainer_card
from bot.ui.insight import (
    MAX_TEXT as ADDED,
    ON_A_PAGE,
    add_insight,
    ids_card,
    most_surprising,
    saw_card,
    token_options,
    why_card,
)
from tests.insights import END, insight, insights, prompt_tokens, written

ONE = insight("How many r's are in strawberry?", "There are 3 r's.")
PICTURE = Picture(b"", "tokens", 1, 1, len(ONE.written))
"""All of the tokens of ``ONE``."""


def page(shown: GenerationTrace, number: int = 0) -> StripPage:
    return prompt_page(shown.prompt.tokens, number)


def said(card: Card) -> str:
    return "\n".join(item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay))


def names(card: Card) -> list[str]:
    return [*card.files]


def file(card: Card) -> str:
    return [*card.files.values()][-1].decode()


def test_under_an_answer_stand_both_strips_and_the_figures() -> None:
    card = add_insight(Card(), ONE, PICTURE, PICTURE)
    assert names(card) == ["question.png", "answer.png"]
    assert "`8` tokens of yours · `8` written · 3.5 tokens/s · context 25 of 2,304 tokens (1%)" in said(card)
    assert "left out" not in said(card)


def test_messages_that_were_left_out_are_named() -> None:
    assert "the oldest 3 messages of this chat had to be left out" in said(
        add_insight(Card(), insight("Hi", "Ho", 3), PICTURE, PICTURE)
    )


def test_what_is_not_known_is_not_said() -> None:
    bare = GenerationTrace(EncodedPrompt(ONE.prompt.tokens, ()), ONE.written[:1], 0.0)
    card = add_insight(Card(), bare, None, PICTURE)
    assert names(card) == ["answer.png"]
    assert "`0` tokens of yours · `1` written" in said(card)
    assert "tokens/s" not in said(card)
    assert "context" not in said(card)


UNREAD = EncodedPrompt((), (), 0, 4_096)
"""What is known of a prompt that a server has read."""


def test_a_server_that_tells_nothing_of_its_tokens() -> None:
    card = add_insight(Card(), GenerationTrace(UNREAD, (), 0.0), None, None)
    assert said(card) == "-# This answer came from a server, which tells neither the tokens nor how likely they were."


def test_a_server_that_tells_the_tokens_of_its_answer_alone() -> None:
    card = add_insight(Card(), GenerationTrace(UNREAD, ONE.written, 2.0), None, PICTURE)
    assert names(card) == ["answer.png"]
    assert "-# `8` tokens told · 3.5 tokens/s\n-# The server does not say how its model read your message." in said(
        card
    )
    assert "context" not in said(card)
    one = add_insight(Card(), GenerationTrace(replace(UNREAD, dropped=3), ONE.written[:1], 0.0), None, PICTURE)
    assert "`1` token told" in said(one)
    assert "the oldest 3 messages of this chat had to be left out" in said(one)


def test_why_the_first_word_came_where_nobody_knows_what_stands_before_it() -> None:
    told = GenerationTrace(UNREAD, ONE.written, 2.0)
    assert "It began with `There`, token 1 of 8. The model had given it **90%**" in said(why_card(told, 0, PICTURE, []))
    assert "After `There`\nit wrote `␣are`, token 2 of 8." in said(why_card(told, 1, PICTURE, []))


def test_that_a_server_tells_nothing_is_said_when_explainer_mode_is_switched_on() -> None:
    server = ServerInfo("large", "models.example")
    nothing = "**There is nothing to show at the moment:** large answers on a server"
    scopes: tuple[Explained, ...] = ("user", "channel")
    for scope in scopes:
        assert nothing in said(explainer_card(scope, server, traces=False, on=True, mine=True))
        assert nothing not in said(explainer_card(scope, server, traces=False, on=False, mine=False))
        assert nothing not in said(explainer_card(scope, Off(), traces=False, on=True, mine=True))


def test_what_a_server_tells_is_said_when_explainer_mode_is_switched_on() -> None:
    server = ServerInfo("@everyone **large**", "models.example")
    card = said(explainer_card("user", server, traces=True, on=True, mine=True))
    assert "answers on a server, which tells what tokens it writes, but not what it reads" in card
    assert "nothing to show" not in card
    assert "@everyone" not in card
    assert "**large**" not in card
    assert "server" not in said(explainer_card("user", server, traces=True, on=False, mine=False))


def test_what_is_not_drawn_is_said() -> None:
    drawn = replace(PICTURE, drawn=2)
    shown = said(add_insight(Card(), ONE, drawn, drawn))
    assert "The first 2 of 8 tokens are drawn; **What the model saw** has all." in shown
    assert "The first 2 of 8 tokens are drawn; **Why this word?** has all." in shown
    assert "are drawn" not in said(add_insight(Card(), ONE, PICTURE, PICTURE))


def test_a_long_prompt_has_pages() -> None:
    long = insight(" strawberry" * 900, "Yes.")
    first, last = page(long), page(long, 99)
    assert first.pages > 2
    assert f"Page 1 of {first.pages}: tokens 1 to {first.shown.stop}. The pages end at 600" in said(
        saw_card(long, first, [])
    )
    assert f"Page {last.pages} of {last.pages}: tokens {last.shown.start + 1} to 600." in said(saw_card(long, last, []))
    assert "Page" not in said(saw_card(ONE, page(ONE), []))


def test_the_numbers_alone() -> None:
    card = ids_card(ONE)
    question, answer = (" ".join(map(str, ids)) for ids in ids_of(ONE))
    assert f"``` {question} → {answer} ```" in said(card).replace("\n", " ")
    assert "9 more tokens went in around it" in said(card)
    assert not card.files


def test_many_numbers_are_in_a_file_too() -> None:
    long = insight("How many r's? " * 200, "There are 3. " * 200)
    card = ids_card(long)
    question, answer = (" ".join(map(str, ids)) for ids in ids_of(long))
    assert names(card) == ["ids.txt"]
    assert file(card).replace("\n", " ") == f"{question} → {answer}"
    assert "That was only the beginning" in said(card)


def test_a_few_numbers_are_one_line() -> None:
    assert "```\n26843 → 42654 2\n```" in said(ids_card(insight("Hi", "Ho")))


def ids_of(shown: GenerationTrace) -> tuple[list[int], list[int]]:
    return [token.id for token in shown.prompt.focus], [each.token.id for each in shown.written]


def test_all_that_the_model_saw_is_shown_with_its_marks() -> None:
    card = saw_card(ONE, page(ONE), [])
    assert "**17 tokens**" in said(card)
    whole = "<|im_start|>user\nHow many r's are in strawberry?<|im_end|>\n<|im_start|>assistant\n"
    assert f"```\n{whole}\n```" in said(card)
    assert names(card) == ["prompt.png"]


def test_a_long_prompt_is_in_a_file_too() -> None:
    long = insight("strawberry\n" * 500, "Yes.")
    card = saw_card(long, page(long), [])
    assert names(card) == ["prompt.png", "prompt.txt"]
    whole = file(card)
    assert whole.count("strawberry\n") == 500
    assert whole.endswith("assistant\n")


def test_why_a_word_came() -> None:
    card = why_card(ONE, 3, PICTURE, [])
    assert "⏎There␣are␣`\nit wrote `3`, token 4 of 8. The model had given it **60%**" in said(card)
    assert "before temperature and cut-offs" in said(card)
    ending = said(why_card(ONE, 7, PICTURE, []))
    assert "it wrote `<|im_end|>`, the special token that ends the answer, token 8 of 8" in ending


def test_the_first_question_is_about_the_least_likely_ordinary_token() -> None:
    assert most_surprising(ONE.written) == 4
    last = replace(ONE.written[-1], probability=0.0)
    assert last.token == END
    assert most_surprising([*ONE.written[:-1], last]) == 4
    assert most_surprising([last]) == 0


@pytest.mark.parametrize(("position", "first", "number"), [(0, 0, 25), (24, 0, 25), (25, 25, 25), (60, 50, 11)])
def test_the_select_has_a_page_of_tokens(position: int, first: int, number: int) -> None:
    answer = written(" strawberry" * 60)
    offered = token_options(answer, position)
    assert [option.value for option in offered] == [str(at) for at in range(first, first + number)]
    assert [option.value for option in offered if option.default] == [str(position)]


def test_an_option_names_its_token_and_its_probability() -> None:
    [first, second, *_] = token_options(written("There are"), 0)
    assert (first.label, first.description) == ("1 · There", "90%")
    assert (second.label, second.description) == ("2 · ␣are", "35%")


@settings(max_examples=60)
@given(insights)
def test_every_card_is_within_the_limits(shown: GenerationTrace) -> None:
    added = said(add_insight(Card(), shown, PICTURE, PICTURE))
    assert len(added) <= ADDED
    cards = [ids_card(shown), saw_card(shown, page(shown), [])]
    cards += [why_card(shown, at, PICTURE, []) for at in range(min(len(shown.written), 30))]
    told = replace(shown, prompt=replace(shown.prompt, tokens=(), focus=()))
    added = said(add_insight(Card(), told, None, PICTURE))
    assert len(added) <= ADDED
    cards += [why_card(told, at, PICTURE, []) for at in range(min(len(shown.written), 30))]
    for text in map(said, cards):
        assert len(text) < MAX_TEXT - 10
        assert text.count("```") % 2 == 0
        assert "…" not in text[-5:]
    for option in token_options(shown.written, 0):
        assert 0 < len(option.label) <= 100


def test_the_longest_insight_is_within_the_limits() -> None:
    long = insight("`" * 4_000, "`" * 4_000, 499)
    assert len(said(add_insight(Card(), long, replace(PICTURE, drawn=9), replace(PICTURE, drawn=9)))) <= ADDED
    shown = said(saw_card(long, page(long), []))
    assert len(shown) < MAX_TEXT
    assert shown.count("```") == 2
    assert shown.endswith("end nothing.")
    assert len(token_options(long.written, 0)) == ON_A_PAGE


def test_parts_of_characters_are_explained() -> None:
    assert "⟨ ⟩ is part of a character" in said(add_insight(Card(), insight("🍓", "Yes."), PICTURE, PICTURE))
    assert prompt_tokens("🍓")[0].text == "⟨F0·9F⟩"
