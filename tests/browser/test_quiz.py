"""Quizzes in a real browser: every topic played, one by two members, and how it looks. The shots are for people."""

import re

from playwright.async_api import Error, Locator, Page, expect

from bot import quiz
from bot.language import speak
from bot.ui.quiz_words import TOPIC_NAMES
from tests.browser.conftest import together
from tests.browser.foreign import here, named
from tests.browser.looks import look, snap
from tests.browser.playground import card_with, later, taken, use


@together
async def test_every_topic_is_played(page: Page, locale: str) -> None:
    """What is wrong with one topic does not hide the others: all that is wrong is told at the end."""
    speak(locale)
    wrong: list[Exception] = []
    await propose(page)
    for topic in quiz.TOPICS:
        try:
            await play(page, topic, str(TOPIC_NAMES[topic]))
        except (AssertionError, Error, TimeoutError) as error:
            error.add_note(f"in {topic}")
            wrong.append(error)
    await be(page, "you")
    for command, said in (("leaderboard", "points"), ("me", "Your quizzes"), ("quiz daily", "None is asked here")):
        await use(page, command)
        await look(page, card_with(page, said).last, f"quiz-{command.replace(' ', '-')}")
    if wrong:
        raise ExceptionGroup("wrong topics", wrong)


async def propose(page: Page) -> None:
    """A question of the second member, accepted by the first, who manages the server."""
    await be(page, "friend")
    await use(page, "quiz start")
    await expect(card_with(page, "Start now")).to_be_visible()
    await look(page, card_with(page, "Start now"), "quiz-lobby")
    await press(page, card_with(page, "Start now"), "Propose a question")
    form = page.get_by_role("dialog")
    for label, text in (
        ("Question", "What does a model read?"),
        ("Right answer", "Numbers"),
        ("Wrong answers", "Letters"),
    ):
        await form.get_by_role("textbox", name=here(label)).fill(text)
    await taken(page, form.get_by_role("button", name="Submit").click)
    proposed = re.compile(r"What does a model read\?")
    await expect(card_with(page, proposed)).to_be_visible()
    await press(page, card_with(page, "Start now"), "Stop")
    await be(page, "you")
    await look(page, card_with(page, proposed), "quiz-proposed")
    await press(page, card_with(page, proposed), "Review")
    await press(page, card_with(page, re.compile("✅ Numbers")), "Accept")
    await expect(card_with(page, "Accepted").first).to_be_visible()


async def play(page: Page, topic: str, name: str) -> None:
    """One question, which who has begun it answers and reveals; one about letters the second member answers, too."""
    await be(page, "you")
    ended = (await later(page)).filter(has_text=here("The quiz is over")).locator(".component-container")
    await begin(page, name)
    question = card_with(page, "Reveal now")
    await expect(question).to_contain_text(name)
    await answer(page, question, 0)
    if topic == "letters":
        await be(page, "friend")
        await answer(page, question, 1)
    await expect(question).to_contain_text(here("2 answers so far" if topic == "letters" else "1 answer so far"))
    await snap(page, question, f"quiz-{topic}-question")
    await be(page, "you")
    await press(page, question, "Reveal now")
    await expect(ended).to_have_count(1)
    reveal = card_with(page, re.compile("🤖")).filter(has_text="✅").last
    await expect(reveal.locator("img")).to_have_count(1)
    if topic == "dots":
        await snap(page, reveal, "quiz-dots-reveal")
    await snap(page, reveal, f"quiz-{topic}-reveal")
    if topic == "letters":
        await snap(page, ended, "quiz-end")


async def begin(page: Page, topic: str) -> None:
    """``/quiz start`` with one round of that topic and time enough for slow machines, chosen as members do."""
    await page.locator("#channel-composer-input").press_sequentially("/quiz start")
    await expect(page.get_by_role("listbox")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.get_by_role("option", name="topic").first.click()
    await page.keyboard.type(topic)
    for option, value in (("rounds", "1"), ("seconds", "120")):
        await page.get_by_text("more").last.click()
        await page.get_by_role("option", name=option).first.click()
        await page.keyboard.type(value)
    await taken(page, page.get_by_role("button", name="Send", exact=True).click)
    await press(page, card_with(page, "Start now"), "Start now")


async def be(page: Page, member: str) -> None:
    """Look at the channel as another member."""
    picker = page.get_by_label("Viewing as")
    if await picker.locator("option:checked").inner_text() != member:
        await taken(page, lambda: picker.select_option(label=member))
        await expect(picker.locator("option:checked")).to_have_text(member)
        # The page then begins 24 messages before the newest one.
        if await (newer := page.get_by_role("button", name="Newer messages")).is_visible():
            await taken(page, newer.click)


async def answer(page: Page, question: Locator, number: int) -> None:
    """Press an option, which is noted."""
    button = question.locator(".component-button").nth(number)
    option = await button.inner_text()
    noted = (await later(page)).filter(has_text=here(f"Noted: {option}."))
    await taken(page, button.click)
    await expect(noted).to_have_count(1)


async def press(page: Page, card: Locator, button: str) -> None:
    """Press a button."""
    pressed = card.last.get_by_role("button", name=named(button), exact=True)
    await taken(page, pressed.click)
