"""Texts as they come, which may have halves of characters in them."""


def well_formed(text: str) -> str:
    """``text`` with each lone surrogate, which has no UTF-8, replaced by U+FFFD; surrogate pairs become what they mean.

    >>> well_formed("a\\ud800b")
    'a\ufffdb'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
