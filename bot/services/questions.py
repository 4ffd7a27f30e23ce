"""Questions for quizzes, made of what the bot and a server have at that moment."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import replace

from tiktoken import Encoding

from bot.errors import InputError, UserError
from bot.lab.twins import TWIN_NAMES, as_asked
from bot.language import later
from bot.letters import Count
from bot.model import LanguageModel, ModelInfo, NoModel, asked_by
from bot.model.install import check_full
from bot.quiz import COMMUNITY, MIXED, TOPICS, Plan, Proposal, Question, Sources, Spelling, can_be_made, make
from bot.quiz.question import TwinPlayed
from bot.services.laboratory import Laboratory
from bot.storage import Proposals, Quizzes, Servers
from bot.tokens import Encodings

log = logging.getLogger(__name__)

_OF_LAYERS = ("layers", "attention")
_NO_SUCH_TOPIC = later("I know no such topic. Choose one from the list.")
_NO_MODEL = later(
    "That topic looks inside the local model, and none is ready here. Choose another topic, or try later."
)
_REFUSALS = {
    COMMUNITY: later("No question of this server's members is accepted yet. Propose one: /quiz start has a button.")
}


class Questions:
    """Makes the questions of quizzes. Its methods raise ``DatabaseError``."""

    def __init__(
        self,
        quizzes: Quizzes,
        proposals: Proposals,
        servers: Servers,
        encodings: Encodings,
        model: LanguageModel,
        laboratory: Laboratory,
    ) -> None:
        self._quizzes = quizzes
        self._proposals = proposals
        self._servers = servers
        self._encodings = encodings
        self._model = model
        self._no_model = NoModel()
        self._laboratory = laboratory

    async def topics(self, guild_id: int | None) -> Sequence[str]:
        """What can be asked about now, mixed first: what needs a model where there is one, or members' questions."""
        can = (await self._playing(guild_id)).capabilities
        proposals = await self._accepted(guild_id)
        return [MIXED, *(each for each in TOPICS if can_be_made(each, can, proposals))]

    async def check(self, plan: Plan) -> None:
        """Raises ``InputError``, or ``SmallInstall``, where there can be no question of the topic of ``plan``."""
        if plan.topic not in await self.topics(plan.guild_id):
            if plan.topic in _OF_LAYERS:
                check_full()
            raise InputError(_REFUSALS.get(plan.topic, _NO_MODEL if plan.topic in TOPICS else _NO_SUCH_TOPIC))

    async def _playing(self, guild_id: int | None) -> LanguageModel:
        return self._model if (await self._servers.get(guild_id)).model else self._no_model

    async def _accepted(self, guild_id: int | None) -> Sequence[Proposal]:
        return await self._proposals.accepted(guild_id) if guild_id else ()

    async def next(self, plan: Plan) -> Question:
        """A question that the channel was not asked lately. Raises ``OutOfQuestions`` and ``ModelError``."""
        sources = Sources(
            await self._encodings.load(plan.encoding),
            await self._tokenizer(),
            await self._playing(plan.guild_id),
            await self._accepted(plan.guild_id),
        )
        asked = await self._quizzes.subjects(plan.channel_id)
        with asked_by(plan.guild_id):
            question = await make(sources, plan.topic, secrets.randbits(63), plan.difficulty, asked)
            return await self._with_twins(question)

    async def ahead(self, plan: Plan) -> Question | None:
        """A question for later; None where none can be made now: it is tried again when it is due."""
        try:
            return await self.next(plan)
        except UserError as error:
            log.info("No question can be made ahead: %s", error)
            return None

    async def _with_twins(self, question: Question) -> Question:
        """``question`` with what the twins count, where it is theirs; the laboratory is not opened just for that."""
        if question.topic != "letters" or not isinstance(question.illustration, Spelling) or not self._laboratory.open:
            return question
        if question.illustration.also:  # they are asked about one letter
            return question
        try:
            asked = as_asked(Count(question.subject, question.illustration.letter))
            answers = await self._laboratory.ask(asked)
        except UserError as error:
            log.info("The twins do not play: %s", error)
            return question
        played = (TwinPlayed(TWIN_NAMES[each.twin], each.answer) for each in answers if each.answer is not None)
        return replace(question, twins=tuple(played))

    async def _tokenizer(self) -> Encoding:
        """What cuts texts into what the model reads; SmolLM2's where it does not tell, as none or a server."""
        state = self._model.state
        return state.tokenizer if isinstance(state, ModelInfo) else await self._encodings.load("smollm2")
