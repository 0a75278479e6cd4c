"""The rooms of the benchmark, one by one, on few images."""

from collections.abc import Iterator

import pytest
import torch

from playground.cli.bench import table
from playground.cli.bench.cases import CASES, experiment_of, train, trainers, varied_trainer
from playground.cli.bench.figures import Figure, Group, Part, Unit, against, joined
from playground.cli.bench.images import Images, found_or_made
from playground.cli.bench.plan import FULL, QUICK, PartName
from playground.cli.bench.rivals import Product, Products, ScikitLearn, TutorialLoop, our_product, torch_product
from playground.cli.bench.rounds import Contender, interleaved
from playground.core.progress import Stepping
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.metrics import BATCH_LOSS, TEST_LOSS


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Images]:
    with found_or_made(DataFolders(own=tmp_path_factory.mktemp("none"), given=None), QUICK) as made:
        yield made


@pytest.fixture(scope="module")
def data(images: Images) -> DataSet:
    return load(experiment_of(CASES[0], QUICK).data, images.folders)


def test_a_figure_knows_its_median_and_extremes() -> None:
    figure = Figure("x", Unit.SECONDS, (3.0, 1.0, 9.0))
    assert (figure.median, figure.lowest, figure.highest) == (3.0, 1.0, 9.0)


def test_speed_is_told_against_the_named_figure() -> None:
    slow, fast = Figure("slow", Unit.SECONDS, (4.0,)), Figure("fast", Unit.SECONDS, (1.0,))
    assert [figure.times for figure in against("slow", [fast, slow])] == [4.0, 1.0]


def test_rounds_of_several_processes_become_one_figure() -> None:
    parts = [
        Part(PartName.MEMORY, (Group("net", (Figure("x", Unit.MEGABYTES, (value,)),)),)) for value in (1.0, 2.0, 5.0)
    ]
    assert joined(parts).groups[0].figures[0].rounds == (1.0, 2.0, 5.0)


def test_contenders_warm_up_once_and_then_take_turns() -> None:
    calls: list[str] = []
    contenders = [Contender(name, 10, lambda name=name: calls.append(name)) for name in "abc"]  # type: ignore[misc]
    figures = interleaved(contenders, 4, Unit.MICROSECONDS)
    assert "".join(calls) == "abc" + "abc" + "bca" + "cab" + "abc"
    assert [(figure.name, len(figure.rounds)) for figure in figures] == [("a", 4), ("b", 4), ("c", 4)]


def test_a_piece_is_what_a_figure_counts() -> None:
    one, thousand = (Contender(str(pieces), pieces, lambda: sum(range(10_000))) for pieces in (1, 1000))
    first, second = interleaved([one, thousand], 5, Unit.MICROSECONDS)
    assert first.median > 50 * second.median


def test_all_rounds_lie_within_the_first_epoch() -> None:
    for plan in (FULL, QUICK):
        for case in CASES:
            assert 1 <= case.steps(plan) * (plan.rounds + 1) < plan.train_images // case.batch


def test_made_images_are_as_many_and_as_sparse_as_asked_and_can_be_learned(images: Images, data: DataSet) -> None:
    assert images.made
    assert data.train_inputs.shape == (QUICK.train_images, 28, 28)
    assert data.test_inputs.shape == (QUICK.test_images, 28, 28)
    assert data.train_inputs.dtype == torch.uint8
    assert 0.185 < float((data.train_inputs > 0).float().mean()) < 0.195
    (_, trainer), *_ = trainers(CASES[0], data, QUICK)
    train(trainer, epochs=3)
    assert (trainer.history.last("test_accuracy") or 0) > 0.8


def test_images_that_are_there_are_taken(images: Images) -> None:
    with found_or_made(images.folders, QUICK) as found:
        assert not found.made
        assert found.folders == images.folders


def test_varied_images_are_measured_in_the_fastest_way(data: DataSet) -> None:
    trainer = varied_trainer(CASES[1], data, QUICK)
    train(trainer, steps=7)
    assert trainer.experiment.augmentation.on
    assert trainer.environment.stepping is Stepping.RECORDED
    assert trainer.history.length(BATCH_LOSS) == 7


def test_every_way_of_stepping_is_measured_with_the_real_trainer(data: DataSet) -> None:
    ways = dict(trainers(CASES[1], data, QUICK))
    assert list(ways) == [f"nn-playground, {way}" for way in Stepping]
    for trainer in ways.values():
        train(trainer, steps=7)
        assert trainer.step == 7
        assert trainer.history.length(BATCH_LOSS) == 7
        assert trainer.history.length(TEST_LOSS) == 1
        assert trainer.environment.threads == 1


def test_the_tutorials_loop_learns_and_scores(data: DataSet) -> None:
    loop = TutorialLoop(CASES[0], data)
    _, before = loop.evaluate()
    loop.train(400)  # more than two epochs
    _, after = loop.evaluate()
    assert len(loop.losses) == 400
    assert sum(loop.losses[-50:]) < 0.5 * sum(loop.losses[:50])
    assert before < 0.4
    assert 0.8 < after <= 1


def test_scikit_learn_goes_on_from_where_it_was(data: DataSet) -> None:
    rival = ScikitLearn(CASES[0], data, steps=20)
    assert [rival.train() for _ in range(10)][-1] < 0.5 * ScikitLearn(CASES[0], data, steps=20).train()


@pytest.mark.parametrize("product", [torch_product, our_product])
def test_the_floor_holds_the_products_of_both_passes(product: Product) -> None:
    case = CASES[0]
    products = Products(case, product)
    products.compute(1)
    signal = products.signals[0]
    for weight in products.weights:
        signal = signal @ weight.t()
    assert torch.allclose(products.signals[-1], signal, atol=1e-5)
    error = products.errors[-1]
    for layer in reversed(range(len(products.weights))):
        assert torch.allclose(products.gradients[layer], error.t() @ products.signals[layer], atol=1e-4)
        error = error @ products.weights[layer]


def test_the_table_is_aligned_and_narrow() -> None:
    figures = against("b", [Figure("a", Unit.MICROSECONDS, (1234.5,)), Figure("b", Unit.MICROSECONDS, (99_999.0,))])
    text = table.section(Part(PartName.STEPS, (Group("net", figures),), ("word " * 60,)))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 100
    head, a, b = lines[1], lines[4], lines[5]
    assert "1 234" in a
    assert head.index("median") + len("median") == a.index("1 234") + len("1 234") == b.index("99 999") + len("99 999")
    assert head.index("unit") == a.index("µs") == b.index("µs")
    assert a.endswith("81.00 x")
