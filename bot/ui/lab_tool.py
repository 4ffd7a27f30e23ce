"""The card of a letter question that was asked with a tool that counts, and without."""

from collections.abc import Iterator, Sequence

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
    "In 200 other questions, of which a quarter each have the answer 0, 1, 2 and 3, SmolLM2-135M-Instruct wrote the "
    "right call 198 times when free, and 200 times when held to the grammar. It answered right 50 times alone, as "
    "often as one answer to all would, and 198 and 200 times with the tool (`strawberry lab tool-report`).\n"
    "-# **Does not show** that the model can count now: the tool does. The tool helps only if the model copies the "
    "right word and letter into its call, and then repeats what it is given.\n"
    "-# Read on: Schick et al. 2023, “Toolformer”, arXiv:2302.04761"
)
_LOGGED = "-# Logged for the statistics, and not listed in `/me`"
_LONGEST = 200
"""Characters of what the model wrote."""


def tool_card(use: ToolUse, tokens: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """What the model made of the question each time, link by link, with its ``tokens`` where they are told."""
    card = Card().text(f"### {headline(use.question, use.exact)}")
    if said := note(use.question):
        card.text(f"-# {plain(said)}")
    card.text(f"-# {_whose(use)}, asked in three ways")
    for form, attempt, comparison in zip(TOOL_NAMES, use.attempts, use.comparisons, strict=True):
        card.text("\n".join([f"**{TOOL_NAMES[form].capitalize()}**{_title(attempt, comparison)}", *_links(attempt)]))
    if tokens:
        card.text("**Its tokens** after the question").picture(tokens, "tokens.png")
    if any(isinstance(each, Attempt) and each.transcript for each in use.attempts):
        card.file(_transcripts(use.attempts), "transcripts.txt")
    card.text(f"-# {use.logged.reason}" if isinstance(use.logged, NotLogged) else _LOGGED)
    return card.row(buttons)


def attempt_line(attempt: Attempt) -> str:
    """What came of an attempt, as it stands above its tokens."""
    answer = "nothing" if attempt.answer is None else answer_text(attempt.answer)
    right = "right" if attempt.answer == attempt.exact else "wrong"
    return f"{TOOL_NAMES[attempt.form].capitalize()}: answers {answer}, {right}"


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
