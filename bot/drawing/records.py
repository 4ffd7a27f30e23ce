"""How often a member was right in quizzes, topic by topic, beside the model."""

from collections.abc import Mapping

from bot.drawing.bars import HATCHED, SOLID, Axis, Bar, Category, Look, bar_chart
from bot.drawing.picture import Picture, picture
from bot.language import later, number, percent, tr
from bot.quiz import TopicRecord
from bot.sentences import apart, sentences

_LEGEND = ((SOLID, later("you")), (HATCHED, later("the model, in those of your rounds that it played")))


def record_bars(records: Mapping[str, TopicRecord]) -> Picture:
    """Draw how much of each topic was answered rightly, from top to bottom; the keys are the names of the topics.

    There has to be at least one, and each has at least one answer.
    """
    rows = [
        Category(
            name,
            (
                _bar(record.right, record.answered, SOLID),
                _bar(record.model_right, record.model_answered, HATCHED),
            ),
        )
        for name, record in records.items()
    ]
    chart = bar_chart(tr("How often you were right"), rows, axis=Axis(high=1), legend=_LEGEND)
    said = apart(_read_out(name, record) for name, record in records.items())
    return picture(
        chart, sentences([tr("Bars: how often you were right, and the model in rounds of yours."), said]), len(records)
    )


def _bar(right: int, answered: int, look: Look) -> Bar:
    return Bar(right / answered if answered else None, _share(right, answered), look)


def _share(right: int, answered: int) -> str:
    if not answered:
        return tr("did not play")
    return tr("{share} of {total}", share=percent(right / answered), total=number(answered))


def _read_out(name: str, record: TopicRecord) -> str:
    model = _share(record.model_right, record.model_answered)
    return tr(
        "{topic}: you {right}, the model {model}", topic=name, right=_share(record.right, record.answered), model=model
    )
