"""What the views of ``/inside`` are called, what each does not show, and where to read on."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.inside.kinds import View
from bot.language import Later, later


@dataclass(frozen=True, slots=True)
class ViewWords:
    """What stands in the menu, on the card, and below it: what it does not show, and a work as its ``source``."""

    name: Later
    what: Later
    title: Later
    not_shown: Later
    source: Later | str


VIEW_WORDS: Mapping[View, ViewWords] = {
    "dots": ViewWords(
        later("Dots"),
        later("the text as the model gets it"),
        later("What the model gets"),
        later("**Does not show** what a token means to the model: the dots only tell tokens apart."),
        "Sennrich, Haddow, Birch 2016, arXiv:1508.07909",  # untranslated: a work
    ),
    "vector": ViewWords(
        later("Vector"),
        later("the numbers that stand for one token"),
        later("One token as numbers"),
        later("**Does not show** what any single number means: mostly nothing on its own."),
        later("Schakel, Wilson 2015, arXiv:1508.02297, on length and frequency"),
    ),
    "near": ViewWords(
        later("Near"),
        later("the nearest tokens, measured in two ways"),
        later("The nearest tokens"),
        later("**Does not show** only meaning: tokens that are used, spelt or as rare alike are near each other, too."),
        later("Mu, Viswanath 2018, arXiv:1702.01417, on taking the mean away"),
    ),
    "map": ViewWords(
        later("Map"),
        later("many words on a plane"),
        later("A map of words"),
        later(
            "**Does not show** true distances: hundreds of dimensions do not fit on a plane. Only the lines come from "
            "all of them."
        ),
        "Wattenberg, Viégas, Johnson 2016, distill.pub/2016/misread-tsne",  # untranslated: a work
    ),
    "related": ViewWords(
        later("Related"),
        later("a letter against words with it and without"),
        later("Is a letter's token near the words that have it?"),
        later(
            "**Does not show** that the model knows nothing of the letter: a cosine mixes all directions; **Probe** "
            "seeks one that tells."
        ),
        "Kaushal, Mahowald 2022, arXiv:2206.02608",  # untranslated: a work
    ),
    "probe": ViewWords(
        later("Probe"),
        later("whether a weighted sum tells a letter"),
        later("Can a letter be read out of the vectors?"),
        later(
            "**Does not show** that the model uses it: what can be read out need not be used. **Patch** shows if "
            "swapping a state matters."
        ),
        later("Hewitt, Liang 2019, arXiv:1909.03368, on the control; Kaushal, Mahowald 2022, arXiv:2206.02608"),
    ),
    "attention": ViewWords(
        later("Attention"),
        later("which token reads from which"),
        later("Who reads from whom"),
        later(
            "**Does not show** why the model answers as it does: it shows where a head reads from, and not what that "
            "changes."
        ),
        later(
            "Jain, Wallace 2019, arXiv:1902.10186; Wiegreffe, Pinter 2019, arXiv:1908.04626; on the first token "
            "arXiv:2504.02732"
        ),
    ),
    "layers": ViewWords(
        later("Layers"),
        later("each layer read as if it were the last"),
        later("The guess, layer by layer"),
        later(
            "**Does not show** what a layer “thinks”: raw, early layers are misread; tuned, they were fitted to the "
            "end."
        ),
        "nostalgebraist 2020, “interpreting GPT: the logit lens”; Belrose et al. 2023, arXiv:2303.08112; "
        "Yom Din et al. 2023, arXiv:2303.09435",  # untranslated: a work
    ),
    "patch": ViewWords(
        later("Patch"),
        later("what changes if one state is replaced"),
        later("What if it had read something else?"),
        later(
            "**Does not show** where a fact is stored: it shows where the difference between the texts still passes "
            "through that token."
        ),
        "Zhang, Nanda 2023, arXiv:2309.16042; Hase et al. 2023, arXiv:2301.04213",  # untranslated: a work
    ),
}
