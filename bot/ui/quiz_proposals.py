"""The cards of questions that members propose."""

from collections.abc import Sequence

from bot.language import Later, later, tr
from bot.quiz import Proposal, ProposalState
from bot.ui.card import Card, Pressable
from bot.ui.text import plain

_DECIDED: dict[ProposalState, Later] = {
    "waiting": later("It waits for those who manage this server."),
    "accepted": later("**Accepted**: it may come in quizzes here, under the topic From members and in mixed ones."),
    "declined": later("**Declined.**"),
}


def proposed_card(proposal: Proposal, buttons: Sequence[Pressable]) -> Card:
    """That a question was proposed, for everybody: without its answers."""
    said = tr("{member} proposes: {question}", member=f"<@{proposal.user_id}>", question=plain(proposal.text))
    hidden = tr("Only those who manage this server can see the answers, and accept or decline it.")
    return Card().text(f"### {tr('A question for the quizzes')}\n{said}").row(buttons).text(f"-# {hidden}")


def review_card(proposal: Proposal, buttons: Sequence[Pressable]) -> Card:
    """The question with its answers, for those who decide."""
    right, *wrong = proposal.options
    answers = "\n".join([f"✅ {plain(right)}", *(f"❌ {plain(each)}" for each in wrong)])
    why = f"\n-# {plain(proposal.why)}" if proposal.why else ""
    title = tr("Proposed by {member}", member=f"<@{proposal.user_id}>")
    return (
        Card()
        .text(f"### {title}\n{plain(proposal.text)}\n{answers}{why}")
        .text(str(_DECIDED[proposal.state]))
        .row(buttons)
    )


def decided_card(proposal: Proposal) -> Card:
    """What was decided, for everybody."""
    said = tr("{member} proposed: {question}", member=f"<@{proposal.user_id}>", question=plain(proposal.text))
    return Card().text(f"### {tr('A question for the quizzes')}\n{said}\n{_DECIDED[proposal.state]}")
