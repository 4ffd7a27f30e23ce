"""How people ask in other languages, and how it is read: never wrongly, and the share of it that is read."""

from dataclasses import replace
from typing import cast

import pytest

from bot.letters import (
    NAME_LISTS,
    Count,
    HowManyOf,
    Length,
    NoLetterQuestion,
    Question,
    Reverse,
    Spell,
    Understood,
    Which,
    asks_more,
    in_words,
    name_list,
    notice,
    parse,
    solve,
    understand,
)
from bot.letters.languages.language import Language
from bot.letters.languages.lists import key_in
from bot.letters.languages.registry import LANGUAGES
from bot.letters.parse import parse_english
from tests.letters.phrased import phrasings_in, question

CODES = [*LANGUAGES]


def _meant(kind: str, subject: str = "", *rest: str) -> Question | None:
    match kind:
        case "spell":
            return Spell(subject)
        case "reverse":
            return Reverse(subject)
        case "refused":
            return None
        case _:
            return question(kind, subject, *rest)


def _faults(code: str, *, held: bool) -> tuple[list[str], list[str]]:
    """What is read wrongly, and what is missed."""
    wrong, missed = [], []
    for typed, *meant in phrasings_in(code, held=held):
        read, right = parse(typed), _meant(*meant)
        if isinstance(read, NoLetterQuestion):
            if right:
                missed.append(f"missed: {typed!r}: {read.reason[:80]}")
        elif read != right:
            wrong.append(f"WRONG: {typed!r}: not {meant}, but {read}")
    return wrong, missed


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_read_wrongly_and_what_the_rules_were_made_for_is_read(code: str) -> None:
    wrong, missed = _faults(code, held=False)
    assert not wrong + missed, "\n" + "\n".join(wrong + missed)


@pytest.mark.parametrize("code", CODES)
def test_of_what_was_held_apart_nothing_is_read_wrongly_and_most_is_read(code: str) -> None:
    wrong, missed = _faults(code, held=True)
    readable = sum(kind != "refused" for _, kind, *_ in phrasings_in(code, held=True))
    print(f"{code}: {readable - len(missed)} of {readable} read")
    assert not wrong, "\n" + "\n".join(wrong)
    assert len(missed) <= readable / 4, "\n" + "\n".join(missed)


@pytest.mark.parametrize("code", CODES)
def test_there_are_enough_of_them(code: str) -> None:
    made_for, held = phrasings_in(code, held=False), phrasings_in(code, held=True)
    typed = {row[0] for row in made_for + held}
    assert len(typed) == len(made_for) + len(held) >= 60
    assert len(held) >= 30
    assert sum(row[1] == "refused" for row in made_for + held) >= 20
    kinds = {row[1] for row in made_for + held}
    assert kinds == {"count", "contains", "which", "how_many_of", "spell", "reverse", "length", "refused"}


@pytest.mark.parametrize("code", CODES)
def test_what_was_read_is_the_same_question_in_english(code: str) -> None:
    for typed, *_ in phrasings_in(code, held=False) + phrasings_in(code, held=True):
        understood = understand(typed)
        if isinstance(understood, Understood):
            assert understood.translated
            said = in_words(understood.question)
            assert understood.read_as == said
            if isinstance(understood.question, Which | HowManyOf):
                assert understood.question.names in said
            else:
                # English would have some of the texts in quotes.
                read = parse_english(said)
                assert read == understood.question or isinstance(read, NoLetterQuestion)


CHAT = {
    "de": ("Hallo zusammen! Wie viele r sind eigentlich in Erdbeere? Ich sage drei.", "Wie viele r hat der Laden?",
           "Hat Anna ein A?", "Dreh das um. Und fahr rückwärts!", "Mein Lehrer fragt, wie viele r in Erdbeere sind."),
    "fr": ("Salut ! Combien de r y a-t-il dans framboise ? Moi je dis deux.", "Combien de lettres as-tu ?",
           "Est-ce que Paul a un A ?", "Il y a un truc dans la boîte.", "Tout est à l'envers."),
    "es": ("¡Hola! ¿Cuántas r hay en ferrocarril? Yo digo que cinco.", "¿Cuántas a veces?", "¿Tiene Juan una A?",
           "Está todo al revés.", "¿Cuántas c hay en Sevilla?"),
    "pt": ("Oi gente! Quantos r tem em morango? Acho que um.", "Quantas vezes você foi a casa?", "Ana tem um A?",
           "Está tudo ao contrário.", "Quantos K tem Bitcoin?"),
    "ja": ("おはよう！strawberryにrはいくつありますか？三つだと思う。", "ビタミンにCは含まれますか？",
           "何文字まで書ける？", "コップを逆さまにして。", "「うん」と言いました。"),
    "zh": ("大家好！strawberry里有几个r？我觉得是三个。", "iPhone里有几个C？", "哪些国家有“国王”？",
           "反过来想想。", "家里有几个人？"),
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_in_a_chat_one_is_noticed_and_talk_is_left_alone(code: str) -> None:
    asked, *talk = CHAT[code]
    noticed = notice(asked)
    assert noticed is not None
    assert isinstance(noticed.question, Count)
    assert noticed.question.letter == "r"
    assert noticed.text in asked
    assert noticed.read_as == in_words(noticed.question)
    assert not [each for each in talk if notice(each)]
    refused = [
        typed for typed, kind, *_ in phrasings_in(code, held=False) + phrasings_in(code, held=True) if kind == "refused"
    ]
    # Of two questions the first is noticed.
    assert not [each for each in refused if "? " not in each and "？" not in each[:-1] and notice(each)]


@pytest.mark.parametrize("code", CODES)
def test_a_second_question_is_not_left_out_in_silence(code: str) -> None:
    asked = CHAT[code][0]
    assert not asks_more(asked)
    assert asks_more(f"{asked} {asked}")


def test_the_askers_own_language_goes_before_the_others_and_two_readings_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed = "¿Cuántas letras tiene «sol»?"
    assert parse(typed, "es-ES") == parse(typed, "ja") == parse(typed) == Length("sol")
    # A tongue in which the same words ask for something else.
    [lengths] = [sources for kind, sources in LANGUAGES["es"].rules if kind == "length"]
    other = replace(LANGUAGES["es"], code="xx", rules=(("reverse", lengths),))
    monkeypatch.setitem(cast("dict[str, Language]", LANGUAGES), "xx", other)
    assert parse(typed, "es-ES") == Length("sol")
    assert parse(typed, "xx") == Reverse("sol")
    assert "in two languages" in str(parse(typed))


@pytest.mark.parametrize("code", CODES)
def test_the_lists_have_as_many_names_as_in_english_each_once(code: str) -> None:
    language = LANGUAGES[code]
    for key in language.called:
        names = name_list(key_in(language, key)).names
        assert len(names) == len(NAME_LISTS[key].names) == len({*names}), key
        assert set(language.names.get(key, {})) <= {*NAME_LISTS[key].names}, key


def test_names_are_those_of_the_language() -> None:
    assert solve(Which("US states in German", "k", where="start")) == ("Kalifornien", "Kansas", "Kentucky")
    assert solve(Which("months in French", "û")) == ("août",)
    assert solve(Which("days of the week in Spanish", "á")) == ("sábado",)
    assert solve(Which("planets in Portuguese", "v")) == ("Vênus",)
    assert solve(Which("days of the week in Japanese", "火")) == ("火曜日",)
    assert solve(Which("countries in Chinese", "丹")) == ("不丹", "丹麦", "南苏丹", "苏丹")


def test_an_accent_is_a_letter_of_its_own_only_where_it_is_asked_for() -> None:
    assert solve(Count("éléphante", "e")) == 3
    assert solve(Count("éléphante", "é")) == 2
    assert solve(Count("Straße", "s")) == 1
    assert solve(Count("Straße", "ß")) == 1
    assert solve(Count("がか", "か")) == 2
    assert solve(Count("がか", "が")) == 1


UNREAD = {
    "de": "Wie viele r hat die Erdbeere mit Sahne?",
    "fr": "Combien de fraises as-tu ?",
    "es": "¿Qué hora es?",
    "pt": "Que horas são?",
    "ja": "いちごにはいくつの「い」がありますか",
    "zh": "草莓里有几个莓？",
}


@pytest.mark.parametrize("code", CODES)
def test_who_asks_what_no_rule_reads_is_told_how_to_ask_in_the_same_language(code: str) -> None:
    language = LANGUAGES[code]
    refused = understand(UNREAD[code], code)
    assert isinstance(refused, NoLetterQuestion)
    assert refused.reason == f"{language.rule}\n· {language.example}"
    assert refused.examples == (language.example,)
    assert isinstance(understand(language.example), Understood)


def test_a_refusal_names_every_language_and_what_was_asked_alone() -> None:
    refused = understand("What is the meaning of life?")
    assert isinstance(refused, NoLetterQuestion)
    assert all(language.name in refused.reason for language in LANGUAGES.values())
    assert "syllables" not in refused.reason
    for asked in ("What rhymes with orange?", "Wie viele Silben hat Erdbeere?"):
        sounds = understand(asked, "de")
        assert isinstance(sounds, NoLetterQuestion)
        assert "syllables and rhymes I can’t do yet" in sounds.reason


@pytest.mark.parametrize(
    ("asked", "without"),
    [
        ("How many r's are in strawberry and why?", "How many r's are in strawberry?"),
        ("How many r's are in strawberry and raspberry and why?", "How many r's are in strawberry and raspberry?"),
        ("Does Nevada have a d, and why is that?", "Does Nevada have a d?"),
    ],
)
def test_who_asks_why_too_is_told_to_leave_that_out(asked: str, without: str) -> None:
    assert understand(asked) == NoLetterQuestion("I only count: leave out “and why”.", (without,))
    assert isinstance(understand("How many w's are in “what and why”?"), Understood)
