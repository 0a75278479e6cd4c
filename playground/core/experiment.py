"""The experiment: one frozen, validated value that says how a run is made.

Its fields carry their own titles, help, ranges and effects (`setting.Setting`): the window makes its controls from
them, the command line its `--set` names, and errors their wording. Texts of TOML are read and written in
`experiment_toml`.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from pydantic import ValidationError

from playground.core.augmentation_options import AugmentationOptions
from playground.core.catalog import CATALOG
from playground.core.data_options import DataOptions
from playground.core.model_options import ModelOptions
from playground.core.problems import ExperimentError, Problem, problems_of, unknown_value
from playground.core.setting import FieldSpec, Section, field_specs
from playground.core.training_options import TrainingOptions

FORMAT = 1


class Experiment(Section):
    """How a run is made: its data, how they are varied, its network, and its training. Frozen; equal experiments make
    equal runs.
    """

    data: DataOptions = DataOptions()
    augmentation: AugmentationOptions = AugmentationOptions()
    model: ModelOptions = ModelOptions()
    training: TrainingOptions = TrainingOptions()

    @classmethod
    def from_tree(cls, tree: Mapping[str, Any]) -> Self:
        """Build one from nested plain values, as TOML gives them.

        Raises ExperimentError that names every field at fault.
        """
        try:
            # JSON mode is pydantic's one strict mode that still takes lists for tuples and words for enums.
            made = cls.model_validate_json(json.dumps(tree, default=str), strict=True)
        except ValidationError as error:
            raise ExperimentError(problems_of(error, tree, specs_by_path())) from error
        if made.data.name not in CATALOG:
            raise ExperimentError([Problem("data.name", unknown_value("data.name", made.data.name, CATALOG))])
        return made

    def to_tree(self) -> dict[str, Any]:
        """Return nested plain values: numbers, words, lists and tables."""
        return self.model_dump(mode="json")

    def changed(self, values: Mapping[str, Any]) -> Self:
        """Return a copy with the fields of `values` (path -> value) set; raises ExperimentError when one is bad."""
        tree = self.to_tree()
        for path, value in values.items():
            section, _, name = path.partition(".")
            tree.setdefault(section, {})[name] = value
        return self.from_tree(tree)

    def value(self, path: str) -> Any:
        """Return the value of the field at `path`, such as "training.learning_rate"."""
        section, _, name = path.partition(".")
        return getattr(getattr(self, section), name)

    def difference(self, other: "Experiment") -> dict[str, Any]:
        """Return the fields (path -> value in `other`) in which `other` differs from this one."""
        return {path: other.value(path) for path in specs_by_path() if other.value(path) != self.value(path)}


@cache
def specs_by_path() -> Mapping[str, FieldSpec]:
    """Return the spec of every field, by path, in the order in which they are shown."""
    sections: dict[str, type[Section]] = {
        "data": DataOptions,
        "augmentation": AugmentationOptions,
        "model": ModelOptions,
        "training": TrainingOptions,
    }
    return {spec.path: spec for name, model in sections.items() for spec in field_specs(name, model)}
