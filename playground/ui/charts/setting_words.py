"""How a run's settings are told apart in words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from playground.core.catalog import info_of
from playground.core.experiment import Experiment, specs_by_path
from playground.core.setting import FieldSpec
from playground.ui.values import shown
from playground.ui.words import say

_MOST = 3
_PLAN = "training.epochs"  # of which only what it was in the end says something


class SettingWords(QObject):
    """Says what was different in the settings of one run from those of another."""

    def differences(self, settings: Sequence[Experiment], other: Experiment) -> tuple[str, ...]:
        """Return what was different in `settings`, in force one after the other in one run, from `other`: few words
        each, like "learning rate 0.01, then 0.001".
        """
        texts = [
            f"{_lower(say(spec.setting.title))} {self._values(spec, settings)}"
            for path, spec in specs_by_path().items()
            if any(experiment.value(path) != other.value(path) for experiment in settings[-1 if path == _PLAN else 0 :])
        ]
        if not texts:
            return (self.tr("same settings"),)
        if len(texts) > _MOST:
            more = self.tr("and {count} more").format(count=len(texts) - _MOST + 1)
            texts = [*texts[: _MOST - 1], more]
        return tuple(texts)

    def _values(self, spec: FieldSpec, settings: Sequence[Experiment]) -> str:
        first, last = (self._text(spec, experiment.value(spec.path)) for experiment in (settings[0], settings[-1]))
        if first == last or spec.path == _PLAN:
            return last
        return self.tr("{first}, then {last}").format(first=first, last=last)

    def _text(self, spec: FieldSpec, value: Any) -> str:
        if spec.path == "data.name":
            return info_of(str(value)).title
        if spec.kind == "bool":
            return self.tr("on") if value else self.tr("off")
        if spec.kind == "choice":
            return say(spec.setting.choices[str(value)])
        if spec.kind == "ints":
            return " ".join(str(number) for number in value) or say(spec.setting.zero) or self.tr("none")
        return shown(spec, value) if isinstance(value, int | float) else str(value)


def _lower(title: str) -> str:
    """Return a title as it stands within a line: "Learning rate" -> "learning rate", but "L1" as it is."""
    return title if title[1:2].isupper() or title[1:2].isdigit() else title[:1].lower() + title[1:]
