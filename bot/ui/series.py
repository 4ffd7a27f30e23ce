"""The card of one question asked in several forms, and what cards of questions in series share."""

import unicodedata
from collections.abc import Sequence

from bot.drawing import Picture
from bot.language import Value, plural, retold, tr
from bot.letters import (
    FORM_NAMES,
    FORMS,
    Comparison,
    Count,
    ModelAnswer,
    ModelMissing,
    NotLogged,
    answer_shown,
    answer_text,
    graphemes,
    note,
    subject,
)
from bot.sentences import separated
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, no_answer, untold_note, verdict
from bot.ui.text import plain


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
        card.text(_constant(comparisons) or _ways(comparisons, answers[0]))
    if reason := reason_of(comparisons):
        missing = f"**{tr('An answer is missing.')}** {plain(retold(reason), 600)}"
        card.text(missing if answers else no_answer(reason))
    if bars:
        card.picture(bars, "forms.png").text(untold_note(comparisons))
    card.text(_whose_tokens(comparisons[0])).picture(strips, "tokens.png")
    if len(comparisons) < len(FORMS):
        left_out = tr("With its letters numbered the word is left out: its own digits or commas would be mixed up.")
        card.text(f"-# {left_out}")
    card.text(_one_by_one(comparisons))
    if answers:
        card.text(tr("One word proves nothing: whether a form helps, only many words can tell (**How models do**)."))
    return card.text(logged_line(logged)).row(buttons)


def reason_of(comparisons: Sequence[Comparison]) -> str | None:
    """Why the model gave no answer to the first name or form that it gave none to."""
    return next((each.model.reason for each in comparisons if isinstance(each.model, ModelMissing)), None)


def _ways(comparisons: Sequence[Comparison], model: ModelAnswer) -> str:
    """What the model answers to each form."""
    return plural(
        "**{model}**, the word written in {n} way: {each}",
        "**{model}**, the word written in {n} ways: {each}",
        len(comparisons),
        model=plain(model.name, 60),
        each=" · ".join(map(_form_line, comparisons)),
    )


def _form_line(comparison: Comparison) -> str:
    model, form = comparison.model, _form_called(comparison)
    if not isinstance(model, ModelAnswer):
        return tr("{form}: no answer", form=form)
    judged = f"– {verdict(comparison)}" if comparison.correct is None else verdict(comparison)
    # Translators: {answer} is a number in bold, and whether it is right.
    return tr("{form}: {answer}", form=form, answer=f"**{plain(answer_shown(model.answer))}** {judged}")


def _form_called(comparison: Comparison) -> str:
    return retold(FORM_NAMES[comparison.form])


def _constant(comparisons: Sequence[Comparison]) -> str:
    """That the model gives one answer whatever it reads, where it does, and that is wrong."""
    models = [each.model for each in comparisons if isinstance(each.model, ModelAnswer)]
    if len(models) < max(2, len(comparisons)) or any(each.correct is not False for each in comparisons):
        return ""
    if len({each.answer for each in models}) > 1:
        return ""
    said = answer_text(models[0].answer)
    too = all(each.prior and max(each.prior, key=each.prior.__getitem__) == said for each in models)
    told: dict[str, Value] = {
        "model": plain(models[0].name, 60),
        "answer": plain(answer_shown(models[0].answer)),
        "number": len(models),
    }
    if too:
        says = tr(
            "**{model} says {answer} in all {number} forms, and with the word hidden too**: no form changes its answer",
            **told,
        )
    else:
        says = tr("**{model} says {answer} in all {number} forms**: no form changes its answer", **told)
    return f"{says} · {verdict(comparisons[0])}"


def _whose_tokens(comparison: Comparison) -> str:
    if comparison.vocabulary:
        return tr(
            "**The word’s tokens** each time, in the vocabulary {vocabulary}", vocabulary=plain(comparison.vocabulary)
        )
    return tr("**The word’s tokens** each time")


def _one_by_one(comparisons: Sequence[Comparison]) -> str:
    """Whether the word, spaced or numbered, is read letter by letter, and what that says of wrong answers there."""
    apart = [each for each in comparisons if each.form in ("spaced", "numbered")]
    if not all(each.word_tokens for each in apart):
        return ""
    seen = [each for each in apart if _letters_are_tokens(each)]
    if hidden := [_form_called(each) for each in apart if each not in seen]:
        return tr(
            "Even written apart ({forms}), not every letter of this word is one whole token.", forms=separated(hidden)
        )
    wrong = [_form_called(each) for each in seen if each.correct is False]
    if not wrong:
        return tr("Written apart, every letter is a token of its own.")
    return tr(
        "Written apart, every letter is a token of its own: what is wrong there ({forms}) isn’t because it can’t see "
        "them.",
        forms=separated(wrong),
    )


def _letters_are_tokens(comparison: Comparison) -> bool:
    """Whether each letter of the word is one whole token. Between them may stand spaces, numbers and commas."""
    letters = [each for each in graphemes(subject(comparison.question)) if not each.isspace()]
    tokens = [unicodedata.normalize("NFC", token.text.strip()) for token in comparison.word_tokens]
    return [text for text in tokens if text in letters] == letters


def logged_line(logged: Sequence[int] | NotLogged) -> str:
    if isinstance(logged, NotLogged):
        return f"-# {logged.reason}"
    said = plural("{n} answer logged, for **How models do**", "{n} answers logged, for **How models do**", len(logged))
    return f"-# {said}"
