"""The card of a letter question that was asked with a tool that counts, and without."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.drawing import Picture
from bot.language import Later, later, plural, retold, tr
from bot.letters import TOOL_NAMES, Comparison, ModelMissing, NotLogged, ToolForm, answer_text, note
from bot.letters.calling import EXAMPLES, same
from bot.sentences import sentences, separated
from bot.services.tools import Attempt, ToolUse
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, verdict
from bot.ui.text import capitalized, code, plain

_SOURCE = "Schick et al. 2023, “Toolformer”, arXiv:2302.04761"  # untranslated: a work
_WAYS: Mapping[tuple[ToolForm, ...], Later] = {
    ("tool-none",): later("**Alone**"),
    ("tool-free",): later("**Free to call it**"),
    ("tool-grammar",): later("**Held to a grammar**"),
    ("tool-free", "tool-grammar"): later("**Free to call it** and **held to a grammar**"),
}
"""What begins the line of those that came out alike; without the tool it never does, as there is nothing to call."""
_LONGEST = 200
"""Characters of what the model wrote."""


def method() -> str:
    """How it is done, what was measured, and what it does not show."""
    shown = plural(
        "The model was shown {n} question with its answer. With a tool, it also saw a call of `count(text, letter)` "
        "for it, and what that gave.",
        "The model was shown {n} questions with their answers. With a tool, it also saw a call of `count(text, "
        "letter)` for each, and what that gave.",
        len(EXAMPLES),
    )
    call = tr(
        "The call is read as text, and never run as code. A grammar is a rule for what it may write: here only calls "
        "with words and letters of the question."
    )
    tested = tr(
        "It was put to the test with 200 other questions: the answers are 0, 1, 2 and 3, a quarter each. "
        "SmolLM2-135M-Instruct wrote the right call 198 times when free, and 200 times when held to the grammar. Alone "
        "it answered right 50 times, as often as one answer to all would. With the tool it did so 198 and 200 times "
        "(`strawberry lab tool-report`)."
    )
    not_shown = tr(
        "**Does not show** that the model can count now: the tool does. It helps only if the model copies the right "
        "word and letter into its call, and then repeats what it is given."
    )
    return f"{sentences([shown, call])}\n{tested}\n-# {not_shown}\n-# {tr('Read on: {source}', source=_SOURCE)}"


def tool_card(use: ToolUse, tokens: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """What the model made of the question each time, link by link, with its ``tokens`` where they are told."""
    card = Card().text(f"### {headline(use.question, use.exact)}")
    if said := note(use.question):
        card.text(f"-# {plain(said)}")
    card.text(f"-# {_whose(use)}")
    for places in ways(use.attempts):
        attempt, comparison = use.attempts[places[0]], use.comparisons[places[0]]
        card.text("\n".join([_title(places, attempt, comparison), *_links(attempt)]))
    if tokens:
        card.text(tr("**Its tokens** after the question")).picture(tokens, "tokens.png")
    if any(isinstance(each, Attempt) and each.transcript for each in use.attempts):
        card.file(_transcripts(use.attempts), "transcripts.txt")
    logged = (
        use.logged.reason
        if isinstance(use.logged, NotLogged)
        else tr("Logged: in **Export** of `/me`, and not under **My questions**")
    )
    return card.text(f"-# {logged}").row(buttons)


def ways(attempts: Sequence[Attempt | ModelMissing]) -> Sequence[Sequence[int]]:
    """The places of the attempts, neighbours together that came out alike token by token."""

    def outcome(at: int) -> object:
        match attempts[at]:
            case Attempt() as attempt:
                wrote = attempt.wrote, attempt.sentence, attempt.transcript[attempt.begins :]
                return attempt.form == "tool-none", attempt.call, attempt.answer, wrote
            case ModelMissing():
                return at

    return [[*group] for _, group in groupby(range(len(attempts)), outcome)]


def attempt_line(places: Sequence[int], attempt: Attempt) -> str:
    """What came of the attempts at ``places``, all of them like ``attempt``, as it is drawn above their tokens."""
    way = capitalized(separated(retold(TOOL_NAMES[form]) for form in _forms(places)))
    if attempt.answer is None:
        return tr("{way}: answers nothing, wrong", way=way)
    answer = answer_text(attempt.answer)
    if attempt.answer == attempt.exact:
        return tr("{way}: answers {answer}, right", way=way, answer=answer)
    return tr("{way}: answers {answer}, wrong", way=way, answer=answer)


def _forms(places: Sequence[int]) -> tuple[ToolForm, ...]:
    forms = [*TOOL_NAMES]
    return tuple(forms[at] for at in places)


def _whose(use: ToolUse) -> str:
    names = [plain(each.model.name, 60) for each in use.comparisons if not isinstance(each.model, ModelMissing)]
    if names:
        return tr("**{model}**, asked in three ways", model=names[0])
    return tr("The model, asked in three ways")


def _title(places: Sequence[int], attempt: Attempt | ModelMissing, comparison: Comparison) -> str:
    way = _WAYS[_forms(places)]
    if isinstance(attempt, ModelMissing):
        return f"{way} · {tr('no answer. {reason}', reason=plain(retold(attempt.reason), 600))}"
    if attempt.answer is None:
        answers = tr("{way}: answers nothing that can be read", way=way)
    else:
        answers = tr("{way}: answers **{answer}**", way=way, answer=plain(answer_text(attempt.answer)))
    return f"{answers} · {verdict(comparison)}"


def _links(attempt: Attempt | ModelMissing) -> Iterator[str]:
    """Each link of the chain, judged by itself."""
    if isinstance(attempt, ModelMissing):
        return
    if attempt.call:
        wrote = tr("It wrote {text}: {judged}", text=code(attempt.wrote, _LONGEST), judged=_judged(attempt))
        yield f"- {wrote}"
        yield f"- {_repeated(attempt)}"
    elif attempt.form != "tool-none":
        yield f"- ✗ {tr('It wrote no call that can be run, so what it wrote is its answer:')}"
    yield code(attempt.sentence, _LONGEST)


def _judged(attempt: Attempt) -> str:
    if attempt.call_right or not attempt.call:
        return f"✓ {tr('just what was asked')}"
    asked, wrote = attempt.question, attempt.call
    pairs = ((asked.text, wrote.text), (asked.letter, wrote.letter))
    wrong = [(code(first, 60), code(second, 60)) for first, second in pairs if not same(first, second)]
    first, first_wrote = wrong[0]
    if len(wrong) == 1:
        said = tr("not what was asked, it has {wrote} for {asked}", wrote=first_wrote, asked=first)
    else:
        said = tr(
            "not what was asked, it has {wrote} for {asked} and {letter_wrote} for {letter}",
            wrote=first_wrote,
            asked=first,
            letter_wrote=wrong[1][1],
            letter=wrong[1][0],
        )
    return f"✗ {said}"


def _repeated(attempt: Attempt) -> str:
    gave = attempt.given_back or 0
    if attempt.repeats:
        return tr("The call gave **{number}**; ✓ its sentence says so:", number=gave)
    return tr("The call gave **{number}**; ✗ its sentence does not say so:", number=gave)


def _transcripts(attempts: Sequence[Attempt | ModelMissing]) -> str:
    """All that it was fed and wrote each time, as text."""
    parts = [
        f"=== {retold(TOOL_NAMES[each.form])} ===\n{''.join(token.text for token in each.transcript)}\n"
        for each in attempts
        if isinstance(each, Attempt) and each.transcript
    ]
    return "\n".join(parts)
