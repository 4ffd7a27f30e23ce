"""Questions for quizzes, made of what the bot and a server have at that moment."""

import logging
import secrets
from dataclasses import replace

from tiktoken import Encoding

from bot.errors import UserError
from bot.lab.twins import TWIN_NAMES, as_asked
from bot.letters import Count
from bot.model import LanguageModel, ModelInfo, NoModel, asked_by
from bot.quiz import Plan, Question, Sources, Spelling, make
from bot.quiz.question import TwinPlayed
from bot.services.laboratory import Laboratory
from bot.storage import Proposals, Quizzes, Servers
from bot.tokens import Encodings

log = logging.getLogger(__name__)


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

    async def next(self, plan: Plan) -> Question:
        """A question that the channel was not asked lately. Raises ``OutOfQuestions`` and ``ModelError``."""
        server = await self._servers.get(plan.guild_id)
        proposals = await self._proposals.accepted(plan.guild_id) if plan.guild_id else ()
        sources = Sources(
            await self._encodings.load(plan.encoding),
            await self._tokenizer(),
            self._model if server.model else self._no_model,
            proposals,
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
