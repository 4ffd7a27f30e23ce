"""From plain English, or another language, to a letter question."""

from time import thread_time

import regex

from bot.errors import InputError
from bot.language import Later, later, tr
from bot.letters.building import question_of
from bot.letters.found import Found, Unclear
from bot.letters.given import with_text_given
from bot.letters.grammar import rules
from bot.letters.languages.reading import asked_in, read_elsewhere
from bot.letters.manners import Tails, opening, tails
from bot.letters.question import NoLetterQuestion, Question
from bot.letters.scan import GIVEN, QUOTED, Scanned, scan

MAX_CHARACTERS = 2_000
MAX_UNQUOTED = 400
"""Characters of a question, beside the texts in it that are quoted or follow a colon."""
MAX_SECONDS = 1.0
"""Of a thread's own time; what takes longer is no letter question. The longest text takes some milliseconds."""
MAX_READINGS = 4
EXAMPLES = (
    "How many r's are in strawberry?",
    "Does Nevada have a d?",
    "Which months contain the letter r?",
    "How many r's are in strawberry and raspberry?",
    "How many vowels are in banana?",
    "How many letters are in banana?",
    "What is the third letter of banana?",
    "Is racecar a palindrome?",
    "Which countries start with z?",
    "Reverse stressed",
    "Spell rhythm",
)
_UNKNOWN = later(
    "I cannot read a letter question in that. I read plain English, and short questions in German, French, Spanish, "
    "Portuguese, Japanese and Chinese. Ask like this:"
)
_SOUNDS = later("I count letters; syllables and rhymes I can’t do yet. Ask like this:")
_OF_SOUNDS = regex.compile(r"\b(?:syllab\w*|rhym(?:es?|ed|ing)|silben?|reim\w*|s[ií]labas?|rimas?)\b|音節|韻", regex.I)
_WITHOUT_WHY = later("I only count: leave out “and why”.")
_TOO_LONG = later("That is too long for me to see what it asks. Ask in few words, with the text in quotes.")
_AROUND_QUOTES = later(
    "I see what is in quotes, but not what you ask about it. Say only that, for example: How many r's are in “{text}”?"
)

_AND_WHY = regex.compile(r"[\s,;?]++(?:and|but) (?:why|how come)(?: (?:so|is that))?[\s?!.]*+$", regex.I)
_EXAMPLE, _SHOWN = "strawberry", 60
_LETTER = regex.compile(r"\p{L}")
_ENDED = regex.compile(r"[?!]++(?=\s)")
_HOW_MANY = regex.compile(r"\bhow (?:many|often|long|frequently)\b", regex.I)
_JOINT = r"(?:,|,? (?:and|or|&|plus|vs\.?))"
_MORE_LETTERS = regex.compile(
    rf"(?:{_JOINT} (?:the )?(?:letters? )?(?:(?![\"'\s])\X(?:'?s)?|{QUOTED}s?)){{1,30}}+"
    r"(?= (?:are|is|in|does|do|has|can|there|occur|appear)\b)",
    regex.I,
)
_MORE_TEXTS = regex.compile(rf"(?<={QUOTED}){_JOINT} (?:(?:in|of) )?(?:the word )?{QUOTED}.*+", regex.I | regex.S)
_LAST_JOINT = regex.compile(r"(?r)(?:[\s,;?!.]|(?<=[\s,;?!.])(?:and|or|also|&))++$", regex.I)


def parse(text: str, language: str | None = None) -> Question | NoLetterQuestion:
    """The letter question that ``text`` asks, in English or another of the languages of ``registry.py``.

    The asker's own ``language``, as Discord calls it, is tried before the others.

    >>> parse("How many r's are in strawberry?"), parse("¿Cuántas r hay en «fresa»?")
    (Count(text='strawberry', letter='r'), Count(text='fresa', letter='r'))

    Whatever could be read in two ways is no question, and the reason says how to ask it.
    """
    read = parse_english(text)
    if not isinstance(read, NoLetterQuestion):
        return read
    return parse_elsewhere(text, language) or read


def parse_elsewhere(text: str, language: str | None = None) -> Question | NoLetterQuestion | None:
    """The letter question that ``text`` asks in another language than English; None where no rule reads one there.

    >>> parse_elsewhere("Wie viele r hat das Wort Erdbeere?")
    Count(text='Erdbeere', letter='r')
    """
    try:
        reading = read_elsewhere(text, language) if len(text) <= MAX_CHARACTERS else None
    except InputError as error:
        readings = error.readings if isinstance(error, Unclear) else ()
        return NoLetterQuestion(str(error), tuple(each for each in readings if _is_clear_elsewhere(each, language)))
    return reading.question if reading else None


def unread_elsewhere(text: str, language: str | None = None) -> NoLetterQuestion | None:
    """How to ask in the language in which ``text`` asks something that no rule reads; None in English.

    >>> unread_elsewhere("これはいくつですか").examples
    ('「いちご」に「い」はいくつありますか？',)
    """
    spoken = asked_in(text, language) if len(text) <= MAX_CHARACTERS and not _OF_SOUNDS.search(text) else None
    if spoken is None:
        return None
    return NoLetterQuestion(f"{spoken.rule}\n· {spoken.example}", examples=(spoken.example,))


def _is_clear_elsewhere(reading: str, language: str | None) -> bool:
    return not isinstance(parse_elsewhere(reading, language), NoLetterQuestion | None)


def parse_english(text: str) -> Question | NoLetterQuestion:
    """The letter question that ``text`` asks in English.

    >>> parse_english("Spell rhythm")
    Spell(text='rhythm')
    """
    if len(text) > MAX_CHARACTERS:
        return NoLetterQuestion(
            tr(
                "That question has {length} characters; I read up to {most}. Ask about a shorter text.",
                length=len(text),
                most=MAX_CHARACTERS,
            )
        )
    if (asks_why := _AND_WHY.search(text)) and _is_clear(asked := f"{text[: asks_why.start()]}?"):
        return NoLetterQuestion(str(_WITHOUT_WHY), (asked,))
    try:
        return _question(scan(text)) or NoLetterQuestion(
            "\n".join([str(_SOUNDS if _OF_SOUNDS.search(text) else _UNKNOWN), *(f"· {each}" for each in EXAMPLES)])
        )
    except InputError as error:
        readings = error.readings if isinstance(error, Unclear) else ()
        return NoLetterQuestion(str(error), tuple(each for each in readings if _is_clear(each))[:MAX_READINGS])


def _is_clear(reading: str) -> bool:
    return not isinstance(parse_english(reading), NoLetterQuestion)


def _question(scanned: Scanned) -> Question | None:
    """Raises ``InputError`` where it can be told what is wrong."""
    start = opening(scanned.plain)
    scanned = with_text_given(scanned, start)
    plain = scanned.plain
    tail = Tails(len(plain)) if plain.endswith(GIVEN) else tails(plain, start)
    end = tail.end
    if end - start > MAX_UNQUOTED:
        raise InputError(_TOO_LONG)
    questions = [each.start() for each in _HOW_MANY.finditer(plain, start, end)]
    if len(questions) > 1:
        raise InputError(_one_at_a_time(scanned, start, questions[1], end, end) or later("Ask one thing at a time."))
    if found := _found(scanned, start, tail):
        try:
            return question_of(found)
        except InputError:
            ended = _ENDED.search(plain, start, end)
            if ended and (reason := _one_at_a_time(scanned, start, ended.start(), end, end)):
                raise InputError(reason) from None
            raise
    more = _MORE_LETTERS.search(plain, start, end) or _MORE_TEXTS.search(plain, start, end)
    if more and (reason := _one_at_a_time(scanned, start, *more.span(), end)):
        raise InputError(reason)
    if (quoted := plain.find(QUOTED, start, end)) >= 0:
        raise InputError(_AROUND_QUOTES.format(text=_example_of(scanned.text(quoted, quoted + 1))))
    return None


def _example_of(quoted: str) -> str:
    """The text of an example: the beginning of what is ``quoted``, or another one where that has no letter to be seen.

    >>> _example_of(" straw\\n berry"), _example_of("``"), _example_of("")
    ('straw berry', 'strawberry', 'strawberry')
    """
    shown = " ".join(quoted.split())[:_SHOWN].strip()
    return shown if _LETTER.search(shown) else _EXAMPLE


def _found(scanned: Scanned, start: int, tail: Tails) -> Found | None:
    """What the first rule that fits has found. Raises ``InputError`` after ``MAX_SECONDS``."""
    plain, left = scanned.plain.replace("\n", " "), MAX_SECONDS
    for kind, rule in rules(plain):
        begun = thread_time()  # making the rule was no part of the time
        try:
            if left <= 0:
                raise TimeoutError
            if match := rule.fullmatch(plain, start, tail.end, timeout=left):
                return Found(kind, match, scanned, tail)
        except TimeoutError:
            raise InputError(_TOO_LONG) from None
        left -= thread_time() - begun
    return None


def _one_at_a_time(scanned: Scanned, start: int, cut: int, cut_end: int, end: int) -> Later | None:
    """What to say where more than one thing is asked: the first of them alone. None where that cannot be read."""
    typed, places = scanned.typed, scanned.places
    before = typed[places[start] : places[cut]]
    if cut_end == end:
        before = _LAST_JOINT.sub("", before)
    one = f"{before}{typed[places[cut_end] : places[end]]}?"
    if isinstance(parse_english(one), NoLetterQuestion):
        return None
    return later("Ask one thing at a time, for example: {question}", question=one)
