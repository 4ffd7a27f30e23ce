"""What can be done, one use a file, and the place that wires them together. Knows no Discord."""

from bot.services.wiring import Services, open_services

__all__ = ["Services", "open_services"]
