"""A training comes out the same each time, also where it stopped in between, and learns what there is to learn."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from threading import Event

import numpy as np
import pytest

from bot.lab.examples import END, read
from bot.lab.plan import Frame, Plan, Train, Training
from bot.lab.presets import RATES, own_text, presets
from bot.lab.together import together
from tests.lab.training import LANGUAGE, seen, short

pytestmark = pytest.mark.usefixtures("one_thread")

SEEDS = 20
ALIKE_STEPS = 80


def trained(plan: Plan) -> Sequence[Frame]:
    """All frames of ``plan``, by the plain function."""
    from bot.lab.training import train

    return [*train(plan, lambda: False)]


@cache
def once(steps: int) -> Sequence[Frame]:
    """All frames of so many steps, which are trained once for all tests."""
    return trained(short(steps))


def unigram_entropy(plan: Plan) -> float:
    """What would be lost, in nats a token of the held-out lines, by knowing how common each token is and no more."""
    counts = Counter(token for line in read(plan).held_out for token in line[1:])
    total = counts.total()
    return -sum(each / total * math.log(each / total) for each in counts.values())


def test_the_same_plan_gives_the_same_frames_and_another_seed_gives_others() -> None:
    first, again, other = once(31), trained(short(31)), trained(short(31, seed=1))
    assert seen(first) == seen(again)
    assert [each.step for each in first] == [each.step for each in other]
    for one, another in zip(first, other, strict=True):
        assert one.held_out_loss != another.held_out_loss
        assert not np.isclose(one.vectors, another.vectors).mean() > 0.5


def test_frames_are_dense_at_first_and_about_forty() -> None:
    from bot.lab.training import train

    steps = [each.step for each in train(replace(LANGUAGE, width=2, layers=1, heads=1), lambda: False)]
    gaps = np.diff(steps)
    assert (steps[0], steps[-1]) == (0, 600)
    assert 30 <= len(steps) <= 40
    assert gaps[0] == 1
    assert all(np.diff(gaps[:-1]) >= 0)
    assert gaps.max() <= 100


def test_a_training_that_goes_on_is_the_same_as_one_that_never_stopped() -> None:
    from bot.lab.training import Trainings

    def asked(trainings: Trainings, steps: int, until: int = 10**9) -> Sequence[object]:
        """Frames of so many steps; nobody waits for more once it has come to the step ``until``."""
        frames: list[Frame] = []
        cancelled = Event()

        def take(frame: object) -> None:
            assert isinstance(frame, Frame)
            frames.append(frame)
            if frame.step >= until:
                cancelled.set()

        trainings.train(Train(short(steps)), cancelled, take)
        return seen(frames)

    straight = seen(once(31))
    trainings = Trainings()
    assert asked(trainings, 13) == seen(once(13))
    assert asked(trainings, 31) == straight
    assert asked(trainings, 31) == straight
    assert asked(trainings, 13) == seen(once(13))  # fewer than it has taken: from the start
    stopped = asked(trainings, 31, until=16)
    assert stopped == straight[: len(stopped)]
    assert len(stopped) < len(straight)
    assert asked(trainings, 31) == straight
    assert asked(Trainings(), 31) == straight  # as after the process was lost


def test_it_stops_at_the_very_next_step() -> None:
    from bot.lab.training import train

    calls = count()
    frames = [*train(short(1_000), lambda: next(calls) >= 7)]
    assert frames[-1].step == 7


@pytest.mark.parametrize("preset", presets())
def test_it_learns_more_than_how_common_each_token_is(preset: str) -> None:
    plan = replace(presets()[preset].plan, steps=100)
    frames = trained(plan)
    entropy = unigram_entropy(plan)
    assert frames[0].held_out_loss > entropy
    assert frames[0].held_out_loss == pytest.approx(math.log(len(read(plan).tokens)), abs=0.1)
    assert frames[-1].held_out_loss < entropy - 0.5
    assert plan.unit == "letters" or all(text[:1] in ("", " ") for text in frames[-1].written)
    assert all(END not in text for text in frames[-1].written)
    assert sum(share for _, share in frames[-1].likeliest) <= 1 + 1e-6


@pytest.mark.parametrize("preset", presets())
def test_a_slow_rate_has_not_got_far_where_the_good_one_has(preset: str) -> None:
    plan = replace(presets()[preset].plan, steps=22)
    slow, good, hasty = (trained(replace(plan, rate=rate))[-1].held_out_loss for rate in RATES[:3])
    start = math.log(len(read(plan).tokens))
    assert good + 0.2 < slow < start
    assert hasty < start


@pytest.mark.parametrize("preset", presets())
@pytest.mark.parametrize("seed", range(3))
def test_the_largest_rate_explodes_until_nothing_is_a_number(preset: str, seed: int) -> None:
    plan = replace(presets()[preset].plan, rate=RATES[-1], seed=seed, steps=14)
    losses = [frame.held_out_loss for frame in trained(plan)]
    assert all(loss > 1_000 * losses[0] or math.isnan(loss) for loss in losses[2:])
    assert math.isnan(losses[-1])


def test_a_loss_that_is_no_number_is_shown_as_what_it_is() -> None:
    frames = trained(short(30, rate=1e30))
    assert math.isnan(frames[-1].train_loss)
    assert math.isnan(frames[-1].held_out_loss)
    assert frames[-1].step == 30
    assert frames[-1].written == ("", "")
    assert frames[-1].likeliest == ()
    assert not np.isfinite(frames[-1].vectors).any()
    seen_together = together(Training(short(30), read(short(30)).tokens, tuple(frames)), ("dax", "wug"))
    assert math.isnan(seen_together.now)
    assert math.isfinite(seen_together.start)


def test_words_that_are_used_alike_end_up_together_in_20_of_20_seeds() -> None:
    preset = presets()["language"]
    assert preset.alike
    for seed in range(SEEDS):
        plan = replace(preset.plan, seed=seed, steps=ALIKE_STEPS, prompts=("the",))
        found = together(Training(plan, read(plan).tokens, tuple(trained(plan))), preset.alike)
        print(
            f"seed {seed}: cosine {found.start:.2f} → {found.now:.2f}, "
            f"other pairs {found.others:.2f}; {found.nearer} of {found.pairs} are nearer"
        )
        assert found.start < 0.6
        assert found.now > 0.9
        assert found.now > found.others + 0.8
        assert found.nearer <= found.pairs / 100


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם\nמה שלומך\nשלום רב\nבוקר טוב",
        "hello world",
        "ab\nba",
        "👩‍👩‍👧 and 👍🏽\n\u202eevil\u202c text\nzwj",
        "one very long line without any end " * 40,
    ],
    ids=["right to left", "two words", "tiny", "emoji", "one line"],
)
def test_any_text_can_be_learnt(text: str) -> None:
    plan = replace(own_text(text, seed=3), steps=30)
    frames = trained(plan)
    assert frames[-1].train_loss < frames[0].train_loss
    assert len(frames[-1].written) == len(plan.prompts)
    assert frames[-1].vectors.shape == (len(read(plan).tokens), plan.width)
    assert frames[-1].vectors.dtype == np.float32


def test_a_prompt_may_have_tokens_that_the_network_does_not_know_or_be_too_long() -> None:
    plan = replace(short(10), prompts=("zebra dax", "the " * 30, ""))
    written = trained(plan)[-1].written
    assert len(written) == 3
    assert written[1] == ""
