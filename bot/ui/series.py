"""The cards of questions asked in series: a list's names, and one question in several forms."""

import unicodedata
from collections.abc import Sequence

from bot.drawing import Picture
from bot.letters import (
    FORM_NAMES,
    FORMS,
    Comparison,
    Count,
    ModelAnswer,
    ModelMissing,
    NotLogged,
    Recall,
    Which,
    answer_text,
    effect,
    graphemes,
    in_points,
    note,
    recall,
    said_of,
    subject,
)
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import MANY, among_options, headline, how_many_names, listed, untold_note, verdict
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
        card.text(f"{_recall(question, answer, found)} {_habit(comparisons, found)}").text(untold_note(comparisons))
        card.text("\n".join(_wrong(found, exact)))
    if reason := _reason(comparisons):
        card.text(_missing(found, reason))
    if len(comparisons) > MANY:
        card.text("-# All names with both answers are in the file.").file(_tsv(comparisons), "names.tsv")
    return card.text(_logged(logged)).row(buttons)


def forms_card(
    question: Count,
    comparisons: Sequence[Comparison],
    logged: Sequence[int] | NotLogged,
    bars: Picture | None,
    strips: Picture,
    buttons: Sequence[Pressable] = (),
) -> Card:
    """One question in each form: exact, the model's answers, and what it read of the word."""
    card = Card().text(f"### {headline(question, comparisons[0].exact)}")
    if said := note(question):
        card.text(f"-# {plain(said)}")
    answers = [each.model for each in comparisons if isinstance(each.model, ModelAnswer)]
    if answers:
        each = " · ".join(map(_form_line, comparisons))
        ways = f"**{plain(answers[0].name, 60)}**, the word written in {len(comparisons)} ways: {each}"
        card.text(_constant(comparisons) or ways)
    if reason := _reason(comparisons):
        missing = "An answer is missing." if answers else "No answer from the model."
        card.text(f"**{missing}** {plain(reason, 600)}")
    if bars:
        card.picture(bars, "forms.png").text(untold_note(comparisons))
    card.text(f"**The word’s tokens** each time{_vocabulary(comparisons[0])}").picture(strips, "tokens.png")
    if len(comparisons) < len(FORMS):
        card.text("-# With its letters numbered the word is left out: its own digits or commas would be mixed up.")
    card.text(_one_by_one(comparisons))
    if answers:
        card.text("One word proves nothing: whether a form helps, only many words can tell (**How models do**).")
    return card.text(_logged(logged)).row(buttons)


def _recall(question: Which, model: ModelAnswer, found: Recall) -> str:
    letter = code(question.letter, 20)
    with_letter, without = (len(found.right_yes), len(found.wrong_no)), (len(found.right_no), len(found.wrong_yes))
    said = [
        f"Of the {right + wrong} {has} {letter} it said {answer} to **{right}** ({right / (right + wrong):.0%})."
        for has, answer, (right, wrong) in (("with", "yes", with_letter), ("without", "no", without))
        if right + wrong
    ]
    return f"**{plain(model.name, 60)}**, asked about each name alone. {' '.join(said)}"


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
    likeliest = max(prior, key=prior.__getitem__).lower()
    hidden = f"With the name hidden it answers {likeliest} ({among_options(prior)})."
    if not found.yes or not found.no:
        but = "never change the answer" if (likeliest == "yes") == bool(found.yes) else "all lead to the same answer"
        return f"{hidden} The names move {in_points(mean)} of the probability on average, but {but}."
    return f"{hidden} A name moves {in_points(mean)} of the probability to the other answer on average: {effect(mean)}."


def _finding(question: Which, comparisons: Sequence[Comparison], found: Recall) -> str:
    """Why a share of right answers would mislead: the names are all alike, or the model says the same to nearly all.

    To say the same is no fault where it is true: the model must have said the other to less than half as many names as
    it is true of.
    """
    letter = code(question.letter, 20)
    total, contain = found.yes + found.no, len(found.right_yes) + len(found.wrong_no)
    if contain in (0, total):
        whom = f"all {total}" if not found.unanswered else f"all {total} that got an answer"
        what = f"contain {letter}" if contain else f"are without {letter}"
        return f"{whom.capitalize()} {what}, so this list cannot tell knowing from guessing." if total else ""
    answer, often, true = ("yes", found.yes, contain) if found.yes > found.no else ("no", found.no, total - contain)
    if often < _NEARLY_ALL * total or 2 * (total - often) >= total - true:
        return ""
    if often < total:
        return f"**It says {answer} to {often} of {total}**, so look at both shares."
    too = ", and with the name hidden too" if _prior_says(comparisons, answer) else ""
    return f"**It says {answer} to all {total}{too}:** no name changes its answer."


def _prior_says(comparisons: Sequence[Comparison], answer: str) -> bool:
    """Whether it answers so with the name hidden."""
    priors = [each.model.prior for each in comparisons if isinstance(each.model, ModelAnswer)]
    return all(prior and max(prior, key=prior.__getitem__).lower() == answer for prior in priors)


def _wrong(found: Recall, exact: Sequence[str]) -> Sequence[str]:
    """What it got wrong; those that the card names already, as they are the ``exact`` answer, are not named again."""
    groups = (("Wrong yes", found.wrong_yes), ("Wrong no", found.wrong_no))
    return [
        f"It missed all {len(wrong)} of them."
        if [*wrong] == [*exact] and len(wrong) > 1
        else f"{label} ({len(wrong)}): {listed(wrong)}"
        for label, wrong in groups
        if wrong
    ]


def _tsv(comparisons: Sequence[Comparison]) -> str:
    words = {True: "yes", False: "no", None: ""}
    lines = [f"{subject(each.question)}\t{words[each.exact is True]}\t{words[said_of(each)]}\n" for each in comparisons]
    return "".join(["name\texact\tmodel\n", *lines])


def _reason(comparisons: Sequence[Comparison]) -> str | None:
    """Why the model gave no answer to the first name or form that it gave none to."""
    return next((each.model.reason for each in comparisons if isinstance(each.model, ModelMissing)), None)


def _missing(found: Recall, reason: str) -> str:
    if not found.yes and not found.no:
        return f"**No answer from the model.** {plain(reason, 600)}"
    return f"No answer ({len(found.unanswered)}): {listed(found.unanswered)}. {plain(reason, 600)}"


def _form_line(comparison: Comparison) -> str:
    model, name = comparison.model, FORM_NAMES[comparison.form]
    if not isinstance(model, ModelAnswer):
        return f"{name}: no answer"
    return f"{name}: **{plain(answer_text(model.answer))}** {verdict(comparison)}"


def _constant(comparisons: Sequence[Comparison]) -> str:
    """That the model gives one answer whatever it reads, where it does, and that is wrong."""
    models = [each.model for each in comparisons if isinstance(each.model, ModelAnswer)]
    if len(models) < max(2, len(comparisons)) or any(each.correct is not False for each in comparisons):
        return ""
    if len({each.answer for each in models}) > 1:
        return ""
    said = answer_text(models[0].answer)
    too = all(each.prior and max(each.prior, key=each.prior.__getitem__) == said for each in models)
    hidden = ", and with the word hidden too" if too else ""
    says = f"**{plain(models[0].name, 60)} says {plain(said)} in all {len(models)} forms{hidden}**"
    return f"{says}: no form changes its answer · {verdict(comparisons[0])}"


def _vocabulary(comparison: Comparison) -> str:
    """Whose tokens are shown."""
    return f", in the vocabulary {plain(comparison.vocabulary)}" if comparison.vocabulary else ""


def _one_by_one(comparisons: Sequence[Comparison]) -> str:
    """Whether the word, spaced or numbered, is read letter by letter, and what that says of wrong answers there."""
    apart = [each for each in comparisons if each.form in ("spaced", "numbered")]
    if not all(each.word_tokens for each in apart):
        return ""
    seen = [each for each in apart if _letters_are_tokens(each)]
    if hidden := [FORM_NAMES[each.form] for each in apart if each not in seen]:
        return f"Even written apart ({', '.join(hidden)}), not every letter of this word is one whole token."
    wrong = [FORM_NAMES[each.form] for each in seen if each.correct is False]
    said = "Written apart, every letter is a token of its own"
    if not wrong:
        return f"{said}."
    return f"{said}: what is wrong there ({', '.join(wrong)}) isn’t because it can’t see them."


def _letters_are_tokens(comparison: Comparison) -> bool:
    """Whether each letter of the word is one whole token. Between them may stand spaces, numbers and commas."""
    letters = [each for each in graphemes(subject(comparison.question)) if not each.isspace()]
    tokens = [unicodedata.normalize("NFC", token.text.strip()) for token in comparison.word_tokens]
    return [text for text in tokens if text in letters] == letters


def _logged(logged: Sequence[int] | NotLogged) -> str:
    if isinstance(logged, NotLogged):
        return f"-# {logged.reason}"
    return f"-# {len(logged)} answers logged, for **How models do**"
