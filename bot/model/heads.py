"""Output layers whose logits are finer than bfloat16, which keeps two to three digits of a number."""

import torch
from torch.nn.functional import linear

_REFINED = 256
"""Far more than anybody draws from or is shown."""


class Float32Head(torch.nn.Module):
    """All logits in float32. Reading its weights takes longer than all the rest of a step of generation."""

    def __init__(self, head: torch.nn.Module) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(head.get_parameter("weight").detach().float(), requires_grad=False)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        """Logits (… × vocabulary) of ``hidden`` (… × width)."""
        return linear(hidden.float(), self.weight)


class RefinedHead(torch.nn.Module):
    """All logits in bfloat16, and then those of the likeliest tokens once more in float32."""

    def __init__(self, head: torch.nn.Module) -> None:
        super().__init__()
        self.weight = head.get_parameter("weight")

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        """Logits (… × vocabulary) in float32 of ``hidden`` (… × width)."""
        logits = linear(hidden, self.weight).float()
        likeliest = logits.topk(min(_REFINED, logits.shape[-1]), dim=-1).indices
        refined = (self.weight[likeliest].float() @ hidden.float().unsqueeze(-1)).squeeze(-1)
        return logits.scatter(-1, likeliest, refined)
