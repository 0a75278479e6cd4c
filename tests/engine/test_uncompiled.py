import subprocess
import sys
from typing import Any

import pytest
import torch
from torch.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop

from playground.engine.uncompiled import uncompiled

FIRST_STEPS = """
import sys
from pathlib import Path
from playground.core.experiment import Experiment
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.control import Control
from playground.engine.trainer import Trainer

experiment = Experiment()
trainer = Trainer(experiment, load(experiment.data, DataFolders(own=Path("none"), given=None)), Control())
for progress in trainer.run(40):
    pass
print(progress.step, sorted({"torch._dynamo", "sympy", "scipy", "sklearn"} & sys.modules.keys()))
"""


def learned(kind: type[Optimizer], **settings: Any) -> list[torch.Tensor]:
    """Weights and state after some steps, with a change of the rate, and a state that went out and in."""
    generator = torch.Generator().manual_seed(5)
    weights = [torch.nn.Parameter(torch.randn(size, generator=generator)) for size in ((3, 4), (3,))]
    optimizer = kind(weights, **settings)
    for step in range(6):
        optimizer.zero_grad()
        sum(((weight - 0.3) ** 2).sum() for weight in weights).backward()  # type: ignore[union-attr]
        optimizer.step()
        if step == 2:
            optimizer.load_state_dict(optimizer.state_dict())
            optimizer.param_groups[0]["lr"] *= 2
    state = [entry for weight in weights for entry in optimizer.state[weight].values() if entry is not None]
    return [weight.detach() for weight in weights] + state


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        (SGD, {"momentum": 0.9, "nesterov": True, "fused": True}),
        (Adam, {"fused": True, "weight_decay": 0.01}),
        (AdamW, {"fused": True}),
        (Adagrad, {}),
        (RMSprop, {"momentum": 0.5}),
    ],
)
def test_it_learns_bit_for_bit_as_torchs_own(kind: type[Optimizer], settings: dict[str, Any]) -> None:
    plain, own = learned(uncompiled(kind), lr=0.01, **settings), learned(kind, lr=0.01, **settings)
    assert len(plain) == len(own) > 2
    assert all(torch.equal(mine, its) for mine, its in zip(plain, own, strict=True))


def test_the_first_steps_import_neither_a_compiler_nor_what_else_takes_long() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_STEPS], capture_output=True, text=True, check=True)
    assert done.stdout == "40 []\n"
