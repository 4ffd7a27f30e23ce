"""The cards of letter questions, and the phrases that all cards about them share."""

from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.drawing import Picture
from bot.language import percent, plural, retold, tr
from bot.letters import (
    Answer,
    Comparison,
    Contains,
    Count,
    HowManyOf,
    Length,
    ModelAnswer,
    ModelMissing,
    NotLogged,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
    answer_shown,
    frontier_share,
    habit,
    names_of,
    note,
    untold_line,
    why_briefly,
)
from bot.sentences import aside, sentences, separated
from bot.ui.buttons import CustomId
from bot.ui.card import Card, Pressable
from bot.ui.headlines import more_headline, occurs
from bot.ui.letter_words import codes, counted_feature, counted_names, list_called
from bot.ui.text import clip, code, fence, plain

_LONG_ANSWER = 400
"""Characters; a longer exact answer is attached as a file too."""
_QUOTED = 120
"""Characters of what a model wrote without an answer; the details have more."""
MANY = 50
"""Names; more are in a file."""


def comparison_card(
    comparison: Comparison,
    logged: int | NotLogged,
    picture: Picture | None,
    rows: Sequence[Sequence[Pressable]],
    *,
    read_as: str | None = None,
    each: bool = False,
) -> Card:
    """The answer to a letter question: exact, the model's with one picture, and what it read; first, what was
    ``read_as`` what. ``rows`` are of buttons.

    ``each`` says that a button asks the model about each name, which helps where it has answered nothing of them.
    All else is told with the details, and here where there are none, as nothing was kept.
    """
    card = Card().text(f"### {headline(comparison.question, comparison.exact)}")
    if read_as:
        card.text(f"-# {tr('I read this as: {question}', question=plain(read_as))}")
    match comparison.exact:
        case str() as exact if len(exact) > _LONG_ANSWER:
            card.text(f"-# {tr('The whole answer is in the file.')}").file(f"{exact}\n", "answer.txt")
        case tuple() as names if len(names) > MANY:
            card.file("\n".join([*names, ""]), "answer.txt")
    if said := note(comparison.question):
        card.text(f"-# {plain(said)}")
    for line in _answered(comparison, each=each):
        card.text(line)
    if frontier := frontier_share(comparison.question):
        card.text(f"-# {plain(frontier)}")
    if picture:
        card.picture(picture, "answer.png").text(untold_note([comparison]))
    card.text(plain(why_briefly(comparison), 800))
    if isinstance(logged, NotLogged):
        _add_unlogged(card, comparison.model, logged)
    for row in rows:
        card.row(row)
    return card


def _add_unlogged(card: Card, model: ModelAnswer | ModelMissing, logged: NotLogged) -> None:
    if isinstance(model, ModelAnswer):
        card.text(habit(model)).text(sentence(model))
    card.text(f"-# {logged.reason}")


def _answered(comparison: Comparison, *, each: bool) -> Iterator[str]:
    """What the model has answered, or why it has not; ``each`` as above."""
    match comparison.model:
        case ModelMissing(reason):
            yield no_answer(reason)
        case ModelAnswer() as model:
            yield model_line(comparison, model, briefly=True)
            if each and model.answer is None:
                yield tr("The first button asks it about each of the names, one by one.")


def names_page_card(
    question: Which | HowManyOf, picture: Picture, page: tuple[int, int], buttons: Sequence[Pressable]
) -> Card:
    """A page, from 0, of so many, of the names that are asked for."""
    number, pages = page
    said = how_many_names(question, len(names_of(question)))
    at = tr("Page {page} of {pages}", page=number + 1, pages=pages)
    return Card().text(f"### {said}\n-# {at}").picture(picture, "names.png").row(buttons)


def swapped_card(text: str, letter: str, count: CustomId) -> Card:
    """Asks whether who asked for ``letter`` in ``text`` has swapped the two; ``count`` asks for what was meant then."""
    why = tr("{long} is longer than {short} and contains it.", long=code(letter, 50), short=code(text, 50))
    card = Card().text(f"### {tr('Did you swap them?')}\n{why}")
    label = clip(tr("Count {letters} in {text}", letters=text, text=letter), 80)
    return card.row([count.button(label, style=discord.ButtonStyle.primary)])


def noticed_text(comparison: Comparison, logged: int | NotLogged) -> str:
    """The answer to a letter question that was part of something else."""
    match comparison.model:
        case ModelMissing(reason):
            model = plain(retold(reason), 300)
        case ModelAnswer() as answer:
            # Translators: {answer} is a sentence: **SmolLM2** answers **3** · ✓ right
            model = tr("Asked just that: {answer}", answer=model_line(comparison, answer))
    kept = logged.reason if isinstance(logged, NotLogged) else _logged(logged, comparison)
    exact = tr("**Counted exactly:** {answer}", answer=headline(comparison.question, comparison.exact, 200))
    return f"{exact}\n{model}\n-# {kept}"


def _logged(id_: int, comparison: Comparison) -> str:
    if comparison.asker.private:
        return tr("logged as #{id}, only you can see it, under **My questions** in `/me`", id=str(id_))
    return tr("logged as #{id}", id=str(id_))


def headline(question: Question, exact: Answer, longest: int = _LONG_ANSWER) -> str:
    """The exact answer in a phrase, safe to show; a text of more than ``longest`` characters is clipped."""
    match question:
        case Count(text, letter):
            return occurs(code(letter, 20), code(text), exact if isinstance(exact, int) else 0)
        case Contains(text, letter):
            said = {"text": code(text), "letter": code(letter, 20)}
            if exact:
                return tr("{text} **contains** {letter}", **said)
            return tr("{text} does **not** contain {letter}", **said)
        case Which() if isinstance(exact, tuple):
            return f"{how_many_names(question, len(exact))}\n{listed(exact)}"
        case HowManyOf() if isinstance(exact, int):
            return how_many_names(question, exact)
        case Length(text):
            letters = counted_feature("letters", exact if isinstance(exact, int) else 0)
            return tr("{text} has {things}", text=code(text), things=letters)
        case Position(text, index):
            return _letter_at(code(text), index, code(str(exact), 20))
        case Spell(text):
            return tr("{text} is spelt {letters}", text=code(text), letters=code(str(exact), longest))
        case Reverse(text):
            return tr("{text} backwards: {letters}", text=code(text), letters=code(str(exact), longest))
        case _:
            return more_headline(question, exact)


def listed(names: Sequence[str]) -> str:
    """``names`` in a line; ``MANY`` at most, as more are in a file."""
    return separated(names) or tr("none") if len(names) <= MANY else tr("listed in the file")


def how_many_names(question: Which | HowManyOf, number: int) -> str:
    """How many names of the list are asked for, in a phrase, safe to show."""
    names = counted_names(question.names, number)
    letters = codes((question.letter, *question.also), 20, "or" if question.any_of else "and")
    # Translators: {names} is a number of names, such as: **3** US states
    if question.where == "start":
        return plural(
            "{names} that starts with {letters}",
            "{names} that start with {letters}",
            number,
            names=names,
            letters=letters,
        )
    if question.where == "end":
        return plural(
            "{names} that ends with {letters}", "{names} that end with {letters}", number, names=names, letters=letters
        )
    if question.without:
        return tr("{names} without {letters}", names=names, letters=letters)
    return tr("{names} with {letters}", names=names, letters=letters)


def verdict(comparison: Comparison) -> str:
    """Whether the model was right, by mark and by word."""
    match comparison.correct:
        case True:
            return f"✓ {tr('right')}"
        case False if isinstance(comparison.exact, tuple):
            return f"✗ {_hits(comparison.exact, comparison.model)}"
        case False:
            return f"✗ {tr('wrong')}"
        case None if isinstance(comparison.model, ModelAnswer) and comparison.model.answer is not None:
            return tr("not judged: the exact answer was not among its choices")
        case None:
            return tr("no answer")


def _hits(exact: tuple[str, ...], model: ModelAnswer | ModelMissing) -> str:
    named = model.answer if isinstance(model, ModelAnswer) and isinstance(model.answer, tuple) else ()
    hits = len({*named} & {*exact})
    extra = len(named) - hits
    if extra:
        return tr("wrong: {hits} of {total} named, {extra} too many", hits=hits, total=len(exact), extra=extra)
    return tr("wrong: {hits} of {total} named", hits=hits, total=len(exact))


def model_line(comparison: Comparison, model: ModelAnswer, longest: int = 300, *, briefly: bool = False) -> str:
    """What the model answers, and whether it was right; an answer of more than ``longest`` characters is clipped.

    ``briefly`` leaves out how likely it was, which a picture shows.
    """
    name = f"**{plain(model.name, 60)}**"
    if model.answer is None:
        return _unread(comparison.question, model, name)
    answer = f"**{plain(answer_shown(model.answer), longest)}**"
    if model.distribution and not briefly:
        answer = aside(answer, among_options(model.distribution))
    return f"{tr('{model} answers {answer}', model=name, answer=answer)} · {verdict(comparison)}"


def no_answer(reason: str) -> str:
    """That the model gave no answer, and why."""
    return f"**{tr('No answer from the model.')}** {plain(retold(reason), 600)}"


def _unread(question: Question, model: ModelAnswer, name: str) -> str:
    """What the model has done where no answer was found in that: as code, as it may have written links."""
    if not isinstance(model.text, str) or not model.text.strip():
        return tr("{model} gave no answer.", model=name)
    said = {"model": name, "text": code(" ".join(model.text.split()), _QUOTED)}
    if isinstance(question, Which):
        return tr("I find no {names} in what {model} wrote: {text}", names=list_called(question.names), **said)
    return tr("I find no answer in what {model} wrote: {text}", **said)


def among_options(distribution: Mapping[str, float]) -> str:
    """The share of the likeliest answer, which is one among those that were offered and no certainty."""
    first, second = sorted((0.0, *distribution.values()), reverse=True)[:2]
    if percent(first) != percent(second):
        return tr("{share} among these options", share=percent(first))
    return tr("{share}, barely the most among these options", share=percent(first, 1))


def sentence(model: ModelAnswer) -> str:
    """What the model has said, quoted, if it was asked to say anything."""
    match model.text:
        case None:
            return ""
        case ModelMissing(reason):
            return sentences([tr("Asked in plain words, it has said nothing."), plain(retold(reason), 600)])
        case text:
            ended = text.endswith((".", "!", "?", '"', "”"))
            # With a distribution this comes from a prompt of its own: the question alone, in the asker's words.
            label = tr("It says:")
            if model.distribution:
                label = tr("Asked in plain words, it says (not judged):")
                if model.says_otherwise:
                    label = tr("Asked in plain words, it says something else; only the answer above is judged:")
            return f"{label}\n{fence(clip(text if ended else f'{text} …', 600))}"


def _letter_at(text: str, index: int, letter: str) -> str:
    if index == -1:
        return tr("Last letter of {text}: {letter}", text=text, letter=letter)
    if index < 0:
        return tr("Letter {index} of {text} from its end: {letter}", index=-index, text=text, letter=letter)
    return tr("Letter {index} of {text}: {letter}", index=index, text=text, letter=letter)


def untold_note(comparisons: Sequence[Comparison]) -> str:
    """Which possible answers a server tells nothing of, and how unlikely they are; nothing where it tells all."""
    line = untold_line(comparisons)
    return f"-# {line}" if line else ""
