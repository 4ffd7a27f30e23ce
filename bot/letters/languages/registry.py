"""The languages, beside English, in which letter questions are read."""

from collections.abc import Mapping

from bot.letters.languages.chinese import CHINESE
from bot.letters.languages.french import FRENCH
from bot.letters.languages.german import GERMAN
from bot.letters.languages.japanese import JAPANESE
from bot.letters.languages.language import Language
from bot.letters.languages.portuguese import PORTUGUESE
from bot.letters.languages.spanish import SPANISH

LANGUAGES: Mapping[str, Language] = {
    each.code: each for each in (GERMAN, FRENCH, SPANISH, PORTUGUESE, JAPANESE, CHINESE)
}
"""By the first two letters of the codes that Discord has for them."""
