"""Vocabularies of models made ready: texts are cut as each kind cuts them, and what cannot be shown is refused."""

from pathlib import Path

import pytest
import regex
from hypothesis import given, strategies as st
from tokenizers.pre_tokenizers import ByteLevel, Digits, PreTokenizer, Sequence

from bot.errors import ModelUnavailable
from bot.model import Loading, prepared
from tests.model.conftest import Write
from tests.tiny import MERGES


def silent(_: Loading) -> None:
    """Nobody looks at how far it is."""


@pytest.mark.parametrize(
    ("kind", "cut"),
    [
        ("smollm", "I| '|ll| word| |1|2|3|4|!|\n\n| word"),
        ("gpt-2", "I| '|ll| word| 1234|!|\n\n| word"),
        ("llama-bpe", "I| '|ll| word| |123|4|!\n\n| word"),
        ("qwen2", "I| '|ll| word| |1|2|3|4|!\n\n| word"),
    ],
)
def test_texts_are_cut_as_each_kind_cuts_them(write_tiny: Write, tmp_path: Path, kind: str, cut: str) -> None:
    path = write_tiny(f"{kind}.gguf", pre=kind)
    folder = prepared.prepare(str(path), tmp_path, silent)
    facts = prepared.read_facts(folder)
    pieces = regex.findall(facts.pattern, "I 'll word 1234!\n\n word")
    assert "".join(pieces) == "I 'll word 1234!\n\n word"
    assert "|".join(pieces) == cut
    # And what merges is one token: those of the few that this vocabulary has.
    tokenizer = prepared.tokenizer(folder, facts.source)
    assert [tokenizer.decode([id_]) for id_ in tokenizer.encode("a word<|im_end|>", disallowed_special=())][:2] == [
        "a",
        " word",
    ]


GPT2: PreTokenizer = ByteLevel(add_prefix_space=False, use_regex=True)
SMOLLM: PreTokenizer = Sequence([Digits(individual_digits=True), GPT2])


@pytest.mark.parametrize(("kind", "reference"), [("gpt-2", GPT2), ("smollm", SMOLLM)])
def test_cuts_are_those_of_the_tokenizers_that_these_models_came_with(
    write_tiny: Write, tmp_path: Path, kind: str, reference: PreTokenizer
) -> None:
    pattern = prepared.read_facts(prepared.prepare(str(write_tiny(pre=kind)), tmp_path, silent)).pattern

    @given(st.text(st.sampled_from("aB1 2'slt!\n\r\té٣🍓 \u200d"), max_size=12))
    def check(text: str) -> None:
        places = [match.span() for match in regex.finditer(pattern, text)]
        assert [place for _, place in reference.pre_tokenize_str(text)] == places

    check()


def test_a_vocabulary_whose_merges_make_a_token_twice_is_taken(write_tiny: Write, tmp_path: Path) -> None:
    """As Llama 3's has: two ways to the same token are two merges."""
    path = write_tiny(pre="llama-bpe", merges=[MERGES[0], *MERGES])
    folder = prepared.prepare(str(path), tmp_path, silent)
    assert prepared.tokenizer(folder, prepared.read_facts(folder).source).encode("a word") == [67, 262]


@pytest.mark.parametrize("merges", [MERGES[::-1], [], ["no such", *MERGES]], ids=["reversed", "none", "of no token"])
def test_a_vocabulary_whose_ids_do_not_follow_its_merges_is_refused(
    write_tiny: Write, tmp_path: Path, merges: list[str]
) -> None:
    with pytest.raises(ModelUnavailable, match="cannot show exactly"):
        prepared.prepare(str(write_tiny(pre="llama-bpe", merges=merges)), tmp_path, silent)


@pytest.mark.parametrize(
    ("changed", "kind"), [({"pre": "chatglm-bpe"}, "chatglm-bpe"), ({"tokenizer": "llama"}, "smollm")]
)
def test_a_vocabulary_of_another_kind_says_so_and_what_to_do(
    write_tiny: Write, tmp_path: Path, changed: dict[str, str], kind: str
) -> None:
    with pytest.raises(ModelUnavailable, match="cannot show exactly") as refused:
        prepared.prepare(str(write_tiny(**changed)), tmp_path, silent)
    assert kind in str(refused.value)
    assert 'model.backend = "openai"' in str(refused.value)
    assert "model.name" in str(refused.value)
