"""Playgrounds in a browser that several tests share: to start one with the real model takes ten seconds."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.browser.looks import DARK, PHONE
from tests.browser.playground import chromium, open_page, with_a_page_of

together = pytest.mark.asyncio(loop_scope="session")
"""Marks the tests that share a playground."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for both."""
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config, locale: str
) -> AsyncIterator[Page]:
    """The page in which cards are looked at: as on a phone, or with ``--dark`` as README shows them."""
    look = DARK if pytestconfig.getoption("dark") else PHONE
    async with open_page(browser, tmp_path_factory.mktemp("cards"), look, with_a_page_of(8), locale=locale) as page:
        yield page


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desktop(browser: Browser, tmp_path_factory: pytest.TempPathFactory, locale: str) -> AsyncIterator[Page]:
    """The page of a playground as a host starts it; answers of a chat are still written when Stop is pressed."""
    async with open_page(browser, tmp_path_factory.mktemp("desktop"), DARK, tokens=800, locale=locale) as page:
        yield page
