"""What the card of ``/settings`` asks for."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.ui.buttons.custom_id import CustomId

Switch = Literal["private", "model", "log"]


@dataclass(frozen=True, slots=True)
class SetSwitch(CustomId):
    """A switch set. It names the state that it leads to, so that pressing it twice changes nothing more."""

    prefix: ClassVar = "settings"
    switch: Switch
    on: bool


@dataclass(frozen=True, slots=True)
class ChooseServerEncoding(CustomId):
    """The encoding that is used where a member names none."""

    prefix: ClassVar = "settings:encoding"


@dataclass(frozen=True, slots=True)
class ChooseDays(CustomId):
    """For how long chats are remembered."""

    prefix: ClassVar = "settings:days"


@dataclass(frozen=True, slots=True)
class ChooseChannels(CustomId):
    """The channels where the bot may answer; none of them means all."""

    prefix: ClassVar = "settings:channels"


@dataclass(frozen=True, slots=True)
class ChooseServerLanguage(CustomId):
    """What is spoken to everybody at once."""

    prefix: ClassVar = "settings:language"


@dataclass(frozen=True, slots=True)
class ResetSettings(CustomId):
    """Everything taken back that was set."""

    prefix: ClassVar = "settings:reset"
