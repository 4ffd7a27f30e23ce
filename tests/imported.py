"""What the model, the laboratory and the bot need, imported: processes of theirs that tests start are forked off one.

torch and transformers take four seconds of each that imports them for itself.
"""

import os
from importlib import import_module

os.environ["TQDM_DISABLE"] = "1"  # as each of them says for itself, but the library reads it as it is imported
for name in (
    "bot.app.run",
    "bot.lab.trainer",
    "bot.model.microscope",
    "bot.model.surveyor",
    "bot.model.writer",
    "tests.processes.runner",
    "tests.quiz.killed",
    "tokenizers",
    "transformers.integrations.ggml",
    "transformers.modeling_gguf_pytorch_utils",
    "transformers.models.llama.modeling_llama",
    "transformers.models.llama.tokenization_llama",
):
    import_module(name)
