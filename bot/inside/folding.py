"""Which tokens of a prompt its chat template has put there."""

from collections.abc import Sequence
from itertools import groupby

from bot.tokens import PromptToken

_SPEAKERS = frozenset({"", "assistant", "developer", "model", "system", "tool", "user"})
"""What may stand between a mark and the end of its line."""


def template_parts(tokens: Sequence[PromptToken]) -> Sequence[range]:
    """The places of a chat template's tokens, neighbours together: its marks, who speaks, and what the system says.

    Of a template that has no marks, or nothing but marks around it, nothing is found.

    >>> texts = "<|im_start|>", "user", "\\n", "Hi", "<|im_end|>", "\\n"
    >>> template_parts([PromptToken(at, text, text[0] == "<") for at, text in enumerate(texts)])
    [range(0, 3), range(4, 6)]
    """
    theirs = [token.special for token in tokens]
    speaker = ""
    for at in (at for at, token in enumerate(tokens) if token.special):
        end = _end_of_line(tokens, at + 1)
        said = "".join(token.text for token in tokens[at + 1 : end]).strip()
        if said not in _SPEAKERS:
            end, said = at + 1, ""
        speaker = said or speaker
        if speaker == "system":
            end = _next_mark(tokens, end)
        theirs[at:end] = [True] * (end - at)
    if all(theirs):
        return []
    found = (list(places) for its, places in groupby(range(len(tokens)), theirs.__getitem__) if its)
    return [range(places[0], places[-1] + 1) for places in found]


def said_parts(tokens: Sequence[PromptToken]) -> Sequence[Sequence[PromptToken]]:
    """What stands between the parts of a chat template: what was said, and answered.

    >>> said_parts([PromptToken(1, "<|im_start|>", special=True), PromptToken(8, "Hi"), PromptToken(9, "!")])
    [[PromptToken(id=8, text='Hi', special=False), PromptToken(id=9, text='!', special=False)]]
    """
    theirs = {at for part in template_parts(tokens) for at in part}
    runs = groupby(range(len(tokens)), theirs.__contains__)
    return [[tokens[at] for at in places] for its, places in runs if not its]


def _end_of_line(tokens: Sequence[PromptToken], start: int) -> int:
    """The place behind the first token from ``start`` on that ends a line, or of the next mark."""
    for at in range(start, len(tokens)):
        if tokens[at].special:
            return at
        if tokens[at].text.endswith("\n"):
            return at + 1
    return len(tokens)


def _next_mark(tokens: Sequence[PromptToken], start: int) -> int:
    return next((at for at in range(start, len(tokens)) if tokens[at].special), len(tokens))
