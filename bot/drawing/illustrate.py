"""What a question of a quiz is illustrated by, drawn."""

from bot.drawing.dots import revealed_dots
from bot.drawing.lengths import lengths
from bot.drawing.looks import view_picture
from bot.drawing.next_tokens import next_token_bars
from bot.drawing.picture import Picture
from bot.drawing.reading import reading
from bot.drawing.similarities import similarities
from bot.drawing.spelling import spelling
from bot.drawing.stack import Row, stack
from bot.drawing.strip import prompt_strip
from bot.drawing.survey import survey
from bot.drawing.two_cosines import two_cosines
from bot.quiz import (
    Dots,
    Inside,
    Layers,
    Lengths,
    Likeliest,
    Patched,
    Played,
    Probed,
    Question,
    Reading,
    Similarities,
    Spelling,
    Strip,
    Strips,
    Survey,
    TwoCosines,
)


def illustrate(question: Question) -> Picture:
    """The picture of ``question``, with everything revealed: what is said of the model comes from its answer there."""
    match question.illustration:
        case Strip(tokens):
            return prompt_strip(tokens)
        case Strips(cut):
            labels = [f"{label} ✓" if at == question.right else label for at, label in enumerate(question.options)]
            return stack([Row(label, tokens) for label, tokens in zip(labels, cut, strict=True)])
        case Spelling() as word:
            return spelling(word)
        case Survey() as answers:
            return survey(answers)
        case Dots() as row:
            choice = question.model.choice if isinstance(question.model, Played) else None
            said = None if choice is None else question.options[choice]
            return revealed_dots(row, said, right=choice == question.right)
        case Likeliest(tokens):
            return next_token_bars(tokens)
        case Similarities() as cosines:
            return similarities(cosines)
        case _ as inside:
            return _from_inside(inside)


def _from_inside(illustration: Inside) -> Picture:
    match illustration:
        case Layers(seen) | Probed(seen) | Patched(seen):
            return view_picture(seen)
        case Reading():
            return reading(illustration)
        case TwoCosines():
            return two_cosines(illustration)
        case Lengths():
            return lengths(illustration)
