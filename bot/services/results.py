"""The results of quizzes and lessons as files, for those who teach with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.lessons import Progress, Room
from bot.quiz import MODEL, Quiz, Session, unpacked
from bot.quiz.session import Clock
from bot.storage.formats import Record, header, line


def results_file(quiz: Quiz, names: Mapping[int, str], clock: Clock) -> bytes:
    """A row a member and one of the model, the most points first, with what each answered; the first row is right.

    It is CSV, as that of the log. ``names`` are those of members by their ids, who have none where they left.
    """
    asked = [unpacked(each.question) for each in quiz.rounds]
    titles = [f"{number}. {question.text}" for number, question in enumerate(asked, 1)]
    columns = ("member", "user_id", "right", "answered", "points", *titles)
    exact: Record = dict(zip(columns, ("(right answers)", None, None, None, None), strict=False)) | {
        title: question.options[question.right] for title, question in zip(titles, asked, strict=True)
    }
    rows = [exact]
    for standing in Session(quiz, clock).standings():
        who = "the model" if standing.user_id == MODEL else names.get(standing.user_id, "somebody who has left")
        user_id = None if standing.user_id == MODEL else str(standing.user_id)
        row: dict[str, object] = dict(
            zip(columns, (who, user_id, standing.right, standing.answered, standing.points), strict=False)
        )
        for title, question, round_ in zip(titles, asked, quiz.rounds, strict=True):
            chosen = [each.choice for each in round_.answers if each.user_id == standing.user_id]
            row[title] = question.options[chosen[0]] if chosen and chosen[0] is not None else None
        rows.append(row)
    return header("csv", columns) + b"".join(line("csv", row) for row in rows)


@dataclass(frozen=True, slots=True)
class AskedCard:
    """A card of a lesson that was asked, with its options; ``right`` is None where its experiment could not be done."""

    title: str
    options: Sequence[str]
    right: int | None


def lesson_results(room: Room, names: Mapping[int, str], cards: Sequence[AskedCard]) -> bytes:
    """A row a member, the most right answers first, with what each answered; the first row is right.

    It is CSV, as that of a quiz.
    """
    titles = [f"{number}. {card.title}" for number, card in enumerate(cards, 1)]
    exact: Record = {"member": "(right answers)"} | {
        title: None if card.right is None else card.options[card.right]
        for title, card in zip(titles, cards, strict=True)
    }
    rows = [exact]
    for user_id, right in room.scores.items():
        theirs = {vote.place: vote.choice for vote in room.votes if vote.user_id == user_id}
        row: dict[str, object] = {
            "member": names.get(user_id, "somebody who has left"),
            "user_id": str(user_id),
            "right": right,
            "answered": len(theirs),
        }
        for place, (title, card) in enumerate(zip(titles, cards, strict=True)):
            choice = theirs.get(place)
            row[title] = card.options[choice] if choice is not None and choice < len(card.options) else None
        rows.append(row)
    columns = ("member", "user_id", "right", "answered", *titles)
    blank = dict.fromkeys(columns)
    return header("csv", columns) + b"".join(line("csv", blank | {**row}) for row in rows)


def progress_file(every: Sequence[Progress]) -> bytes:
    """How far a member is in each lesson that they have begun, with their answers and words; CSV, as the others."""
    columns = ("lesson", "card", "right", "best", "answers", "words")
    rows = [
        {
            "lesson": each.lesson,
            "card": each.place + 1,
            "right": each.score,
            "best": each.best,
            "answers": {str(place + 1): given.choice for place, given in each.answers.items()},
            "words": {str(place + 1): words for place, words in each.words.items()},
        }
        for each in every
    ]
    return header("csv", columns) + b"".join(line("csv", row) for row in rows)
