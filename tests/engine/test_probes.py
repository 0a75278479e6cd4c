from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch

from playground.core.catalog import Drawing, Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.probes import (
    Answer,
    Answers,
    AskAnswer,
    AskAnswers,
    AskFlow,
    AskPlane,
    AskPoints,
    AskSamples,
    Example,
    ExampleAt,
    Flow,
    Keep,
    Order,
    Part,
    Plane,
    Points,
    Samples,
)
from playground.core.rules import layer_sizes
from playground.core.snapshot import NetworkState
from playground.data.dataset import DataSet
from playground.engine.model import Network, build
from playground.engine.outputs import Outputs
from playground.engine.probes import Prober
from playground.engine.probes import answer as answer_room


@dataclass
class Case:
    """A data set, a network for it, and the network's weights as a state."""

    experiment: Experiment
    data: DataSet
    network: Network

    @property
    def state(self) -> NetworkState:
        weights = {name: tensor.numpy() for name, tensor in self.network.state_dict().items()}
        return NetworkState(run_id=1, step=7, epoch=0.5, weights=weights)

    def raw(self, stored: torch.Tensor) -> torch.Tensor:
        with torch.inference_mode():
            raw: torch.Tensor = self.network.eval()(self.data.prepared(stored))
        return raw

    def outputs(self) -> Outputs:
        return Outputs.of(self.experiment, self.data.facts.class_count)


def _facts(family: Family, shape: tuple[int, ...], classes: int, shift: float, scale: float) -> DataFacts:
    columns = 1 if family is Family.IMAGE else shape[0]
    return DataFacts(
        name="made",
        title="Made",
        family=family,
        drawing=Drawing.NONE,
        input_shape=shape,
        class_names=tuple(f"class {i}" for i in range(classes)),
        feature_names=(),
        train_count=40,
        test_count=30,
        official_split=False,
        low=(0.0,) * columns,
        high=(255.0,) * columns,
        mean=(shift,) * columns,
        deviation=(1 / scale,) * columns,
        shift=(shift,) * columns,
        scale=(scale,) * columns,
        stroke_width=0.0,
        fingerprint="",
    )


def _case(facts: DataFacts, inputs: torch.Tensor, hidden: tuple[int, ...], **model: object) -> Case:
    generator = torch.Generator().manual_seed(3)
    values = {"model.hidden": list(hidden)} | {f"model.{name}": value for name, value in model.items()}
    experiment = Experiment().changed(values)
    labels = torch.randint(facts.class_count, (70,), generator=generator)
    data = DataSet(facts, inputs[:40], labels[:40], inputs[40:], labels[40:])
    sizes = layer_sizes(experiment, facts.input_count, facts.class_count)
    return Case(experiment, data, build(sizes, experiment.model, generator, generator))


@pytest.fixture
def images() -> Callable[..., Case]:
    def make(*hidden: int, **model: object) -> Case:
        pixels = torch.randint(256, (70, 6, 5), generator=torch.Generator().manual_seed(1), dtype=torch.uint8)
        return _case(_facts(Family.IMAGE, (6, 5), 4, 100.0, 0.02), pixels, hidden, **model)

    return make


@pytest.fixture
def plane() -> Callable[..., Case]:
    def make(*hidden: int, **model: object) -> Case:
        points = torch.randn(70, 2, generator=torch.Generator().manual_seed(2))
        return _case(_facts(Family.PLANE, (2,), 2, 0.5, 2.0), points, hidden, **model)

    return make


def _flow(case: Case, ask: AskFlow) -> Flow:
    answer = Prober(case.experiment, case.data).answer(ask, case.state)
    assert isinstance(answer, Flow)
    return answer


def _samples(case: Case, ask: AskSamples) -> Samples:
    answer = Prober(case.experiment, case.data).answer(ask, case.state)
    assert isinstance(answer, Samples)
    return answer


def test_answer_is_what_the_network_says(images: Callable[..., Case]) -> None:
    case = images(9, 8)
    picture = case.data.test_inputs[3]
    answer = Prober(case.experiment, case.data).answer(AskAnswer(Example(picture.numpy())), case.state)
    assert isinstance(answer, Answer)
    raw = case.raw(picture.unsqueeze(0))
    assert answer.step == 7
    assert answer.chosen == int(raw.argmax())
    np.testing.assert_allclose(answer.probabilities, raw.softmax(1)[0].numpy(), rtol=1e-6)


def test_several_inputs_are_answered_as_each_alone(images: Callable[..., Case]) -> None:
    case = images(9, 8)
    prober = Prober(case.experiment, case.data)
    pictures = case.data.test_inputs[:4].numpy()
    answers = prober.answer(AskAnswers(pictures, ("who", 5)), case.state)
    assert isinstance(answers, Answers)
    assert (answers.step, answers.mark) == (7, ("who", 5))
    for picture, probabilities, chosen in zip(pictures, answers.probabilities, answers.chosen, strict=True):
        alone = prober.answer(AskAnswer(Example(picture)), case.state)
        assert isinstance(alone, Answer)
        assert chosen == alone.chosen
        np.testing.assert_allclose(probabilities, alone.probabilities, rtol=1e-5)


def test_of_wide_networks_the_first_inputs_alone_are_answered(
    images: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_room, "rows_at_once", lambda sizes: 3)
    case = images(9, 8)
    prober = Prober(case.experiment, case.data)
    pictures = case.data.test_inputs[:5].numpy()
    answers = prober.answer(AskAnswers(pictures), case.state)
    assert isinstance(answers, Answers)
    np.testing.assert_allclose(answers.probabilities, case.raw(torch.from_numpy(pictures[:3])).softmax(1), rtol=1e-5)


def test_dropout_is_off_and_nothing_is_drawn(images: Callable[..., Case]) -> None:
    case = images(9, dropout=0.9)
    torch.manual_seed(5)
    before = torch.get_rng_state()
    prober = Prober(case.experiment, case.data)
    ask = AskAnswer(Example(case.data.test_inputs[0].numpy()))
    first, second = prober.answer(ask, case.state), prober.answer(ask, case.state)
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    np.testing.assert_array_equal(first.probabilities, second.probabilities)
    assert torch.equal(torch.get_rng_state(), before)


def test_each_question_sees_the_weights_it_is_asked_about(images: Callable[..., Case]) -> None:
    case = images(9)
    prober = Prober(case.experiment, case.data)
    ask = AskAnswer(Example(case.data.test_inputs[0].numpy()))
    first = prober.answer(ask, case.state)
    zeros = {name: np.zeros_like(array) for name, array in case.state.weights.items()}
    second = prober.answer(ask, NetworkState(run_id=1, step=8, epoch=1.0, weights=zeros))
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert second.step == 8
    np.testing.assert_allclose(second.probabilities, 0.25)
    assert not np.allclose(first.probabilities, 0.25)


def test_read_only_weights_are_taken(images: Callable[..., Case]) -> None:
    case = images(9)
    state = case.state
    for array in state.weights.values():
        array.flags.writeable = False
    answer = Prober(case.experiment, case.data).answer(AskAnswer(Example(case.data.test_inputs[0].numpy())), state)
    assert isinstance(answer, Answer)


def test_numbers_of_python_make_a_row_too(plane: Callable[..., Case]) -> None:
    case = plane(5)
    answer = Prober(case.experiment, case.data).answer(AskAnswer(Example(np.array([0.25, -1.5]))), case.state)
    assert isinstance(answer, Answer)
    raw = case.raw(torch.tensor([[0.25, -1.5]]))
    np.testing.assert_allclose(answer.probabilities, raw.softmax(1)[0].numpy(), rtol=1e-5)


def test_input_of_another_shape_is_refused(images: Callable[..., Case]) -> None:
    case = images(9)
    prober = Prober(case.experiment, case.data)
    with pytest.raises(PlaygroundError, match=r"\(28, 28\).*\(6, 5\)"):
        prober.answer(AskAnswer(Example(np.zeros((28, 28), np.uint8))), case.state)
    with pytest.raises(PlaygroundError, match=r"\(28, 28\).*\(6, 5\)"):
        prober.answer(AskAnswers(np.zeros((3, 28, 28), np.uint8)), case.state)


@pytest.mark.parametrize("index", [-1, 30])
def test_example_that_is_not_there_is_refused(images: Callable[..., Case], index: int) -> None:
    case = images(9)
    with pytest.raises(PlaygroundError, match="this part has 30"):
        _flow(case, AskFlow(ExampleAt(Part.TEST, index)))


def test_samples_are_counted_and_ordered(images: Callable[..., Case]) -> None:
    case = images(9)
    samples = _samples(case, AskSamples(count=12, pool=25))
    raw = case.raw(case.data.test_inputs[:25])
    chosen, labels = raw.argmax(1).numpy(), case.data.test_labels[:25].numpy()
    sure = raw.softmax(1).max(1).values.numpy()
    assert samples.pool == 25
    assert samples.wrong == np.count_nonzero(chosen != labels)
    np.testing.assert_array_equal(samples.indexes, np.argsort(sure)[:12])
    np.testing.assert_array_equal(samples.values, case.data.test_inputs.numpy()[samples.indexes])
    np.testing.assert_array_equal(samples.labels, labels[samples.indexes])
    np.testing.assert_array_equal(samples.chosen, chosen[samples.indexes])
    np.testing.assert_allclose(samples.probabilities.sum(1), 1.0, rtol=1e-5)


def test_samples_at_random_are_drawn_from_the_whole_part_and_stay_while_it_learns(images: Callable[..., Case]) -> None:
    case, other = images(9), images(7)
    ask = AskSamples(part=Part.TRAIN, order=Order.RANDOM, count=20, pool=20, draw=3)
    samples, later = _samples(case, ask), _samples(other, ask)
    np.testing.assert_array_equal(samples.indexes, later.indexes)
    assert len(set(samples.indexes.tolist())) == 20
    assert samples.indexes.max() >= 20  # not the first of the part, which has 40
    np.testing.assert_array_equal(samples.values, case.data.train_inputs.numpy()[samples.indexes])
    np.testing.assert_array_equal(samples.labels, case.data.train_labels.numpy()[samples.indexes])
    chosen = case.raw(case.data.train_inputs).argmax(1).numpy()
    np.testing.assert_array_equal(samples.chosen, chosen[samples.indexes])


def test_another_draw_has_other_samples(images: Callable[..., Case]) -> None:
    case = images(9)
    first, second = (_samples(case, AskSamples(order=Order.RANDOM, count=8, draw=draw)) for draw in (0, 1))
    assert first.indexes.tolist() != second.indexes.tolist()


def test_wrong_samples_at_random_are_those_of_the_draw(images: Callable[..., Case]) -> None:
    case = images(9)
    ask = AskSamples(order=Order.RANDOM, pool=15, draw=2)
    every, wrong = _samples(case, ask), _samples(case, replace(ask, keep=Keep.WRONG))
    assert wrong.indexes.tolist() == every.indexes[every.chosen != every.labels].tolist()
    assert len(wrong.indexes) == every.wrong > 0


@pytest.mark.parametrize("keep", [Keep.RIGHT, Keep.WRONG])
def test_samples_can_be_right_or_wrong_only(images: Callable[..., Case], keep: Keep) -> None:
    case = images(9)
    samples = _samples(case, AskSamples(part=Part.TRAIN, keep=keep, order=Order.INDEX))
    chosen = case.raw(case.data.train_inputs).argmax(1)
    right = (chosen == case.data.train_labels).numpy()
    np.testing.assert_array_equal(samples.indexes, np.flatnonzero(right == (keep is Keep.RIGHT)))


def test_confusions_add_up_most_frequent_first(images: Callable[..., Case]) -> None:
    samples = _samples(images(9), AskSamples())
    counts = [count for _, _, count in samples.confused]
    assert sum(counts) == samples.wrong
    assert counts == sorted(counts, reverse=True)
    for label, answer, count in samples.confused:
        assert label != answer
        assert count == np.count_nonzero((samples.labels == label) & (samples.chosen == answer))


def test_part_without_examples_has_no_samples(images: Callable[..., Case]) -> None:
    case = images(9)
    nothing = DataSet(
        case.data.facts,
        case.data.train_inputs,
        case.data.train_labels,
        case.data.test_inputs[:0],
        case.data.test_labels[:0],
    )
    samples = _samples(Case(case.experiment, nothing, case.network), AskSamples())
    assert samples.pool == 0
    assert len(samples.indexes) == 0
    assert not samples.confused


def test_flow_follows_an_example_through_every_layer(images: Callable[..., Case]) -> None:
    case = images(9, 8, activation="tanh")
    flow = _flow(case, AskFlow(ExampleAt(Part.TRAIN, 4)))
    seen = case.data.prepared(case.data.train_inputs[4:5])
    with torch.inference_mode():
        for layer, linear in zip(flow.layers, case.network.linear_layers(), strict=True):
            sums = linear(seen)
            seen = sums.tanh() if layer is not flow.layers[-1] else sums
            np.testing.assert_allclose(layer.sums, sums[0].numpy(), rtol=1e-4, atol=1e-6)
            np.testing.assert_allclose(layer.outputs, seen[0].numpy(), rtol=1e-4, atol=1e-6)
            np.testing.assert_array_equal(layer.biases, linear.bias.numpy())
            np.testing.assert_array_equal(layer.shown, np.arange(linear.out_features))
            assert layer.size == linear.out_features
            assert layer.active == int((seen > 0).sum())
    np.testing.assert_array_equal(flow.input, case.data.train_inputs[4].numpy())
    np.testing.assert_allclose(flow.seen, (flow.input.astype(np.float32) - 100) * np.float32(0.02), rtol=1e-5)
    np.testing.assert_allclose(flow.probabilities, seen[0].softmax(0).numpy(), rtol=1e-4)
    assert flow.chosen == int(seen.argmax())
    assert flow.label == int(case.data.train_labels[4])


def test_flow_of_a_drawing_has_no_label(images: Callable[..., Case]) -> None:
    case = images(9)
    assert _flow(case, AskFlow(Example(case.data.test_inputs[0].numpy()))).label == -1


def test_patterns_are_the_weights_of_the_first_layer(images: Callable[..., Case]) -> None:
    case = images(9, 8)
    flow = _flow(case, AskFlow(ExampleAt(Part.TEST, 0)))
    weights = case.network.linear_layers()[0].weight.detach().numpy()
    np.testing.assert_array_equal(flow.patterns, weights.reshape(9, 6, 5))
    assert flow.pattern_scale == pytest.approx(np.percentile(np.abs(weights), 99))


def test_links_are_the_strongest_signals_weakest_first(images: Callable[..., Case]) -> None:
    case = images(9, 8)
    flow = _flow(case, AskFlow(ExampleAt(Part.TEST, 0), links=10, answer_links=6))
    sources = [flow.seen.ravel(), *(layer.outputs for layer in flow.layers)]
    assert [len(links.signal) for links in flow.links] == [10, 10, 6]
    for links, source, linear in zip(flow.links, sources, case.network.linear_layers(), strict=False):
        weights = linear.weight.detach().numpy()
        every = np.sort(np.abs(weights * source).ravel())
        np.testing.assert_allclose(np.abs(links.signal), every[-len(links.signal) :], rtol=1e-4)
        np.testing.assert_allclose(links.weight, weights[links.end, links.start], rtol=1e-6)
        np.testing.assert_allclose(links.signal, links.weight * source[links.start], rtol=1e-4)


def test_of_wide_layers_the_most_active_neurons_are_shown(images: Callable[..., Case]) -> None:
    case = images(300, 200)
    flow = _flow(case, AskFlow(ExampleAt(Part.TEST, 0), neurons=16))
    sums, outputs = zip(*_passed(case, case.data.test_inputs[0:1]), strict=True)
    for layer, output, total in zip(flow.layers[:2], outputs, sums, strict=False):
        np.testing.assert_array_equal(layer.shown, np.sort(np.argsort(-np.abs(output))[:16]))
        np.testing.assert_allclose(layer.outputs, output[layer.shown], rtol=1e-4)
        np.testing.assert_allclose(layer.sums, total[layer.shown], rtol=1e-4)
        assert layer.size == len(output)
    assert len(flow.layers[2].shown) == 4
    assert flow.patterns.shape == (16, 6, 5)
    first, second = case.network.linear_layers()[:2]
    np.testing.assert_array_equal(flow.patterns.reshape(16, 30), first.weight.detach().numpy()[flow.layers[0].shown])
    between = second.weight.detach().numpy()[np.ix_(flow.layers[1].shown, flow.layers[0].shown)]
    np.testing.assert_allclose(flow.links[1].weight, between[flow.links[1].end, flow.links[1].start])


def _passed(case: Case, stored: torch.Tensor) -> list[tuple[np.ndarray, np.ndarray]]:
    seen, found = case.data.prepared(stored), []
    with torch.inference_mode():
        for linear in case.network.linear_layers():
            sums = linear(seen)
            seen = case.network.activation(sums)
            found.append((sums[0].numpy(), seen[0].numpy()))
    return found


def test_silent_neurons_send_no_links(images: Callable[..., Case]) -> None:
    case = images(9, 8)
    for linear in case.network.linear_layers():
        torch.nn.init.zeros_(linear.weight)
        torch.nn.init.constant_(linear.bias, -1.0)
    flow = _flow(case, AskFlow(ExampleAt(Part.TEST, 0)))
    assert [len(links.signal) for links in flow.links] == [0, 0, 0]
    assert [layer.active for layer in flow.layers] == [0, 0, 0]
    assert flow.pattern_scale == 0.0


def test_network_without_hidden_layers_flows_straight_to_the_answer(images: Callable[..., Case]) -> None:
    flow = _flow(images(), AskFlow(ExampleAt(Part.TEST, 0)))
    assert len(flow.layers) == len(flow.links) == 1
    assert flow.patterns.shape == (4, 6, 5)


def test_single_output_unit_answers_for_two_classes(plane: Callable[..., Case]) -> None:
    case = plane(5, output="single")
    case.experiment = case.experiment.changed({"training.loss": "bce"})
    flow = _flow(case, AskFlow(Example(np.array([0.5, 0.5], np.float32))))
    assert flow.layers[-1].size == 1
    assert flow.layers[-1].outputs[0] == pytest.approx(1 / (1 + np.exp(-flow.layers[-1].sums[0])), rel=1e-5)
    assert flow.probabilities[1] == pytest.approx(flow.layers[-1].outputs[0], rel=1e-5)


def test_plane_lies_as_the_eye_sees_it(plane: Callable[..., Case]) -> None:
    case = plane(5, 3, activation="tanh")
    answer = Prober(case.experiment, case.data).answer(AskPlane(extent=4.0, cells=8, neuron_cells=4), case.state)
    assert isinstance(answer, Plane)
    assert answer.surface.shape == (8, 8, 2)
    top_left, bottom_right = torch.tensor([[-3.5, 3.5]]), torch.tensor([[3.5, -3.5]])
    np.testing.assert_allclose(answer.surface[0, 0], case.raw(top_left).softmax(1)[0].numpy(), rtol=1e-4)
    np.testing.assert_allclose(answer.surface[-1, -1], case.raw(bottom_right).softmax(1)[0].numpy(), rtol=1e-4)
    np.testing.assert_allclose(answer.surface[0, -1], case.raw(torch.tensor([[3.5, 3.5]])).softmax(1)[0], rtol=1e-4)
    passed = _passed(case, torch.tensor([[-3.0, 3.0]]))
    assert [maps.shape for maps in answer.neurons] == [(5, 4, 4), (3, 4, 4)]
    np.testing.assert_allclose(answer.neurons[0][:, 0, 0], passed[0][1], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(answer.neurons[1][:, 0, 0], passed[1][1], rtol=1e-4, atol=1e-6)
    for weights, linear in zip(answer.weights, case.network.linear_layers(), strict=True):
        np.testing.assert_array_equal(weights, linear.weight.detach().numpy())


def test_plane_of_wide_layers_is_cut(plane: Callable[..., Case]) -> None:
    case = plane(100, 70)
    answer = Prober(case.experiment, case.data).answer(AskPlane(cells=4, neuron_cells=4), case.state)
    assert isinstance(answer, Plane)
    assert [len(maps) for maps in answer.neurons] == [64, 64]
    assert [weights.shape for weights in answer.weights] == [(64, 2), (64, 64), (2, 64)]


def test_points_come_with_answers_for_the_test_part(plane: Callable[..., Case]) -> None:
    case = plane(5)
    points = Prober(case.experiment, case.data).answer(AskPoints(most=20), case.state)
    assert isinstance(points, Points)
    np.testing.assert_array_equal(points.train, case.data.train_inputs[:20].numpy())
    np.testing.assert_array_equal(points.train_labels, case.data.train_labels[:20].numpy())
    np.testing.assert_array_equal(points.test, case.data.test_inputs[:20].numpy())
    np.testing.assert_array_equal(points.test_labels, case.data.test_labels[:20].numpy())
    np.testing.assert_array_equal(points.test_chosen, case.raw(case.data.test_inputs[:20]).argmax(1).numpy())


def test_answers_share_no_memory_with_weights_or_data(images: Callable[..., Case], plane: Callable[..., Case]) -> None:
    case = images(9, 8)
    flow = _flow(case, AskFlow(ExampleAt(Part.TEST, 0)))
    samples = _samples(case, AskSamples())
    kept = [flow.input.copy(), flow.patterns.copy(), flow.layers[0].biases.copy(), samples.values.copy()]
    point_case = plane(5)
    prober = Prober(point_case.experiment, point_case.data)
    surface = prober.answer(AskPlane(cells=4), point_case.state)
    points = prober.answer(AskPoints(), point_case.state)
    assert isinstance(surface, Plane)
    assert isinstance(points, Points)
    kept += [surface.weights[0].copy(), points.train.copy(), points.test_labels.copy()]
    with torch.no_grad():
        for changed in (case, point_case):
            for tensor in changed.network.state_dict().values():
                tensor.fill_(9.0)
            for tensor in (changed.data.train_inputs, changed.data.test_inputs, changed.data.test_labels):
                tensor.fill_(9)
    now = [flow.input, flow.patterns, flow.layers[0].biases, samples.values]
    now += [surface.weights[0], points.train, points.test_labels]
    for before, after in zip(kept, now, strict=True):
        np.testing.assert_array_equal(before, after)
