from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from playground.core.catalog import Drawing, Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.probes import Answer, AskAnswer, Example, ExampleAt, Part, Question
from playground.core.rules import layer_sizes
from playground.core.snapshot import NetworkState
from playground.core.why import (
    AMOUNTS,
    AskFlip,
    AskNearest,
    AskOcclusion,
    AskSaliency,
    Flip,
    Nearest,
    Occlusion,
    Saliency,
    shifted,
)
from playground.data.dataset import DataSet
from playground.engine.model import build
from playground.engine.outputs import Outputs
from playground.engine.probes import Prober, saliency
from playground.engine.probes.reasons import rows_at_once
from playground.engine.probes.saliency import patch_side

Kind = TypeVar("Kind")

FACTS = DataFacts(
    name="made",
    title="Made",
    family=Family.IMAGE,
    drawing=Drawing.NONE,
    input_shape=(8, 6),
    class_names=("0", "1", "2", "3"),
    feature_names=(),
    train_count=300,
    test_count=20,
    official_split=False,
    low=(0.0,),
    high=(255.0,),
    mean=(100.0,),
    deviation=(50.0,),
    shift=(100.0,),
    scale=(0.02,),
    stroke_width=0.0,
    fingerprint="",
)
TWO = {"classes": 2, "model.output": "single", "training.loss": "bce", "model.output_activation": "sigmoid"}
SQUARES = {"training.loss": "mse", "model.output_activation": "identity"}
BELIEVING_LOW = SQUARES | {"model.target_off": 1.0, "model.target_on": 0.0}
KINDS: Mapping[str, Mapping[str, object]] = {
    "cross-entropy": {},
    "single output": TWO,
    "squares": SQUARES,
    "low means yes": BELIEVING_LOW,
    "sigmoids": {"training.loss": "bce", "model.output_activation": "sigmoid"},
    "no hidden layer": {"model.hidden": []},
}


@dataclass
class Case:
    """A data set of pictures with paper and ink, and a network for it whose state is asked about."""

    data: DataSet
    prober: Prober
    state: NetworkState
    outputs: Outputs

    def ask(self, question: Question, kind: type[Kind]) -> Kind:
        answer = self.prober.answer(question, self.state)
        assert isinstance(answer, kind)
        return answer

    def raw(self, stored: torch.Tensor) -> torch.Tensor:
        """Return the raw outputs of pictures [n, h, w]."""
        return self.passed(stored)[-1]

    def passed(self, stored: torch.Tensor) -> list[torch.Tensor]:
        """Return what the network sees, then what each layer makes of it, with 64-bit numbers and tanh."""
        outputs = [(stored.double().flatten(1) - FACTS.shift[0]) * FACTS.scale[0]]
        for name in sorted({name.rpartition(".")[0] for name in self.state.weights}):
            weight, bias = (torch.from_numpy(self.state.weights[f"{name}.{what}"]) for what in ("weight", "bias"))
            before = outputs[-1].tanh() if len(outputs) > 1 else outputs[-1]
            outputs.append(F.linear(before, weight.double(), bias.double()))
        return outputs

    def speaking(self, stored: torch.Tensor, label: int) -> torch.Tensor:
        raw = self.raw(stored)
        if self.outputs.single:
            return raw[:, 0] if label else -raw[:, 0]
        low = not self.outputs.logits and self.outputs.target_on < self.outputs.target_off
        return -raw[:, label] if low else raw[:, label]


@pytest.fixture
def make() -> Callable[..., Case]:
    def build_case(gain: float = 1.0, hidden: tuple[int, ...] = (7, 5), classes: int = 4, **values: object) -> Case:
        generator = torch.Generator().manual_seed(4)
        names = FACTS.class_names[:classes]
        changes = {"model.hidden": list(hidden), "model.activation": "tanh"} | values
        experiment = Experiment().changed(changes)
        facts = DataFacts(**{name: getattr(FACTS, name) for name in FACTS.__slots__} | {"class_names": names})
        pixels = torch.randint(1, 256, (320, 8, 6), generator=generator, dtype=torch.uint8)
        pixels[torch.rand(pixels.shape, generator=generator) < 0.6] = 0
        labels = torch.randint(len(names), (320,), generator=generator)
        data = DataSet(facts, pixels[:300], labels[:300], pixels[300:], labels[300:])
        sizes = layer_sizes(experiment, facts.input_count, facts.class_count)
        network = build(sizes, experiment.model, generator, generator).eval()
        with torch.no_grad():
            for weights in network.parameters():
                weights.mul_(gain)
        arrays = {name: tensor.numpy().copy() for name, tensor in network.state_dict().items()}
        state = NetworkState(run_id=1, step=7, epoch=0.5, weights=arrays)
        return Case(data, Prober(experiment, data), state, Outputs.of(experiment, len(names)))

    return build_case


@pytest.fixture(params=KINDS.values(), ids=list(KINDS))
def case(request: pytest.FixtureRequest, make: Callable[..., Case]) -> Case:
    values = dict(request.param)
    return make(hidden=tuple(values.pop("model.hidden", (7, 5))), **values)


def test_saliency_is_ink_times_the_slope_of_the_class(case: Case) -> None:
    stored = case.data.test_inputs[3]
    for label in range(case.outputs.classes):
        found = case.ask(AskSaliency(Example(stored.numpy()), label, ("Why", 4)), Saliency)
        assert (found.label, found.mark, found.step) == (label, ("Why", 4), 7)
        assert found.output == pytest.approx(float(case.speaking(stored[None], label)), rel=1e-4, abs=1e-5)
        assert found.contributions[stored.numpy() == 0].tolist() == [0.0] * int((stored == 0).sum())
        slopes = _finite_differences(case, stored, label)
        np.testing.assert_allclose(found.contributions, stored.numpy() * slopes, rtol=1e-3, atol=1e-5)


def test_the_answer_is_explained_where_no_class_is_named(case: Case) -> None:
    asked = ExampleAt(Part.TEST, 5)
    answer = case.ask(AskAnswer(Example(case.data.test_inputs[5].numpy())), Answer)
    saliency, occlusion = case.ask(AskSaliency(asked), Saliency), case.ask(AskOcclusion(asked), Occlusion)
    assert (saliency.label, saliency.chosen, occlusion.label) == (answer.chosen,) * 3
    assert saliency.probabilities.tolist() == pytest.approx(answer.probabilities.tolist())
    assert occlusion.probability == pytest.approx(answer.probabilities[answer.chosen])
    assert saliency.input.tolist() == case.data.test_inputs[5].tolist()


def test_the_true_label_comes_with_an_example_of_the_data(case: Case) -> None:
    assert case.ask(AskSaliency(ExampleAt(Part.TEST, 5)), Saliency).truth == int(case.data.test_labels[5])
    assert case.ask(AskSaliency(ExampleAt(Part.TRAIN, 2)), Saliency).truth == int(case.data.train_labels[2])
    assert case.ask(AskSaliency(Example(case.data.test_inputs[5].numpy())), Saliency).truth == -1


def test_occlusion_tells_what_each_wiped_patch_costs(case: Case) -> None:
    stored = case.data.test_inputs[2]
    found = case.ask(AskOcclusion(Example(stored.numpy()), 1), Occlusion)
    assert (found.patch, found.stride) == (3, 1)
    for row, column in np.ndindex(8, 6):
        wiped = stored.clone()
        wiped[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2] = 0
        fall = float(case.speaking(stored[None], 1) - case.speaking(wiped[None], 1))
        assert found.worth[row, column] == pytest.approx(fall, rel=1e-3, abs=1e-5)
        left = case.outputs.probabilities(case.raw(wiped[None]))[0, 1]
        assert found.left[row, column] == pytest.approx(float(left), rel=1e-3, abs=1e-5)


def test_wide_networks_try_fewer_places(make: Callable[..., Case]) -> None:
    case = make(hidden=(4000, 4000))
    assert rows_at_once((48, 4000, 4000, 4)) < 48
    stored = case.data.test_inputs[2]
    found = case.ask(AskOcclusion(Example(stored.numpy()), 1), Occlusion)
    assert (found.patch, found.stride) == (3, 2)
    assert (found.worth[0::2, 0::2] == found.worth[1::2, 1::2]).all()
    wiped = stored.clone()
    wiped[2:5, 2:5] = 0  # around the middle of the second block down and across
    fall = float(case.speaking(stored[None], 1) - case.speaking(wiped[None], 1))
    assert found.worth[2, 2] == pytest.approx(fall, rel=1e-3, abs=1e-5)


def test_fewer_places_stand_for_the_pixels_around_them(
    make: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saliency, "rows_at_once", lambda sizes: 8)
    case = make()
    stored = case.data.test_inputs[2]
    found = case.ask(AskOcclusion(Example(stored.numpy()), 1), Occlusion)
    assert found.stride == 3  # which divides no side of 8 x 6 but one
    for row, column in np.ndindex(3, 2):
        wiped = stored.clone()
        wiped[3 * row : 3 * row + 3, 3 * column : 3 * column + 3] = 0
        fall = float(case.speaking(stored[None], 1) - case.speaking(wiped[None], 1))
        block = found.worth[3 * row : 3 * row + 3, 3 * column : 3 * column + 3]
        assert block == pytest.approx(np.full(block.shape, fall), rel=1e-3, abs=1e-5)


def test_patches_grow_with_the_picture() -> None:
    assert [patch_side((side, side)) for side in (4, 8, 28, 64)] == [3, 3, 5, 11]


def test_the_flip_goes_along_the_sign_of_the_loss(make: Callable[..., Case]) -> None:
    case = make()
    stored = case.data.test_inputs[4]
    found = case.ask(AskFlip(Example(stored.numpy()), ("Why", 2)), Flip)
    assert found.mark == ("Why", 2)
    values = stored.double()[None].requires_grad_()
    loss = F.cross_entropy(case.raw(values), torch.from_numpy(found.chosen[:1]))
    (slope,) = torch.autograd.grad(loss, values)
    assert found.direction.tolist() == slope[0].sign().int().tolist()


def test_the_flip_tells_the_answer_for_every_amount(case: Case) -> None:
    stored = case.data.test_inputs[4]
    found = case.ask(AskFlip(Example(stored.numpy())), Flip)
    assert tuple(found.amounts) == AMOUNTS
    for place, amount in enumerate(AMOUNTS):
        changed = torch.from_numpy(shifted(stored.numpy(), found.direction, amount, case.data.facts))[None]
        expected = case.outputs.probabilities(case.raw(changed))[0]
        assert found.probabilities[place].tolist() == pytest.approx(expected.tolist(), rel=1e-3, abs=1e-5)
        assert found.chosen[place] == int(case.outputs.chosen(case.raw(changed)))
    changed = torch.from_numpy(shifted(stored.numpy(), found.direction, AMOUNTS[1], case.data.facts))
    both = torch.stack([stored.float(), changed])
    speaking = torch.stack([case.speaking(both, label) for label in range(case.outputs.classes)], 1)
    before, after = F.cross_entropy(speaking, torch.from_numpy(found.chosen[[0, 0]]), reduction="none")
    assert after > before


def test_sure_answers_have_slopes_too(make: Callable[..., Case]) -> None:
    for kind in (TWO, {}, KINDS["sigmoids"]):
        case = make(gain=60.0, hidden=(7,), **kind, **{"model.activation": "relu"})
        stored = case.data.test_inputs[1].numpy()
        saliency, flip = case.ask(AskSaliency(Example(stored)), Saliency), case.ask(AskFlip(Example(stored)), Flip)
        assert set(saliency.probabilities.tolist()) <= {0.0, 0.5, 1.0}  # two sigmoids may both be sure
        assert saliency.contributions.any()
        assert flip.direction.any()


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_broken_and_dead_networks_give_numbers(make: Callable[..., Case], value: float) -> None:
    case = make()
    for weights in case.state.weights.values():
        weights[...] = value
    asked = ExampleAt(Part.TEST, 0)
    saliency, occlusion = case.ask(AskSaliency(asked), Saliency), case.ask(AskOcclusion(asked), Occlusion)
    flip, nearest = case.ask(AskFlip(asked), Flip), case.ask(AskNearest(asked), Nearest)
    numbers = (saliency.contributions, occlusion.worth, occlusion.left, flip.probabilities, nearest.distances)
    assert all(np.isfinite(array).all() for array in numbers)
    assert np.isfinite([saliency.output, occlusion.probability]).all()
    assert flip.first is None


def test_blank_pictures_have_nothing_to_weigh(make: Callable[..., Case]) -> None:
    case = make()
    blank = Example(np.zeros((8, 6), dtype=np.uint8))
    assert not case.ask(AskSaliency(blank), Saliency).contributions.any()
    assert not case.ask(AskOcclusion(blank), Occlusion).worth.any()


def test_classes_that_do_not_exist_are_refused(make: Callable[..., Case]) -> None:
    case = make()
    for question in (AskSaliency(ExampleAt(Part.TEST, 0), 4), AskOcclusion(ExampleAt(Part.TEST, 0), -1)):
        with pytest.raises(PlaygroundError, match="There is no class"):
            case.prober.answer(question, case.state)


def test_nearest_looks_through_all_pieces(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    _in_pieces(monkeypatch, 130)
    asked = AskNearest(ExampleAt(Part.TEST, 6), count=9)
    answers = [case.ask(asked, Nearest) for _ in range(3)]
    assert [(answer.looked, answer.total) for answer in answers] == [(130, 300), (260, 300), (300, 300)]
    for answer in answers:
        _check_nearest(case, answer, case.data.test_inputs[6], 9)


def test_another_input_is_compared_with_all_that_is_kept(
    make: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_pieces(monkeypatch, 130)
    case = make()
    for _ in range(2):
        case.ask(AskNearest(ExampleAt(Part.TEST, 6)), Nearest)
    other = AskNearest(Example(case.data.test_inputs[7].numpy()))
    answers = [case.ask(other, Nearest) for _ in range(2)]
    assert [answer.looked for answer in answers] == [260, 300]
    for answer in answers:
        _check_nearest(case, answer, case.data.test_inputs[7], 8)


def test_wide_layers_are_kept_in_part_and_all_count(make: Callable[..., Case], monkeypatch: pytest.MonkeyPatch) -> None:
    _in_pieces(monkeypatch, 130)
    monkeypatch.setattr("playground.engine.probes.nearest._MOST_KEPT", 5 * 150)
    case = make()
    for index in (6, 7):
        asked = AskNearest(ExampleAt(Part.TEST, index))
        answers = [case.ask(asked, Nearest) for _ in range(3)]
        assert answers[-1].looked == 300
        _check_nearest(case, answers[-1], case.data.test_inputs[index], 8)


def test_other_weights_begin_anew(make: Callable[..., Case], monkeypatch: pytest.MonkeyPatch) -> None:
    _in_pieces(monkeypatch, 200)
    case = make()
    asked = AskNearest(ExampleAt(Part.TEST, 6))
    case.ask(asked, Nearest)
    other = make(gain=2.0)
    case.state = other.state
    answer = case.ask(asked, Nearest)
    assert answer.looked == 200
    _check_nearest(case, answer, case.data.test_inputs[6], 8)


def test_a_training_example_is_not_its_own_neighbour(make: Callable[..., Case]) -> None:
    case = make()
    answer = case.ask(AskNearest(ExampleAt(Part.TRAIN, 17)), Nearest)
    assert 17 not in answer.indexes
    assert answer.distances[0] > 0
    assert 17 in case.ask(AskNearest(Example(case.data.train_inputs[17].numpy())), Nearest).indexes


def test_gradients_leave_other_answers_as_they_were(make: Callable[..., Case]) -> None:
    case = make()
    asked = AskAnswer(Example(case.data.test_inputs[0].numpy()))
    before = case.ask(asked, Answer)
    case.ask(AskSaliency(asked.input), Saliency)
    after = case.ask(asked, Answer)
    assert before.probabilities.tolist() == after.probabilities.tolist()


def _in_pieces(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr("playground.engine.probes.nearest.rows_at_once", lambda sizes: rows)


def _finite_differences(
    case: Case, stored: torch.Tensor, label: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the slope of the class's raw output by each stored value."""
    step = 0.01
    steps = torch.eye(48, dtype=torch.float64).reshape(48, 8, 6) * step
    more, less = (case.speaking(stored.double() + sign * steps, label) for sign in (1, -1))
    return ((more - less) / (2 * step)).reshape(8, 6).numpy()


def _check_nearest(case: Case, answer: Nearest, stored: torch.Tensor, count: int) -> None:
    """Compare with the distances to all examples that were looked at."""

    def features(inputs: torch.Tensor) -> torch.Tensor:
        *_, before, _ = case.passed(inputs)
        return before.tanh() if len(case.state.weights) > 2 else before

    away = (features(case.data.train_inputs[: answer.looked]) - features(stored[None])).square().sum(1).sqrt().numpy()
    order = np.argsort(away)[:count]
    assert answer.indexes.tolist() == order.tolist()
    assert answer.distances.tolist() == pytest.approx(away[order].tolist(), rel=1e-4)
    assert answer.labels.tolist() == case.data.train_labels[order.tolist()].tolist()
    assert answer.values.tolist() == case.data.train_inputs[order.tolist()].tolist()
    assert answer.chosen == int(case.outputs.chosen(case.raw(stored[None])))


def test_one_question_takes_few_rows_of_wide_networks() -> None:
    assert rows_at_once((784, 64, 64, 64, 10)) > 4000
    assert 40 < rows_at_once((784, 2048, 2048, 2048, 10)) < 100
    assert rows_at_once((784, 20_000, 20_000, 10)) == 16
