"""Where the program keeps its files on this system."""

from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("nn-playground", appauthor=False)


def data_sets() -> Path:
    """Return the folder into which data sets are downloaded."""
    return _DIRS.user_data_path / "data"


def runs() -> Path:
    """Return the folder in which runs get their dated folders."""
    return _DIRS.user_data_path / "runs"


def own_drawings() -> Path:
    """Return the file in which the drawings are kept that the person named."""
    return _DIRS.user_data_path / "drawings.json"


def settings_file() -> Path:
    return _DIRS.user_config_path / "settings.json"


def log_file() -> Path:
    return _DIRS.user_log_path / "nn-playground.log"
