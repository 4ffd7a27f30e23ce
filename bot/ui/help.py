"""The cards of ``/help``: five things to try, a menu by topic, and how a command is used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.letters import EXAMPLES
from bot.ui.buttons.start import ChooseHelp, ShowAbout, ShowStart
from bot.ui.card import Card, Pressable
from bot.ui.text import code

TALK = "Talk with me: mention me, write me a direct message, or use `/chat`."


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
    """A choice of the menu: its title, the commands that belong there (groups by their names), and what else to say."""

    title: str
    commands: tuple[str, ...]
    also: str = ""


_OTHERS = "-# And short questions in German, French, Spanish, Portuguese, Japanese and Chinese."
_QUESTIONS = "\n".join(["**/ask understands**", *(f"- {example}" for example in EXAMPLES), _OTHERS])
_IN_MENU = "In the menu of a message (right-click or hold → Apps): **{}**."

TOPICS: Mapping[str, Topic] = {
    "chat": Topic("Chat", ("chat", "explainer", "next"), f"{TALK}\n{_IN_MENU.format('What comes next')}"),
    "tokens": Topic(
        "Tokens",
        ("tokenize", "explain", "vocab", "bpe-train"),
        _IN_MENU.format("Tokenize"),
    ),
    "letters": Topic(
        "Letters",
        ("ask",),
        f"{_IN_MENU.format('Count letters')}\n{_QUESTIONS}",
    ),
    "inside": Topic("Inside the model", ("inside",), _IN_MENU.format("Look inside")),
    "laboratory": Topic("The laboratory", ("lab",)),
    "lessons": Topic("Lessons", ("learn",)),
    "quizzes": Topic("Quizzes", ("quiz", "leaderboard")),
    "data": Topic(
        "Your data",
        ("me",),
        "- **My questions**, **This channel’s**: the latest letter questions, page by page\n"
        "- **Export**: your comparisons as a file\n"
        "- **Delete everything**: all that I keep about you, once you confirm\n"
        "**About and privacy**, below, says what I keep and for how long.",
    ),
    "managers": Topic(
        "For managers",
        ("settings",),
        "- `/quiz daily` asks a question each day\n"
        "- `/explainer turn:on where:channel` shows tokens to everybody in a channel\n"
        "- **Export**, under `/me`, has the server’s comparisons",
    ),
    "help": Topic("Help", ("start", "help"), f"{code('/help command:explain')} says how one command is used."),
}

_TRY = (
    ("/ask", "How many r's are in strawberry?"),
    ("/tokenize", "Your name 🍓 草莓"),
    ("/next", "Once upon a time"),
    ("/explain", "strawberry"),
    ("/quiz start", "topic:letters"),
)


def help_card() -> Card:
    """Five things to try, and the menu by topic."""
    lines = "\n".join(f"{number}. **{name}** {code(text)}" for number, (name, text) in enumerate(_TRY, 1))
    return _with_menu(Card().text(f"### Five things to try\n{lines}").text(TALK), "")


def topic_card(key: str, commands: Sequence[CommandHelp], groups: Mapping[str, str]) -> Card:
    """What belongs to the topic of ``key``: its ``commands``, those of one of ``groups`` in one line, and more."""
    topic = TOPICS[key]
    card = Card().text(f"### {topic.title}\n" + "\n".join(_lines(topic, commands, groups))).text(topic.also)
    return _with_menu(card, key)


def usage_card(commands: Sequence[CommandHelp]) -> Card:
    """A command, or those of a group: what it does, its options, an example, and for ``/ask`` what it understands."""
    card = Card()
    for command in commands:
        card.text(f"### /{command.name}\n{command.description}")
        options = [
            f"- {code(option.name)}{'' if option.required else ' (optional)'} {option.description}"
            for option in command.options
        ]
        card.text("\n".join(options))
        if command.example:
            card.text(f"Example: {code(command.example)}")
        if command.name == "ask":
            card.rule().text(_QUESTIONS)
    return card


def unknown_card(name: str) -> Card:
    """There is no command of this ``name``; a menu of those there are."""
    return _with_menu(Card().text(f"I have no command called {code(name)}. Choose a topic to see what I have."), "")


def moved_card(name: str, where: str) -> Card:
    """A command of this ``name`` is gone; what it did is ``where``."""
    return Card().text(f"{code(f'/{name}')} {where}").row([ShowStart().button("Start here")])


def _lines(topic: Topic, commands: Sequence[CommandHelp], groups: Mapping[str, str]) -> Sequence[str]:
    lines: dict[str, str] = {}
    for command in commands:
        name, _, part = command.name.partition(" ")
        if name not in topic.commands:
            continue
        if part and name in lines:
            lines[name] += f", {part}"
        else:
            lines[name] = f"**/{name}** {f'{groups[name]}: {part}' if part else command.description}"
    return [f"- {lines[name]}" for name in topic.commands if name in lines]


def _with_menu(card: Card, chosen: str) -> Card:
    options = [
        discord.SelectOption(label=topic.title, value=key, default=key == chosen) for key, topic in TOPICS.items()
    ]
    buttons: list[Pressable] = [
        ShowStart().button("Start here", style=discord.ButtonStyle.primary),
        ShowAbout().button("About and privacy"),
    ]
    return card.row([ChooseHelp().select(options, "Everything I can do, by topic")]).row(buttons)
