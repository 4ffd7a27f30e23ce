"""The tables. A change here needs a migration: a test compares the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Index, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from bot.letters.question import Answer
from bot.storage.columns import AsJson, Moment, Words
from bot.storage.dialect import NEVER_AGAIN, ROW_ID

Tokens = tuple[tuple[int, str, bool], ...]
"""Prompt tokens: of each its id, its text, whether it is special."""

PackedCandidate = tuple[int, str, bool, float]
"""A token that could have come: its id, its text, whether it is special, its probability."""


@dataclass(frozen=True, slots=True)
class PackedInsight:
    """What an answer was made of: see ``GenerationTrace``, and whether it is ``explained``."""

    prompt: Tokens
    focus: Tokens
    dropped: int
    window: int
    written: tuple[tuple[PackedCandidate, tuple[PackedCandidate, ...]], ...]
    seconds: float
    explained: bool = True


Parameters = dict[str, int | bool | str | tuple[str, ...]]
"""What a question asks for beyond word and letter: ``index`` or ``without``."""

_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)
_PARAMETERS: TypeAdapter[Parameters] = TypeAdapter(Parameters)
_TOKENS: TypeAdapter[Tokens] = TypeAdapter(Tokens)
_IDS: TypeAdapter[tuple[int, ...]] = TypeAdapter(tuple[int, ...])
_INSIGHT: TypeAdapter[PackedInsight] = TypeAdapter(PackedInsight)
_PROBABILITIES: TypeAdapter[Mapping[str, float]] = TypeAdapter(Mapping[str, float])


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """All tables. A row is made of keywords, which are checked against the columns."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ComparisonRow(Base, kw_only=True):
    """One comparison; the columns from ``model_name`` to ``latency`` are NULL where the model is missing.

    ``model_missing`` says why, or why ``model_text`` alone is NULL. The last four columns repeat what follows from the
    others, so that statistics need not read every text: see ``Comparison`` and, for the last, ``Shape``.
    """

    __tablename__ = "comparisons"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True, init=False)
    asked_at: Mapped[datetime] = mapped_column(Moment())
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    channel_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    private: Mapped[bool]
    question: Mapped[str] = mapped_column(Words())
    kind: Mapped[str] = mapped_column(Words())
    word: Mapped[str | None] = mapped_column(Words())
    letter: Mapped[str | None] = mapped_column(Words())
    parameters: Mapped[Parameters] = mapped_column(AsJson(_PARAMETERS))
    exact: Mapped[Answer] = mapped_column(AsJson(_ANSWER))
    word_tokens: Mapped[Tokens] = mapped_column(AsJson(_TOKENS))
    model_missing: Mapped[str | None] = mapped_column(Words(), default=None)
    model_name: Mapped[str | None] = mapped_column(Words(), default=None)
    model_revision: Mapped[str | None] = mapped_column(Words(), default=None)
    model_answer: Mapped[Answer | None] = mapped_column(AsJson(_ANSWER), default=None)
    model_text: Mapped[str | None] = mapped_column(Words(), default=None)
    distribution: Mapped[Mapping[str, float] | None] = mapped_column(AsJson(_PROBABILITIES), default=None)
    prior: Mapped[Mapping[str, float] | None] = mapped_column(AsJson(_PROBABILITIES), default=None)
    mass: Mapped[float | None] = mapped_column(default=None)
    prompt: Mapped[Tokens | None] = mapped_column(AsJson(_TOKENS), default=None)
    latency: Mapped[float | None] = mapped_column(default=None)
    below: Mapped[float] = mapped_column(server_default="0", default=0.0)
    correct: Mapped[bool | None]
    form: Mapped[str] = mapped_column(Words(), server_default="plain")
    series: Mapped[str | None] = mapped_column(Words())
    true_count: Mapped[int | None]
    word_length: Mapped[int | None]
    word_token_count: Mapped[int] = mapped_column(server_default="0")
    shape: Mapped[str] = mapped_column(Words(), server_default="- - - - - -")

    __table_args__ = (
        # A page of the history, which leaves series out; and a portion of an export, or all of a member to be deleted.
        Index(None, "channel_id", "series", "id"),
        Index(None, "channel_id", "series", "user_id", "id"),
        Index(None, "guild_id", "id"),
        Index(None, "user_id", "id"),
        # A count of a million rows reads these alone.
        Index(None, "guild_id", "model_name", "shape", "correct"),
        Index(None, "user_id", "model_name", "shape", "correct"),
        Index(None, "model_name", "shape", "correct"),
        NEVER_AGAIN,
    )


class TextRow(Base, kw_only=True):
    """A text behind the buttons of cards, by the SHA-256 of its UTF-8: those of many cards may be the same."""

    __tablename__ = "texts"

    digest: Mapped[str] = mapped_column(Words(), primary_key=True)
    text: Mapped[str] = mapped_column(Words())


class TokenizationRow(Base, kw_only=True):
    """A card whose buttons need a text, of a member, with the encoding that the card is about.

    ``digest`` is that of its text, ``size`` what it counts for, in bytes. ``ids`` are the tokens that were appended to
    the text; NULL where there are none. ``guild_id`` is NULL outside servers, and of cards from before it was kept.
    ``shown_in`` is the channel where everybody sees the card; NULL where its owner alone does, and of other cards.
    """

    __tablename__ = "tokenizations"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True, init=False)
    created_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    user_id: Mapped[int] = mapped_column(BigInteger)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    shown_in: Mapped[int | None] = mapped_column(BigInteger, default=None)
    digest: Mapped[str] = mapped_column(Words(), server_default="-")
    size: Mapped[int] = mapped_column(server_default="0")
    encoding: Mapped[str] = mapped_column(Words())
    ids: Mapped[tuple[int, ...] | None] = mapped_column(AsJson(_IDS))

    # An id is never given out twice: the buttons of an old card must not reach somebody else's text after a purge.
    __table_args__ = (
        # What to delete of a member, and in a server; who else has a text.
        Index(None, "user_id", "id", "size"),
        Index(None, "guild_id", "id", "size"),
        Index(None, "digest"),
        NEVER_AGAIN,
    )


class ServerRow(Base, kw_only=True):
    """What those who manage a server have set; ``encoding`` and ``chat_days`` are NULL where the bot decides, and
    ``language``, which is what Discord calls it, where Discord does.
    """

    __tablename__ = "servers"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    encoding: Mapped[str | None] = mapped_column(Words())
    private: Mapped[bool]
    channels: Mapped[tuple[int, ...]] = mapped_column(AsJson(_IDS))
    model: Mapped[bool]
    log: Mapped[bool]
    chat_days: Mapped[int | None]
    language: Mapped[str | None] = mapped_column(Words())


class IntroductionRow(Base, kw_only=True):
    """A server to which the bot has introduced itself, as it does once."""

    __tablename__ = "introductions"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class TurnRow(Base, kw_only=True):
    """One turn of a chat: what a member said, and the answer. ``ending`` is NULL while it is being written.

    A turn is ``open`` until its message shows how it ended. The messages are those of Discord; ``interaction_token`` is
    needed to edit the answer of a command, and NULL once it is closed. ``remembered`` turns are part of what the model
    reads next: in the channel, or, where they are ``private``, in the member's own chat. ``insight`` is NULL until one
    is kept, and JSON's null once it was dropped.
    """

    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True, init=False)
    created_at: Mapped[datetime] = mapped_column(Moment())
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    private: Mapped[bool]
    question_message_id: Mapped[int | None] = mapped_column(BigInteger)
    answer_message_id: Mapped[int | None] = mapped_column(BigInteger, default=None)
    interaction_token: Mapped[str | None] = mapped_column(Words())
    question: Mapped[str] = mapped_column(Words())
    answer: Mapped[str] = mapped_column(Words())
    ending: Mapped[str | None] = mapped_column(Words(), default=None)
    trouble: Mapped[str] = mapped_column(Words())
    comparison_id: Mapped[int | None] = mapped_column(BigInteger, default=None)
    open: Mapped[bool]
    remembered: Mapped[bool]
    insight: Mapped[PackedInsight | None] = mapped_column(AsJson(_INSIGHT), default=None)

    __table_args__ = (
        # What was said before; what to delete of a member, by age in a server and elsewhere, with a message; what is
        # still open.
        Index(None, "channel_id", "private", "remembered", "id"),
        Index(None, "user_id", "private", "remembered", "id"),
        Index(None, "guild_id", "created_at"),
        Index(None, "created_at", "guild_id"),
        Index(None, "question_message_id"),
        Index(None, "answer_message_id"),
        Index(None, "open", "id"),
        NEVER_AGAIN,
    )


class ExplainerRow(Base, kw_only=True):
    """Whether answers are explained, to a member (scope ``user``) or in a channel (scope ``channel``)."""

    __tablename__ = "explainers"

    scope: Mapped[str] = mapped_column(Words(), primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    on: Mapped[bool]


class OpenTrainingRow(Base, kw_only=True):
    """The card of a training that is not closed yet, with what it takes to train the same again, and nobody's id.

    It tells ``step`` of ``steps``. ``text_id`` is that of a member's own text in ``tokenizations``, or 0.
    """

    __tablename__ = "open_trainings"

    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    interaction_token: Mapped[str] = mapped_column(Words())
    preset: Mapped[str] = mapped_column(Words())
    text_id: Mapped[int] = mapped_column(BigInteger)
    seed: Mapped[int] = mapped_column(BigInteger)
    rate: Mapped[float]
    steps: Mapped[int]
    step: Mapped[int]


class BudgetRow(Base, kw_only=True):
    """When, in seconds since 1970, a member has all uses again, where several processes share the work."""

    __tablename__ = "budgets"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    full_at: Mapped[float]
