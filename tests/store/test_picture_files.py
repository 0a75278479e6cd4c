"""Picture files and stroke files, and what is said of those that cannot be read."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from playground.core.messages import PlaygroundError
from playground.core.pictures import LARGEST_SIDE
from playground.store import picture_files
from playground.store.picture_files import read_grey
from playground.store.stroke_files import read_drawings


def test_grey_comes_as_it_is(tmp_path: Path) -> None:
    grey = np.arange(200, dtype=np.uint8).reshape(10, 20)
    Image.fromarray(grey).save(tmp_path / "grey.png")
    assert np.array_equal(read_grey(tmp_path / "grey.png"), grey)


def test_what_is_transparent_lies_over_white(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    picture.putpixel((1, 2), (0, 0, 0, 255))
    picture.save(tmp_path / "alpha.png")
    grey = read_grey(tmp_path / "alpha.png")
    assert grey[2, 1] == 0
    assert np.count_nonzero(grey == 255) == 15


def test_16_bits_are_scaled_down(tmp_path: Path) -> None:
    values = np.array([[0, 65535], [32768, 0]], dtype=np.uint16)
    Image.fromarray(values).save(tmp_path / "deep.png")
    assert read_grey(tmp_path / "deep.png").tolist() == [[0, 255], [127, 0]]


def test_large_pictures_come_smaller(tmp_path: Path) -> None:
    Image.new("L", (3000, 1500), 90).save(tmp_path / "large.png")
    assert read_grey(tmp_path / "large.png").shape == (LARGEST_SIDE // 2, LARGEST_SIDE)


def test_far_too_large_pictures_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_files, "MAX_PIXELS", 100)
    Image.new("L", (20, 20)).save(tmp_path / "huge.png")
    with pytest.raises(PlaygroundError, match=r"huge\.png is too large: 20 x 20"):
        read_grey(tmp_path / "huge.png")


def test_a_cut_off_picture_is_named(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (99, 99), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "whole.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:3000])
    with pytest.raises(PlaygroundError, match=r"cut\.png cannot be read"):
        read_grey(tmp_path / "cut.png")


@pytest.mark.parametrize("read", [read_grey, read_drawings])
def test_files_that_cannot_be_read_are_named(read: object, tmp_path: Path) -> None:
    assert callable(read)
    (tmp_path / "bad.xyz").write_bytes(b"\xff\xfe\x00 nothing")
    for name in ("absent.xyz", "bad.xyz", "."):
        with pytest.raises(PlaygroundError) as caught:
            read(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value)


def test_drawings_are_read_and_their_errors_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text('[{"label": 3, "strokes": [[[0, 0], [5, 9]]]}]')
    (tmp_path / "bad.json").write_text("[{}]")
    assert [drawing.label for drawing in read_drawings(tmp_path / "good.json")] == ["3"]
    with pytest.raises(PlaygroundError, match=r"bad\.json: Drawing 0"):
        read_drawings(tmp_path / "bad.json")
