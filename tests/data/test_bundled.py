import importlib.util
import subprocess
import sys

import numpy as np
import pytest
from sklearn import datasets

from playground.data.bundled import load_digits
from playground.data.examples import Stored


def assert_are_scikit_learns_digits(digits: Stored) -> None:
    pixels, labels = datasets.load_digits(return_X_y=True)
    np.testing.assert_array_equal(digits.train.inputs, pixels.reshape(-1, 8, 8))
    np.testing.assert_array_equal(digits.train.labels, labels)
    assert [array.dtype.name for array in (digits.train.inputs, digits.train.labels)] == ["uint8", "int64"]


def test_digits_are_those_of_scikit_learn() -> None:
    assert_are_scikit_learns_digits(load_digits())


def test_without_its_file_the_digits_come_by_way_of_scikit_learn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert_are_scikit_learns_digits(load_digits())


def test_digits_need_no_import_of_scikit_learn() -> None:
    code = "import sys; from playground.data import bundled; bundled.load_digits(); print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
