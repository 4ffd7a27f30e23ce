"""Every card in a real browser, with the real model.

The screenshots are for people to look at; what a machine can tell, ``look`` asserts.
"""

from playwright.async_api import Error, Locator, Page, expect

from bot.language import speak
from tests.browser.cards import USED, Used
from tests.browser.conftest import together
from tests.browser.foreign import here, named
from tests.browser.looks import look
from tests.browser.playground import SENT, card_with, later, taken, use


@together
async def test_every_card(page: Page, locale: str) -> None:
    """One test, since the later cards count what the earlier ones asked; the first ones have nothing to count yet.

    A card that is wrong does not hide those after it: all that is wrong is told at the end.
    """
    speak(locale)
    wrong: list[Exception] = []
    for used in USED:
        name = used.name or used.command.replace(" ", "-")
        try:
            await show(page, used, name)
        except (AssertionError, Error, TimeoutError) as error:
            error.add_note(f"in {name}")
            wrong.append(error)
            await page.reload()
            await expect(page.locator("article[data-message-id]").last).to_be_visible()
    if wrong:
        raise ExceptionGroup("wrong cards", wrong)


async def show(page: Page, used: Used, name: str) -> None:
    """Use the command, follow its buttons, and look at each card."""
    answers = await later(page)
    await use(page, used.command, **used.options)
    if used.written:
        form = page.get_by_role("dialog")
        await form.get_by_role("textbox").fill(used.written)
        await taken(page, form.get_by_role("button", name="Submit").click)
    card = answers.locator(".component-container").filter(has_text=here(used.said)).first
    if used.new:
        await look(page, card, name)
    for number, (label, said) in enumerate(used.then, 2):
        await press(card, label)
        card = card_with(page, said).last
        await look(page, card, f"{name}-{number}")


async def press(card: Locator, label: str) -> None:
    """Press a button of ``card``, or choose in one of its selects: ``label`` is then what it shows › the choice."""
    shown, *choice = label.split(" › ")
    if not choice:
        await taken(card.page, card.get_by_role("button", name=named(shown), exact=True).click)
        return

    async def choose() -> None:
        """Open the list each time: where the page is drawn anew, as it may be after a press, the list is shut."""
        await card.get_by_role("combobox").filter(has_text=here(shown)).click(timeout=SENT)
        await card.page.get_by_role("option", name=here(choice[0])).first.click(timeout=SENT)

    await taken(card.page, choose)
