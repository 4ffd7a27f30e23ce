"""The cards of letter questions, and the phrases that all cards about them share."""

from collections.abc import Mapping, Sequence

import discord

from bot.drawing import Picture
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
    answer_text,
    frontier_share,
    name_list,
    names_of,
    note,
    untold_line,
    why_briefly,
)
from bot.ui.buttons import CustomId
from bot.ui.card import Card, Pressable
from bot.ui.headlines import more_headline
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
    buttons: Sequence[Pressable],
    *,
    read_as: str | None = None,
    each: bool = False,
) -> Card:
    """The answer to a letter question: exact, the model's with one picture, and why; first, what was ``read_as`` what.

    ``each`` says that a button asks the model about each name, which helps where it has answered nothing of them.
    What it has said is told with the details, and here where there are none, as nothing was kept.
    """
    card = Card().text(f"### {headline(comparison.question, comparison.exact)}")
    if read_as:
        card.text(f"-# I read this as: {plain(read_as)}")
    match comparison.exact:
        case str() as exact if len(exact) > _LONG_ANSWER:
            card.text("-# The whole answer is in the file.").file(f"{exact}\n", "answer.txt")
        case tuple() as names if len(names) > MANY:
            card.file("\n".join([*names, ""]), "answer.txt")
    if said := note(comparison.question):
        card.text(f"-# {plain(said)}")
    match comparison.model:
        case ModelMissing(reason):
            card.text(f"**No answer from the model.** {plain(reason, 600)}")
        case ModelAnswer() as model:
            hint = " It can be asked about each." if each and model.answer is None else ""
            card.text(f"{model_line(comparison, model)}{hint}")
    if frontier := frontier_share(comparison.question):
        card.text(plain(frontier))
    if picture:
        card.picture(picture, "answer.png").text(untold_note([comparison]))
    card.text(plain(why_briefly(comparison), 800))
    if isinstance(logged, NotLogged):
        card.text(sentence(comparison.model) if isinstance(comparison.model, ModelAnswer) else "")
        card.text(f"-# {logged.reason}")
    return card.row(buttons)


def names_page_card(
    question: Which | HowManyOf, picture: Picture, page: tuple[int, int], buttons: Sequence[Pressable]
) -> Card:
    """A page, from 0, of so many, of the names that are asked for."""
    number, pages = page
    said = how_many_names(question, len(names_of(question)))
    return Card().text(f"### {said}\n-# Page {number + 1} of {pages}").picture(picture, "names.png").row(buttons)


def swapped_card(text: str, letter: str, count: CustomId) -> Card:
    """Asks whether who asked for ``letter`` in ``text`` has swapped the two; ``count`` asks for what was meant then."""
    card = Card().text(f"### Did you swap them?\n{code(letter, 50)} is longer than {code(text, 50)} and contains it.")
    label = clip(f"Count {text} in {letter}", 80)
    return card.row([count.button(label, style=discord.ButtonStyle.primary)])


def noticed_text(comparison: Comparison, logged: int | NotLogged) -> str:
    """The answer to a letter question that was part of something else."""
    match comparison.model:
        case ModelMissing(reason):
            model = plain(reason, 300)
        case ModelAnswer() as answer:
            model = f"Asked just that, {model_line(comparison, answer)}"
    kept = f"-# {logged.reason}" if isinstance(logged, NotLogged) else _logged(logged, comparison)
    return f"**Counted exactly:** {headline(comparison.question, comparison.exact, 200)}\n{model}\n{kept}"


def _logged(id_: int, comparison: Comparison) -> str:
    private = comparison.asker.private
    return f"-# logged as #{id_}{', only you can see it, under **My questions** in `/me`' if private else ''}"


def headline(question: Question, exact: Answer, longest: int = _LONG_ANSWER) -> str:
    """The exact answer in a phrase, safe to show; a text of more than ``longest`` characters is clipped."""
    match question:
        case Count(text, letter):
            often = f"occurs **{_times(exact)}**" if exact else "**never** occurs"
            return f"{code(letter, 20)} {often} in {code(text)}"
        case Contains(text, letter):
            return f"{code(text)} {'**contains**' if exact else 'does **not** contain'} {code(letter, 20)}"
        case Which() if isinstance(exact, tuple):
            return f"{how_many_names(question, len(exact))}\n{listed(exact)}"
        case HowManyOf() if isinstance(exact, int):
            return how_many_names(question, exact)
        case Length(text):
            return f"{code(text)} has **{exact}** letter{'' if exact == 1 else 's'}"
        case Position(text, index):
            return f"{_ordinal(index)} letter of {code(text)}: {code(str(exact), 20)}"
        case Spell(text):
            return f"{code(text)} is spelt {code(str(exact), longest)}"
        case Reverse(text):
            return f"{code(text)} backwards: {code(str(exact), longest)}"
        case _:
            return more_headline(question, exact)


def listed(names: Sequence[str]) -> str:
    """``names`` in a line; ``MANY`` at most, as more are in a file."""
    return ", ".join(names) or "none" if len(names) <= MANY else "listed in the file"


def how_many_names(question: Which | HowManyOf, number: int) -> str:
    """How many names of the list are asked for, in a phrase, safe to show."""
    names = name_list(question.names).one if number == 1 else question.names
    joint = "or" if question.any_of else "and"
    letters = f" {joint} ".join(code(letter, 20) for letter in (question.letter, *question.also))
    if question.where != "anywhere":
        ending = "that " + ("starts" if number == 1 else "start") if question.where == "start" else "that "
        ending += "" if question.where == "start" else "ends" if number == 1 else "end"
        return f"**{number}** {names} {ending} with {letters}"
    return f"**{number}** {names} {'without' if question.without else 'with'} {letters}"


def verdict(comparison: Comparison) -> str:
    """Whether the model was right, by mark and by word."""
    match comparison.correct:
        case True:
            return "✓ right"
        case False if isinstance(comparison.exact, tuple):
            return f"✗ wrong: {_hits(comparison.exact, comparison.model)}"
        case False:
            return "✗ wrong"
        case None if isinstance(comparison.model, ModelAnswer) and comparison.model.answer is not None:
            return "– not judged: the exact answer was not among its choices"
        case None:
            return "– no answer"


def _hits(exact: tuple[str, ...], model: ModelAnswer | ModelMissing) -> str:
    named = model.answer if isinstance(model, ModelAnswer) and isinstance(model.answer, tuple) else ()
    hits = len({*named} & {*exact})
    extra = len(named) - hits
    return f"{hits} of {len(exact)} named" + (f", {extra} too many" if extra else "")


def model_line(comparison: Comparison, model: ModelAnswer, longest: int = 300) -> str:
    """What the model answers, and whether it was right; an answer of more than ``longest`` characters is clipped."""
    name = f"**{plain(model.name, 60)}**"
    if model.answer is None:
        return f"{name} {_unread(comparison.question, model)}"
    answer = f"**{plain(answer_text(model.answer), longest)}**"
    if model.distribution:
        answer += f" ({among_options(model.distribution)})"
    return f"{name} answers {answer} · {verdict(comparison)}"


def _unread(question: Question, model: ModelAnswer) -> str:
    """What the model has done where no answer was found in that: as code, as it may have written links."""
    if not isinstance(model.text, str) or not model.text.strip():
        return "gave no answer."
    wanted = question.names if isinstance(question, Which) else "answer"
    return f"wrote {code(' '.join(model.text.split()), _QUOTED)}; I find no {wanted} in that."


def among_options(distribution: Mapping[str, float]) -> str:
    """The share of the likeliest answer, which is one among those that were offered and no certainty."""
    first, second = sorted((0.0, *distribution.values()), reverse=True)[:2]
    likely = f"{first:.0%}" if f"{first:.0%}" != f"{second:.0%}" else f"{first:.1%}, barely the most"
    return f"{likely} among these options"


def sentence(model: ModelAnswer) -> str:
    """What the model has said, quoted, if it was asked to say anything."""
    match model.text:
        case None:
            return ""
        case ModelMissing(reason):
            return f"Asked in plain words, it has said nothing. {plain(reason, 600)}"
        case text:
            ended = text.endswith((".", "!", "?", '"', "”"))
            # With a distribution this comes from a prompt of its own: the question alone, in the asker's words.
            label = "It says"
            if model.distribution:
                label = "Asked in plain words, it says (not judged)"
                if model.says_otherwise:
                    label = "Asked in plain words, it says something else; only the answer above is judged"
            return f"{label}:\n{fence(clip(text if ended else f'{text} …', 600))}"


def _times(count: Answer) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times") if isinstance(count, int) else str(count)


def _ordinal(index: int) -> str:
    if index == -1:
        return "Last"
    suffix = "th" if abs(index) % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(abs(index) % 10, "th")
    return f"{abs(index)}{suffix}{' to last' if index < 0 else ''}"


def untold_note(comparisons: Sequence[Comparison]) -> str:
    """Which possible answers a server tells nothing of, and how unlikely they are; nothing where it tells all."""
    line = untold_line(comparisons)
    return f"-# {line}" if line else ""
