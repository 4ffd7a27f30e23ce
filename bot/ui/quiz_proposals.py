"""The cards of questions that members propose."""

from collections.abc import Sequence

from bot.quiz import Proposal, ProposalState
from bot.ui.card import Card, Pressable
from bot.ui.text import plain

_DECIDED: dict[ProposalState, str] = {
    "waiting": "It waits for those who manage this server.",
    "accepted": "**Accepted**: it may come in quizzes here, under the topic From members and in mixed ones.",
    "declined": "**Declined.**",
}


def proposed_card(proposal: Proposal, buttons: Sequence[Pressable]) -> Card:
    """That a question was proposed, for everybody: without its answers."""
    return (
        Card()
        .text(f"### A question for the quizzes\n<@{proposal.user_id}> proposes: {plain(proposal.text)}")
        .row(buttons)
        .text("-# Only those who manage this server can see the answers, and accept or decline it.")
    )


def review_card(proposal: Proposal, buttons: Sequence[Pressable]) -> Card:
    """The question with its answers, for those who decide."""
    right, *wrong = proposal.options
    answers = "\n".join([f"✅ {plain(right)}", *(f"❌ {plain(each)}" for each in wrong)])
    why = f"\n-# {plain(proposal.why)}" if proposal.why else ""
    return (
        Card()
        .text(f"### Proposed by <@{proposal.user_id}>\n{plain(proposal.text)}\n{answers}{why}")
        .text(_DECIDED[proposal.state])
        .row(buttons)
    )


def decided_card(proposal: Proposal) -> Card:
    """What was decided, for everybody."""
    return Card().text(
        f"### A question for the quizzes\n<@{proposal.user_id}> proposed: {plain(proposal.text)}\n"
        f"{_DECIDED[proposal.state]}"
    )
