import subprocess
import sys
import textwrap


def run(code: str) -> str:
    """Run `code` in a Python of its own, where nothing is imported yet and warnings are errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_data_sets_load_beside_this_build_of_torch() -> None:
    code = """
        from playground.data.torchvision_import import torchvision_datasets
        print(torchvision_datasets().MNIST.resources[0][0])
    """
    assert run(code) == "train-images-idx3-ubyte.gz"


def test_any_operator_that_the_message_names_is_declared() -> None:
    code = """
        import importlib, types
        import torch
        from playground.data import torchvision_import

        def failing(name):
            for operator in ("future_one", "future_two"):
                if not hasattr(torch.ops.torchvision, operator):
                    raise RuntimeError(f"operator torchvision::{operator} does not exist")
            return types.ModuleType(name)

        importlib.import_module = failing
        print(torchvision_import.torchvision_datasets().__name__)
    """
    assert run(code) == "torchvision.datasets"


def test_other_failures_are_not_hidden() -> None:
    code = """
        import importlib
        from playground.data import torchvision_import

        def failing(name):
            raise RuntimeError("broken installation")

        importlib.import_module = failing
        try:
            torchvision_import.torchvision_datasets()
        except RuntimeError as error:
            print(error)
    """
    assert run(code) == "broken installation"


def test_loading_imports_neither_torchvision_nor_scikit_learn_until_they_are_asked_for() -> None:
    code = """
        import sys
        from pathlib import Path
        from playground.core.data_options import DataOptions
        from playground.data import download, loading
        from playground.data.folders import DataFolders

        loading.load(DataOptions(name="spiral"), DataFolders(Path("nowhere")))
        print([name for name in ("torchvision", "sklearn") if name in sys.modules])
    """
    assert run(code) == "[]"
