"""Letter questions in other languages, each asked once as a member does."""

import pytest

from tests.world import World, card, labels, text


@pytest.mark.parametrize(
    ("question", "answer", "read_as"),
    [
        ("Wie viele r sind in Erdbeere?", "`r` occurs **twice** in `Erdbeere`",
         "How many times does the letter r occur in Erdbeere?"),
        ("Welche US-Bundesstaaten enthalten ein k im Namen?",
         "**10** US states in German with `k`\nAlaska, Arkansas, Kalifornien, Kansas, Kentucky, Nebraska",
         "Which US states in German contain the letter k?"),
        ("Y a-t-il un ç dans garçon ?", "`garçon` **contains** `ç`", "Does garçon contain the letter ç?"),
        ("¿Qué días de la semana tienen la letra b?", "**1** day of the week in Spanish with `b`\nsábado",
         "Which days of the week in Spanish contain the letter b?"),
        ("Soletre paralelepípedo", "`paralelepípedo` is spelt `p-a-r-a-l-e-l-e-p-í-p-e-d-o`",
         "Spell paralelepípedo"),
        ("「たけやぶやけた」を逆から読むと？", "`たけやぶやけた` backwards: `たけやぶやけた`",
         "Reverse たけやぶやけた"),
        ("strawberry 里有几个 r？", "`r` occurs **3 times** in `strawberry`",
         "How many times does the letter r occur in strawberry?"),
    ],
)  # fmt: skip
async def test_a_question_in_each_language(here: World, question: str, answer: str, read_as: str) -> None:
    shown = text(card(await here.alice.slash(here.channel, "ask", question=question))).replace("\\", "")
    assert answer in shown
    assert f"-# I read this as: {read_as}" in shown
    [kept] = await here.bot.services.comparisons.latest(channel_id=here.channel.id, offset=0, limit=2)
    assert kept.comparison.text == question


async def test_what_is_unclear_in_another_language_is_offered_in_quotes(here: World) -> None:
    offered = card(await here.alice.slash(here.channel, "ask", question="Wie viele Buchstaben hat das?"))
    assert offered.ephemeral
    assert "which text “das” means" in text(offered)
    [quoted] = labels(offered)
    assert quoted == "Wie viele Buchstaben hat “das”?"
    answered = text(card(await here.alice.click(offered, label=quoted)))
    assert "`das` has **3** letters" in answered
    assert "-# I read this as: How many letters are in das?" in answered


async def test_the_tool_is_offered_for_the_question_in_english(world: World) -> None:
    shown = text(card(await world.alice.slash(world.channel, "lab", question="Wie viele e hat Erdbeere?")))
    assert "`e` occurs **4 times** in `Erdbeere`" in shown
    kept = await world.bot.services.comparisons.get(1)
    assert kept is not None
    assert kept.comparison.text == "How many times does the letter e occur in Erdbeere?"


async def test_what_cannot_be_read_in_japanese_is_answered_in_japanese_with_an_example(here: World) -> None:
    offered = card(await here.alice.slash(here.channel, "ask", question="いちごにはいくつの「い」がありますか"))
    assert offered.ephemeral
    assert "それぞれ「」に入れて" in text(offered)
    example, _ = labels(offered)
    assert "occurs **once** in `いちご`" in text(card(await here.alice.click(offered, label=example)))
