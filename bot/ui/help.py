"""The cards of ``/help``: five things to try, a menu by topic, and how a command is used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.language import Later, later, tr, tr_as
from bot.letters import EXAMPLES
from bot.sentences import headed, separated
from bot.ui.buttons.start import ChooseHelp, ShowAbout, ShowStart
from bot.ui.card import Card, Pressable
from bot.ui.text import code

TALK = later("Talk with me: mention me, write me a direct message, or use `/chat`.")


@dataclass(frozen=True, slots=True)
class OptionHelp:
    """An option of a command; one that is not ``required`` may be left out."""

    name: str
    description: str
    required: bool


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """A slash command with what it does, its options, and how it is typed."""

    name: str
    description: str
    options: tuple[OptionHelp, ...]
    example: str | None


@dataclass(frozen=True, slots=True)
class Topic:
    """A choice of the menu: its title, the commands that belong there (groups by their names), and what else to say:
    what is ``listed``, and a sentence.
    """

    title: Later
    commands: tuple[str, ...]
    listed: tuple[Later, ...] = ()
    also: Later | None = None


_OTHERS = later("And short questions in German, French, Spanish, Portuguese, Japanese and Chinese.")
_UNDERSTANDS = later("**/ask understands**")

TOPICS: Mapping[str, Topic] = {
    "chat": Topic(later("Chat"), ("chat", "explainer", "next"), also=TALK),
    "tokens": Topic(later("Tokens"), ("tokenize", "explain", "vocab", "bpe-train")),
    "letters": Topic(later("Letters"), ("ask",)),
    "inside": Topic(later("Inside the model"), ("inside",)),
    "laboratory": Topic(later("The laboratory"), ("lab",)),
    "lessons": Topic(later("Lessons"), ("learn",)),
    "quizzes": Topic(later("Quizzes"), ("quiz", "leaderboard")),
    "data": Topic(
        later("Your data"),
        ("me",),
        (
            later("**My questions**, **This channel’s**: the latest letter questions, page by page"),
            later("**Export**: your comparisons, or all that I keep about you, as a file"),
            later("**Delete everything**: all that I keep about you, once you confirm"),
        ),
        later("**About and privacy**, below, says what I keep and for how long."),
    ),
    "managers": Topic(
        later("For managers"),
        ("settings",),
        (
            later("`/quiz daily` asks a question each day"),
            later("`/explainer turn:on where:channel` shows tokens to everybody in a channel"),
            later("**Export**, under `/me`, has the server’s comparisons"),
        ),
    ),
    "help": Topic(
        later("Help"), ("start", "help"), also=later("`/help command:explain` says how one command is used.")
    ),
}

_TRY = (
    ("/ask", "How many r's are in strawberry?"),  # untranslated: typed so, as all of these
    ("/learn", "lesson:tokens"),  # untranslated: so
    ("/tokenize", "Your name 🍓 草莓"),  # untranslated: so
    ("/explain", "strawberry"),
    ("/quiz start", "topic:letters"),  # untranslated: so
)


def help_card() -> Card:
    """Five things to try, and the menu by topic."""
    lines = "\n".join(f"{number}. **{name}** {code(text)}" for number, (name, text) in enumerate(_TRY, 1))
    return _with_menu(Card().text(f"### {tr('Five things to try')}\n{lines}").text(str(TALK)), "")


def topic_card(key: str, commands: Sequence[CommandHelp], groups: Mapping[str, str]) -> Card:
    """What belongs to the topic of ``key``: its ``commands``, those of one of ``groups`` in one line, and more."""
    topic = TOPICS[key]
    also = [*(f"- {each}" for each in topic.listed), *([str(topic.also)] if topic.also else [])]
    if menu := _menu(key):
        also.append(tr("In the menu of a message (right-click or hold → Apps): **{menu}**.", menu=menu))
    if key == "letters":
        also.append(_questions())
    card = Card().text(f"### {topic.title}\n" + "\n".join(_lines(topic, commands, groups))).text("\n".join(also))
    return _with_menu(card, key)


def _menu(key: str) -> str:
    """What of the topic is in the menu of a message."""
    match key:
        case "chat":
            return tr_as("menu", "What comes next")
        case "tokens":
            return tr_as("menu", "Tokenize")
        case "letters":
            return tr_as("menu", "Count letters")
        case "inside":
            return tr_as("menu", "Look inside")
    return ""


def _questions() -> str:
    """What ``/ask`` understands."""
    return "\n".join([str(_UNDERSTANDS), *(f"- {example}" for example in EXAMPLES), f"-# {_OTHERS}"])


def usage_card(commands: Sequence[CommandHelp]) -> Card:
    """A command, or those of a group: what it does, its options, an example, and for ``/ask`` what it understands."""
    card = Card()
    for command in commands:
        card.text(f"### /{command.name}\n{command.description}")
        card.text("\n".join(f"- {_option(option)}" for option in command.options))
        if command.example:
            card.text(tr("Example: {command}", command=code(command.example)))
        if command.name == "ask":
            card.rule().text(_questions())
    return card


def _option(option: OptionHelp) -> str:
    name = code(option.name)
    return f"{name if option.required else tr('{option} (optional)', option=name)} {option.description}"


def unknown_card(name: str) -> Card:
    """There is no command of this ``name``; a menu of those there are."""
    said = tr("I have no command called {command}. Choose a topic to see what I have.", command=code(name))
    return _with_menu(Card().text(said), "")


def moved_card(name: str, where: Later) -> Card:
    """A command of this ``name`` is gone; ``where`` says what there is in its place."""
    return Card().text(str(where.format(command=code(f"/{name}")))).row([ShowStart().button(tr("Start here"))])


def _lines(topic: Topic, commands: Sequence[CommandHelp], groups: Mapping[str, str]) -> Sequence[str]:
    lines: dict[str, str] = {}
    for command in commands:
        name, _, part = command.name.partition(" ")
        if name not in topic.commands:
            continue
        if part and name in lines:
            lines[name] = separated([lines[name], part])
        else:
            lines[name] = f"**/{name}** {headed(groups[name], part) if part else command.description}"
    return [f"- {lines[name]}" for name in topic.commands if name in lines]


def _with_menu(card: Card, chosen: str) -> Card:
    options = [
        discord.SelectOption(label=str(topic.title), value=key, default=key == chosen) for key, topic in TOPICS.items()
    ]
    buttons: list[Pressable] = [
        ShowStart().button(tr("Start here"), style=discord.ButtonStyle.primary),
        ShowAbout().button(tr("About and privacy")),
    ]
    return card.row([ChooseHelp().select(options, tr("Everything I can do, by topic"))]).row(buttons)
