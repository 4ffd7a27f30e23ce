"""One maker of questions a topic; see ``Maker``."""
