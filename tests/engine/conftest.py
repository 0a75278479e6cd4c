from pathlib import Path

import pytest

from playground.core.experiment import Experiment
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> DataFolders:
    return DataFolders(own=tmp_path_factory.mktemp("data"), given=None)


@pytest.fixture(scope="session")
def digits(folders: DataFolders) -> DataSet:
    return load(Experiment().data, folders)


@pytest.fixture(scope="session")
def moons(folders: DataFolders) -> DataSet:
    return load(Experiment().changed({"data.name": "moons"}).data, folders)


@pytest.fixture(scope="session")
def mnist_folders(test_data: Path, folders: DataFolders) -> DataFolders:
    return DataFolders(own=folders.own, given=test_data)
