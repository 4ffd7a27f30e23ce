"""What buttons ask for: a text in messages that stand for years, written and read by one codec."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Literal, get_args, get_origin, get_type_hints

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.looking import WORD, Looking
from bot.services.recipes import Recipe
from bot.ui import Card
from bot.ui.buttons import CustomId
from bot.ui.buttons.chat import (
    AnswerAgain,
    ChooseToken,
    NewChat,
    ShowInsight,
    StopAnswer,
    SwitchExplainer,
    TurnPrompt,
    TurnTokens,
)
from bot.ui.buttons.inside import (
    ChooseHead,
    ChooseInsideToken,
    ChooseLayer,
    ChooseLetter,
    ChoosePerplexity,
    ChooseView,
    ChooseWords,
    GuessFirst,
    LookAt,
    LookIntoComparison,
    LookIntoText,
    LookIntoTurn,
    OpenOwn,
    PatchIn,
)
from bot.ui.buttons.lab import (
    AskOwnText,
    AskTwinsAbout,
    AskWithTool,
    ChooseExperiment,
    RunExperiment,
    ShowMethod,
)
from bot.ui.buttons.lab_bigger import TrainSizesAgain
from bot.ui.buttons.lab_step import OpenOwnStep, ShowStage
from bot.ui.buttons.lab_tool import GiveTool
from bot.ui.buttons.lab_train import ChooseRate, GoOn, StartTraining, StopTraining, TrainAgain, VoteForRate
from bot.ui.buttons.lab_twins import ShowTwinGroups, ShowWhatTwinsRead
from bot.ui.buttons.learn import (
    AnswerLesson,
    CallOffLesson,
    ChooseLesson,
    LeadLesson,
    LessonAnew,
    LessonResults,
    LookAtResult,
    OpenLesson,
    ReadOn,
    ShareLesson,
    TogetherLesson,
    TurnLesson,
    UseLessonWords,
    UseOwnWords,
    VoteInLesson,
)
from bot.ui.buttons.letters import (
    AskEach,
    AskFourWays,
    CountAnother,
    CountSwapped,
    ExplainStatistics,
    OpenStatistics,
    SeeItsTokens,
    TurnNames,
)
from bot.ui.buttons.log import (
    AskToForget,
    ChooseExport,
    ForgetMe,
    OpenExport,
    OpenHistory,
    ReadAs,
    ShowComparison,
    ShowStatistics,
    TurnHistory,
)
from bot.ui.buttons.next import AppendToken, ChooseCut, ChooseTemperature, Move
from bot.ui.buttons.plain_words import ModelSays, ShowLive
from bot.ui.buttons.quiz import (
    Choose,
    ChooseTopic,
    Decide,
    ExplainRound,
    Join,
    PlayAgain,
    Propose,
    QuizResults,
    RevealNow,
    Review,
    StartNow,
    StopDaily,
    StopQuiz,
    TakeHint,
)
from bot.ui.buttons.reading import ChooseReading, ShowReading
from bot.ui.buttons.settings import (
    ChooseChannels,
    ChooseDays,
    ChooseServerEncoding,
    ChooseServerLanguage,
    ResetSettings,
    SetSwitch,
)
from bot.ui.buttons.start import AnotherName, ChooseHelp, ShowAbout, ShowStart, TryOut
from bot.ui.buttons.texts import (
    AskWhatComesNext,
    ChooseEncoding,
    ChooseLanguagesEncoding,
    DecodeIds,
    DrawAnother,
    FindTokens,
    LearnFromAnother,
    LookAtMerges,
    ShowCompared,
    ShowLanguages,
    ShowPage,
    ShowTokens,
    ShowVocabulary,
    TurnFound,
    TurnStory,
)
from bot.ui.sending import send
from tests.world import World, card

IN_CHANNELS: dict[str, CustomId] = {
    "tokens:7:picture:cl100k_base": ShowTokens(7, "picture", "cl100k_base"),
    "tokens:7:ids:cl100k_base": ShowTokens(7, "ids", "cl100k_base"),
    "tokens:7:table:cl100k_base": ShowTokens(7, "table", "cl100k_base"),
    "tokens:7:picture:cl100k_base:2": ShowTokens(7, "picture", "cl100k_base", 2),
    "encoding:7:ids": ChooseEncoding(7, "ids"),
    "merges:7:smollm2": LookAtMerges(7, "smollm2"),
    "ids-to-text:cl100k_base": DecodeIds("cl100k_base"),
    "languages:7:o200k_base": ShowLanguages(7, "o200k_base"),
    "languages-in:7": ChooseLanguagesEncoding(7),
    "compare:7": ShowCompared(7),
    "explain:7:2:Next": TurnStory(7, 2, "Next"),
    "explain:7:0:Back": TurnStory(7, 0, "Back"),
    "explain-as:7:1:list": ShowPage(7, 1, "list"),
    "explain-as:7:1:page": ShowPage(7, 1, "page"),
    "next-of:7": AskWhatComesNext(7),
    "vocab-show:1456:o200k_base:random": ShowVocabulary(1456, "o200k_base", "random"),
    "vocab-show:1456:o200k_base:longest": ShowVocabulary(1456, "o200k_base", "longest"),
    "vocab-show:1456:o200k_base:oddities": ShowVocabulary(1456, "o200k_base", "oddities"),
    "vocab-find:smollm2": FindTokens("smollm2"),
    "bpe-train-again:200": LearnFromAnother(200),
    "vocab:7:contains:1:Next": TurnFound(7, "contains", 1, "Next"),
    "vocab:7:starts with:0:Back": TurnFound(7, "starts with", 0, "Back"),
    "vocab-random:1456:p50k_base": DrawAnother(1456, "p50k_base"),
    "comparison:12": ShowComparison(12),
    "ask-as:7": ReadAs(7),
    "names:7:0:open": TurnNames(7, 0, "open"),
    "names:7:0:back": TurnNames(7, 0, "back"),
    "names:7:2:next": TurnNames(7, 2, "next"),
    "ask-as:7:1": ReadAs(7, of_model=True),
    "me-history:1": OpenHistory(True),
    "me-export": OpenExport(),
    "export": ChooseExport(),
    "me-forget": AskToForget(),
    "start:strawberry": TryOut("strawberry"),
    "start:name": TryOut("name"),
    "start:quiz": TryOut("quiz"),
    "start-name": AnotherName(),
    "help-start": ShowStart(),
    "help": ChooseHelp(),
    "help:letters": ChooseHelp("letters"),
    "help-about": ShowAbout(),
    "chat-new:1": NewChat(True),
    "chat-new:0": NewChat(False),
    "explainer:channel:0": SwitchExplainer("channel", False),
    "explainer:me:1": SwitchExplainer("me", True),
    "history:1456:1:3:Older": TurnHistory(1456, True, 3, "Older"),
    "history:1456:0:0:Newer": TurnHistory(1456, False, 0, "Newer"),
    "stats:server:1456": ShowStatistics("server", 1456),
    "stats:me:1456": ShowStatistics("me", 1456),
    "stats:everyone:1456": ShowStatistics("everyone", 1456),
    "forget:1456:delete": ForgetMe(1456, "delete"),
    "forget:1456:keep": ForgetMe(1456, "keep"),
    "glossary:token": ShowLive("token"),
    "glossary:byte-pair-encoding": ShowLive("byte-pair-encoding"),
    "model-says:7": ModelSays(7),
    "chat:5:stop": StopAnswer(5),
    "chat:5:again": AnswerAgain(5),
    "insight:5:ids": ShowInsight(5, "ids"),
    "insight:5:saw": ShowInsight(5, "saw"),
    "insight:5:why": ShowInsight(5, "why"),
    "insight:5:token": ChooseToken(5),
    "insight:5:at:25": TurnTokens(5, 25),
    "insight:5:prompt:2": TurnPrompt(5, 2),
    "next:7:0.7:40:0.95:draw": Move(7, 0.7, 40, 0.95, "draw"),
    "next:7:0.7:40:0.95:back": Move(7, 0.7, 40, 0.95, "back"),
    "next:7:1:0:1:49152": AppendToken(7, 1.0, 0, 1.0, 49152),
    "next-temperature:7:0.7:40:0.95": ChooseTemperature(7, 0.7, 40, 0.95),
    "next-cut:7:1:0:1": ChooseCut(7, 1.0, 0, 1.0),
    "quiz:9:2": Choose(9, 2),
    "quiz-hint:9": TakeHint(9),
    "quiz-reveal:9": RevealNow(9),
    "quiz-again:4": PlayAgain(4),
    "quiz-join:4": Join(4),
    "quiz-begin:4": StartNow(4),
    "quiz-topic:4": ChooseTopic(4),
    "quiz-stop:4": StopQuiz(4),
    "quiz-propose": Propose(),
    "quiz-more:9": ExplainRound(9),
    "quiz-results:4": QuizResults(4),
    "quiz-daily-stop": StopDaily(),
    "quiz-review:3": Review(3),
    "quiz-decide:3:1456:accepted": Decide(3, 1456, "accepted"),
    "quiz-decide:3:1456:declined": Decide(3, 1456, "declined"),
    "settings:private:1": SetSwitch("private", True),
    "settings:model:0": SetSwitch("model", False),
    "settings:log:1": SetSwitch("log", True),
    "settings:encoding": ChooseServerEncoding(),
    "settings:days": ChooseDays(),
    "settings:channels": ChooseChannels(),
    "settings:language": ChooseServerLanguage(),
    "settings:reset": ResetSettings(),
    "look:7:0:dots:0:0:0:d:states:0:0:0:0:0:dots": LookAt(7, 0, Looking()),
    "look-view:7:0:dots:0:0:0:d:states:0:0:0:0:0:ids": ChooseView(7, 0, Looking(reveal="ids")),
    "look-token:7:0:near:3:0:0:d:states:0:0:0:0:0:dots": ChooseInsideToken(7, 0, Looking("near", 3)),
    "look-layer:7:0:attention:0:12:9:d:states:0:1:1:0:0:dots": ChooseLayer(
        7, 0, Looking("attention", 0, 12, 9, by_values=True, without_first=True)
    ),
    "look-head:7:0:attention:0:12:0:d:states:0:0:0:0:0:dots": ChooseHead(7, 0, Looking("attention", 0, 12)),
    "look-letter:7:0:probe:0:0:0:r:states:33:0:0:0:0:text": ChooseLetter(
        7, 0, Looking("probe", letter="r", wanted=33, reveal="text")
    ),
    "look-words:7:0:map:0:0:0:d:text:0:0:0:1:1:dots": ChooseWords(
        7, 0, Looking("map", words="text", tsne=True, untrained=True)
    ),
    "look:7:0:map:0:0:0:d:states:0:0:0:1:0:dots:30:2": LookAt(7, 0, Looking("map", tsne=True, perplexity=30, seed=2)),
    "look-tsne:7:0:map:0:0:0:d:states:0:0:0:1:0:dots": ChoosePerplexity(7, 0, Looking("map", tsne=True)),
    "look-tsne:7:0:map:0:0:0:d:states:0:0:0:1:0:dots:5:0": ChoosePerplexity(
        7, 0, Looking("map", tsne=True, perplexity=5)
    ),
    "look-token:7:0:near:1003:0:0:d:states:0:0:0:0:0:dots": ChooseInsideToken(7, 0, Looking("near", WORD + 3)),
    "look-patch:7:8:patch:0:0:0:d:states:0:0:0:0:0:dots": PatchIn(7, 8, Looking("patch")),
    "look-own:7:0:layers:0:0:0:d:states:0:0:0:0:0:dots": OpenOwn(7, 0, Looking("layers")),
    "look-guess:7:0:attention:0:12:9:d:states:0:0:0:0:0:dots": GuessFirst(7, 0, Looking("attention", 0, 12, 9)),
    "inside-turn:5": LookIntoTurn(5),
    "inside-comparison:12": LookIntoComparison(12),
    "inside-text:7": LookIntoText(7),
    "lab-choose": ChooseExperiment(),
    "lab-run:report": RunExperiment("report"),
    "lab-method:report": ShowMethod("report"),
    "lab-own": AskOwnText(),
    "lab-twins-ask": AskTwinsAbout(),
    "lab-tool-ask": AskWithTool(),
    "lab-bigger-again": TrainSizesAgain(),
    "lab-step:1456:net": ShowStage(1456, "net"),
    "lab-step:1456:ten": ShowStage(1456, "ten"),
    "lab-step-own:hidden": OpenOwnStep("hidden"),
    "train-vote:1456:0.003": VoteForRate(1456, 0.003),
    "train-start:1456": StartTraining(1456),
    "train-stop:1456:language:0:7:0.003:600": StopTraining(1456, Recipe("language", 0, 7, 0.003, 600)),
    "train-on:own:12:7:0.003:1200": GoOn(Recipe("own", 12, 7, 0.003, 1_200)),
    "train-again:own:12:7:3:600": TrainAgain(Recipe("own", 12, 7, 3.0, 600)),
    "train-rate:own:12:7:0.0001:600": ChooseRate(Recipe("own", 12, 7, 0.0001, 600)),
    "lab-twins-read:naïve:e": ShowWhatTwinsRead("naïve", "e"),
    "lab-twins-groups": ShowTwinGroups(),
    "lab-tool:12": GiveTool(12),
    "ask-each:7:US states:d:0": AskEach(7, "US states", "d", without=False),
    "four-ways:7:r": AskFourWays(7, "r"),
    "count-another": CountAnother(),
    "count-swapped:7:r": CountSwapped(7, "r"),
    "its-tokens:7": SeeItsTokens(7),
    "stats-open": OpenStatistics(),
    "reading": ChooseReading(),
    "reading-papers:attention:1": ShowReading("attention", True),
    "learn-choose": ChooseLesson(),
    "learn-open:my-lesson": OpenLesson("my-lesson"),
    "learn-turn:tokens:3:Back": TurnLesson("tokens", 3, "Back"),
    "learn-answer:tokens:3:1456:2": AnswerLesson("tokens", 3, 1456, 2),
    "learn-look:tokens:3:1456": LookAtResult("tokens", 3, 1456),
    "learn-own:tokens:3": UseOwnWords("tokens", 3),
    "learn-given:tokens:3": UseLessonWords("tokens", 3),
    "learn-together:tokens": TogetherLesson("tokens"),
    "learn-anew:tokens": LessonAnew("tokens"),
    "learn-share:tokens": ShareLesson("tokens"),
    "learn-read:tokens": ReadOn("tokens"),
    "learn-vote:7:3:2": VoteInLesson(7, 3, 2),
    "learn-lead:7:3:next": LeadLesson(7, 3, "next"),
    "learn-results:7": LessonResults(7),
    "learn-off:7": CallOffLesson(7),
    "stats-method:server": ExplainStatistics("server"),
    "stats-method:me:notes": ExplainStatistics("me", "notes"),
}
"""Of every kind, as they stand in messages that were sent: no text here may ever change."""
KINDS: list[type[CustomId]] = [*dict.fromkeys(type(each) for each in IN_CHANNELS.values())]

_VALUES: dict[object, st.SearchStrategy[object]] = {
    bool: st.booleans(),
    int: st.integers(0, 2**63 - 1),
    float: st.integers(0, 1_000).map(lambda hundredths: hundredths / 100),
    str: st.from_regex(r"\w{1,20}", fullmatch=True),
}


def values(hint: object) -> st.SearchStrategy[object]:
    return st.sampled_from(get_args(hint)) if get_origin(hint) is Literal else _VALUES[hint]


_WITHIN: dict[object, st.SearchStrategy[object]] = {
    int: st.integers(0, 1_000),
    str: st.from_regex(r"\w{1,10}", fullmatch=True),
}
"""Of how a text is looked at, beside the ids of the database: a place in it, a layer, a list of words."""


def any_of(kind: type[CustomId]) -> st.SearchStrategy[CustomId]:
    hints = get_type_hints(kind)
    make: Callable[..., CustomId] = kind
    return st.builds(make, **{each.name: any_value(hints, hints[each.name]) for each in fields(kind)})


def any_value(hints: Mapping[str, object], hint: object) -> st.SearchStrategy[object]:
    if hint is Looking:
        within = {
            name: _WITHIN[each] if each in _WITHIN else values(each) for name, each in get_type_hints(Looking).items()
        }
        return st.builds(Looking, **within | {"letter": st.from_regex(r"\w", fullmatch=True)})
    if hint is Recipe:
        rates, name = _VALUES[float], st.from_regex(r"\w{1,10}", fullmatch=True)
        return st.builds(Recipe, name, st.integers(0, 2**40), st.integers(0, 2**31 - 1), rates, st.integers(0, 4_000))
    return st.integers(0, 2**30) if Looking in hints.values() else values(hint)


@pytest.mark.parametrize("text", IN_CHANNELS)
def test_what_stands_in_channels_is_written_and_read_as_ever(text: str) -> None:
    asked = IN_CHANNELS[text]
    assert str(asked) == text
    assert [read for kind in KINDS if (read := kind.read(text)) is not None] == [asked]


@given(st.one_of([any_of(kind) for kind in KINDS]))
def test_what_is_asked_for_is_read_as_it_was_written_and_by_its_own_kind_alone(asked: CustomId) -> None:
    text = str(asked)
    assert len(text) <= 100
    assert [read for kind in KINDS if (read := kind.read(text)) is not None] == [asked]
    assert asked.button("Press").custom_id == text


@given(st.text())
def test_whatever_else_is_pressed_is_nobody_s(text: str) -> None:
    assert not [kind for kind in KINDS if kind.read(text) is not None]


@pytest.mark.parametrize(
    "odd",
    [
        ShowTokens(7, "ids", "a:b"),
        ShowTokens(7, "ids", ""),
        ShowTokens(7, "ids", "x" * 90),
        ShowTokens(7, "none", "gpt2"),  # type: ignore[arg-type]  # what mypy would have refused
        ShowComparison(-1),
        ShowComparison("1"),  # type: ignore[arg-type]  # see above
        ChooseCut(7, 1.23456789, 0, 1.0),
    ],
)
def test_what_could_not_be_read_again_is_not_written(odd: CustomId) -> None:
    with pytest.raises(ValueError, match="no custom id"):
        str(odd)


@pytest.mark.usefixtures("brief")
async def test_every_kind_is_answered_by_a_cog(world: World) -> None:
    """Also where all that it asks for is gone, as it may be of a message that was sent long ago."""
    channel = world.bot.get_partial_messageable(world.channel.id)
    for kind in KINDS:
        asked = next(each for each in IN_CHANNELS.values() if isinstance(each, kind))
        value = "40:0.95" if kind is ChooseCut else "1"
        message = await send(channel, Card().row([asked.select([discord.SelectOption(label=value)])]))
        answered = await world.bob.select(message, [value])
        if answered.modal or kind in (OpenStatistics, TogetherLesson):  # a form, or a card for all: nothing can be gone
            continue
        answer = card(answered)
        if kind is RunExperiment:  # before the channel
            assert answer.components
            continue
        assert answer.ephemeral or kind is TryOut
        if answer.components:  # a card of one's own, which needs nothing that could be gone
            continue
        assert re.search("Use|Ask|Say|Choose|begins", answer.content), f"{kind.__name__} does not say what to do"
        assert "Something went wrong" not in answer.content, kind.__name__


async def test_no_card_is_kept_in_memory_for_its_buttons(world: World) -> None:
    await world.alice.slash(world.channel, "tokenize", text="strawberry")
    await world.alice.slash(world.channel, "me")
    assert world.bot.persistent_views == []
