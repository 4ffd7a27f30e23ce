"""Experiments with networks that are small enough to be trained, or were, while somebody watches."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

from bot.drawing import bigger_chart, probability_text, signed, step_picture, twins_answers
from bot.drawing.training_card import training_card
from bot.lab.bigger import shipped
from bot.lab.examples import read
from bot.lab.plan import Train, Training
from bot.lab.step import RIGHT, STAGES, START, STEPS, WORDS, forward, take_step, walk
from bot.lab.together import together
from bot.lab.twins import TwinName, as_asked
from bot.language import number
from bot.lessons import Findings, Quoted
from bot.services.learning.bench import Bench, Outcome, Tried, Values
from bot.services.learning.letters import note_of, question_of
from bot.services.recipes import planned

_SEED = 0


async def step(bench: Bench, tried: Tried) -> Outcome:
    """One step of back-propagation in a net that is small enough to be written down, and what ten steps come to."""
    stage = next(each for each in STAGES if each == tried.settings.get("stage", "update"))
    taken, end = take_step(START), forward(walk(START)[-1])
    before, after = taken.forward, forward(taken.after)
    chances = [float(each.probabilities[RIGHT]) for each in (before, after, end)]
    nets = [(each.vectors, each.hidden, each.output) for each in (START, taken.after)]
    moved = sum(int((was != now).sum()) for was, now in zip(*nets, strict=True))
    values: Values = {
        "right": Quoted(WORDS[RIGHT]),
        "chance": probability_text(chances[0]),
        "loss": number(before.loss, 2),
        "after_chance": probability_text(chances[1]),
        "after_loss": number(after.loss, 2),
        "numbers": START.vectors.size + START.hidden.size + START.output.size,
        "steps": STEPS,
        "end_chance": probability_text(chances[2]),
        "end_loss": number(end.loss, 2),
        "moved": moved,
    }
    measures = {"chance": chances[0], "after_chance": chances[1], "end_chance": chances[2]}
    measures["moved"] = moved
    return Outcome(Findings(values, measures), await bench.studio.draw(step_picture, stage, START, titled=False))


async def train(bench: Bench, _: Tried) -> Outcome:
    """A small network trained to its end: do the vectors of two words that are used alike come together?"""
    chosen = planned("language", _SEED)
    tokens = (await asyncio.to_thread(read, chosen.plan)).tokens
    training = Training(chosen.plan, tokens, ())
    async with aclosing(bench.laboratory.stream(Train(chosen.plan))) as frames:
        async for frame in frames:
            training = replace(training, frames=(*training.frames, frame))
    training = replace(training, ended="done")
    first, second = chosen.alike
    seen = together(training, (first, second))
    values: Values = {
        "first": Quoted(first),
        "second": Quoted(second),
        "start": signed(seen.start),
        "now": signed(seen.now),
        "others": signed(seen.others),
        "nearer": seen.nearer,
        "pairs": seen.pairs,
        "steps": chosen.plan.steps,
        "loss_start": number(training.frames[0].held_out_loss, 2),
        "loss_end": number(training.frames[-1].held_out_loss, 2),
    }
    measures = {"now": seen.now, "nearer": seen.nearer}
    start = replace(training, frames=training.frames[:1])
    before = await bench.studio.draw(training_card, start, chosen.alike, brief=True)
    after = await bench.studio.draw(training_card, training, chosen.alike, brief=True)
    return Outcome(Findings(values, measures), after, before)


async def bigger(bench: Bench, _: Tried) -> Outcome:
    """The same training with networks of four sizes, as they came out."""
    found = shipped()
    small, large = found[0], found[-1]
    values: Values = {
        "sizes": len(found),
        "smallest": small.parameters,
        "largest": large.parameters,
        "small_loss": number(small.mean, 2),
        "large_loss": number(large.mean, 2),
        "small_words": Quoted(", ".join(small.written)),
        "large_words": Quoted(", ".join(large.written)),
    }
    measures = {"better": small.mean - large.mean}
    return Outcome(Findings(values, measures), await bench.studio.draw(bigger_chart, found, brief=True))


async def twins(bench: Bench, tried: Tried) -> Outcome:
    """Networks alike but for what they read: one reads letters, the other tokens."""
    question = question_of(tried)
    request = as_asked(question)
    answers = {each.twin: each for each in await bench.laboratory.ask(request)}
    exact = request.word.count(request.letter)

    def right(twin: TwinName) -> bool:
        return answers[twin].answer == exact

    def said(twin: TwinName) -> str:
        answer = answers[twin].answer
        return "–" if answer is None else str(answer)

    values: Values = {
        "words": Quoted(request.word),
        "letter": Quoted(request.letter),
        "exact": exact,
        "by_letters": said("letters"),
        "by_tokens": said("tokens"),
        "by_tokens_long": said("tokens_long"),
    }
    letters, tokens = right("letters"), right("tokens")
    measures = {"who": letters + 2 * tokens, "exact": exact, "letters": letters, "tokens": tokens}
    drawn = await bench.studio.draw(twins_answers, [*answers.values()], exact)
    return Outcome(Findings(values, measures), drawn, note=note_of(tried, question))
