"""The rarer kinds of letter question, slips of the keyboard, and questions that may be meant in several ways."""

import pytest
from simcord.results import InteractionResult

from bot.ui import Card
from bot.ui.buttons.log import ReadAs
from bot.ui.sending import send
from tests.own import history
from tests.talking import say
from tests.world import World, alts, card, labels, text


def shown_text(shown: InteractionResult) -> str:
    return text(card(shown)).replace("\\", "")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how many r's in strawberry and raspberry together?",
         "`r` in `strawberry`: 3, `r` in `raspberry`: 3, **6** together"),
        ("How many a's and n's are in banana?", "`a` in `banana`: 3, `n` in `banana`: 2, **5** together"),
        ("which has more e's, cheese or tree?", "`cheese` has **more** `e`: `cheese` 3, `tree` 2"),
        ("which has more r's, strawberry or raspberry?",
         "Both have **the same** number of `r`: `strawberry` 3, `raspberry` 3"),
        ("how many vowels are in sequoia", "`sequoia` has **5** vowels: `e u o i a`"),
        ("How many words are in 'to be or not'?", "`to be or not` has **4** words: `to be or not`"),
        ("how many spaces are in 'a b'", "`a b` has **1** space"),
        ("does committee have double letters", "`committee` **has** double letters: `mm tt ee`"),
        ("does 'password' contain digits", "`password` has **no** digits"),
        ("is racecar a palindrome", "`racecar` is **a palindrome**"),
        ("is strawberry a palindrome", "`strawberry` is **not** a palindrome"),
        ("what is the most common letter in 'banana'", "**`a`** occurs most often in `banana`, 3 times"),
        ("what is the most common letter in 'Mississippi'",
         "**`i` and `s`** occur most often in `Mississippi`, each 4 times"),
        ("where is the r in strawberry", "`r` is letters **3, 8, 9** of `strawberry`"),
        ("where is the k in monkey", "`k` is letter **4** of `monkey`"),
        ("what is the middle letter of table", "Middle letter of `table`: `b`"),
        ("what are the middle letters of kiwi", "`kiwi` has two letters in the middle: `i` and `w`"),
        ("does strawberry have two r's", "**No**: `r` occurs **3 times** in `strawberry`"),
        ("does apple start with an a", "`apple` **starts** with `a`"),
        ("does apple end with a z", "`apple` does **not** end with `z`"),
        ("does quiz contain both q and z", "**Yes**: `quiz` has `q` once, `z` once"),
        ("which months start with J", "**3** months that start with `J`\nJanuary, June, July"),
        ("which states contain both x and s", "**1** US state with `x` and `s`\nTexas"),
        ("how many colours have an e", "**8** colours with `e`"),
        ("which countries end with 'stan'", "**7** countries that end with `stan`"),
    ],
)  # fmt: skip
async def test_every_kind_of_question(here: World, question: str, answer: str) -> None:
    assert answer in shown_text(await here.alice.slash(here.channel, "ask", question=question))


async def test_a_slip_is_mended_and_said_so_and_the_text_is_left_as_it_is(here: World) -> None:
    said = shown_text(await here.alice.slash(here.channel, "ask", question="hw mnay r's in strawbery"))
    assert "`r` occurs **twice** in `strawbery`" in said
    assert "-# I read this as: how many r's in strawbery" in said
    [kept] = await here.bot.services.comparisons.latest(channel_id=here.channel.id, offset=0, limit=2)
    assert kept.comparison.text == "hw mnay r's in strawbery"


async def test_what_is_typed_well_is_not_said_again(here: World) -> None:
    said = shown_text(await here.alice.slash(here.channel, "ask", question="how many r's in strawberry"))
    assert "I read this as" not in said


async def test_of_two_ways_to_read_a_question_the_asker_chooses_one(here: World) -> None:
    offered = card(await here.alice.slash(here.channel, "ask", question="how many a's in salt and pepper"))
    assert offered.ephemeral
    assert "Did you mean" in text(offered)
    apart, whole = labels(offered)
    assert (apart, whole) == (
        "How many times does “a” occur in “salt” and “pepper”?",
        "How many times does “a” occur in “salt and pepper”?",
    )
    assert await here.bot.services.comparisons.count(channel_id=here.channel.id) == 0
    answered = card(await here.alice.click(offered, label=apart))
    assert not answered.ephemeral
    assert "**1** together" in text(answered)
    assert "occurs **twice** in" in text(card(await here.alice.click(offered, label=whole)))


async def test_what_nobody_can_read_leads_to_examples_and_to_what_can_be_asked(here: World) -> None:
    offered = card(await here.alice.slash(here.channel, "ask", question="asdf qwer?"))
    assert offered.ephemeral
    assert "I cannot read a letter question in that" in text(offered)
    word, months, more = labels(offered)
    assert (word, months) == ("How many r's are in strawberry?", "Which months contain the letter r?")
    assert await here.bot.services.comparisons.count(channel_id=here.channel.id) == 0
    for example, answer in ((word, "occurs **3 times**"), (months, "**8** months with `r`")):
        answered = card(await here.alice.click(offered, label=example))
        assert answer in text(answered)
        assert not answered.ephemeral
    assert "**/ask understands**" in text(card(await here.alice.click(offered, label=more)))


async def test_many_names_are_drawn_page_by_page(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "ask", question="which countries contain the letter o?"))
    assert alts(shown)[0].startswith("27 names: Andorra, Angola, ")
    first = card(await here.bob.click(shown, label="All names"))
    assert first.ephemeral
    assert "66** countries with `o`\n-# Page 1 of 3" in text(first)
    assert labels(first) == ["Next"]
    last = card(await here.bob.click(card(await here.bob.click(first, label="Next")), label="Next"))
    assert "-# Page 3 of 3" in text(last)
    assert labels(last) == ["Back"]
    few = card(await here.alice.slash(here.channel, "ask", question="which countries end with 'stan'"))
    assert alts(few)[0].startswith("7 names: Afghanistan, ")
    assert "All names" not in labels(few)


async def test_a_text_whose_end_is_unclear_is_offered_in_quotes_unless_that_could_count_wrongly(here: World) -> None:
    typed = "how many e's in bees of the valley"
    offered = card(await here.alice.slash(here.channel, "ask", question=typed))
    assert labels(offered) == ["how many e's in “bees of the valley”?"]
    for doubtful in (f"{typed} together", "how many e's in strawberry and raspberry jam together"):
        said = shown_text(await here.alice.slash(here.channel, "ask", question=doubtful))
        assert "Put it in quotes, or each word if there are several, and nothing else" in said


async def test_nobody_else_answers_for_the_asker(world: World) -> None:
    offered = card(await world.alice.slash(world.channel, "ask", question="how many rr in strawberry"))
    assert labels(offered) == ["how many r's in strawberry?", "how many “rr” in strawberry?"]
    message = await send(world.bot.get_partial_messageable(world.channel.id), Card().row([ReadAs(1).button("First")]))
    assert "Only the person" in card(await world.bob.click(message, label="First")).content
    assert "occurs **3 times**" in text(card(await world.alice.click(message, label="First")))


async def test_a_question_without_a_fair_trial_is_not_put_to_the_model(here: World) -> None:
    said = shown_text(await here.alice.slash(here.channel, "ask", question="which has more e's, cheese or tree?"))
    assert "The model is not asked this" in said or "switched off" in said


async def test_of_several_questions_in_a_message_one_is_answered_and_the_rest_is_said_to_be_left_out(
    here: World,
) -> None:
    left_out = "I count one thing a message"
    assert left_out in await say(here, "I wonder. How many a's and how many n's are in banana?")
    assert left_out not in await say(here, "I wonder. How many n's are in banana?")


async def test_history_and_details_show_them(here: World) -> None:
    await here.alice.slash(here.channel, "ask", question="how many vowels are in sequoia")
    shown = card(await history(here.alice, here.channel))
    assert "`sequoia` has **5** vowels" in text(shown)
