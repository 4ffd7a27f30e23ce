"""The card of a letter question that was asked with a tool that counts, and without."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.drawing import Picture
from bot.letters import TOOL_NAMES, Comparison, ModelMissing, NotLogged, answer_text, note
from bot.letters.calling import EXAMPLES, same
from bot.services.tools import Attempt, ToolUse
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, verdict
from bot.ui.text import code, plain

METHOD = (
    f"The model was shown {len(EXAMPLES)} questions with their answers. With a tool, it also saw a call of "
    "`count(text, letter)` for each, and what that gave. The call is read as text, and never run as code. A grammar is "
    "a rule for what it may write: here only calls with words and letters of the question.\n"
    "It was put to the test with 200 other questions: the answers are 0, 1, 2 and 3, a quarter each. "
    "SmolLM2-135M-Instruct wrote the right call 198 times when free, and 200 times when held to the grammar. Alone it "
    "answered right 50 times, as often as one answer to all would. With the tool it did so 198 and 200 times "
    "(`strawberry lab tool-report`).\n"
    "-# **Does not show** that the model can count now: the tool does. It helps only if the model copies the right "
    "word and letter into its call, and then repeats what it is given.\n"
    "-# Read on: Schick et al. 2023, “Toolformer”, arXiv:2302.04761"
)
_LOGGED = "-# Logged, and not listed in `/me`"
_LONGEST = 200
"""Characters of what the model wrote."""


def tool_card(use: ToolUse, tokens: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """What the model made of the question each time, link by link, with its ``tokens`` where they are told."""
    card = Card().text(f"### {headline(use.question, use.exact)}")
    if said := note(use.question):
        card.text(f"-# {plain(said)}")
    card.text(f"-# {_whose(use)}, asked in three ways")
    for places in ways(use.attempts):
        attempt, comparison = use.attempts[places[0]], use.comparisons[places[0]]
        names = " and ".join(f"**{name}**" for name in _names(places))
        card.text("\n".join([f"{names}{_title(attempt, comparison)}", *_links(attempt)]))
    if tokens:
        card.text("**Its tokens** after the question").picture(tokens, "tokens.png")
    if any(isinstance(each, Attempt) and each.transcript for each in use.attempts):
        card.file(_transcripts(use.attempts), "transcripts.txt")
    card.text(f"-# {use.logged.reason}" if isinstance(use.logged, NotLogged) else _LOGGED)
    return card.row(buttons)


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
    """What came of the attempts at ``places``, all of them like ``attempt``, as it stands above their tokens."""
    answer = "nothing" if attempt.answer is None else answer_text(attempt.answer)
    right = "right" if attempt.answer == attempt.exact else "wrong"
    return f"{', '.join(_names(places))}: answers {answer}, {right}"


def _names(places: Sequence[int]) -> Sequence[str]:
    """What the attempts at ``places`` are called, the first one as a sentence begins."""
    names = [*TOOL_NAMES.values()]
    first, *others = (names[at] for at in places)
    return [first.capitalize(), *others]


def _whose(use: ToolUse) -> str:
    names = [plain(each.model.name, 60) for each in use.comparisons if not isinstance(each.model, ModelMissing)]
    return f"**{names[0]}**" if names else "The model"


def _title(attempt: Attempt | ModelMissing, comparison: Comparison) -> str:
    if isinstance(attempt, ModelMissing):
        return f" · no answer. {plain(attempt.reason, 600)}"
    answer = "nothing that can be read" if attempt.answer is None else f"**{plain(answer_text(attempt.answer))}**"
    return f": answers {answer} · {verdict(comparison)}"


def _links(attempt: Attempt | ModelMissing) -> Iterator[str]:
    """Each link of the chain, judged by itself."""
    if isinstance(attempt, ModelMissing):
        return
    if attempt.call:
        yield f"- It wrote {code(attempt.wrote, _LONGEST)}: {_judged(attempt)}"
        yield f"- The call gave **{attempt.given_back}**; {_repeated(attempt)}:"
    elif attempt.form != "tool-none":
        yield "- ✗ It wrote no call that can be run, so what it wrote is its answer:"
    yield code(attempt.sentence, _LONGEST)


def _judged(attempt: Attempt) -> str:
    if attempt.call_right or not attempt.call:
        return "✓ just what was asked"
    asked, wrote = attempt.question, attempt.call
    pairs = ((asked.text, wrote.text), (asked.letter, wrote.letter))
    wrong = [f"{code(second, 60)} for {code(first, 60)}" for first, second in pairs if not same(first, second)]
    return f"✗ not what was asked, it has {' and '.join(wrong)}"


def _repeated(attempt: Attempt) -> str:
    return "✓ its sentence says so" if attempt.repeats else "✗ its sentence does not say so"


def _transcripts(attempts: Sequence[Attempt | ModelMissing]) -> str:
    """All that it was fed and wrote each time, as text."""
    parts = [
        f"=== {TOOL_NAMES[each.form]} ===\n{''.join(token.text for token in each.transcript)}\n"
        for each in attempts
        if isinstance(each, Attempt) and each.transcript
    ]
    return "\n".join(parts)
