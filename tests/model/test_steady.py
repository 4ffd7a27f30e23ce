"""Linear layers whose results do not depend on what is computed with them."""

import pytest
import torch

from bot.model.steady import SteadyLinear, steady

SHAPES = [(576, 1_536), (1_536, 576), (576, 192), (576, 576)]
"""Those of SmolLM2, for which some processors add up in another order for 24 rows than for 432."""


@pytest.mark.parametrize(("wide", "out"), SHAPES)
@pytest.mark.parametrize("bias", [True, False])
def test_a_row_comes_out_the_same_alone_and_in_company(wide: int, out: int, bias: bool) -> None:
    torch.manual_seed(wide)
    layer = torch.nn.Linear(wide, out, bias=bias, dtype=torch.bfloat16)
    rows = torch.randn(40, 24, wide, dtype=torch.bfloat16)
    with torch.inference_mode():
        together = SteadyLinear(layer)(rows)
        assert together.shape == (40, 24, out)
        torch.testing.assert_close(together, layer(rows))
        for many in (1, 2, 3, 7, 18, 30):
            for start in (0, 5):
                some = slice(start, start + many)
                assert torch.equal(SteadyLinear(layer)(rows[some]), together[some])


def test_every_linear_layer_inside_is_replaced() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Linear(3, 2)))
    rows = torch.randn(5, 4)
    before = model(rows)
    steady(model)
    assert not any(isinstance(layer, torch.nn.Linear) for layer in model.modules())
    torch.testing.assert_close(model(rows), before)
