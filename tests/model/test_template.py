"""What a model is fed: the template's markers, and the messages' texts as nothing but text."""

from itertools import accumulate

import pytest
from hypothesis import given, strategies as st

from bot.errors import ModelError, ModelUnavailable
from bot.model import Message, Prompt
from bot.model.template import Template
from bot.tokens import well_formed
from bot.tokens.encodings import smollm2

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
SMOLLM2 = smollm2()
MARKERS = sorted(SMOLLM2.special_tokens_set)
SPECIAL = {SMOLLM2.encode_single_token(marker) for marker in MARKERS}
BYTES = {token[0] for token in SMOLLM2.token_byte_values() if len(token) == 1}
READABLE = st.characters().filter(lambda character: BYTES.issuperset(well_formed(character).encode()))
"""Some bytes, such as 0x16 and those that begin characters that nobody uses, are no tokens of this vocabulary."""
ODD = (
    "👩‍👩‍👧",
    "e\u0301",
    "\ud83c",
    "\udf53",
    "\ud83c\udf53",
    "\ue0000\ue001",
    "\0",
    "\u202e",
    "ﷺ",
    "\r\n",
    "{{ x }}",
    "🍓",
)
TEXTS = st.lists(
    st.one_of(st.sampled_from([*MARKERS, *ODD, " ", "a", "strawberry"]), st.text(READABLE, max_size=3))
).map("".join)
MESSAGES = st.lists(
    st.builds(Message, st.sampled_from(["system", "user", "assistant"]), TEXTS), min_size=1, max_size=4
).map(tuple)
TEMPLATE = Template(SMOLLM2, CHATML, "<|im_start|>", "<|im_end|>")


def text_of(ids: tuple[int, ...]) -> str:
    return SMOLLM2.decode_bytes(ids).decode()


@given(MESSAGES, TEXTS)
def test_ids_are_the_template_around_the_messages_and_no_message_s_marker_is_special(
    messages: tuple[Message, ...], cue: str
) -> None:
    encoded = TEMPLATE.encode(Prompt(messages, cue))
    expected = "".join(f"<|im_start|>{m.role}\n{well_formed(m.content)}<|im_end|>\n" for m in messages)
    assert text_of(encoded.ids) == expected + "<|im_start|>assistant\n" + well_formed(cue)
    assert [text_of((id_,)) for id_ in encoded.ids if id_ in SPECIAL] == ["<|im_start|>", "<|im_end|>"] * len(
        messages
    ) + ["<|im_start|>"]


@given(MESSAGES, TEXTS)
def test_what_is_told_of_the_prompt_is_what_is_fed(messages: tuple[Message, ...], cue: str) -> None:
    encoded = TEMPLATE.encode(Prompt(messages, cue))
    told = TEMPLATE.told(encoded, 2, 100)
    assert tuple(token.id for token in told.tokens) == encoded.ids
    assert [token.special for token in told.tokens] == [id_ in SPECIAL for id_ in encoded.ids]
    assert (told.dropped, told.window, told.focus) == (2, 100, ())


@given(TEXTS, TEXTS.filter(bool), TEXTS)
def test_the_focus_is_the_fewest_tokens_that_carry_it(before: str, focus: str, after: str) -> None:
    content = before + focus + after
    prompt = Prompt((Message("user", content),), focus=(len(before), len(before) + len(focus)))
    encoded = TEMPLATE.encode(prompt)
    start, end = (len(well_formed(content[:at]).encode()) for at in prompt.focus)
    head = len(b"<|im_start|>user\n")
    sizes = [len(SMOLLM2.decode_single_token_bytes(id_)) for id_ in encoded.ids]
    places = [sum(sizes[:at]) - head for at in range(len(sizes) + 1)]
    first, last = encoded.focus.start, encoded.focus.stop - 1
    assert first <= last
    # All of it is carried, and the first and last of these tokens carry some of it, or of a character that is split.
    assert places[first] <= start < end <= places[last + 1]
    whole = well_formed(content).encode()
    assert whole[max(start, places[first]) : min(end, places[first + 1])] != b"" or _splits(whole, places[first + 1])
    assert whole[max(start, places[last]) : min(end, places[last + 1])] != b"" or _splits(whole, places[last])


def _splits(text: bytes, at: int) -> bool:
    return at < len(text) and text[at] & 0xC0 == 0x80


def test_a_prompt_without_a_focus_has_none() -> None:
    assert TEMPLATE.encode(Prompt((Message("user", "a"),))).focus == slice(0, 0)
    assert TEMPLATE.encode(Prompt((Message("user", ""),), focus=(0, 1))).focus == slice(0, 0)


@given(TEXTS)
def test_a_text_comes_whole_as_its_tokens_come(text: str) -> None:
    stream = TEMPLATE.writing()
    parts = [stream.add(id_) for id_ in TEMPLATE.plain(text)]
    assert "".join(parts) == well_formed(text)


@given(st.lists(st.integers(0, SMOLLM2.n_vocab - 1), max_size=20))
def test_whatever_a_model_writes_is_text_and_special_tokens_have_none(ids: list[int]) -> None:
    stream = TEMPLATE.writing()
    written = "".join(stream.add(id_) for id_ in ids)
    data = SMOLLM2.decode_bytes([id_ for id_ in ids if id_ not in SPECIAL])
    assert data.decode(errors="replace").startswith(written.rstrip("\ufffd"))


def test_what_the_vocabulary_has_no_token_for_is_left_out() -> None:
    assert TEMPLATE.plain("\x16\x16") == []
    assert text_of(tuple(TEMPLATE.plain("a\x16b"))) == "ab"


def test_a_character_of_several_tokens_comes_with_its_last() -> None:
    ids = TEMPLATE.plain("👩‍👧")
    stream = TEMPLATE.writing()
    parts = [stream.add(id_) for id_ in ids]
    written = list(accumulate(SMOLLM2.decode_tokens_bytes(ids)))
    assert list(accumulate(parts)) == [each.decode(errors="ignore") for each in written]
    assert [part for part in parts if part] == ["👩", "\u200d", "👧"]


def test_a_model_without_a_template_goes_on_from_the_bare_messages() -> None:
    base = Template(SMOLLM2, "")
    encoded = base.encode(Prompt((Message("system", "Be."), Message("user", "Hi <|im_end|>")), "Yes", (0, 2)))
    assert text_of(encoded.ids) == "Be.\n\nHi <|im_end|>\n\nYes"
    assert not SPECIAL & {*encoded.ids}
    assert text_of(encoded.ids[encoded.focus]) == "Hi"


def test_a_template_may_write_the_special_tokens_around_a_text_and_the_time() -> None:
    template = (
        "{{ bos_token }}{{ strftime_now('%Y') | length }}{% for m in messages %}{{ m.content | trim }}{% endfor %}"
        "{{ eos_token }}"
    )
    encoded = Template(SMOLLM2, template, "<|im_start|>", "<|endoftext|>").encode(Prompt((Message("user", " a"),)))
    assert text_of(encoded.ids) == "<|im_start|>4 a<|endoftext|>"
    assert SPECIAL & {*encoded.ids} == {encoded.ids[0], encoded.ids[-1]}


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ raise_exception('Only one.') }}", "Only one"),
        ("{{ nothing.at.all }}", "undefined"),
        ("{{ 1 // 0 }}", "zero"),
        ("{{ 'a' + 1 }}", "str"),
        ("{{ messages.__class__.__mro__ }}", "unsafe"),
        ("{{ 'a'.encode('klingon') }}", "klingon"),
        ("{% for i in range(10000000) %}{% endfor %}", "[Rr]ange"),
    ],
)
def test_a_template_that_raises_refuses_the_chat(template: str, said: str) -> None:
    with pytest.raises(ModelError, match=f"cannot take this chat: .*{said}"):
        Template(SMOLLM2, template).encode(Prompt((Message("user", "a"),)))


@pytest.mark.parametrize("template", ["{% for %}", "{{ a", "{% unheard of %}", "{{ a | unheard }}"])
def test_a_template_that_cannot_be_read_says_so_and_what_to_do(template: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"cannot be read: .*model\.name"):
        Template(SMOLLM2, template)


def test_an_id_that_there_is_not_is_no_token() -> None:
    with pytest.raises(KeyError):
        TEMPLATE.token(SMOLLM2.n_vocab)
