"""Growing columns."""

import threading

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
    before = history.generation
    history.cut(4)
    assert history.generation == before + 1
    assert history.read("x").steps.tolist() == [0, 1, 2, 3, 4]
    history.clear()
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
