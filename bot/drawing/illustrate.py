"""What a question of a quiz is illustrated by, drawn."""

from bot.drawing.dots import dots
from bot.drawing.next_tokens import next_token_bars
from bot.drawing.picture import Picture
from bot.drawing.similarities import similarities
from bot.drawing.spelling import spelling
from bot.drawing.strip import prompt_strip
from bot.drawing.survey import survey
from bot.quiz import Dots, Illustration, Likeliest, Similarities, Spelling, Strip, Survey


def illustrate(illustration: Illustration) -> Picture:
    """The picture of ``illustration``, with everything revealed."""
    match illustration:
        case Strip(tokens):
            return prompt_strip(tokens)
        case Spelling():
            return spelling(illustration)
        case Survey():
            return survey(illustration)
        case Dots():
            return dots(illustration, revealed=True)
        case Likeliest(tokens):
            return next_token_bars(tokens)
        case Similarities():
            return similarities(illustration)
