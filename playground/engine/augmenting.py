"""Training images varied at random, a whole batch at once and anew at every step.

An image is turned, slanted, resized, moved and bent by reading it at other places, and its strokes are made wider or
narrower by dilation and erosion. The elastic part follows Simard, Steinkraus and Platt (Best practices for
convolutional neural networks applied to visual document analysis, ICDAR 2003): displacements are noise smoothed with a
Gaussian of 4 pixels in 29. Here a few smooth bumps span the field, which is as good at that smoothness, and quick.
"""

import math
from collections.abc import Mapping

import torch
from torch import Generator, Tensor

from playground.core.augmentation_options import AugmentationOptions
from playground.core.catalog import Family
from playground.data.dataset import DataSet

_BUMPS = 3  # in a row; bumps squared span the field
_LATTICE = 0.75  # the outermost bumps' distance from the middle, where the edge is at 1
_BUMP_WIDTH = 0.4  # standard deviation: smoothed noise is alike over root two times the smoothing's width

# What is drawn for an image: numbers in -1..1, in this order, then two for each bump.
_SIGN, _TURN, _SLANT, _WIDTH, _HEIGHT, _RIGHT, _DOWN, _PEN, _FIRST_BUMP = range(9)
_DRAWN = _FIRST_BUMP + 2 * _BUMPS**2

# What is made of it: four angles, the map of places (for x, then for y: factors of 1, x, y and each bump), the pen.
_ANGLES = 4
_FACTORS = 3 + _BUMPS**2
_MADE = _ANGLES + 2 * _FACTORS + 1
_ONE, _X, _Y = range(3)


class Augmenter:
    """Varies images [h, w]. The tensors that it reads are `constants`, so that a recorded step can be given them.

    Their shapes are always the same, and the strengths are in them: with those of other strengths it goes on.
    """

    def __init__(
        self, options: AugmentationOptions, shape: tuple[int, int], generator: Generator, device: torch.device
    ) -> None:
        """`generator` and `device` are where the images are."""
        self._shape = shape
        self._generator = generator
        self._device = device
        self._places = _places(*shape).to(device)
        self._inner = _inner(*shape).to(device)
        self._start, self._mix = (part.to(device) for part in _strengths(options, *shape))

    @property
    def constants(self) -> Mapping[str, Tensor]:
        """Return what is read, beside images and the generator, by name."""
        return {"start": self._start, "mix": self._mix, "places": self._places, "inner": self._inner}

    def vary(self, stored: Tensor) -> Tensor:
        """Return `stored` [n, h, w], with 0 where there is no ink, varied: float32 [n, h, w] in the same values."""
        count, (height, width) = len(stored), self._shape
        drawn = torch.empty(count, _DRAWN, device=self._device).uniform_(-1, 1, generator=self._generator)
        made = torch.addmm(self._start, drawn, self._mix)
        turn = made[:, :_ANGLES].cos().view(count, 2, 2)
        factors = torch.bmm(turn, made[:, _ANGLES:-1].view(count, 2, _FACTORS))
        grid = torch.mm(factors.view(-1, _FACTORS), self._places).view(count, 2, height, width).permute(0, 2, 3, 1)
        sign = torch.copysign(self._places[0, 0], drawn[:, _SIGN, None])  # of 1; -1: strokes become narrower
        inked = (stored * sign.unsqueeze(2)).unsqueeze(1)
        flat = torch.grid_sampler_2d(inked, grid, 0, 0, False).view(count, -1)
        self._grow(flat, made[:, -1:])
        return flat.mul_(sign).view(count, height, width)

    def _grow(self, flat: Tensor, amount: Tensor) -> None:
        """Let greater values of images `flat` [n, h * w] grow left and upwards by `amount` [n, 1] pixels, 0 to 1.

        `_strengths` has moved the images back by half of that. Rows follow each other without a gap, so what would come
        from beyond the right edge is the next row's: `inner` leaves it out.
        """
        width = self._shape[1]
        grown = torch.maximum(flat[:, :-1], flat[:, 1:])
        grown = torch.maximum(grown[:, :-width], grown[:, width:])
        stayed = flat[:, : grown.shape[1]]
        stayed.addcmul_(grown.sub_(stayed).mul_(self._inner), amount)


def augmenter_of(options: AugmentationOptions, data: DataSet, generator: Generator) -> Augmenter | None:
    """Return what varies the images of `data` as `options` say; None where they stay as they are, or are no images."""
    if not options.on or data.facts.family is not Family.IMAGE:
        return None
    height, width = data.facts.input_shape
    return Augmenter(options, (height, width), generator, data.train_inputs.device)


def _places(height: int, width: int) -> Tensor:
    """Return the functions of place that a map is made of, at every pixel: float32 [_FACTORS, h * w].

    They are 1, x, y (-1..1 from edge to edge of the image, in the way of grid_sample), and the bumps, each an
    independent part of a field whose variance is 1 everywhere where each is multiplied by a number of variance 1.
    """
    x = (2 * torch.arange(width, dtype=torch.float64) + 1) / width - 1
    y = (2 * torch.arange(height, dtype=torch.float64) + 1) / height - 1
    across, down = _bumps(x), _bumps(y)
    bumps = (down[:, None, :, None] * across[None, :, None, :]).flatten(0, 1)
    one = torch.ones(height, width, dtype=torch.float64)
    planes = torch.stack([one, x.expand_as(one), y[:, None].expand_as(one)])
    return torch.cat([planes, bumps]).flatten(1).float()


def _inner(height: int, width: int) -> Tensor:
    """Return which pixels have one to their right, as 1 or 0: float32, all that have a pixel below or to the right of
    it after them.
    """
    inner = torch.ones(height, width)
    inner[:, -1] = 0.0
    return inner.flatten()[: -1 - width]


def _bumps(at: Tensor) -> Tensor:
    """Return Gaussian bumps [_BUMPS, places] on a line, scaled so that the sum of their squares is 1 at each place."""
    middles = torch.linspace(-_LATTICE, _LATTICE, _BUMPS, dtype=torch.float64)
    bumps = torch.exp(-((at - middles[:, None]) ** 2) / (2 * _BUMP_WIDTH**2))
    return bumps / bumps.square().sum(0).sqrt()


def _strengths(options: AugmentationOptions, height: int, width: int) -> tuple[Tensor, Tensor]:
    """Return `start` [_MADE] and `mix` [_DRAWN, _MADE]: what is made of drawn numbers is start + drawn @ mix.

    The map leads from a pixel of the new image to the place in the stored one: slanted, resized, moved and bent as the
    factors say, then turned by [[cos a, -sin a], [sin a, cos a]], whose sines are cosines of a shifted angle.
    """
    start, mix = torch.zeros(_MADE, dtype=torch.float64), torch.zeros(_DRAWN, _MADE, dtype=torch.float64)
    start[:_ANGLES] = torch.tensor([0.0, math.pi / 2, -math.pi / 2, 0.0])
    mix[_TURN, :_ANGLES] = math.radians(options.rotation)
    to_x, to_y = _ANGLES, _ANGLES + _FACTORS
    start[to_x + _X] = start[to_y + _Y] = 1.0
    mix[_SLANT, to_x + _Y] = math.tan(math.radians(options.shear))
    # An image read at places s times as far apart becomes 1 / s times as large: by 1 + scale at most, so.
    mix[_WIDTH, to_x + _X] = mix[_HEIGHT, to_y + _Y] = options.scale / (1 + options.scale)
    mix[_RIGHT, to_x + _ONE] = mix[_DOWN, to_y + _ONE] = 2 * options.shift  # the side is 2 long
    wider = min(1.0, options.pen * width)  # in pixels
    start[-1] = mix[_PEN, -1] = wider / 2  # 0 to all of it
    for to, side in ((to_x, width), (to_y, height)):
        start[to + _ONE] -= wider / 2 / side
        mix[_PEN, to + _ONE] -= wider / 2 / side
    deviation = 1 / math.sqrt(3)  # of numbers drawn evenly from -1..1
    for bump in range(_BUMPS**2):
        mix[_FIRST_BUMP + 2 * bump, to_x + 3 + bump] = 2 * options.elastic / deviation
        mix[_FIRST_BUMP + 2 * bump + 1, to_y + 3 + bump] = 2 * options.elastic / deviation
    return start.float(), mix.float()
