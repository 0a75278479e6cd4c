"""What is remembered between starts."""

from pathlib import Path

from playground.core.experiment import Experiment
from playground.store.settings import Settings, load_settings, save_settings


def test_settings_come_back(tmp_path: Path) -> None:
    settings = Settings(
        "dark", b"\x00\x01", b"\xff", Experiment().changed({"training.epochs": 3}), tmp_path, "hello", 4, "beside"
    )
    save_settings(tmp_path / "deep" / "settings.json", settings)
    assert load_settings(tmp_path / "deep" / "settings.json") == (settings, None)


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), None)


def test_what_cannot_be_read_is_set_aside_and_said(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    broken = (b"", b"{", b'{"experiment": {"training": {"epochs": -1}}}', b'{"geometry": "*"}', b"\xff", b"[1]")
    for content in broken:
        path.write_bytes(content)
        settings, said = load_settings(path)
        assert settings == Settings()
        assert said is not None
        assert not path.exists()
        assert (tmp_path / "settings.unreadable.json").read_bytes() == content


def test_a_step_before_the_first_is_the_first(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"lesson": "fashion", "lesson_step": -3}')
    assert load_settings(path) == (Settings(lesson="fashion", lesson_step=0), None)
