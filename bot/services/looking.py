"""How a text is looked at inside a model: which view of it, which token, and all else that is chosen."""

from dataclasses import dataclass

from bot.errors import InputError
from bot.inside.kinds import Reveal, View
from bot.language import later
from bot.tokens import PromptToken

OWN_WORDS = "text"
"""In the place of a preset: the words of the text itself."""
MEAN = 999
"""In the place of a token: the mean of all."""
WORD = 1_000
"""Added to the place of a word's first token: the mean of its tokens."""


@dataclass(frozen=True, slots=True)
class Looking:
    """How a text is looked at. What one view does not need, it keeps for the next.

    ``token`` is a place in the text from 1, the same with ``WORD`` added, or ``MEAN``; ``layer`` and ``head`` count
    from 1 too; 0 is what the view chooses. ``letter`` is asked about by *related* and *probe*, *related* and *map* are
    over the ``words`` of a preset, or of the text. ``wanted`` is the id of a token whose rank *layers* tells, 0 for
    none. *attention*: ``by_values``, ``without_first`` token; *map*: by ``tsne`` with its ``perplexity``,
    ``untrained``, and the ``seed`` of both.
    """

    view: View = "dots"
    token: int = 0
    layer: int = 0
    head: int = 0
    letter: str = "d"
    words: str = "states"
    wanted: int = 0
    by_values: bool = False
    without_first: bool = False
    tsne: bool = False
    untrained: bool = False
    reveal: Reveal = "dots"
    perplexity: int = 10
    seed: int = 0

    @property
    def of_layers(self) -> bool:
        """Whether the model has to be run for it: its vectors are not enough."""
        return self.view in ("attention", "layers", "patch") or (self.view == "probe" and self.layer > 0)


@dataclass(frozen=True, slots=True)
class Subject:
    """A text that is looked into: its last tokens, and how many before them are ``left_out``."""

    text: str
    tokens: tuple[PromptToken, ...]
    left_out: int = 0

    @property
    def ordinary(self) -> tuple[int, ...]:
        """The ids of its tokens without the marks of a chat template, if it has others."""
        return tuple(token.id for token in self.tokens if not token.special) or self.ids

    @property
    def ids(self) -> tuple[int, ...]:
        """Its tokens' ids."""
        return tuple(token.id for token in self.tokens)

    @property
    def words(self) -> tuple[range, ...]:
        """The places of each word's tokens: letters, and only before the first a space or nothing at all."""
        found: list[range] = []
        for at, token in enumerate(self.tokens):
            letters = token.text.removeprefix(" ")
            if token.special or not letters.isalpha():
                continue
            if found and found[-1].stop == at and letters == token.text:
                found[-1] = range(found[-1].start, at + 1)
            else:
                found.append(range(at, at + 1))
        return tuple(found)

    def spelt(self, places: range) -> str:
        """The text of some of its tokens, without the space before it."""
        return "".join(token.text for token in self.tokens[places.start : places.stop]).removeprefix(" ")

    def token_of(self, word: str) -> int:
        """What ``Looking.token`` is for ``word``: its token, or the mean of its tokens. Raises ``InputError``."""
        places = next((each for each in self.words if self.spelt(each) == word), None)
        if places is None:
            raise InputError(later("The text has no word “{word}”. Spell it as it is there.", word=word))
        return places.start + 1 if len(places) == 1 else WORD + places.start + 1

    def asked(self, looking: Looking) -> tuple[int, ...]:
        """The ids of what *near* is asked about: a token's, those of a word, or all without a chat template's marks."""
        if looking.token == MEAN:
            return self.ordinary
        at = self.place(looking)
        word = next((each for each in self.words if each.start == at), None) if looking.token > WORD else None
        return self.ids[at : at + 1] if word is None else self.ids[word.start : word.stop]

    def place(self, looking: Looking) -> int:
        """The place of the token that is looked at, from 0: the chosen one, else the rarest that has a letter.

        That is what a text is about, mostly: the later a token was merged, the higher is its id. *Layers* begins at the
        end, where the text would go on.
        """
        chosen = looking.token - WORD if looking.token > WORD else looking.token
        if 0 < chosen <= len(self.tokens):
            return chosen - 1
        if looking.view == "layers":
            return len(self.tokens) - 1
        lettered = [at for at, each in enumerate(self.tokens) if not each.special and any(map(str.isalpha, each.text))]
        return max(lettered, key=lambda at: (self.tokens[at].id, at), default=len(self.tokens) - 1)


def as_inside_a_text(view: View, text: str) -> str:
    """``text`` as *vector* and *near* read it: a word is looked up as inside a text, with the space before it.

    >>> as_inside_a_text("near", "Texas"), as_inside_a_text("layers", "Texas"), as_inside_a_text("vector", " Texas")
    (' Texas', 'Texas', ' Texas')
    """
    return f" {text}" if view in ("vector", "near") and not text[:1].isspace() else text
