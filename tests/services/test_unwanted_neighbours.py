"""What is left out of the nearest tokens where nobody asked for it."""

from bot.inside.views import Near, Nearest
from bot.services.inspecting import near_without_unwanted
from bot.tokens import PromptToken

BERRY, PIE, CASINO, PORN, FRUIT = (
    PromptToken(id_, text) for id_, text in enumerate((" berry", " pie", " casino", " porn", " fruit"))
)


def test_the_next_ones_come_in_their_place_and_those_on_the_way_are_counted() -> None:
    plain = Nearest(((CASINO, 0.9), (BERRY, 0.8), (PIE, 0.7), (PORN, 0.6)), 0.1)
    centred = Nearest(((PIE, 0.9), (CASINO, 0.8), (FRUIT, 0.7), (BERRY, 0.6)), 0.0)
    shown = near_without_unwanted(Near((PORN,), plain, centred, 3), 2)
    assert shown.asked == (PORN,), "it was asked for"
    assert [token for token, _ in shown.plain.tokens] == [BERRY, PIE]
    assert [token for token, _ in shown.centred.tokens] == [PIE, FRUIT]
    assert (shown.shared, shown.hidden) == (1, 1)
    assert (shown.plain.random_mean, shown.centred.random_mean) == (0.1, 0.0)
