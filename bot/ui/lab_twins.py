"""The cards of the twins: what each answers, what each read, and how they do on words that none has seen."""

from collections.abc import Iterator, Mapping, Sequence

from bot.drawing import Picture, probability_text
from bot.lab.twin_report import Interval, Report, Run, TwinRecord
from bot.lab.twins import LONGEST, SHORTEST, TwinAnswer, TwinName
from bot.language import Later, Value, later, number, percent, plural, retold, tr
from bot.letters import Comparison, ModelAnswer, ModelMissing, NotLogged
from bot.sentences import headed, sentences, separated
from bot.services.twins import AskedTwins
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, model_line
from bot.ui.text import code, plain

# Translators: these three name twins: “The twin that …”, without those words.
_NAMES: Mapping[TwinName, Later] = {
    "letters": later("reads letters"),
    "tokens": later("reads tokens"),
    "tokens_long": later("reads tokens, trained 10 times as long"),
}
_SOURCES = later(
    "Altıntaş et al. 2025, arXiv:2512.20757, on models that differ only in their tokenizer; Itzhak, Levy 2022, "
    "arXiv:2108.11193, on spelling that is learnt from text; Hiraoka, Inui 2025, arXiv:2506.10641, on how large models "
    "spell"
)


def method() -> str:
    """What it does not show, and where to read on."""
    not_shown = tr(
        "**Does not show** why a large model errs. These networks are tiny and learn nothing but this, from words "
        "alone. A large one reads whole texts, and learns from them much of how its tokens are spelt."
    )
    return f"-# {not_shown}\n-# {tr('Read on: {source}', source=_SOURCES)}"


def twins_card(asked: AskedTwins, comparison: Comparison, picture: Picture, buttons: Sequence[Pressable]) -> Card:
    """The exact count, the twins' answers, and that of a language model in ``comparison``."""
    lines = [f"- {_answer(each, asked.exact)}" for each in asked.answers]
    card = Card().text(f"### {headline(asked.asked, asked.exact)}")
    alike = tr("**Twins**: alike but for what they read, and the last is trained longer:")
    card.text("\n".join([alike, *lines]))
    match comparison.model:
        case ModelAnswer() as answer:
            card.text(tr("And a language model: {answer}", answer=model_line(comparison, answer)))
        case ModelMissing(reason):
            card.text(tr("**No answer from the language model.** {reason}", reason=plain(retold(reason), 600)))
    card.picture(picture, "twins.png")
    return card.text("\n".join(f"-# {note}" for note in _notes(asked))).row(buttons)


def _answer(answer: TwinAnswer, exact: int) -> str:
    if answer.answer is None:
        return plural(
            "{twin}: no guess. It has never met the token {tokens}, so what it has there is still random.",
            "{twin}: no guess. It has never met the tokens {tokens}, so what it has there is still random.",
            len(answer.unknown),
            twin=_NAMES[answer.twin],
            tokens=" ".join(code(token, 20) for token in answer.unknown),
        )
    said = tr(
        "{twin}: **{answer}** (it gave this {share})",
        twin=_NAMES[answer.twin],
        answer=answer.answer,
        share=probability_text(answer.probabilities[answer.answer]),
    )
    verdict = f"✓ {tr('right')}" if answer.answer == exact else f"✗ {tr('wrong')}"
    each = plural(
        "its {n} training says {answers}",
        "its {n} trainings say {answers}",
        len(answer.answers),
        answers=separated(map(str, answer.answers.values())),
    )
    return f"{said} · {verdict} · {each}"


def _notes(asked: AskedTwins) -> Iterator[str]:
    if asked.learnt:
        yield tr(
            "This word is one that they have learnt from; **How the twins do**, under `/lab`, is about words that none "
            "has seen."
        )
    else:
        yield tr(
            "This word is new to them: they have not learnt from it; **How the twins do**, under `/lab`, is about "
            "words that none has seen."
        )
    if not SHORTEST <= len(asked.asked.text) <= LONGEST:
        yield tr("They have learnt from words of {least} to {most} letters.", least=SHORTEST, most=LONGEST)
    if isinstance(asked.logged, NotLogged):
        yield asked.logged.reason
    else:
        yield plural(
            "{n} answer of twins logged: **How models do** counts it separately",
            "{n} answers of twins logged: **How models do** counts them separately",
            len(asked.logged),
        )


def reading_card(answers: Sequence[TwinAnswer], words: Mapping[str, int], picture: Picture) -> Card:
    """What each twin read; ``words`` are in how many training words each token that they know occurs."""
    letters, tokens, *_ = answers
    by_letters = plural(
        "All are asked the same: the word, a mark, the letter. The twin that reads letters meets the same {n} vector "
        "in every word that has these letters. So what it learns of them in one word holds in all others.",
        "All are asked the same: the word, a mark, the letter. The twin that reads letters meets the same {n} vectors "
        "in every word that has these letters. So what it learns of them in one word holds in all others.",
        len({token.text for token in letters.word}),
    )
    by_tokens = plural(
        "The twin that reads tokens is given {n} number, in which no letters are to be seen. It has to learn which "
        "letters belong to each, token by token, from the words that have it: {words}.",
        "The twin that reads tokens is given {n} numbers, in which no letters are to be seen. It has to learn which "
        "letters belong to each, token by token, from the words that have it: {words}.",
        len(tokens.word),
        words=separated(_met(token.text, words) for token in tokens.word),
    )
    card = Card().text(f"### {tr('What each twin read')}").picture(picture, "read.png")
    return card.text(f"{by_letters}\n{by_tokens}").text(method())


def _met(token: str, words: Mapping[str, int]) -> str:
    if often := words.get(token, 0):
        return plural("{token} was in {n} word", "{token} was in {n} words", often, token=code(token, 20))
    return tr("{token} was in none", token=code(token, 20))


def report_card(report: Report, curves: Picture, buttons: Sequence[Pressable]) -> Card:
    """How often each twin is right on words that none has seen, and what that took."""
    right = tr("Right about {questions} words that none has seen:", questions=report.questions)
    card = Card().text(f"### {tr('Twins, and what reading tokens costs them')}\n{right}")
    card.text("\n".join(f"- {_record(each)}" for each in report.twins.values()))
    ahead = tr(
        "Seed by seed, letters are ahead of tokens by {points}, and of tokens trained 10 times as long by {long}: "
        "here tokens make letters slower to learn, not impossible, in steps and in operations, at one learning rate "
        "for all.",
        points=_points(report.ahead["tokens"]),
        long=_points(report.ahead["tokens_long"]),
    )
    blind = tr(
        "Without a look at the word, always giving the same answer is right for {commonest}, and giving each letter's "
        "commonest count for {habit}.",
        commonest=percent(report.commonest),
        habit=percent(report.habit),
    )
    alike = tr(
        "Networks alike but for what they read: same words, batches, and initial weights where shapes allow. Two have "
        "the same steps, the third has 10 times as many. The new words are made of tokens that are all in the {words} "
        "words that they learn from.",
        words=report.trained,
    )
    card.text(f"{ahead}\n{blind}").picture(curves, "curves.png")
    return card.text(f"-# {alike}").row(buttons)


def report_method(report: Report) -> str:
    """What the figures of the report were measured with."""
    letters, tokens = report.twins["letters"], report.twins["tokens"]
    lines = [f"- {headed(str(_NAMES[each.twin]), _size(each.runs[0]))}" for each in report.twins.values()]
    trained = plural(
        "Each is trained {n} time, from other random numbers.",
        "Each is trained {n} times, from other random numbers.",
        len(letters.runs),
    )
    intervals = tr(
        "The first interval says how far those move the mean (Student’s t), the second how far other words could "
        "(Wilson)."
    )
    counted = tr(
        "Apart from the vectors of tokens and places, which are looked up, each has {numbers} parameters. Operations "
        "are multiplications and additions in training: about six for each of these parameters and each token (Kaplan "
        "et al. 2020, arXiv:2001.08361). Letters make more tokens of a word, so a step takes more of them.",
        numbers=tokens.runs[0].multiplied,
    )
    return "\n".join([*lines, sentences([trained, intervals, counted])])


def groups_card(groups: Picture) -> Card:
    """How often each twin is right by what the words are like."""
    return Card().text(f"### {tr('Twins, by what the words are like')}").picture(groups, "groups.png")


def _record(record: TwinRecord) -> str:
    low, high = record.over_words
    figures: dict[str, Value] = {
        "twin": _NAMES[record.twin],
        "share": percent(record.accuracy.mean, 1),
        "words_low": number(low * 100, 1),
        "words_high": percent(high, 1),
    }
    over = record.accuracy
    if over.low is None or over.high is None:
        return tr("{twin}: **{share}** (one training); over words {words_low}–{words_high}", **figures)
    return tr(
        "{twin}: **{share}** (95% interval over trainings {low}–{high}); over words {words_low}–{words_high}",
        low=number(over.low * 100, 1),
        high=percent(over.high, 1),
        **figures,
    )


def _size(run: Run) -> str:
    parts = (
        plural("{n} parameter", "{n} parameters", run.parameters),
        plural("{n} step", "{n} steps", run.steps),
        tr("{millions} million tokens", millions=number(run.tokens_read / 1e6, 1)),
        tr("{number} × 10¹² operations", number=number(run.operations / 1e12, 1)),
    )
    return " · ".join(parts)


def _points(ahead: Interval) -> str:
    points = number(ahead.mean * 100, 1)
    if ahead.low is None or ahead.high is None:
        return tr("**{points} points**", points=points)
    return tr(
        "**{points} points** ({low} to {high})",
        points=points,
        low=number(ahead.low * 100, 1),
        high=number(ahead.high * 100, 1),
    )
