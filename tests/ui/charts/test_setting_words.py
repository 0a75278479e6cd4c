import pytest

from playground.core.experiment import Experiment
from playground.ui.charts.setting_words import SettingWords

PRESENT = Experiment()


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"training.learning_rate": 0.01}, "learning rate 0.01"),
        ({"training.optimizer": "sgd"}, "optimizer SGD"),
        ({"model.hidden": [32, 16]}, "hidden layers 32 16"),
        ({"model.hidden": []}, "hidden layers none"),
        ({"data.name": "moons"}, "data set Moons (2-D)"),
        ({"training.shuffle": False}, "shuffle off"),
        ({"training.l1": 0.001}, "L1 0.001"),
        ({"model.dropout": 0.25}, "dropout 0.25"),
        ({"data.train_share": 0.5}, "train share 50\u202f%"),
        ({"training.epochs": 0}, "epochs until paused"),
    ],
)
def test_a_difference_is_said_as_the_window_says_it(qapp: object, change: dict[str, object], text: str) -> None:
    assert SettingWords().differences([PRESENT.changed(change)], PRESENT) == (text,)


def test_a_run_with_the_same_settings_says_so(qapp: object) -> None:
    assert SettingWords().differences([PRESENT], PRESENT) == ("same settings",)


def test_what_was_changed_on_the_way_is_said(qapp: object) -> None:
    settings = [PRESENT.changed({"training.learning_rate": rate}) for rate in (0.1, 0.05, 0.01)]
    assert SettingWords().differences(settings, PRESENT) == ("learning rate 0.1, then 0.01",)


def test_of_a_plan_only_its_end_counts(qapp: object) -> None:
    settings = [PRESENT.changed({"training.epochs": epochs}) for epochs in (5, 30)]
    assert SettingWords().differences(settings, PRESENT) == ("same settings",)


def test_many_differences_are_counted(qapp: object) -> None:
    other = PRESENT.changed(
        {"training.learning_rate": 0.01, "training.seed": 3, "training.batch_size": 64, "model.activation": "tanh"}
    )
    said = SettingWords().differences([other], PRESENT)
    assert said == ("activation Tanh", "learning rate 0.01", "and 2 more")
