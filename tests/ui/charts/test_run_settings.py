from playground.core.experiment import Experiment
from playground.ui.charts.run_settings import RunSettings


def _rate(rate: float) -> Experiment:
    return Experiment().changed({"training.learning_rate": rate})


def test_settings_are_those_that_something_was_trained_with() -> None:
    settings = RunSettings(_rate(0.01))
    settings.change(100, _rate(0.02))
    settings.change(200, _rate(0.03))
    assert settings.present == _rate(0.03)
    assert settings.used(200) == [_rate(0.01), _rate(0.02)]
    assert settings.used(201)[-1] == _rate(0.03)


def test_what_was_only_passed_on_the_way_is_forgotten() -> None:
    settings = RunSettings(_rate(0.01))
    for rate in (0.02, 0.03, 0.04):
        settings.change(100, _rate(rate))
    assert settings.used(200) == [_rate(0.01), _rate(0.04)]
    settings.change(100, _rate(0.01))
    assert settings.used(200) == [_rate(0.01)]
    fresh = RunSettings(_rate(0.01))
    fresh.change(0, _rate(0.02))
    assert fresh.used(200) == [_rate(0.02)]


def test_it_stays_small_however_often_a_slider_is_moved_while_it_trains() -> None:
    settings = RunSettings(_rate(0.01))
    for step in range(1, 500):
        settings.change(step, _rate(0.01 + step / 1000))
    assert len(settings) <= 3
    assert settings.used(600)[0] == _rate(0.01)
    assert settings.used(600)[-1] == _rate(0.509)


def test_a_field_that_was_changed_and_changed_back_is_not_forgotten() -> None:
    settings = RunSettings(_rate(0.01))
    settings.change(100, _rate(0.01).changed({"training.momentum": 0.5}))
    for step in range(200, 300):
        settings.change(step, _rate(step / 1000))
    assert any(used.value("training.momentum") == 0.5 for used in settings.used(500))
