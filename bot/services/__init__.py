"""What can be done, one use a file, and the place that wires them together. Knows no Discord."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
