"""Commands used and buttons pressed as a member does, in whatever language, and the cards that come of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from discord import ComponentType
from simcord.actors import MemberActor
from simcord.components import walk_components
from simcord.results import InteractionResult, ResponseMessage

from tests.browser.foreign import Sought, here, named, says
from tests.world import World

Part = Mapping[str, object]


@dataclass(frozen=True)
class Hands:
    """A member's."""

    world: World
    member: MemberActor

    async def use(self, command: str, written: str = "", **options: object) -> None:
        """Use a slash command, and write into the form that it opens."""
        result = await self.member.slash(self.world.channel, command, **options)
        if written:
            await self.fill(result, written)

    async def fill(self, form: InteractionResult, *written: str) -> None:
        """Fill in the fields of a form from its first one on, and send it."""
        assert form.modal, "no form opened"
        fields = [
            part["custom_id"]
            for part in walk_components(form.modal["components"])
            if part["type"] == ComponentType.text_input.value
        ]
        await self.member.submit_modal(form, dict(zip(fields, written, strict=False)))

    async def press(self, card: ResponseMessage, label: str) -> InteractionResult:
        """Press a button, or choose in a select: ``label`` is then what it shows › the choice."""
        shown, *choice = label.split(" › ")
        if not choice:
            [button, *_] = [part for part in _parts(card, ComponentType.button) if _is(part.get("label"), named(shown))]
            return await self.member.click(card, custom_id=str(button["custom_id"]))
        for select in _parts(card, ComponentType.select):
            options = select["options"]
            assert isinstance(options, list)
            chosen = [option["label"] for option in options if option.get("default")]
            if says("\n".join([*chosen, str(select.get("placeholder"))]), here(shown)):
                value = next(option["value"] for option in options if says(option["label"], here(choice[0])))
                return await self.member.select(card, [value], custom_id=str(select["custom_id"]))
        raise AssertionError(f"no select shows {shown}")

    async def answer(self, question: ResponseMessage, place: int) -> str:
        """Press the button of an option: its label."""
        button = [*_parts(question, ComponentType.button)][place]
        await self.member.click(question, custom_id=str(button["custom_id"]))
        return str(button["label"])

    def newest(self) -> int:
        """The id of the newest message of now."""
        return max(self.world.env.backend.messages.get(self.world.channel.id, {}), default=0)

    def card(self, said: Sought, since: int = 0) -> ResponseMessage:
        """The newest card that says ``said``, of those that came after a message."""
        found = [card for card in self.cards(since) if says(words(card), here(said))]
        assert found, f"nothing says {said}, but: {[words(card) for card in self.cards(since)][-3:]}"
        return found[-1]

    def cards(self, since: int = 0) -> Iterator[ResponseMessage]:
        """All that the member sees, oldest first."""
        messages = self.world.env.backend.messages.get(self.world.channel.id, {})
        for id_, message in sorted(messages.items()):
            if id_ > since and message.components and message.visible_to(self.member.id):
                yield ResponseMessage(self.world.env, message)


def words(card: ResponseMessage) -> str:
    """All that a card says: its texts, and what is on its buttons and selects."""
    parts = [*walk_components(card.components)]
    keys = ("content", "label", "placeholder")
    return "\n".join(str(part[key]) for part in parts for key in keys if part.get(key)).replace("\\", "")


def pictures(card: ResponseMessage) -> int:
    """How many pictures a card has."""
    galleries = [
        part["items"] for part in walk_components(card.components) if part["type"] == ComponentType.media_gallery.value
    ]
    return sum(map(len, galleries))


def _parts(card: ResponseMessage, kind: ComponentType) -> Iterator[Part]:
    return (part for part in walk_components(card.components) if part["type"] == kind.value)


def _is(label: object, name: Sought) -> bool:
    return label == name if isinstance(name, str) else bool(name.fullmatch(str(label)))
