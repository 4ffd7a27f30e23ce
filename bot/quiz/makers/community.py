"""What members have proposed."""

from collections.abc import Collection
from itertools import islice
from random import Random

import tiktoken

from bot.errors import OutOfQuestions
from bot.language import later, plural, tr
from bot.quiz.illustration import Strip
from bot.quiz.lots import among, ascending, it_is_not
from bot.quiz.playing import play_options
from bot.quiz.proposal import Proposal
from bot.quiz.question import Difficulty, Question
from bot.quiz.sources import Sources, prompt_tokens
from bot.sentences import sentences
from bot.tokens import token_ids, well_formed

_TOKENS = 60


async def make_community(rng: Random, sources: Sources, _: Difficulty, asked: Collection[str]) -> Question:
    """One of the questions that the server has accepted."""
    left = [each for each in sources.proposals if each.text.casefold() not in asked]
    if not left:
        raise OutOfQuestions(
            later(
                "There is no question of this server's members that was not asked lately. Propose some: /quiz start "
                "has a button for that."
            )
        )
    proposal = rng.choice(left)
    good, *wrong = proposal.options
    options, right = ascending(good, wrong) if all(map(str.isdecimal, proposal.options)) else among(rng, good, wrong)
    cut = tr("The picture shows how {encoding} cuts the question.", encoding=sources.encoding.name)
    tokens = tuple(islice(prompt_tokens(sources.encoding, proposal.text), _TOKENS))
    return Question(
        topic="community",
        subject=proposal.text.casefold(),
        text=proposal.text,
        options=options,
        right=right,
        hint=_hint(rng, proposal, sources.encoding),
        why=sentences([proposal.why, cut]).strip(),
        illustration=Strip(tokens),
        model=await play_options(sources.model, proposal.text, options),
    )


def _hint(rng: Random, proposal: Proposal, encoding: tiktoken.Encoding) -> str:
    right, *distractors = proposal.options
    if len(distractors) > 1:
        return it_is_not(rng.choice(distractors))
    # To leave out the only distractor would give the answer away.
    return plural(
        "The right answer is {n} token in {encoding}.",
        "The right answer is {n} tokens in {encoding}.",
        len(token_ids(encoding, well_formed(right))),
        encoding=encoding.name,
    )
