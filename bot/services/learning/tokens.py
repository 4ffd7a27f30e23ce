"""Experiments with tokens: how texts are cut, and how the pieces come about."""

import asyncio
from collections import Counter
from itertools import pairwise

from bot.drawing import Row, language_bars, merge_tree, prompt_strip, stack, token_strip
from bot.errors import InputError
from bot.language import language_name, later, number, plural, retold
from bot.lessons import Findings, Quoted
from bot.services.learning.bench import Bench, Outcome, Tried, Values, offered
from bot.tokens import PromptToken, Standing, alike, contexts, merge_trace, prices, standing, tokenize
from bot.tokens.encodings import OFFLINE
from bot.tokens.training import MAX_MERGES, words_to_learn_from
from bot.tokens.visible import readable_text

_LISTED = 12
"""Ids that a text tells."""
_TWO_WORDS = later("Give me two words that are one token each, with a space between them, such as: the strawberry")


async def tokens(bench: Bench, tried: Tried) -> Outcome:
    """The words cut into tokens."""
    cut = await bench.cut(tried)
    if not cut.tokens:
        raise InputError(later("This vocabulary has no token for any of that. Try other words."))
    first = cut.tokens[0]
    values: Values = {
        "words": Quoted(cut.text),
        "tokens": len(cut.tokens),
        "characters": cut.graphemes,
        "bytes": cut.size,
        "ids": _listed([token.id for token in cut.tokens]),
        "first": Quoted(first.readable_text, token=True),
        "first_id": str(first.id),
        "encoding": Quoted(cut.encoding),
    }
    measures = {"tokens": len(cut.tokens), "characters": cut.graphemes, "bytes": cut.size}
    strip = await bench.studio.draw(token_strip, cut)
    return Outcome(Findings(values, measures), strip.picture)


async def in_contexts(bench: Bench, tried: Tried) -> Outcome:
    """A word by itself, after a space, with capitals, in quotes, misspelt."""
    encoding = await bench.encoding(tried)
    cuts = {name: await bench.workshop.cut(encoding, text) for name, text in contexts(tried.words).items()}
    ids = {name: tuple(cut.tokens.ids.tolist()) for name, cut in cuts.items()}
    alone, spaced = ids["by itself"], ids.get("after a space", ids["by itself"])
    values: Values = {
        "words": Quoted(cuts["by itself"].text),
        "alone": len(alone),
        "spaced": len(spaced),
        "ways": len({*ids.values()}),
        "forms": len(ids),
        "encoding": Quoted(encoding.name),
    }
    measures = {"alone": len(alone), "spaced": len(spaced), "ways": len({*ids.values()}), "same": alone == spaced}
    rows = [Row(f"{retold(name)} · {_tokens(len(cut.tokens))}", cut) for name, cut in cuts.items()]
    return Outcome(Findings(values, measures), await bench.studio.draw(stack, rows))


async def by_encodings(bench: Bench, tried: Tried) -> Outcome:
    """The words by every vocabulary that needs no network."""
    loaded = [await bench.encodings.load(name) for name in OFFLINE]
    cuts = alike([await bench.workshop.cut(each, tried.words) for each in loaded])
    numbers = [len(each.cut.tokens) for each in cuts]
    measures = {"ways": len(cuts), "least": min(numbers), "most": max(numbers)}
    values: Values = {"words": Quoted(cuts[0].cut.text), "encodings": len(loaded), **measures}
    rows = [Row(f"{_tokens(len(each.cut.tokens))} · {', '.join(each.encodings)}", each.cut) for each in cuts]
    return Outcome(Findings(values, measures), await bench.studio.draw(stack, rows))


async def by_languages(bench: Bench, tried: Tried) -> Outcome:
    """What one sentence costs in many languages."""
    encoding = await bench.encoding(tried)
    found = await asyncio.to_thread(prices, encoding)
    dearest, english = found[-1], next(each for each in found if each.language == "English")
    values: Values = {
        "languages": len(found),
        "english": english.tokens,
        "dearest": language_name(dearest.language),
        "dearest_tokens": dearest.tokens,
        "times": number(dearest.ratio, 1),
        "encoding": Quoted(encoding.name),
    }
    picture = await bench.studio.draw(language_bars, found, encoding.name)
    return Outcome(Findings(values, {"times": dearest.ratio}), picture)


async def learn(bench: Bench, tried: Tried) -> Outcome:
    """A vocabulary learnt from the words: the pair that is joined first, and what all joining comes to."""
    words = await asyncio.to_thread(words_to_learn_from, tried.words)
    learnt = await bench.trainer.train(tried.words, int(tried.settings.get("joins", MAX_MERGES)))
    pairs: Counter[tuple[bytes, bytes]] = Counter()
    for word, times in words.items():
        for one, other in pairwise(word[at : at + 1] for at in range(len(word))):
            pairs[one, other] += times
    first = learnt.merges[0]
    wrong = [one + other for (one, other), times in pairs.most_common() if times < first.together]
    options, right = offered(tried.words, _shown(first.token), [_shown(each) for each in wrong[1::2]])
    before, after = sum(len(word) * times for word, times in words.items()), learnt.merges[-1].tokens
    values: Values = {
        "words": Quoted(tried.words),
        "pair": _shown(first.token),
        "together": first.together,
        "before": before,
        "after": after,
        "merges": len(learnt.merges),
        "longest": _shown(max((merge.token for merge in learnt.merges), key=len)),
    }
    measures = {"together": first.together, "after": after, "times": before / after}
    strip = await bench.studio.draw(token_strip, tokenize(learnt.encoding, tried.words))
    return Outcome(Findings(values, measures, options, right), strip.picture)


async def merges(bench: Bench, tried: Tried) -> Outcome:
    """How the bytes of a word become its tokens."""
    encoding = await bench.encoding(tried)
    pieces = await asyncio.to_thread(merge_trace, encoding, tried.words)
    steps = [merge for piece in pieces for merge in piece.merges]
    if not steps:
        raise InputError(later("Nothing is merged in that. Try a longer word."))
    tokens_made = sum(len(piece.ids) for piece in pieces)
    values: Values = {
        "words": Quoted(tried.words),
        "merges": len(steps),
        "bytes": sum(len(piece.parts) for piece in pieces),
        "tokens": tokens_made,
        "first": _shown(steps[0].bytes),
        "first_id": str(steps[0].id),
        "encoding": Quoted(encoding.name),
    }
    measures = {"merges": len(steps), "tokens": tokens_made}
    return Outcome(Findings(values, measures), await bench.studio.draw(merge_tree, pieces))


async def two_standings(bench: Bench, tried: Tried) -> Outcome:
    """Which of two words was merged earlier."""
    encoding = await bench.encoding(tried)
    found: list[tuple[PromptToken, Standing]] = []
    for word in tried.words.split():
        cut = await bench.workshop.cut(encoding, f" {word}")
        if len(cut.tokens) == 1:
            token = PromptToken(cut.tokens[0].id, cut.tokens[0].readable_text)
            found.append((token, await asyncio.to_thread(standing, encoding, token.id)))
    if len(found) != 2:
        raise InputError(_TWO_WORDS)
    (first, of_first), (second, of_second) = found
    numbers = [of_first.merge or 0, of_second.merge or 0]
    values: Values = {
        "first": Quoted(first.text, token=True),
        "second": Quoted(second.text, token=True),
        "first_merge": numbers[0],
        "second_merge": numbers[1],
        "merges": of_first.merges,
        "encoding": Quoted(encoding.name),
    }
    measures = {"earlier": 1 if numbers[0] < numbers[1] else 2}
    return Outcome(Findings(values, measures), await bench.studio.draw(prompt_strip, [first, second]))


async def ids(bench: Bench, tried: Tried) -> Outcome:
    """The ids of the words, and the tokens beside the rarest of them in the vocabulary."""
    encoding = await bench.encoding(tried)
    cut = await bench.cut(tried)
    if not cut.tokens:
        raise InputError(later("This vocabulary has no token for any of that. Try other words."))
    rarest = max(cut.tokens, key=lambda token: token.id)
    place = await asyncio.to_thread(standing, encoding, rarest.id)
    beside = [PromptToken(each.id, each.readable_text, each.special) for each in place.neighbours]
    before = next((each.text for each in beside if each.id == rarest.id - 1), "–")
    after = next((each.text for each in beside if each.id == rarest.id + 1), "–")
    values: Values = {
        "words": Quoted(cut.text),
        "ids": _listed([token.id for token in cut.tokens]),
        "id": str(rarest.id),
        "token": Quoted(rarest.readable_text, token=True),
        "before": Quoted(before, token=True),
        "after": Quoted(after, token=True),
        "encoding": Quoted(encoding.name),
    }
    return Outcome(Findings(values, {"tokens": len(cut.tokens)}), await bench.studio.draw(prompt_strip, beside))


def _shown(token: bytes) -> Quoted:
    return Quoted(readable_text(token), token=True)


def _tokens(n: int) -> str:
    return plural("{n} token", "{n} tokens", n)


def _listed(numbers: list[int]) -> str:
    more = ", …" if len(numbers) > _LISTED else ""
    return ", ".join(map(str, numbers[:_LISTED])) + more
