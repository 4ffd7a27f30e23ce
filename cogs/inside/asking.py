"""The command ``/inside``, with a view to choose, and the message menu."""

from collections.abc import Mapping
from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import WHICH_MODEL, begin, model_choices
from bot.app.written import text_for
from bot.errors import InputError
from bot.inside.kinds import View
from bot.inside.presets import PRESETS
from bot.language import later
from bot.services.allowed import check_model
from bot.services.looking import OWN_WORDS, Looking, as_inside_a_text
from bot.ui.inside_words import VIEW_WORDS
from cogs.inside.opening import Source, open_card

_Text = app_commands.Range[str, 1, 6000]
_LISTS = [app_commands.Choice(name=str(preset.title), value=name) for name, preset in PRESETS.items()][:25]
_VIEWS = [app_commands.Choice(name=f"{words.name}: {words.what}", value=view) for view, words in VIEW_WORDS.items()]
_MENU = "Look inside"  # untranslated: it is found where Discord is told of it
_EXAMPLES: Mapping[View, str] = {
    "dots": "How many r's are in strawberry?",  # untranslated: the model reads it, as all of these
    "vector": "strawberry",
    "near": "Texas",
    "attention": "The cat sat on the mat",  # untranslated: so
    "layers": "The capital of France is the city of",  # untranslated: so
    "patch": "The capital of France is",  # untranslated: so
}
"""What is looked at where no text is given; the other views look at words."""


class InsideCommand(commands.Cog):
    """A model looked into."""

    @app_commands.command(
        description="Look into the model that answers here: dots, vectors, neighbours, attention, layers and more",
        extras={"example": "/inside text:The capital of France is the city of view:layers"},
    )
    @app_commands.describe(
        text="Any text; of vector and near, a word. Without one, you get an example",
        view="What is looked at (default: Dots); the card has a menu of all views",
        words="Up to 80 words for a map, or to compare with a letter",
        preset="Or a ready-made list of words",
        letter="For related and probe: a letter, a to z",
        other="For patch: a similar text (default: this one with one word swapped)",
        layer="For attention and probe: after which layer",
        head="For attention: which head; 0 is the mean of all",
        model=WHICH_MODEL,
        private="Show the card only to me",
    )
    @app_commands.choices(view=_VIEWS, preset=_LISTS)
    @app_commands.autocomplete(model=model_choices)
    async def inside(
        self,
        interaction: discord.Interaction,
        text: _Text | None = None,
        view: str | None = None,
        words: _Text | None = None,
        preset: str | None = None,
        letter: app_commands.Range[str, 1, 1] | None = None,
        other: _Text | None = None,
        layer: app_commands.Range[int, 0, 1000] = 0,
        head: app_commands.Range[int, 0, 1000] = 0,
        model: app_commands.Range[str, 1, 100] | None = None,
        private: bool = False,
    ) -> None:
        """Show a view of a text, of words, or of a letter."""
        if sum(map(bool, (text, words, preset))) > 1:
            raise InputError(later("Give me a text, or words, or choose a list: one of the three."))
        chosen = cast("View", view) if view else _view(words or preset, letter, other)
        own = words or (text and chosen in ("map", "related"))
        looking = Looking(
            view=chosen,
            layer=layer,
            head=head,
            letter=letter or Looking().letter,
            words=OWN_WORDS if own else preset or Looking().words,
        )
        source = words or text or _instead(looking, preset)
        await _open(
            interaction, Source(as_inside_a_text(chosen, source), (), other or ""), looking, model, private=private
        )


class InsideMenu(commands.Cog):
    """The message menu."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name=_MENU, callback=self.look_into_message)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def look_into_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Look into the text of ``message``; only who asked sees it."""
        text = text_for(message, "/inside")
        looking = await services_of(interaction).inspecting.of_text(text)
        await _open(interaction, Source(text), looking, None, private=True)


async def _open(
    interaction: discord.Interaction, source: Source, looking: Looking, model: str | None, *, private: bool
) -> None:
    services = services_of(interaction).with_model(model)
    server = await begin(interaction, private=private)
    check_model(server)
    await open_card(interaction, services, source, looking, private=server.private)


def _view(words: str | None, letter: str | None, other: str | None) -> View:
    """What is looked at where no view was chosen: whatever needs what was given."""
    if other:
        return "patch"
    if letter:
        return "related"
    return "map" if words else "dots"


def _instead(looking: Looking, preset: str | None) -> str:
    """What is behind the card where no text and no words are given."""
    if preset is None and looking.view in _EXAMPLES:
        return _EXAMPLES[looking.view]
    return f" {looking.letter}" if looking.view == "probe" else _of_preset(looking.words)


def _of_preset(name: str) -> str:
    """The words of a list, as a text."""
    preset = PRESETS.get(name)
    if preset is None:
        raise InputError(later("I have no such list of words. Choose one that I offer."))
    return ", ".join(word for words in preset.groups.values() for word in words)
