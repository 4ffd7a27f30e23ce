"""What the views of ``/inside`` are called, what each does not show, and where to read on."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.inside.kinds import View


@dataclass(frozen=True, slots=True)
class ViewWords:
    """What stands in the menu, on the card, and below it: ``not_shown`` ends a sentence, ``source`` is a work."""

    name: str
    what: str
    title: str
    not_shown: str
    source: str


VIEW_WORDS: Mapping[View, ViewWords] = {
    "dots": ViewWords(
        "Dots",
        "the text as the model gets it",
        "What the model gets",
        "what a token means to the model: the dots only tell tokens apart.",
        "Sennrich, Haddow, Birch 2016, arXiv:1508.07909",
    ),
    "vector": ViewWords(
        "Vector",
        "the numbers that stand for one token",
        "One token as numbers",
        "what any single number means: mostly nothing on its own.",
        "Schakel, Wilson 2015, arXiv:1508.02297, on length and frequency",
    ),
    "near": ViewWords(
        "Near",
        "the nearest tokens, measured in two ways",
        "The nearest tokens",
        "only meaning: tokens that are used, spelt or as rare alike are near each other, too.",
        "Mu, Viswanath 2018, arXiv:1702.01417, on taking the mean away",
    ),
    "map": ViewWords(
        "Map",
        "many words on a plane",
        "A map of words",
        "true distances: hundreds of dimensions do not fit on a plane. Only the lines come from all of them.",
        "Wattenberg, Viégas, Johnson 2016, distill.pub/2016/misread-tsne",
    ),
    "related": ViewWords(
        "Related",
        "a letter against words with it and without",
        "Is a letter's token near the words that have it?",
        "that the model knows nothing of the letter: a cosine mixes all directions; **Probe** seeks one that tells.",
        "Kaushal, Mahowald 2022, arXiv:2206.02608",
    ),
    "probe": ViewWords(
        "Probe",
        "whether a weighted sum tells a letter",
        "Can a letter be read out of the vectors?",
        "that the model uses it: what can be read out need not be used. **Patch** shows if swapping a state matters.",
        "Hewitt, Liang 2019, arXiv:1909.03368, on the control; Kaushal, Mahowald 2022, arXiv:2206.02608",
    ),
    "attention": ViewWords(
        "Attention",
        "which token reads from which",
        "Who reads from whom",
        "why the model answers as it does: it shows where a head reads from, and not what that changes.",
        "Jain, Wallace 2019, arXiv:1902.10186; Wiegreffe, Pinter 2019, arXiv:1908.04626; on the first token "
        "arXiv:2504.02732",
    ),
    "layers": ViewWords(
        "Layers",
        "each layer read as if it were the last",
        "The guess, layer by layer",
        "what a layer “thinks”: raw, early layers are misread; tuned, they were fitted to the end.",
        "nostalgebraist 2020, “interpreting GPT: the logit lens”; Belrose et al. 2023, arXiv:2303.08112; "
        "Yom Din et al. 2023, arXiv:2303.09435",
    ),
    "patch": ViewWords(
        "Patch",
        "what changes if one state is replaced",
        "What if it had read something else?",
        "where a fact is stored: it shows where the difference between the texts still passes through that token.",
        "Zhang, Nanda 2023, arXiv:2309.16042; Hase et al. 2023, arXiv:2301.04213",
    ),
}  # fmt: skip
