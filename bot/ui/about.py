"""The cards of ``/about`` and ``/help``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.config import Settings
from bot.letters import EXAMPLES
from bot.model import Failed, Loading, ModelInfo, ModelState, Off, ServerInfo
from bot.tokens import count
from bot.ui.card import Card
from bot.ui.text import code, plain

TALK = "Talk with me: mention me, write me a direct message, or use `/chat message`."


def about_card(
    version: str, models: Mapping[str, ModelState], encodings: Sequence[str], settings: Settings, chat_days: int
) -> Card:
    """What the bot is, its models and encodings, and what it keeps: chats for ``chat_days`` where this was asked.

    Of ``models``, by the names that members call them, the first one answers where none is named.
    """
    first, *others = models.items()
    told = [f"**Model** {_model(first[1])}", *(f"**{plain(name, 60)}** {_model(state)}" for name, state in others)]
    return (
        Card()
        .text(
            f"### Strawberry {version}\n"
            f"{TALK} "
            "A language model is not fed letters: it reads tokens, numbers that stand for pieces of text. What it "
            "knows of letters it has learnt. `/explainer on` shows the tokens under my answers, and `/ask` what a "
            "model makes of a question such as “How many r’s are in strawberry?”."
        )
        .rule()
        .text("\n".join([*told, f"**Encodings** {', '.join(map(code, encodings))}"]))
        .text(
            "**Privacy** Letter questions are kept with their answers, your id, the channel’s and the server’s.\n"
            f"What is said in chats, and what I answer, is kept for {count(chat_days, 'day')} here, and forgotten when "
            "either message is deleted. The tokens behind an answer, which hold what was said before it too, are kept "
            "at most for as long as the answer, so that you can look inside.\n"
            "Of quizzes your answers and points are kept, which ones you started, and the questions that you propose.\n"
            f"A text behind the buttons of a card is kept for {count(settings.database.keep_texts_days, 'day')} at "
            f"most, so that they work.\n{_reach(settings)} `/export` hands you your letter questions with their "
            "answers, `/forget-me` deletes all that is yours."
        )
        .text("-# `/help` lists every command.")
    )


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


def help_card(commands: Sequence[CommandHelp], groups: Mapping[str, str], menus: Sequence[str]) -> Card:
    """Every command with its description, what ``/ask`` understands, and the names of the message menus.

    The commands of a group share a line, with the description of their group.
    """
    lines = {}
    for command in commands:
        group = command.name.split()[0]
        if group in groups:
            names = ", ".join(each.name.split()[1] for each in commands if each.name.startswith(f"{group} "))
            lines[group] = f"**/{group}** {names}: {groups[group]}"
        else:
            lines[command.name] = f"**/{command.name}** {command.description}"
    listed = "\n".join(lines.values())
    card = Card().text(f"### What I can do\n{TALK}").text(listed)
    card.text(f"-# {code('/help command:explain')} says how one of them is used, `/about` what I keep.").rule()
    card.text(_questions()).rule()
    return card.text(f"Right-click (or hold) a message → Apps → {' or '.join(f'**{menu}**' for menu in menus)}")


def usage_card(commands: Sequence[CommandHelp]) -> Card:
    """A command, or those of a group: what it does, its options, an example, and for ``/ask`` what it understands."""
    card = Card()
    for command in commands:
        card.text(f"### /{command.name}\n{command.description}")
        options = [
            f"- {code(option.name)}{'' if option.required else ' (may be left out)'} {option.description}"
            for option in command.options
        ]
        card.text("\n".join(options))
        if command.example:
            card.text(f"For example {code(command.example)}")
        if command.name == "ask":
            card.rule().text(_questions())
    return card


def _questions() -> str:
    return "**/ask understands**\n" + "\n".join(f"- {example}" for example in EXAMPLES)


def _reach(settings: Settings) -> str:
    served = [name for name, model in settings.models.items() if model.backend == "openai"]
    chats = ""
    if settings.model.backend == "openai":
        served, chats = [settings.model_name, *served], ", chats too,"
    if not served:
        return "Nothing leaves this machine."
    which = " or ".join(plain(name, 60) for name in served) if settings.models else "the model"
    return f"What is put to {which}{chats} goes to the server that runs it; nothing else leaves this machine."


def _model(state: ModelState) -> str:
    match state:
        case ModelInfo():
            return (
                f"{plain(state.name, 60)} ({plain(state.revision, 60)}): "
                f"{state.parameters / 1e6:,.0f} million parameters, "
                f"{state.layers} layers, {state.vocabulary:,} tokens that it knows, on this machine alone"
            )
        case ServerInfo(name, address):
            return f"{plain(name, 100)}, on the server {code(address)}"
        case Loading(step):
            return f"is being loaded: {step.lower()}"
        case Failed():
            return "could not be loaded; the host finds the reason in the log"
        case Off():
            return "switched off here"
