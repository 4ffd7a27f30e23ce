"""The cards that answer plain words, where no command has one."""

from collections.abc import Sequence

from bot.intents import Source, Term
from bot.language import later, plural, tr
from bot.letters import ModelAnswer, why
from bot.sentences import apart, sentences
from bot.storage import StoredComparison
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, model_line
from bot.ui.text import plain

_EXAMPLES = {
    "Explain strawberry": later("how a word becomes tokens"),  # untranslated: it is typed so
    "Tokenize this: I like pie": later("or reply “which tokens is that?” to a message"),  # untranslated: so
    "Compare hello in all tokenizers": later("the same text, cut by each"),  # untranslated: so
    "What comes next after Once upon a time?": later("the likeliest next tokens"),  # untranslated: so
    "How many r’s are in strawberry?": later("counted exactly, and by the model"),  # untranslated: so
    "Why did you get that wrong?": later("what it read, and how it answered"),  # untranslated: so
    "Quiz us": later("or “start a quiz about dots”"),  # untranslated: so
    "What is a token?": later("also a vocabulary, a temperature, attention, a prompt …"),  # untranslated: so
}


def read_as(card: Card, mended: str | None) -> Card:
    """``card`` with what was read, where slips were ``mended``."""
    return card.text(f"-# {tr('I read this as: {question}', question=plain(mended))}") if mended else card


def can_card(button: Pressable) -> Card:
    """What can be asked in plain words."""
    lines = [f"- {tr('**{name}**: {text}', name=example, text=does)}" for example, does in _EXAMPLES.items()]
    return (
        Card()
        .text(f"### {tr('Ask me like this')}")
        .text("\n".join(lines))
        .text(f"-# {tr('A language model answers all else that you say. `/help` lists my commands.')}")
        .row([button])
    )


def term_card(term: Term, buttons: Sequence[Pressable]) -> Card:
    """A term of the glossary with its sources."""
    listed = apart(map(_source, term.sources))
    sources = plural("Source: {sources}", "Sources: {sources}", len(term.sources), sources=listed)
    return Card().text(f"### {term.title}\n{sentences(term.says)}").text(f"-# {sources}").row(buttons)


def _source(source: Source) -> str:
    return f"{source.author} {source.year}, [{source.title}](<{source.url}>)"


def why_wrong_card(stored: StoredComparison, buttons: Sequence[Pressable]) -> Card:
    """Why the model has answered a letter question as it did."""
    comparison, model = stored.comparison, stored.comparison.model
    card = Card().text(f"### {headline(comparison.question, comparison.exact)}")
    if isinstance(model, ModelAnswer):
        card.text(model_line(comparison, model))
    card.text(plain(why(comparison), 800))
    latest = tr("The latest letter question here, #{id}", id=str(stored.id))
    return card.text(f"-# {latest}").row(buttons)
