"""The microscope: transformers in a process of its own, over the same GGUF file. It looks inside a model."""

import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

import gguf
import torch
from transformers import AutoModelForCausalLM, PreTrainedModel
from transformers.utils import logging as transformers_logging

from bot.errors import ModelUnavailable
from bot.inside.views import LensView
from bot.language import noted
from bot.model import prepared
from bot.model.attention import attention_view
from bot.model.gguf_file import Reader
from bot.model.lens import Lens
from bot.model.lens_fitting import Sizes
from bot.model.looks import FitLens, Look, LookAtAttention, LookByPatch, LookByProbe, LookThroughLens
from bot.model.patching import patch_view
from bot.model.processors import has_bfloat16, threads
from bot.model.protocols import Loading
from bot.model.recording import Recorder
from bot.model.requests import Setup
from bot.model.template import Template
from bot.model.tuned_lens import SIZES, TunedLens
from bot.model.word_states import WordStates
from bot.model.worker import Cancelled, Emit, Report, Worker

LookT = TypeVar("LookT", bound=Look[object])


def open_microscope(setup: Setup, report: Report) -> Worker:
    """Load the model of ``setup``, which has been prepared."""
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    torch.set_num_threads(threads(setup.settings.threads))
    report(Loading(noted("loading the microscope")))
    folder = prepared.prepare(setup.settings.name, setup.cache, report, setup.settings.packing)
    return opened(folder, load(prepared.weights(folder)), aside=setup.settings.tuned_lens)


def opened(folder: Path, model: PreTrainedModel, sizes: Sizes = SIZES, *, aside: bool = False) -> Worker:
    """The worker that looks into ``model``, which has been prepared in ``folder``; ``sizes`` are of its tuned lens.

    With ``aside`` that is fitted on a thread of its own once layers are looked at. Only what was chosen leaves the
    process: all layers of a long text are a gigabyte.
    """
    facts = prepared.read_facts(folder)
    tokenizer = prepared.tokenizer(folder, facts.source)
    recorder = Recorder(model, Template(tokenizer, facts.template, facts.bos, facts.eos).token)
    tuned = TunedLens(recorder.anatomy, folder, facts.special.get(facts.bos), sizes)
    lens = Lens(recorder, tuned)
    words = WordStates(recorder.anatomy, tokenizer)
    worker = Worker(folder)
    turn = Lock()  # the model is run by one at a time, as what watches it watches all

    def in_turn(handle: Callable[[LookT], object]) -> Callable[[LookT, Cancelled], object]:
        def handled(look: LookT, _: Cancelled) -> object:
            with turn:
                return handle(look)

        return handled

    def through_lens(look: LookThroughLens) -> LensView:
        seen = lens.look(look)
        if seen.tuned is None and aside:
            tuned.begin(turn)
        return seen

    def fit(_: FitLens, cancelled: Cancelled, emit: Emit) -> None:
        with turn:
            tuned.fit(cancelled, emit)

    worker.answers(LookAtAttention, in_turn(lambda look: attention_view(recorder, look)))
    worker.answers(LookThroughLens, in_turn(through_lens))
    worker.answers(LookByPatch, in_turn(lambda look: patch_view(recorder, look)))
    worker.answers(LookByProbe, in_turn(words.probe))
    worker.streams(FitLens, fit)
    return worker


def load(weights: Path) -> PreTrainedModel:
    """The model whose weights are in the file ``weights``, as it is looked into. Raises ``ModelUnavailable``."""
    # transformers makes this map anew for each of a model's hundreds of modules, which would take seconds.
    gguf.get_tensor_name_map = functools.cache(gguf.get_tensor_name_map)
    gguf.GGUFReader = Reader  # type: ignore[misc] # which it reads the file by
    # The library's annotations leave out that output_loading_info makes the result a pair.
    pair: object = AutoModelForCausalLM.from_pretrained(
        str(weights.parent),
        gguf_file=weights.name,
        dtype=torch.bfloat16 if has_bfloat16() else torch.float32,
        attn_implementation="eager",  # the only one that tells its weights
        ignore_mismatched_sizes=True,  # they are refused below, by name
        output_loading_info=True,
    )
    model, loaded = cast("tuple[PreTrainedModel, Mapping[str, Iterable[str | tuple[str, object, object]]]]", pair)
    keys = [*loaded["missing_keys"], *loaded["mismatched_keys"]]  # transformers would fill them with random numbers
    if wrong := sorted(key if isinstance(key, str) else key[0] for key in keys):
        raise ModelUnavailable(
            f"The model's file is incomplete: {len(wrong)} weights are missing or of another shape than it says, e.g. "
            f"{wrong[0]}. Fetch it again, or set model.name to another one."
        )
    model.eval()
    return model
