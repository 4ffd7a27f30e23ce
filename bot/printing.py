"""Results on the command line: as JSON objects and as text for a terminal."""

import dataclasses
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.letters import ModelAnswer, ModelMissing, answer_text, frontier_line, note, untold_line, why
from bot.tokens import Tokenized, counts

if TYPE_CHECKING:  # it brings the whole bot, which takes a second to import
    from bot.services.asking import Asked

Json = dict[str, object]


def tokens_json(cut: Tokenized) -> Json:
    """``text`` of a token is null where its bytes are no complete UTF-8; ``start`` and ``end`` count characters."""
    return {
        "encoding": cut.encoding,
        "tokens": [
            {"id": token.id, "text": token.text, "bytes": token.bytes.hex(), "start": token.start, "end": token.end}
            for token in cut.tokens
        ],
    }


def tokens_text(cut: Tokenized) -> RenderableType:
    """A table of tokens, and a line of totals."""
    table = Table("id", "characters", "bytes", "text", box=None, pad_edge=False)
    for token in cut.tokens:
        text = "(part of a character)" if token.text is None else repr(token.text)
        table.add_row(str(token.id), f"{token.start}–{token.end}", token.hex, Text(text))
    total = f"{counts(cut)} · {cut.encoding}"
    return Group(table, Text(total))


def asked_json(question: str, asked: "Asked | None", error: str | None = None) -> Json:
    """``read_as`` and all that follows are null for what is no letter question; ``error`` then says why.

    ``read_as`` is the question that was read where slips of the keyboard were mended in it, else null too. ``about`` is
    what the ``kind`` of question asks about: its text or texts, letters and so on.

    ``prior`` is the ``distribution`` with the word hidden, and ``moved`` how far the two are apart, as a
    ``total_variation``. ``mass`` is what the model gave to all of the ``distribution`` together. A server may tell
    only its likeliest tokens: the possible answers that the distribution lacks had less than ``below`` each, which
    else is 0.
    """
    if asked is None:
        nothing: Json = dict.fromkeys(("read_as", "kind", "about", "exact", "model", "correct", "comparison_id"))
        return {"question": question, **nothing, "error": error}
    comparison = asked.comparison
    model: Json | None = None
    if isinstance(comparison.model, ModelAnswer):
        model = {
            "name": comparison.model.name,
            "answer": comparison.model.answer,
            "text": comparison.model.text if isinstance(comparison.model.text, str) else None,
            "distribution": comparison.model.distribution,
            "prior": comparison.model.prior,
            "moved": comparison.model.moved,
            "mass": comparison.model.mass,
            "below": comparison.model.below,
        }
    return {
        "question": question,
        "read_as": asked.read_as,
        "kind": comparison.question.kind,
        "about": dataclasses.asdict(comparison.question),
        "exact": comparison.exact,
        "model": model,
        "correct": comparison.correct,
        "comparison_id": asked.logged if isinstance(asked.logged, int) else None,
    }


def asked_text(asked: "Asked") -> RenderableType:
    """The exact answer, the model's with its likeliest choices, and why."""
    comparison = asked.comparison
    lines = [f"read:  {asked.read_as}"] if asked.read_as else []
    lines.append(f"exact: {answer_text(comparison.exact)}")
    if said := note(comparison.question):
        lines.append(f"       {said}")
    match comparison.model:
        case ModelMissing(reason):
            lines.append(f"model: none. {reason}")
        case ModelAnswer() as model:
            verdict = {True: "right", False: "wrong", None: "neither right nor wrong"}[comparison.correct]
            lines.append(f"model: {answer_text(model.answer)} ({verdict}; {model.name}, {model.revision})")
            if model.distribution and model.prior:
                best = sorted(model.distribution, key=model.distribution.__getitem__, reverse=True)[:5]
                lines.append("             with the word  word hidden")
                hidden = {choice: f"{share:.1%}" for choice, share in model.prior.items()}
                lines += [f"       {c:>4}  {model.distribution[c]:13.1%}  {hidden.get(c, 'untold'):>11}" for c in best]
            if untold := untold_line([comparison]):
                lines.append(f"       {untold}")
            match model.text:
                case ModelMissing(reason):
                    lines.append(f"       it has said nothing: {reason}")
                case str(said):
                    otherwise = " something else (not judged)" if model.says_otherwise else ""
                    lines.append(f"       it says{otherwise}: {said}")
    lines.append(why(comparison))
    if said := frontier_line(comparison.question):
        lines.append(said)
    return Text("\n".join(lines))
