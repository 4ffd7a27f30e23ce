"""Texts that are hard to cut."""

import random

SHELLS = "She sells sea shells by the sea shore; the shells she sells are sea shells, I'm sure."
EMOJI = "👩‍👩‍👧👩‍👩‍👧 🍓🍓 👩‍👩‍👧 🇩🇪🇩🇪"
ODD = (
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "@everyone", "```", "👩‍👩‍👧", "🇩🇪", "é", "e\u0301", "שלום", "مرحبا",
    "日本語", "\u200b", "\u200d", "\ufeff", "\r\n", "\t", "   ", "\u00a0", "\0", "007", "½", "Ⅷ", "ß", "'ll", "’s",
    "नमस्ते", "\U0010ffff",
)  # fmt: skip
NOT_IN_SMOLLM2 = bytes.fromhex("04 06 13 14 16 1D F1 F2")
"""The bytes of UTF-8 that SmolLM2's vocabulary lacks."""


def random_texts(number: int, seed: int) -> list[str]:
    """Texts of ordinary words, of odd parts, and of any characters but surrogates."""
    chance = random.Random(seed)
    alphabet = "abcdefghijklmnopqrstuvwxyzABCXYZ 0123456789 .,'-\n"

    def part() -> str:
        match chance.randrange(4):
            case 0:
                return chance.choice(ODD)
            case 1:
                return chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000))))
            case _:
                return "".join(chance.choices(alphabet, k=chance.randrange(1, 12)))

    return ["".join(part() for _ in range(chance.randrange(8))) for _ in range(number)]
