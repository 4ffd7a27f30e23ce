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
    frontier_line,
    graphemes,
    in_points,
    note,
    recall,
    said_of,
    subject,
)
from bot.ui.card import Card
from bot.ui.comparisons import among_options, headline, how_many_names, untold_note, verdict
from bot.ui.text import code, plain

_MANY = 50
"""Names; of a list that has more, longer parts are in a file."""
_NEARLY_ALL = 0.9
"""Of the answers; whoever gives the same one so often hardly looks at the names, unless it is true that often."""


def names_card(
    question: Which, comparisons: Sequence[Comparison], logged: Sequence[int] | NotLogged, tiles: Picture
) -> Card:
    """Which names contain the letter, and what the model said of each; ``comparisons`` has one for each name."""
    exact = [subject(each.question) for each in comparisons if each.exact is not question.without]
    card = Card().text(f"### {how_many_names(question, len(exact))}\n{_listed(exact)}")
    if said := next((said for each in comparisons if (said := note(each.question))), None):
        card.text(f"-# {plain(said)}")
    card.picture(tiles, "tiles.png")
    found = recall(comparisons)
    if answer := next((each.model for each in comparisons if isinstance(each.model, ModelAnswer)), None):
        card.text(f"{_recall(question, answer, found)} {_habit(comparisons)}").text(untold_note(comparisons))
        card.text(_bias(question, found))
        card.text("\n".join(_wrong(found)))
    if reason := _reason(comparisons):
        card.text(_missing(found, reason))
    if len(comparisons) > _MANY:
        card.text("-# All names with both answers are in the file.").file(_tsv(comparisons), "names.tsv")
    return card.text(_logged(logged))


def forms_card(
    question: Count,
    comparisons: Sequence[Comparison],
    logged: Sequence[int] | NotLogged,
    bars: Picture | None,
    strips: Picture,
) -> Card:
    """One question in each form: exact, the model's answers, and what it read of the word."""
    card = Card().text(f"### {headline(question, comparisons[0].exact)}")
    if said := note(question):
        card.text(f"-# {plain(said)}")
    answers = [each.model for each in comparisons if isinstance(each.model, ModelAnswer)]
    if answers:
        lines = "\n".join(map(_form_line, comparisons))
        ways = f"asked the same with the word written in {len(comparisons)} ways"
        card.text(f"**{plain(answers[0].name, 60)}**, {ways}:\n{lines}")
    if reason := _reason(comparisons):
        card.text(f"**{'An answer' if answers else 'The model’s half'} is missing.** {plain(reason, 600)}")
    if bars:
        card.picture(bars, "forms.png").text(untold_note(comparisons))
    card.text(f"**What {_reader(comparisons[0], answers)} reads of the word** each time").picture(strips, "tokens.png")
    if len(comparisons) < len(FORMS):
        card.text("-# With its letters numbered the word is left out: its own digits or commas would be mixed up.")
    card.text(_one_by_one(comparisons))
    if answers:
        card.text("One word proves nothing: whether a form helps, only many words can tell (`/stats`).")
    if frontier := frontier_line(question):
        card.text(f"-# {plain(frontier, 600)}")
    return card.text(_logged(logged))


def _recall(question: Which, model: ModelAnswer, found: Recall) -> str:
    letter = code(question.letter, 20)
    with_letter, without = (len(found.right_yes), len(found.wrong_no)), (len(found.right_no), len(found.wrong_yes))
    said = [
        f"Of the {right + wrong} {has} {letter} it said {answer} to **{right}** ({right / (right + wrong):.0%})."
        for has, answer, (right, wrong) in (("with", "yes", with_letter), ("without", "no", without))
        if right + wrong
    ]
    return f"**{plain(model.name, 60)}**, asked about each name alone. {' '.join(said)}"


def _habit(comparisons: Sequence[Comparison]) -> str:
    """What the model says with the name hidden, and how much the names move that on the average."""
    models = [each.model for each in comparisons if isinstance(each.model, ModelAnswer)]
    prior = next((model.prior for model in models if model.prior), None)
    moved = [model.moved for model in models if model.moved is not None]
    if not prior or not moved:
        return ""
    mean = sum(moved) / len(moved)
    likeliest = max(prior, key=prior.__getitem__).lower()
    return (
        f"With the name hidden it answers {likeliest} ({among_options(prior)}). A name moves {in_points(mean)} of the "
        f"probability to the other answer on average: {effect(mean)}."
    )


def _bias(question: Which, found: Recall) -> str:
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
    right = len(found.right_yes) + len(found.right_no)
    known, unknown = ("with", "without") if answer == "yes" else ("without", "with")
    return (
        f"**It said {answer} to {often} of {total}.** Whoever says {answer} to all is right about every name {known} "
        f"{letter} and about none {unknown} it, so “{right} of {total} right” would say more about the list than about "
        "the model: look at both shares."
    )


def _wrong(found: Recall) -> Sequence[str]:
    groups = (("Wrong yes", found.wrong_yes), ("Wrong no", found.wrong_no))
    return [f"{label} ({len(wrong)}): {_listed(wrong)}" for label, wrong in groups if wrong]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none" if len(names) <= _MANY else "listed in the file"


def _tsv(comparisons: Sequence[Comparison]) -> str:
    words = {True: "yes", False: "no", None: ""}
    lines = [f"{subject(each.question)}\t{words[each.exact is True]}\t{words[said_of(each)]}\n" for each in comparisons]
    return "".join(["name\texact\tmodel\n", *lines])


def _reason(comparisons: Sequence[Comparison]) -> str | None:
    """Why the model gave no answer to the first name or form that it gave none to."""
    return next((each.model.reason for each in comparisons if isinstance(each.model, ModelMissing)), None)


def _missing(found: Recall, reason: str) -> str:
    if not found.yes and not found.no:
        return f"**The model’s half is missing.** {plain(reason, 600)}"
    return f"No answer ({len(found.unanswered)}): {_listed(found.unanswered)}. {plain(reason, 600)}"


def _form_line(comparison: Comparison) -> str:
    model, name = comparison.model, FORM_NAMES[comparison.form]
    if not isinstance(model, ModelAnswer):
        return f"- {name}: no answer"
    share = f" ({among_options(model.distribution)})" if model.distribution else ""
    moved = "" if model.moved is None else f" · hiding the word moves {in_points(model.moved)}: {effect(model.moved)}"
    return f"- {name}: **{plain(answer_text(model.answer))}**{share} · {verdict(comparison)}{moved}"


def _reader(comparison: Comparison, answers: Sequence[ModelAnswer]) -> str:
    """Who reads the tokens that are shown, and in which vocabulary."""
    if not comparison.vocabulary:
        return "it" if answers else "a model"
    return f"{'it' if answers else 'a model'}, with the vocabulary {comparison.vocabulary},"


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
    return f"-# {len(logged)} comparisons logged: they count in the statistics, and are not listed in `/history`"
