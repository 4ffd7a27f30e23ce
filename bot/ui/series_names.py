"""The card of a list whose names were asked about one by one."""

from collections.abc import Sequence

from bot.drawing import Picture
from bot.language import Value, percent, plural, retold, tr
from bot.letters import (
    Comparison,
    ModelAnswer,
    NotLogged,
    Recall,
    Which,
    effect,
    in_points,
    note,
    recall,
    said_of,
    subject,
)
from bot.sentences import sentences
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import MANY, among_options, how_many_names, listed, no_answer, untold_note
from bot.ui.series import logged_line, reason_of
from bot.ui.text import code, plain

_NEARLY_ALL = 0.9
"""Of the answers; whoever gives the same one so often hardly looks at the names, unless it is true that often."""


def names_card(
    question: Which,
    comparisons: Sequence[Comparison],
    logged: Sequence[int] | NotLogged,
    tiles: Picture,
    buttons: Sequence[Pressable] = (),
) -> Card:
    """Which names contain the letter, and what the model said of each; ``comparisons`` has one for each name."""
    exact = [subject(each.question) for each in comparisons if each.exact is not question.without]
    card = Card().text(f"### {how_many_names(question, len(exact))}\n{listed(exact)}")
    if said := next((said for each in comparisons if (said := note(each.question))), None):
        card.text(f"-# {plain(said)}")
    card.picture(tiles, "tiles.png")
    found = recall(comparisons)
    if answer := next((each.model for each in comparisons if isinstance(each.model, ModelAnswer)), None):
        card.text(_finding(question, comparisons, found))
        card.text(sentences([_recall(question, answer, found), _habit(comparisons, found)])).text(
            untold_note(comparisons)
        )
        card.text("\n".join(_wrong(found, exact)))
    if reason := reason_of(comparisons):
        card.text(_missing(found, reason))
    if len(comparisons) > MANY:
        card.text(f"-# {tr('All names with both answers are in the file.')}").file(_tsv(comparisons), "names.tsv")
    return card.text(logged_line(logged)).row(buttons)


def _recall(question: Which, model: ModelAnswer, found: Recall) -> str:
    letter = code(question.letter, 20)
    said = [tr("**{model}**, asked about each name alone.", model=plain(model.name, 60))]
    right, total = len(found.right_yes), len(found.right_yes) + len(found.wrong_no)
    if total:
        share = percent(right / total)
        said.append(
            plural(
                "Of the {n} with {letter} it said yes to **{right}** ({share}).",
                "Of the {n} with {letter} it said yes to **{right}** ({share}).",
                total,
                letter=letter,
                right=right,
                share=share,
            )
        )
    right, total = len(found.right_no), len(found.right_no) + len(found.wrong_yes)
    if total:
        share = percent(right / total)
        said.append(
            plural(
                "Of the {n} without {letter} it said no to **{right}** ({share}).",
                "Of the {n} without {letter} it said no to **{right}** ({share}).",
                total,
                letter=letter,
                right=right,
                share=share,
            )
        )
    return sentences(said)


def _habit(comparisons: Sequence[Comparison], found: Recall) -> str:
    """What the model says with the name hidden, and how much the names move that on average.

    Where it says the same to all, what they move is no effect on its answer.
    """
    models = [each.model for each in comparisons if isinstance(each.model, ModelAnswer)]
    prior = next((model.prior for model in models if model.prior), None)
    moved = [model.moved for model in models if model.moved is not None]
    if not prior or not moved:
        return ""
    mean = sum(moved) / len(moved)
    yes, share = max(prior, key=prior.__getitem__).lower() == "yes", among_options(prior)
    if yes:
        hidden = tr("With the name hidden it answers yes ({share}).", share=share)
    else:
        hidden = tr("With the name hidden it answers no ({share}).", share=share)
    return sentences([hidden, _moved(mean, found, hidden_yes=yes)])


def _moved(mean: float, found: Recall, *, hidden_yes: bool) -> str:
    points = in_points(mean)
    if found.yes and found.no:
        return tr(
            "A name moves {points} of the probability to the other answer on average: {effect}.",
            points=points,
            effect=effect(mean),
        )
    if hidden_yes == bool(found.yes):
        return tr("The names move {points} of the probability on average, but never change the answer.", points=points)
    return tr("The names move {points} of the probability on average, but all lead to the same answer.", points=points)


def _finding(question: Which, comparisons: Sequence[Comparison], found: Recall) -> str:
    """Why a share of right answers would mislead: the names are all alike, or the model says the same to nearly all.

    To say the same is no fault where it is true: the model must have said the other to less than half as many names as
    it is true of.
    """
    letter = code(question.letter, 20)
    total, contain = found.yes + found.no, len(found.right_yes) + len(found.wrong_no)
    if contain in (0, total):
        return _all_alike(letter, found, contain, total) if total else ""
    yes = found.yes > found.no
    often, true = (found.yes, contain) if yes else (found.no, total - contain)
    if often < _NEARLY_ALL * total or 2 * (total - often) >= total - true:
        return ""
    said: dict[str, Value] = {"often": often, "total": total}
    if often < total:
        if yes:
            return tr("**It says yes to {often} of {total}**, so look at both shares.", **said)
        return tr("**It says no to {often} of {total}**, so look at both shares.", **said)
    if _prior_says(comparisons, "yes" if yes else "no"):
        if yes:
            return tr(
                "**It says yes to all {total}, and with the name hidden too:** no name changes its answer.", **said
            )
        return tr("**It says no to all {total}, and with the name hidden too:** no name changes its answer.", **said)
    if yes:
        return tr("**It says yes to all {total}:** no name changes its answer.", **said)
    return tr("**It says no to all {total}:** no name changes its answer.", **said)


def _all_alike(letter: str, found: Recall, contain: int, total: int) -> str:
    """That all names of a list have the letter, or none."""
    said: dict[str, Value] = {"total": total, "letter": letter}
    if not found.unanswered:
        if contain:
            return tr("All {total} contain {letter}, so this list cannot tell knowing from guessing.", **said)
        return tr("All {total} are without {letter}, so this list cannot tell knowing from guessing.", **said)
    if contain:
        return tr(
            "All {total} that got an answer contain {letter}, so this list cannot tell knowing from guessing.", **said
        )
    return tr(
        "All {total} that got an answer are without {letter}, so this list cannot tell knowing from guessing.", **said
    )


def _prior_says(comparisons: Sequence[Comparison], answer: str) -> bool:
    """Whether it answers so with the name hidden."""
    priors = [each.model.prior for each in comparisons if isinstance(each.model, ModelAnswer)]
    return all(prior and max(prior, key=prior.__getitem__).lower() == answer for prior in priors)


def _wrong(found: Recall, exact: Sequence[str]) -> Sequence[str]:
    """What it got wrong; those that the card names already, as they are the ``exact`` answer, are not named again."""
    yes, no = found.wrong_yes, found.wrong_no
    groups = (
        (yes, tr("Wrong yes ({number}): {names}", number=len(yes), names=listed(yes))),
        (no, tr("Wrong no ({number}): {names}", number=len(no), names=listed(no))),
    )
    return [
        tr("It missed all {number} of them.", number=len(wrong)) if [*wrong] == [*exact] and len(wrong) > 1 else said
        for wrong, said in groups
        if wrong
    ]


def _tsv(comparisons: Sequence[Comparison]) -> str:
    words = {True: "yes", False: "no", None: ""}  # untranslated: for programs to read
    lines = [f"{subject(each.question)}\t{words[each.exact is True]}\t{words[said_of(each)]}\n" for each in comparisons]
    return "".join(["name\texact\tmodel\n", *lines])


def _missing(found: Recall, reason: str) -> str:
    if not found.yes and not found.no:
        return no_answer(reason)
    none = found.unanswered
    said = tr("No answer ({number}): {names}.", number=len(none), names=listed(none))
    return sentences([said, plain(retold(reason), 600)])
