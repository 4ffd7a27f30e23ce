"""The card of a letter question."""

from collections.abc import Iterable

from bot.drawing import Picture, distribution, prompt_strip
from bot.letters import Answer, ModelAnswer, answer_text
from bot.services import Services
from bot.services.asking import Asked
from bot.ui import Card
from bot.ui.buttons.inside import LookIntoComparison, look_inside
from bot.ui.comparisons import comparison_card
from bot.ui.history import details_button


async def asked_card(services: Services, asked: Asked) -> Card:
    """What was ``asked``, answered; with buttons where it was logged."""
    chart, prompt = await _pictures(services, asked)
    buttons = [details_button(asked.logged)] if isinstance(asked.logged, int) else []
    if (
        isinstance(asked.logged, int)
        and isinstance(asked.comparison.model, ModelAnswer)
        and asked.comparison.model.prompt
    ):
        buttons.append(look_inside(LookIntoComparison(asked.logged)))
    return comparison_card(asked.comparison, asked.logged, chart, prompt, buttons, read_as=asked.read_as)


async def _pictures(services: Services, asked: Asked) -> tuple[Picture | None, Picture | None]:
    model = asked.comparison.model
    if not isinstance(model, ModelAnswer):
        return None, None
    # A server shows no tokens.
    prompt = await services.studio.draw(prompt_strip, model.prompt) if model.prompt else None
    if model.distribution is None:
        return None, prompt
    untold = asked.comparison.untold
    chart = await services.studio.draw(
        distribution,
        model.distribution,
        model.prior,
        exact=_choice(asked.comparison.exact, [*model.distribution, *untold]),
        answer=answer_text(model.answer),
        untold=untold,
    )
    return chart, prompt


def _choice(exact: Answer, choices: Iterable[str]) -> str:
    """The exact answer, spelt as the choice that it is where it is one: the third letter of BANANA is n."""
    said = answer_text(exact)
    return next((choice for choice in choices if choice.casefold() == said.casefold()), said)
