"""The commands of ``/inside``, a view each, and the message menu."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import WHICH_MODEL, begin, model_choices
from bot.app.written import text_of
from bot.errors import InputError
from bot.inside.presets import PRESETS
from bot.services.asking import check_model
from bot.services.looking import OWN_WORDS, Looking, as_inside_a_text
from cogs.inside.opening import Source, open_card

_Text = app_commands.Range[str, 1, 6000]
_Model = app_commands.Range[str, 1, 100]
_TEXT = "Any text"
_LAYER, _HEAD = "Layer, from 1", "Head, from 1; 0 is the mean of all"
_LISTS = [app_commands.Choice(name=preset.title, value=name) for name, preset in PRESETS.items()][:25]


async def _open(
    interaction: discord.Interaction, source: Source, looking: Looking, model: str | None, *, private: bool = False
) -> None:
    services = services_of(interaction).with_model(model)
    server = await begin(interaction, private=private)
    check_model(server)
    await open_card(interaction, services, source, looking, private=server.private)


class InsideGroup(commands.GroupCog, group_name="inside", group_description="Look into the model that answers here"):
    """A model looked into."""

    @app_commands.command(
        description="The text as the model gets it: dots that stand for tokens",
        extras={"example": "/inside dots text:a rose is a rose"},
    )
    @app_commands.describe(text=_TEXT, model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def dots(self, interaction: discord.Interaction, text: _Text, model: _Model | None = None) -> None:
        """Show a text as dots."""
        await _open(interaction, Source(text), Looking("dots"), model)

    @app_commands.command(
        description="The numbers that stand for one token", extras={"example": "/inside vector text:strawberry"}
    )
    @app_commands.describe(text="A word, or a text to pick a token from", model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def vector(self, interaction: discord.Interaction, text: _Text, model: _Model | None = None) -> None:
        """Show a token's vector."""
        await _open(interaction, Source(as_inside_a_text("vector", text)), Looking("vector"), model)

    @app_commands.command(
        description="The nearest tokens of the whole vocabulary", extras={"example": "/inside near text:Texas"}
    )
    @app_commands.describe(text="A word, or a text to pick a token from", model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def near(self, interaction: discord.Interaction, text: _Text, model: _Model | None = None) -> None:
        """Show what is near a token."""
        await _open(interaction, Source(as_inside_a_text("near", text)), Looking("near"), model)

    @app_commands.command(
        name="map",
        description="Words on a plane, with a line to each word's nearest",
        extras={"example": "/inside map words:cat dog cow one two three"},
    )
    @app_commands.describe(words="Up to 80 words", preset="Or a ready-made list", model=WHICH_MODEL)
    @app_commands.choices(preset=_LISTS)
    @app_commands.autocomplete(model=model_choices)
    async def map_words(
        self,
        interaction: discord.Interaction,
        words: _Text | None = None,
        preset: str | None = None,
        model: _Model | None = None,
    ) -> None:
        """Show words on a plane."""
        if words and preset:
            raise InputError("Give me your words or choose a list, not both.")
        looking = Looking("map", words=OWN_WORDS if words else preset or Looking().words)
        await _open(interaction, Source(words or _of_preset(looking.words)), looking, model)

    @app_commands.command(
        description="Whether a letter's token is near the words that have it",
        extras={"example": "/inside related letter:d"},
    )
    @app_commands.describe(letter="The letter, a to z", preset="The words (default: the US states)", model=WHICH_MODEL)
    @app_commands.choices(preset=_LISTS)
    @app_commands.autocomplete(model=model_choices)
    async def related(
        self,
        interaction: discord.Interaction,
        letter: app_commands.Range[str, 1, 1],
        preset: str | None = None,
        model: _Model | None = None,
    ) -> None:
        """Compare a letter with words."""
        looking = Looking("related", letter=letter, words=preset or Looking().words)
        await _open(interaction, Source(_of_preset(looking.words)), looking, model)

    @app_commands.command(
        description="Whether a weighted sum of a vector's numbers tells a letter",
        extras={"example": "/inside probe letter:d"},
    )
    @app_commands.describe(
        letter="The letter, a to z", layer="After which layer (default: 0, the embedding)", model=WHICH_MODEL
    )
    @app_commands.autocomplete(model=model_choices)
    async def probe(
        self,
        interaction: discord.Interaction,
        letter: app_commands.Range[str, 1, 1],
        layer: app_commands.Range[int, 0, 1000] = 0,
        model: _Model | None = None,
    ) -> None:
        """Probe for a letter."""
        await _open(interaction, Source(f" {letter}"), Looking("probe", letter=letter, layer=layer), model)

    @app_commands.command(
        description="Which token reads from which", extras={"example": "/inside attention text:The cat sat on the mat"}
    )
    @app_commands.describe(text=_TEXT, layer=_LAYER, head=_HEAD, model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def attention(
        self,
        interaction: discord.Interaction,
        text: _Text,
        layer: app_commands.Range[int, 1, 1000] | None = None,
        head: app_commands.Range[int, 0, 1000] = 0,
        model: _Model | None = None,
    ) -> None:
        """Show attention."""
        await _open(interaction, Source(text), Looking("attention", layer=layer or 0, head=head), model)

    @app_commands.command(
        description="Each layer read as if it were the last: how the guess forms",
        extras={"example": "/inside layers text:The capital of France is the city of"},
    )
    @app_commands.describe(text=_TEXT, model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def layers(self, interaction: discord.Interaction, text: _Text, model: _Model | None = None) -> None:
        """Show the guess, layer by layer."""
        await _open(interaction, Source(text), Looking("layers"), model)

    @app_commands.command(
        description="How the next token changes if one token's state is swapped",
        extras={"example": "/inside patch text:The capital of France is other:The capital of Italy is"},
    )
    @app_commands.describe(
        text=_TEXT, other="A similar text (default: this one with one word swapped)", model=WHICH_MODEL
    )
    @app_commands.autocomplete(model=model_choices)
    async def patch(
        self, interaction: discord.Interaction, text: _Text, other: _Text | None = None, model: _Model | None = None
    ) -> None:
        """Patch a state."""
        await _open(interaction, Source(text, (), other or ""), Looking("patch"), model)


class InsideMenu(commands.Cog):
    """The message menu."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Look inside", callback=self.look_into_message)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def look_into_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Look into the text of ``message``; only who asked sees it."""
        text = text_of(message)
        if not text:
            raise InputError("That message has no text. Choose one that has, or use /inside.")
        looking = await services_of(interaction).inspecting.of_text(text)
        await _open(interaction, Source(text), looking, None, private=True)


def _of_preset(name: str) -> str:
    """The words of a list, as a text."""
    preset = PRESETS.get(name)
    if preset is None:
        raise InputError("I have no such list of words. Choose one that I offer.")
    return ", ".join(word for words in preset.groups.values() for word in words)
