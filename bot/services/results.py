"""The results of a quiz as a file, for those who teach with it."""

from collections.abc import Mapping

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
