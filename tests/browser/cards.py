"""Every card that is looked at in a browser: the commands that show it, and the buttons behind them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.ui.help import TOPICS
from tests.browser.foreign import Sought


@dataclass(frozen=True)
class Used:
    """A command with its options, and a text of its card.

    ``written`` goes into the form that it opens. ``then`` are buttons that lead on, or selects and what is chosen there
    after a ``›``, each with a text of what follows, which no other card has by then. A card's only select need not be
    named. ``name`` is for the files, where the command is used more than once. The first card is not ``new`` where one
    like it has been looked at.
    """

    command: str
    said: str
    options: dict[str, str] = field(default_factory=dict)
    written: str = ""
    then: Sequence[tuple[str, Sought]] = ()
    name: str = ""
    new: bool = True


COMPARED = "Models read numbers: 12,345 strawberries, 草莓, клубника, 🍓🍓"
LONG = "The strawberry 🍓 is a widely grown hybrid; in Hebrew it is תות, in Arabic فراولة. " * 4
LEARNT = "she sells sea shells by the sea shore; the shells she sells are sea shells, she is sure. " * 3
LAB, CHOOSE = "Small experiments with language models", "Choose an experiment"
SHELLS = "She sells sea shells by the sea shore; the shells"
HELP = (
    Used("help", "Five things to try", then=[("About and privacy", "million parameters")]),
    Used(
        "help",
        "Five things to try",
        then=[(f" › {topic.title}", re.compile(f"/{topic.commands[0]}")) for topic in TOPICS.values()],
        name="help-topics",
        new=False,
    ),
)
USED = (
    Used("me", "no quiz question yet", then=[("This channel’s", "Nothing has been asked here")], name="me-empty"),
    Used("start", "Start here", then=[("My name as tokens", "bytes a token")]),
    Used(
        "tokenize",
        "bytes a token",
        {"text": "Strawberry 🍓 pie: 20 %"},
        then=[
            ("Ids", "15107, 231"),
            ("Table", "counted in code points"),
            ("Look at its merges", "2 of 6: How it was put together"),
        ],
    ),
    Used("tokenize", "bytes a token", {"text": "👩‍👩‍👧 שלום עולם مرحبا 🏳️‍🌈 e\u0301"}, name="tokenize-families"),
    Used(
        "ask",
        "Instruct answers",
        {"question": "How many r's are in strawberry?"},
        then=[("Details", "logged as #")],
    ),
    Used(
        "ask",
        "occurs 3 times in banana",
        {"question": "How many a's are in banana?"},
        then=[("Four ways to ask", "The word’s tokens")],
        name="ask-four-ways",
    ),
    Used("ask", "Instruct answers", {"question": "Does Nevada have a d?"}, name="ask-contains"),
    Used("ask", "backwards", {"question": "Reverse stressed"}, name="ask-reverse"),
    Used("ask", "one letter of a list at a time", {"question": "Which US states contain 'ss'?"}, name="ask-not-each"),
    Used(
        "ask",
        "elements with i",
        {"question": "Which elements contain the letter i?"},
        name="ask-elements",
    ),
    Used(
        "ask",
        "months with r",
        {"question": "How many months contain the letter r?"},
        then=[("Ask the model about each", "12 answers logged")],
        name="ask-months",
    ),
    Used("next", "Most likely next", {"text": "Once upon a time"}, then=[("Draw one", "Drawn at random")]),
    Used("next", "part of a character", {"text": "I like 🍓🍓🍓🍓"}, name="next-bytes"),
    Used(
        "next",
        "no cut-off",
        {"text": "My cat is"},
        then=[("No cut-off › Top-k 5", "· top-k 5:")],
        name="next-cut-offs",
    ),
    Used(
        "inside",
        "What the model gets",
        {"text": SHELLS},
        then=[
            ("Show the ids", "What the model gets"),
            ("Show the text", "own guess"),
            ("Dots › Vector", "One token as numbers"),
            ("Vector › Attention", "Who reads from whom"),
            ("Without the first token", "left out here"),
        ],
    ),
    Used(
        "inside",
        "What the model gets",
        {"text": " Texas"},
        then=[("Dots › Near", "The nearest tokens")],
        name="inside-near",
        new=False,
    ),
    Used(
        "inside",
        "What the model gets",
        {"text": "The capital of France is"},
        then=[
            ("Dots › Layers", "The guess, layer by layer"),
            ("Layers › Patch", "What if it had read something else?"),
        ],
        name="inside-capital",
        new=False,
    ),
    Used(
        "inside",
        "What the model gets",
        {"text": "d"},
        then=[
            ("Dots › Related", "Is a letter's token near"),
            ("Related › Probe", "Can a letter be read"),
            ("Probe › Map", "A map of words"),
            ("t-SNE", "sizes of clusters mean nothing"),
            ("Random start", "as before any training"),
        ],
        name="inside-letter",
        new=False,
    ),
    Used(
        "lab",
        LAB,
        then=[(f"{CHOOSE} › One step by hand", "1 of 8: "), *[("Next", f"{page} of 8: ") for page in range(2, 9)]],
        name="lab-step",
    ),
    Used(
        "lab",
        LAB,
        then=[(f"{CHOOSE} › Bigger networks", "Does a bigger network"), ("Method", "beyond these sizes")],
        name="lab-bigger",
        new=False,
    ),
    Used(
        "lab",
        LAB,
        then=[
            ("Watch one train", "vote on the learning rate"),
            ("300", "300 · 1 vote"),
            ("0.003", "0.003 · 1 vote"),
            ("Start now", "In the film the map keeps"),
            ("Method", "the map has two of many directions"),
        ],
        name="lab-train",
        new=False,
    ),
    Used(
        "lab",
        LAB,
        then=[
            (f"{CHOOSE} › Meet the twins", "alike but for what they read"),
            ("What each read", "What each twin read"),
        ],
        name="lab-twins",
        new=False,
    ),
    Used(
        "lab",
        LAB,
        then=[
            (f"{CHOOSE} › How the twins do", "what reading tokens costs"),
            ("By letters and tokens", "by what the words are like"),
        ],
        name="lab-report",
        new=False,
    ),
    Used("lab", LAB, then=[(f"{CHOOSE} › A tool that counts", "asked in three ways")], name="lab-tool", new=False),
    Used("chat", "Talk with me", then=[("New chat", "This chat is empty")], name="chat-new-empty"),
    Used(
        "explainer",
        "Explainer mode",
        then=[("Turn on for me", "Turn off for me"), ("Turn off for me", "Turn on for me")],
    ),
    Used("chat", "Regenerate", {"text": "Hello! Which fruit do you like best?"}, name="chat"),
    Used("chat", "Regenerate", {"text": "Hi! btw how many r's are in strawberry?"}, name="chat-letters"),
    Used("chat", "Ask me like this", {"text": "What can you do?"}, name="chat-what-can-you-do"),
    Used("chat", "Most language models read", {"text": "What is a token?"}, name="chat-glossary"),
    Used("chat", "The latest letter question here", {"text": "Why did you get that wrong?"}, name="chat-why-wrong"),
    Used("chat", "Regenerate", {"text": "Tell me a long story about the sea."}, name="chat-long"),
    Used("chat", "Talk with me", then=[("New chat", "This is a new chat")], name="chat-new", new=False),
    Used("explain", "1 of 6", {"word": "strawberry"}, then=[("Next", f"{page} of 6") for page in range(2, 7)]),
    Used(
        "explain",
        "1 of 6",
        {"word": "pneumonoultramicroscopicsilico"},
        then=[("As a list", "Places are counted"), ("Next", "2 of 6"), ("As a list", "step"), ("Next", "3 of 6")],
        name="explain-long",
    ),
    Used("explain", "1 of 6", {"word": "שלום مرحبا"}, then=[("Next", "2 of 6")], name="explain-right-to-left"),
    Used(
        "tokenize",
        "bytes a token",
        {"text": COMPARED},
        then=[("Compare", "to cut it"), ("Other languages", "The same sentence in")],
        name="compare",
    ),
    Used(
        "tokenize",
        "page 1 of",
        {"text": LONG},
        then=[("Next", "page 2 of"), ("Compare", "121 tokens: smollm2")],
        name="compare-long",
    ),
    Used("tokenize", "Ids to text:", {"ids": "302 1709 9500 199998 -1 berry"}, name="decode"),
    Used("vocab", "random tokens", then=[("Longest", "The longest tokens of"), ("Oddities", "Oddities of")]),
    Used("vocab", "contain ber", {"text": "ber"}, then=[("Next", "Page 2 of")], name="vocab-find"),
    Used("bpe-train", "A vocabulary of 256", written=LEARNT),
    Used(
        "ask",
        "never occurs in banana",
        {"question": "How many z's are in banana?"},
        then=[
            ("How models do", "Letters counted:"),
            ("Method", "One press may ask many"),
            ("How to read this", "not a representative sample"),
        ],
        name="statistics",
    ),
    Used("me", "Your quizzes", then=[("This channel’s", "Latest questions here")], name="me-history"),
    Used(
        "me",
        "Your quizzes",
        then=[
            ("Export", "as a file"),
            ("Choose whose, and the format › My own, wherever I asked", "comparisons of yours"),
        ],
        name="me-export",
        new=False,
    ),
    Used(
        "me",
        "Your quizzes",
        then=[("Delete everything", "Delete what I keep about you?"), ("Delete", "What you ask and say from now on")],
        name="me-forget",
        new=False,
    ),
    Used("settings", "Settings of Patch"),
    *HELP,
)
