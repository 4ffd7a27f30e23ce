from .api import (
    GREEDY as GREEDY,
    Candidate as Candidate,
    EncodedPrompt as EncodedPrompt,
    ForcedChoice as ForcedChoice,
    GenerationTrace as GenerationTrace,
    Message as Message,
    Neighbours as Neighbours,
    NextToken as NextToken,
    NextTokens as NextTokens,
    Piece as Piece,
    Prompt as Prompt,
    Sampling as Sampling,
    WrittenToken as WrittenToken,
)
from .fair import asked_by as asked_by
from .local import LocalModel as LocalModel
from .off import NoModel as NoModel
from .protocols import (
    Capabilities as Capabilities,
    Failed as Failed,
    LanguageModel as LanguageModel,
    Loading as Loading,
    ModelInfo as ModelInfo,
    ModelState as ModelState,
    Off as Off,
    ServerInfo as ServerInfo,
    Workload as Workload,
    known as known,
    name_of as name_of,
)
