"""What can be done, one use a file, and the place that wires them together. Knows no Discord."""

from typing import TYPE_CHECKING

from bot.lazily import import_lazily

if TYPE_CHECKING:
    from bot.services.wiring import Services, open_services

__all__ = ["Services", "open_services"]

import_lazily(__name__, {"wiring": "Services open_services"})
