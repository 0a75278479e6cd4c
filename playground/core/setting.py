"""What a field of the experiment says about itself: its control, its help and its errors are made from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo


class Section(BaseModel):
    """A table of settings: frozen, and closed to unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Effect(StrEnum):
    """What a change of the field does to a run that is under way."""

    LIVE = "live"  # takes hold at the next step
    OPTIMIZER = "optimizer"  # keeps the weights, restarts the optimizer's state
    NETWORK = "network"  # rebuilds the network
    DATA = "data"  # loads the data anew and rebuilds the network


class Scale(StrEnum):
    """How a slider spreads the field's range."""

    LINEAR = "linear"
    LOG = "log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Metadata of one field. All texts are message templates (see `messages`)."""

    title: str
    help: str
    effect: Effect
    unit: str = ""
    scale: Scale = Scale.LINEAR
    slider: tuple[float, float] | None = None  # the range a slider covers, where the whole range is too wide to aim in
    step: float = 0.0  # what one click of a spin box or arrow key adds; 0: fitting the range
    zero: str = ""  # what 0 means, where it is a word: "off", "all"
    choices: Mapping[str, str] = field(default_factory=dict)  # value -> title
    choice_help: Mapping[str, str] = field(default_factory=dict)  # value -> one sentence
    advanced: bool = False  # folded away until asked for


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of the experiment, as a control needs it.

    `path` is the name that TOML and the command line use, such as "training.learning_rate".
    `kind` is "int", "float", "bool", "choice", "text" or "ints" (a list of whole numbers).
    """

    path: str
    kind: str
    setting: Setting
    default: object
    minimum: float | None
    maximum: float | None

    @property
    def section(self) -> str:
        return self.path.partition(".")[0]

    @property
    def name(self) -> str:
        return self.path.partition(".")[2]


def field_specs(section: str, model: type[BaseModel]) -> Iterator[FieldSpec]:
    """Yield a spec for every field of `model` that carries a `Setting`, in the order of the class."""
    for name, info in model.model_fields.items():
        setting = next((item for item in info.metadata if isinstance(item, Setting)), None)
        if setting is not None:
            yield FieldSpec(
                path=f"{section}.{name}",
                kind=_kind(info.annotation, setting),
                setting=setting,
                default=info.get_default(call_default_factory=False),
                minimum=_bound(info, Ge),
                maximum=_bound(info, Le),
            )


def _kind(annotation: Any, setting: Setting) -> str:
    if setting.choices:
        return "choice"
    plain = {bool: "bool", int: "int", float: "float", str: "text"}
    return plain.get(annotation, "ints")


def _bound(info: FieldInfo, kind: type[Ge] | type[Le]) -> float | None:
    for item in info.metadata:
        if isinstance(item, kind):
            value: Any = item.ge if isinstance(item, Ge) else item.le
            return float(value)
    return None
