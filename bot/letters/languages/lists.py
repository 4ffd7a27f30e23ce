"""The lists of names in every language: those of ``names.py``, and the same in the languages of ``registry.py``.

States, planets, continents and colours are written down where they differ from English. Months, days and countries are
those of the Unicode CLDR, which Babel brings.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from bot.language import Later, later
from bot.letters.languages.language import Language
from bot.letters.languages.registry import LANGUAGES
from bot.letters.names import NAME_LISTS, NameList

_CALLED: Mapping[str, Later] = {
    "de": later("German"),
    "fr": later("French"),
    "es": later("Spanish"),
    "pt": later("Portuguese"),
    "ja": later("Japanese"),
    "zh": later("Chinese"),
}
_BY_CLDR = ("months", "days of the week", "countries")
# The member states of the United Nations by ISO 3166, in the order of their English names.
_COUNTRIES = """
AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO KM CG CR
CI HR CU CY CZ KP CD DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR
IQ IE IL IT JM JP JO KZ KE KI KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME MA MZ MM NA
NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA KR RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG SK SI SB SO
ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY UZ VU VE VN YE ZM ZW
"""


def key_in(language: Language, key: str) -> str:
    """What the list ``key`` of ``NAME_LISTS`` is called in a ``Question`` where its names are those of ``language``.

    >>> key_in(LANGUAGES["de"], "US states")
    'US states in German'
    """
    return f"{key} in {language.name}"


@cache
def name_list(key: str) -> NameList:
    """The list that a ``Question`` calls ``key``. Raises ``KeyError`` for none.

    >>> [name for name in name_list("US states in German").names if "K" in name]
    ['Kalifornien', 'Kansas', 'Kentucky']
    """
    english, language = parted(key)
    if language is None:
        return NAME_LISTS[english]
    one = f"{NAME_LISTS[english].one} in {language.name}"
    return NameList(tuple(_names(language, english)), one, key, _rule(language, english))


def parted(key: str) -> tuple[str, Language | None]:
    """The key of the English list, and the language that a list's names are in; None for English.

    Raises ``KeyError`` where no list is called ``key``.

    >>> english, language = parted("US states in German")
    >>> english, language.code
    ('US states', 'de')
    """
    if key in NAME_LISTS:
        return key, None
    for language in LANGUAGES.values():
        for english in language.called:
            if key_in(language, english) == key:
                return english, language
    raise KeyError(key)


def language_called(language: Language) -> Later:
    """What ``language`` is called where it is spoken of.

    >>> str(language_called(LANGUAGES["de"]))
    'German'
    """
    return _CALLED[language.code]


def is_list(key: str) -> bool:
    """Whether a list is called ``key``.

    >>> is_list("months in German"), is_list("months in Klingon")
    (True, False)
    """
    try:
        return bool(name_list(key))
    except KeyError:
        return False


@cache
def languages_in(language: Language) -> frozenset[str]:
    """What ``language`` calls the languages there are, in lower case: each has letters of its own.

    >>> "klingonisch" in languages_in(LANGUAGES["de"])
    True
    """
    from babel import Locale  # see _names

    return frozenset(name.casefold() for name in Locale.parse(language.code).languages.values())


def _rule(language: Language, english: str) -> Later:
    # Translators: {language} is the name of a language, such as "German".
    if english == "countries":
        return later(
            "These are the 193 member states of the United Nations, by the {language} names of the Unicode CLDR.",
            language=language_called(language),
        )
    # Translators: {language} is the name of a language, such as "German".
    return later("The names are the {language} ones.", language=language_called(language))


def _names(language: Language, english: str) -> Sequence[str]:
    if english not in _BY_CLDR:
        differ = language.names.get(english, {})
        return [differ.get(name, name) for name in NAME_LISTS[english].names]
    from babel import Locale  # not above: it reads its data when it is first asked

    locale = Locale.parse(language.code)
    if english == "countries":
        return [locale.territories[code] for code in _COUNTRIES.split()]
    found = locale.months if english == "months" else locale.days
    return [name for _, name in sorted(found["stand-alone"]["wide"].items())]
