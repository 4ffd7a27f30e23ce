"""A gallery and a playground in a browser that several tests share: to start one takes seconds."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.play import all_speaking
from tests.browser.gallery import Gallery
from tests.browser.looks import DARK, PHONE
from tests.browser.playground import ASLEEP, AWAKE, chromium, new_page, open_page
from tests.world import World, furnish

together = pytest.mark.asyncio(loop_scope="session")
"""Marks the tests that share them."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for both."""
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def gallery(patch: World, browser: Browser, pytestconfig: pytest.Config, locale: str) -> AsyncIterator[Gallery]:
    """Where cards hang: as on a phone, or with ``--dark`` as README shows them.

    They are made in a server of their own, where nothing has been asked yet. Nobody but people needs to see how they
    look: ``--shots`` keeps that.
    """
    dark = bool(pytestconfig.getoption("dark"))
    shots = bool(pytestconfig.getoption("shots")) or dark or locale != "en-US"
    with all_speaking(locale):
        async with new_page(browser) as page:
            yield Gallery(furnish(patch.env, locale), page, DARK if dark else PHONE, shots=shots)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def asleep(browser: Browser, tmp_path_factory: pytest.TempPathFactory, locale: str) -> AsyncIterator[Page]:
    """The page of a playground as a host starts it; answers of a chat are still written when Stop is pressed."""
    async with open_page(browser, tmp_path_factory.mktemp("desktop"), locale, tokens=800) as page:
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def desktop(asleep: Page) -> AsyncIterator[Page]:
    """The same, which asks its server twice a second what is new, but for tests alone that look at it."""
    await asleep.evaluate(AWAKE)
    yield asleep
    await asleep.evaluate(ASLEEP)
