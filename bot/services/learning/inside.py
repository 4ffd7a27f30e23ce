"""Experiments inside the model: what it predicts, its vectors, its attention, its layers."""

from collections.abc import Sequence
from random import Random

from bot.drawing import Picture, next_token_bars, probability_text, prompt_strip, signed, view_picture
from bot.drawing.dot_rows import letter, numbered
from bot.drawing.dots import dots as dots_picture, revealed_dots
from bot.errors import InputError
from bot.inside.views import (
    AttentionView,
    LensView,
    Near,
    PatchView,
    ProbeResult,
    Relation,
    Seen,
    TokenVector,
    WordMap,
    stays_first,
)
from bot.language import later, number
from bot.lessons import Findings, Quoted
from bot.model import Sampling
from bot.quiz import Dots, dot_name
from bot.quiz.makers.dots import NEW
from bot.services.learning.bench import Bench, Outcome, Tried, Values, offered
from bot.services.looking import Looking, as_inside_a_text
from bot.tokens import PromptToken
from bot.tokens.unwanted import unwanted

_STEPS = 8
"""Tokens that are written."""
_DOTS = 24
_OFFERED = 4
"""Dots to choose from, a new one among them."""
_LONGER = later("That is too short to be looked at this way. Try a sentence.")


async def next_token(bench: Bench, tried: Tried) -> Outcome:
    """What could come next."""
    seen = await bench.model.next_tokens(tried.words, (), Sampling())
    best, second, *rest = seen.likeliest
    # Clearly less likely ones, and none that is of blanks alone or that nobody wants to see.
    fit = [each for each in rest if each.token.text.strip().isalpha() and not unwanted(each.token.text)]
    options, right = offered(
        tried.words, Quoted(best.token.text, token=True), [Quoted(each.token.text, token=True) for each in fit[1::2]]
    )
    values: Values = {
        "words": Quoted(tried.words),
        "likeliest": Quoted(best.token.text, token=True),
        "chance": probability_text(best.probability),
        "second": Quoted(second.token.text, token=True),
        "second_chance": probability_text(second.probability),
        "vocabulary": seen.vocabulary,
    }
    bars = await bench.studio.draw(next_token_bars, seen.likeliest)
    return Outcome(Findings(values, {"chance": best.probability, "vocabulary": seen.vocabulary}, options, right), bars)


async def write(bench: Bench, tried: Tried) -> Outcome:
    """The likeliest token appended again and again."""
    appended: list[PromptToken] = []
    read: Sequence[PromptToken] = ()
    while len(appended) < _STEPS:
        seen = await bench.model.next_tokens(tried.words, tuple(each.id for each in appended), Sampling())
        read = read or seen.tokens
        if seen.ended:
            break
        appended.append(seen.likeliest[0].token)
    values: Values = {
        "words": Quoted(tried.words),
        "written": Quoted("".join(each.text for each in appended)),
        "tokens": len(appended),
        "ids": ", ".join(str(each.id) for each in appended),
    }
    strip = await bench.studio.draw(prompt_strip, [*read, *appended])
    return Outcome(Findings(values, {"tokens": len(appended)}), strip)


async def vector(bench: Bench, tried: Tried) -> Outcome:
    """The numbers that stand for a word's rarest token."""
    subject = await bench.inspecting.subject(as_inside_a_text("vector", tried.words))
    seen = await bench.inspecting.see(subject, Looking("vector"))
    if not isinstance(seen, TokenVector):
        raise TypeError(seen)
    values: Values = {
        "words": Quoted(tried.words),
        "token": Quoted(seen.token.text, token=True),
        "numbers": len(seen.row),
        "length": number(seen.length, 2),
        "seed": seen.seed,
    }
    return Outcome(Findings(values, {"numbers": len(seen.row)}), await _drawn(bench, seen))


async def near(bench: Bench, tried: Tried) -> Outcome:
    """Which token's vector is nearest, among words that are not."""
    subject = await bench.inspecting.subject(as_inside_a_text("near", tried.words))
    looking = Looking("near", subject.token_of(tried.words.strip())) if len(subject.words) == 1 else Looking("near")
    seen = await bench.inspecting.see(subject, looking)
    if not isinstance(seen, Near):
        raise TypeError(seen)
    asked = tried.words.strip().casefold()
    close = [(token.text.strip(), cosine) for token, cosine in seen.centred.tokens]
    others = [(each, cosine) for each, cosine in close if asked[:4] not in each.casefold() and each.isalpha()]
    nearest, cosine = others[0] if others else close[0]
    listed = {each.casefold() for each, _ in close} | {asked}
    wrong = [each for each in tried.settings.get("others", "").split(",") if each and each.casefold() not in listed]
    options, right = offered(tried.words, Quoted(nearest), [Quoted(each) for each in wrong])
    values: Values = {
        "words": Quoted(tried.words),
        "token": Quoted("".join(each.text for each in seen.asked), token=True),
        "nearest": Quoted(nearest),
        "cosine": signed(cosine),
        "random": signed(seen.centred.random_mean),
    }
    return Outcome(Findings(values, {"cosine": cosine}, options, right), await _drawn(bench, seen))


async def word_map(bench: Bench, tried: Tried) -> Outcome:
    """Words in groups on a plane, before any training and after it."""
    preset = tried.settings.get("preset", "states")
    subject = await bench.inspecting.subject(preset)
    untrained = await bench.inspecting.see(subject, Looking("map", words=preset, untrained=True))
    seen = await bench.inspecting.see(subject, Looking("map", words=preset))
    if not isinstance(seen, WordMap) or seen.silhouette is None or seen.silhouette_random is None:
        raise InputError(later("The words of “{preset}” have no groups. Choose another preset.", preset=preset))
    values: Values = {
        "words": len(seen.words),
        "groups": len({*seen.groups}),
        "trained": signed(seen.silhouette),
        "random": signed(seen.silhouette_random),
    }
    measures = {"trained": seen.silhouette, "random": seen.silhouette_random}
    return Outcome(Findings(values, measures), await _drawn(bench, seen), await _drawn(bench, untrained))


async def related(bench: Bench, tried: Tried) -> Outcome:
    """Whether a letter's vector is nearer to the states that have the letter."""
    looking = Looking("related", letter=tried.settings.get("letter", "d"))
    seen = await bench.inspecting.see(await bench.inspecting.subject(looking.letter), looking)
    if not isinstance(seen, Relation):
        raise TypeError(seen)
    low, high = seen.centred.interval
    nearer = 1 if low > 0 else -1 if high < 0 else 0
    values: Values = {
        "letter": Quoted(looking.letter),
        "with": signed(seen.centred.mean_with),
        "without": signed(seen.centred.mean_without),
    }
    return Outcome(Findings(values, {"nearer": nearer}), await _drawn(bench, seen))


async def probe(bench: Bench, tried: Tried) -> Outcome:
    """Whether a weighted sum of a vector's numbers tells that a word has a letter."""
    looking = Looking("probe", letter=tried.settings.get("letter", "d"))
    seen = await bench.inspecting.see(await bench.inspecting.subject(looking.letter), looking)
    if not isinstance(seen, ProbeResult) or seen.contains is None:
        raise InputError(later("Too few words have that letter. Choose another one."))
    score = seen.contains
    values: Values = {
        "letter": Quoted(looking.letter),
        "right": probability_text(score.balanced_accuracy),
        "guessing": probability_text(score.chance),
        "control": probability_text(score.control),
        "held_out": score.held_out,
    }
    return Outcome(Findings(values, {"right": score.balanced_accuracy}), await _drawn(bench, seen))


async def dots(bench: Bench, tried: Tried) -> Outcome:
    """All tokens but the last one as dots: which comes next?"""
    subject = await bench.inspecting.subject(tried.words)
    *shown, following = subject.tokens[-_DOTS - 1 :]
    if len(shown) < 2:
        raise InputError(_LONGER)
    names = {token: str(dot_name(letter(number))) for token, number in numbered(shown).items()}
    new = str(NEW)
    right = names.get(following, new)
    seen = await bench.model.next_tokens("", tuple(token.id for token in shown), Sampling())
    guess = seen.likeliest[0]
    guessed = names.get(guess.token, new)
    in_order = [*names.values(), new]
    kept = [*dict.fromkeys((right, new, guessed, *in_order))][:_OFFERED]
    options = [name for name in in_order if name in kept]
    values: Values = {
        "words": Quoted(tried.words),
        "dots": len(shown),
        "kinds": len({*shown}),
        "next": Quoted(following.text, token=True),
        "guess": Quoted(guess.token.text, token=True),
        "chance": probability_text(guess.probability),
    }
    illustration = Dots(tuple(shown), following)
    before = await bench.studio.draw(dots_picture, illustration)
    after = await bench.studio.draw(revealed_dots, illustration, guessed, right=guess.token == following)
    measures = {"dots": len(shown), "kinds": len({*shown})}
    labels = tuple(each[:1].upper() + each[1:] for each in options)
    return Outcome(Findings(values, measures, labels, options.index(right)), after, before)


async def first_token(bench: Bench, tried: Tried) -> Outcome:
    """How much of its attention a layer gives to the first token."""
    subject = await bench.inspecting.subject(tried.words)
    seen = await _attention(bench, tried, Looking("attention"))
    values: Values = {
        "words": Quoted(subject.text),
        "token": Quoted(seen.tokens[0].text, token=True),
        "on_first": probability_text(seen.on_first),
        "layer": seen.layer,
        "heads": len(seen.elsewhere),
    }
    return Outcome(Findings(values, {"on_first": seen.on_first}), await _drawn(bench, seen))


async def reads(bench: Bench, tried: Tried) -> Outcome:
    """From which token before it the last one reads most, in a head that looks away from the first one."""
    strongest = (await _attention(bench, tried, Looking("attention"))).strongest
    for layer, head, _ in strongest:
        looking = Looking("attention", layer=layer, head=head, without_first=True)
        seen = await _attention(bench, tried, looking)
        weights = seen.weights[-1].tolist()
        place = max(range(len(weights)), key=weights.__getitem__)
        if place < len(weights) - 1:  # not from itself
            break
    read_from = seen.tokens[place].text
    others = [text for text in dict.fromkeys(token.text for token in seen.tokens[1:]) if text != read_from]
    if not others or place == 0:
        raise InputError(_LONGER)
    Random(tried.words).shuffle(others)  # noqa: S311 - it mixes options, and keeps no secret
    options, right = offered(tried.words, Quoted(read_from, token=True), [Quoted(each, token=True) for each in others])
    values: Values = {
        "words": Quoted(tried.words),
        "token": Quoted(seen.tokens[-1].text, token=True),
        "read": Quoted(read_from, token=True),
        "share": probability_text(weights[place]),
        "layer": layer,
        "head": head,
    }
    return Outcome(Findings(values, {"share": weights[place]}, options, right), await _drawn(bench, seen))


async def layers(bench: Bench, tried: Tried) -> Outcome:
    """After which layer the final answer is first, and stays it."""
    subject = await bench.inspecting.subject(tried.words)
    seen = await bench.inspecting.see(subject, Looking("layers"))
    if not isinstance(seen, LensView):
        raise TypeError(seen)
    last = seen.raw[-1]
    place = stays_first(seen.raw)
    stays = last.layer if place is None else seen.raw[place].layer
    values: Values = {
        "words": Quoted(tried.words),
        "answer": Quoted(seen.answer.text, token=True),
        "chance": probability_text(last.top[0][1]),
        "layers": last.layer,
        "stays": stays,
    }
    measures = {"depth": stays / last.layer, "chance": last.top[0][1]}
    return Outcome(Findings(values, measures), await _drawn(bench, seen))


async def patch(bench: Bench, tried: Tried) -> Outcome:
    """What comes next once the state of a token is that of another text."""
    subject = await bench.inspecting.subject(tried.words)
    other = await bench.inspecting.subject(tried.settings["other"]) if "other" in tried.settings else None
    seen = await bench.inspecting.see(subject, Looking("patch"), other)
    if not isinstance(seen, PatchView):
        raise TypeError(seen)
    deepest, last = len(seen.after) - 1, seen.halved[-1] if seen.halved else 0
    values: Values = {
        "words": Quoted(tried.words),
        "other": Quoted("".join(token.text for token in seen.other)),
        "own": Quoted(seen.tokens[seen.position].text, token=True),
        "theirs": Quoted(seen.other[seen.other_position].text, token=True),
        "says": Quoted(seen.followed[0].text, token=True),
        "last": last,
        "layers": deepest,
        "before": probability_text(seen.before[0]),
        "swapped": probability_text(seen.after[0][0]),
    }
    return Outcome(Findings(values, {"depth": last / deepest}), await _drawn(bench, seen))


async def _attention(bench: Bench, tried: Tried, looking: Looking) -> AttentionView:
    subject = await bench.inspecting.subject(tried.words)
    if len(subject.tokens) < 3:
        raise InputError(_LONGER)
    seen = await bench.inspecting.see(subject, looking)
    if not isinstance(seen, AttentionView):
        raise TypeError(seen)
    return seen


async def _drawn(bench: Bench, seen: Seen) -> Picture:
    return await bench.studio.draw(view_picture, seen)
