import numpy as np
import pytest

from playground.ui.figures import whole_surety


@pytest.mark.parametrize(
    ("surety", "text"), [(0.0, "0"), (0.599, "59"), (float(np.float32(0.29)), "29"), (0.9999, "99"), (1.0, "99")]
)
def test_surety_is_never_rounded_up(surety: float, text: str) -> None:
    assert whole_surety(surety) == f"{text}\u202f%"
