"""Words in groups that can be mapped as they are."""

from collections.abc import Mapping

from bot.inside.views import Preset
from bot.letters.names import NAME_LISTS

PRESETS: Mapping[str, Preset] = {
    "states": Preset("US states", {"states": NAME_LISTS["US states"].names}, clusters=False),
}
