"""The cards of the twins: what each answers, what each read, and how they do on words that none has seen."""

from collections.abc import Iterator, Mapping, Sequence

from bot.drawing import Picture, percent
from bot.lab.twin_report import Interval, Report, Run, TwinRecord
from bot.lab.twins import LONGEST, SHORTEST, TWIN_NAMES, TwinAnswer
from bot.letters import Comparison, ModelAnswer, ModelMissing, NotLogged
from bot.services.twins import AskedTwins
from bot.tokens import count
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, model_line
from bot.ui.text import code, plain

METHOD = (
    "-# **Does not show** why a large model errs. These networks are tiny and learn nothing but this, from words "
    "alone. A large one reads whole texts, and learns from them much of how its tokens are spelt.\n"
    "-# Read on: Altıntaş et al. 2025, arXiv:2512.20757, on models that differ only in their tokenizer; Itzhak, Levy "
    "2022, arXiv:2108.11193, on spelling that is learnt from text; Hiraoka, Inui 2025, arXiv:2506.10641, on how large "
    "models spell"
)


def twins_card(asked: AskedTwins, model: Comparison, picture: Picture, buttons: Sequence[Pressable]) -> Card:
    """The exact count, the twins' answers, and that of ``model``, a language model."""
    lines = [_answer(each, asked.exact) for each in asked.answers]
    card = Card().text(f"### {headline(asked.asked, asked.exact)}")
    card.text("\n".join(["**Twins**: alike but for what they read, and the last is trained longer:", *lines]))
    match model.model:
        case ModelAnswer() as answer:
            card.text(f"And a language model: {model_line(model, answer)}")
        case ModelMissing(reason):
            card.text(f"**No answer from the language model.** {plain(reason, 600)}")
    card.picture(picture, "twins.png")
    return card.text("\n".join(f"-# {note}" for note in _notes(asked))).row(buttons)


def _answer(answer: TwinAnswer, exact: int) -> str:
    name = TWIN_NAMES[answer.twin].removeprefix("twin that ")
    if answer.answer is None:
        return f"- {name}: no guess. {_unknown(answer)}"
    share = percent(answer.probabilities[answer.answer])
    verdict = "✓ right" if answer.answer == exact else "✗ wrong"
    trained, each = len(answer.answers), ", ".join(map(str, answer.answers.values()))
    return f"- {name}: **{answer.answer}** ({share} likely to it) · {verdict} · its {trained} trainings say {each}"


def _unknown(answer: TwinAnswer) -> str:
    named = " ".join(code(token, 20) for token in answer.unknown)
    which = "It has never met the token" if len(answer.unknown) == 1 else "It has never met the tokens"
    return f"{which} {named}, so what it has there is still random."


def _notes(asked: AskedTwins) -> Iterator[str]:
    learnt = "is one that they have learnt from" if asked.learnt else "is new to them: they have not learnt from it"
    yield f"This word {learnt}; **How the twins do**, under `/lab`, is about words that none has seen."
    if not SHORTEST <= len(asked.asked.text) <= LONGEST:
        yield f"They have learnt from words of {SHORTEST} to {LONGEST} letters."
    if isinstance(asked.logged, NotLogged):
        yield asked.logged.reason
    else:
        yield f"{count(len(asked.logged), 'answer')} of twins logged: **How models do** counts them apart"


def reading_card(answers: Sequence[TwinAnswer], words: Mapping[str, int], picture: Picture) -> Card:
    """What each twin read; ``words`` are in how many training words each token that they know occurs."""
    letters, tokens, *_ = answers
    named = ", ".join(_met(token.text, words) for token in tokens.word)
    return (
        Card()
        .text("### What each twin read")
        .picture(picture, "read.png")
        .text(
            f"All are asked the same: the word, a mark, the letter. The twin that reads letters meets the "
            f"same {count(len({token.text for token in letters.word}), 'vector')} in every word that has these "
            "letters. So what it learns of them in one word holds in all others.\n"
            f"The twin that reads tokens is given {count(len(tokens.word), 'number')}, in which no letters are to be "
            "seen. It has to learn which letters belong to each, token by token, from the words that have it: "
            f"{named}."
        )
        .text(METHOD)
    )


def _met(token: str, words: Mapping[str, int]) -> str:
    often = words.get(token, 0)
    return f"{code(token, 20)} " + (f"was in {count(often, 'word')}" if often else "was in none")


def report_card(report: Report, curves: Picture, buttons: Sequence[Pressable]) -> Card:
    """How often each twin is right on words that none has seen, and what that took."""
    card = Card().text(
        f"### Twins, and what reading tokens costs them\nRight about {report.questions:,} words that none has seen:"
    )
    card.text("\n".join(map(_record, report.twins.values())))
    card.text(
        f"Seed by seed, letters are ahead of tokens by {_points(report.ahead['tokens'])}, and of tokens trained 10 "
        f"times as long by {_points(report.ahead['tokens_long'])}: here tokens make letters slower to learn, "
        "not impossible, in steps and in operations, at one learning rate for all.\n"
        f"Without a look at the word, always giving the same answer is right for {report.commonest:.0%}, and giving "
        f"each letter's commonest count for {report.habit:.0%}."
    )
    card.picture(curves, "curves.png")
    card.text(
        "-# Networks alike but for what they read: same words, batches, and initial weights where shapes allow. Two "
        "have the same steps, the third has 10 times as many. The new words are made of tokens that are all in the "
        f"{report.trained:,} words that they learn from."
    )
    return card.row(buttons)


def report_method(report: Report) -> str:
    """What the figures of the report were measured with."""
    letters, tokens = report.twins["letters"], report.twins["tokens"]
    sizes = "\n".join(f"- {_name(each)}: {_size(each.runs[0])}" for each in report.twins.values())
    return (
        f"{sizes}\nEach is trained {count(len(letters.runs), 'time')}, from other random numbers. The first interval "
        "says how far those move the mean (Student’s t), the second how far other words could (Wilson). Apart from the "
        f"vectors of tokens and places, which are looked up, each has {tokens.runs[0].multiplied:,} numbers. "
        "Operations are multiplications and additions in training: about six for each of these numbers and each token "
        "(Kaplan et al. 2020, arXiv:2001.08361). Letters make more tokens of a word, so a step takes more of them."
    )


def groups_card(groups: Picture) -> Card:
    """How often each twin is right by what the words are like."""
    return Card().text("### Twins, by what the words are like").picture(groups, "groups.png")


def _record(record: TwinRecord) -> str:
    low, high = record.over_words
    return (
        f"- {_name(record)}: **{record.accuracy.mean:.1%}**{_interval(record.accuracy)}; over words {low * 100:.1f}–"
        f"{high:.1%}"
    )


def _name(record: TwinRecord) -> str:
    return TWIN_NAMES[record.twin].removeprefix("twin that ")


def _size(run: Run) -> str:
    return (
        f"{run.parameters:,} numbers · {run.steps:,} steps · {run.tokens_read / 1e6:.1f} million tokens · "
        f"{run.operations / 1e12:.1f} × 10¹² operations"
    )


def _interval(over: Interval) -> str:
    if over.low is None or over.high is None:
        return " (one training)"
    return f" (95% interval over trainings {over.low * 100:.1f}–{over.high:.1%})"


def _points(ahead: Interval) -> str:
    points = f"**{ahead.mean * 100:.1f} points**"
    if ahead.low is None or ahead.high is None:
        return points
    return f"{points} ({ahead.low * 100:.1f} to {ahead.high * 100:.1f})".replace("-", "−")
