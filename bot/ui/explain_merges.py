"""What the pages of ``/explain`` say of merges: the pieces, and the merges as a list."""

from collections.abc import Sequence

from bot.language import plural, tr
from bot.sentences import sentences, separated
from bot.tokens import Merge, Piece, readable_text, visible
from bot.ui.text import cell, code, fence, to_left, to_right

_STEPS_IN_CARD = 30
_LONGEST_PIECE = 24
_PIECES_NAMED = 6


def piece_by_piece(pieces: Sequence[Piece]) -> str:
    """That each piece is done by itself, with the first of them."""
    parts = (code(visible(readable_text(b"".join(piece.parts))), _LONGEST_PIECE) for piece in pieces[:_PIECES_NAMED])
    named = separated(f"\u2068{part}\u2069" for part in parts)  # so that Hebrew does not change their order
    more = len(pieces) - _PIECES_NAMED
    if more <= 0:
        return tr("That is done piece by piece: {pieces}.", pieces=named)
    return plural(
        "That is done piece by piece: {pieces} … and {n} more.",
        "That is done piece by piece: {pieces} … and {n} more.",
        more,
        pieces=named,
    )


def merge_list(merges: Sequence[Merge]) -> tuple[str, tuple[str, str]]:
    """The merges as a table, and all of them as a file."""
    # Translators: heads of columns, of 4 and 6 characters at most.
    head = f"{to_left(tr('step'), 4)}  {to_right(tr('rank'), 6)}  {tr('merge')}"
    table = fence("\n".join([head, *(_step(number, merge) for number, merge in enumerate(merges[:_STEPS_IN_CARD], 1))]))
    said = [tr("All of them, in full, are in the file.")]
    if len(merges) > _STEPS_IN_CARD:
        said.insert(0, tr("The first {shown} of {total} steps.", shown=_STEPS_IN_CARD, total=len(merges)))
    rows = [f"{number:>4}  {merge.id:>6}  {_joined(merge)}" for number, merge in enumerate(merges, 1)]
    return f"{table}\n-# {sentences(said)}", ("\n".join([head, *rows, ""]), "merges.txt")


def _step(number: int, merge: Merge) -> str:
    left, right = (cell(readable_text(part), 7) for part in (merge.left, merge.right))
    return f"{number:>4}  {merge.id:>6}  {left} + {right}"


def _joined(merge: Merge) -> str:
    left, right, whole = (cell(readable_text(part)) for part in (merge.left, merge.right, merge.bytes))
    return f"{left} + {right} → {whole}"
