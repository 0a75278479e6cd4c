import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of the real MNIST and Fashion-MNIST that NN_PLAYGROUND_TEST_DATA names."""
    folder = os.environ.get("NN_PLAYGROUND_TEST_DATA")
    if not folder:
        pytest.skip("NN_PLAYGROUND_TEST_DATA names no folder with the real MNIST and Fashion-MNIST")
    return Path(folder)
