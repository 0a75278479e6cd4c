"""The table of how training images are varied."""

import pytest

from playground.core.catalog import info_of
from playground.core.experiment import Experiment, specs_by_path
from playground.core.experiment_toml import assigned, from_toml, to_toml
from playground.core.rules import why_unused
from playground.core.setting import Effect

PATHS = [path for path in specs_by_path() if path.startswith("augmentation.")]
STRENGTHS = [path for path in PATHS if path != "augmentation.on"]


def test_images_are_left_alone_unless_it_is_switched_on() -> None:
    assert not Experiment().augmentation.on
    assert not from_toml("[training]\nepochs = 3\n").augmentation.on  # as written before there was a table for it


def test_the_table_goes_through_toml_and_the_command_line() -> None:
    experiment = assigned(Experiment(), ["augmentation.on=true", "augmentation.rotation=12.5"])
    assert from_toml(to_toml(experiment)) == experiment
    assert from_toml("[augmentation]\non = true\nrotation = 12.5\n") == experiment


def test_all_of_it_changes_while_a_run_goes_on() -> None:
    assert len(STRENGTHS) == 6
    assert {specs_by_path()[path].setting.effect for path in PATHS} == {Effect.LIVE}


@pytest.mark.parametrize("path", STRENGTHS)
def test_strengths_mean_nothing_while_it_is_off(path: str) -> None:
    experiment = Experiment()
    assert why_unused(path, experiment, info_of("digits"))
    assert why_unused(path, experiment.changed({"augmentation.on": True}), info_of("digits")) is None


def test_only_images_are_varied() -> None:
    on = Experiment().changed({"augmentation.on": True})
    assert why_unused("augmentation.on", on, info_of("mnist")) is None
    for name in ("moons", "iris"):
        why = why_unused("augmentation.on", on, info_of(name))
        assert "no images" in str(why)
        assert why_unused("augmentation.pen", on, info_of(name)) == why
