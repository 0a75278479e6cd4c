"""Growing columns."""

import threading
import tracemalloc

import numpy as np

from playground.core.history import History


def test_a_reader_gets_what_is_new_across_chunks() -> None:
    history = History()
    history.extend("loss", range(20_000), np.arange(20_000) / 10)
    first = history.read("loss")
    history.append(20_000, {"loss": 7.5, "accuracy": 0.5})
    new = history.read("loss", len(first.steps))
    assert first.steps.tolist() == list(range(20_000))
    assert first.values[-1] == 1999.9
    assert new.steps.tolist() == [20_000]
    assert new.values.tolist() == [7.5]
    assert history.last("accuracy") == 0.5
    assert history.last("other") is None
    assert history.read("other").values.size == 0


def test_every_chunk_boundary_reads_right() -> None:
    history = History()
    history.extend("x", range(8192), np.ones(8192))
    assert history.read("x", 8192).steps.size == 0
    assert history.last("x") == 1.0
    history.append(8192, {"x": 2.0})
    assert history.read("x", 8191).values.tolist() == [1.0, 2.0]


def test_cutting_back_raises_the_generation() -> None:
    history = History()
    history.extend("x", range(10), np.arange(10.0))
    before = history.generation("x")
    history.cut(4)
    assert history.generation("x") == before + 1
    assert history.read("x").steps.tolist() == [0, 1, 2, 3, 4]
    history.cut(-1)
    assert history.length("x") == 0


def test_a_reader_beside_a_writer_sees_a_whole_prefix() -> None:
    history = History()

    def write() -> None:
        for step in range(5_000):
            history.append(step, {"x": float(step)})

    writer = threading.Thread(target=write)
    writer.start()
    seen = 0
    while seen < 5_000:
        piece = history.read("x")
        assert np.array_equal(piece.steps, piece.values)
        assert len(piece.steps) >= seen
        seen = len(piece.steps)
    writer.join()


def test_a_part_is_found_by_its_steps_and_read_alone() -> None:
    history = History()
    history.extend("every", range(1, 30_001), np.arange(1, 30_001) / 2)
    history.extend("some", range(45, 900_001, 45), np.arange(45, 900_001, 45) / 2)
    for name in ("every", "some"):
        start, stop = history.index(name, 9_001), history.index(name, 27_001)
        part = history.read(name, start, stop)
        assert part.steps[0] == (9_001 if name == "every" else 9_045)
        assert part.steps[-1] == 27_000
        assert np.array_equal(part.values, part.steps / 2)
    assert [history.index("every", step) for step in (0, 1, 2, 8_192, 8_193, 30_000, 99_999)] == [
        *(0, 0, 1, 8_191, 8_192, 29_999, 30_000)
    ]
    assert [history.index("some", step) for step in (0, 45, 46, 899_999, 900_000, 900_001)] == [
        *(0, 0, 1, 19_999, 19_999, 20_000)
    ]
    assert history.index("other", 5) == 0
    assert history.read("every", 29_999, 40_000).steps.tolist() == [30_000]
    assert history.read("every", 20, 10).steps.size == 0


def test_steps_may_leap_anywhere() -> None:
    history = History()
    steps = np.concatenate((np.arange(5_000), np.arange(7_000, 17_000), [40_000, 40_007], np.arange(50_000, 60_000)))
    for piece in np.array_split(steps, 97):
        history.extend("x", piece.tolist(), (piece / 4).tolist())
    assert np.array_equal(history.read("x").steps, steps)
    assert np.array_equal(history.read("x").values, steps / 4)
    assert [history.index("x", int(step)) for step in steps[::501]] == list(range(0, len(steps), 501))


def test_a_cut_series_goes_on_from_there() -> None:
    history = History()
    history.extend("x", range(1, 20_001), np.zeros(20_000))
    history.cut(8_192)
    history.extend("x", range(8_193, 8_200), np.ones(7))
    assert history.read("x").steps.tolist() == list(range(1, 8_200))
    assert history.read("x").values.sum() == 7
    history.cut(0)
    assert history.length("x") == 0
    assert history.last("x") is None
    history.append(3, {"x": 1.5})
    assert history.read("x").steps.tolist() == [3]


def test_what_was_read_does_not_change_with_what_comes() -> None:
    history = History()
    history.extend("x", range(10), np.zeros(10))
    read = history.read("x")
    history.cut(4)
    history.extend("x", range(5, 10), np.ones(5))
    assert read.values.tolist() == [0.0] * 10


def test_a_million_steps_take_little_memory() -> None:
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    history = History()
    for start in range(1, 1_000_001, 50_000):
        steps = np.arange(start, start + 50_000)
        for name in ("batch_loss", "batch_accuracy"):
            history.extend(name, steps, np.linspace(0.0, 1.0, 50_000))
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert history.length("batch_loss") == 1_000_000
    assert held < 2 * 1_000_000 * 8 * 1.05


def test_reading_what_is_new_copies_no_more() -> None:
    history = History()
    history.extend("x", range(100_000), np.zeros(100_000))
    tracemalloc.start()
    history.read("x", 99_990)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000


def test_a_point_put_takes_the_place_of_what_is_there_or_later() -> None:
    history = History()
    history.append(1, {"own": 0.1, "other": 1.0})
    history.append(5, {"own": 0.5})
    own, other = history.generation("own"), history.generation("other")
    history.put(5, {"own": 0.6})
    assert history.read("own").values.tolist() == [0.1, 0.6]
    assert history.generation("own") > own
    assert history.generation("other") == other
    assert history.read("other").values.tolist() == [1.0]


def test_a_point_put_at_the_end_takes_nothing_away() -> None:
    history = History()
    history.put(1, {"own": 0.1})
    history.put(2, {"own": 0.2})
    assert history.read("own").steps.tolist() == [1, 2]
    assert history.generation("own") == 0


def test_series_that_are_cleared_begin_anew_and_the_others_stay() -> None:
    history = History()
    history.append(0, {"own": 0.1, "other": 1.0})
    history.clear(["own", "never begun"])
    assert history.length("own") == 0
    assert history.read("own").generation == history.generation("own") > 0
    assert history.read("other").values.tolist() == [1.0]
    history.append(3, {"own": 0.3})
    assert history.read("own").steps.tolist() == [3]
