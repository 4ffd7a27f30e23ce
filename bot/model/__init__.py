"""The language model: a local one in processes of its own, or a server. What is imported here needs no engine."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
