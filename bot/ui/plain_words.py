"""The cards that answer plain words, where no command has one."""

from collections.abc import Sequence

from bot.intents import Source, Term
from bot.letters import ModelAnswer, why
from bot.storage import StoredComparison
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, model_line
from bot.ui.text import plain

_EXAMPLES = {
    "Explain strawberry": "how a word becomes tokens",
    "Tokenize this: I like pie": "or reply “which tokens is that?” to a message",
    "Compare hello in all tokenizers": "the same text, cut by each",
    "What comes next after Once upon a time?": "the likeliest next tokens",
    "How many r’s are in strawberry?": "counted exactly, and by the model",
    "Why did you get that wrong?": "what it read, and how it answered",
    "Quiz us": "or “start a quiz about dots”",
    "What is a token?": "also a vocabulary, a temperature, attention, a prompt …",
}


def read_as(card: Card, mended: str | None) -> Card:
    """``card`` with what was read, where slips were ``mended``."""
    return card.text(f"-# I read this as: {plain(mended)}") if mended else card


def can_card(button: Pressable) -> Card:
    """What can be asked in plain words."""
    lines = [f"- **{example}**: {does}" for example, does in _EXAMPLES.items()]
    return (
        Card()
        .text("### Ask me like this")
        .text("\n".join(lines))
        .text("-# A language model answers all else that you say. `/help` lists my commands.")
        .row([button])
    )


def term_card(term: Term, buttons: Sequence[Pressable]) -> Card:
    """A term of the glossary with its sources."""
    sources = "; ".join(map(_source, term.sources))
    many = "s" if len(term.sources) > 1 else ""
    return Card().text(f"### {term.title}\n{' '.join(term.says)}").text(f"-# Source{many}: {sources}").row(buttons)


def _source(source: Source) -> str:
    return f"{source.author} {source.year}, [{source.title}](<{source.url}>)"


def why_wrong_card(stored: StoredComparison, buttons: Sequence[Pressable]) -> Card:
    """Why the model has answered a letter question as it did."""
    comparison, model = stored.comparison, stored.comparison.model
    card = Card().text(f"### {headline(comparison.question, comparison.exact)}")
    if isinstance(model, ModelAnswer):
        card.text(model_line(comparison, model))
    card.text(plain(why(comparison), 800))
    return card.text(f"-# The latest letter question here, #{stored.id}").row(buttons)
