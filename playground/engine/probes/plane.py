"""What does the network answer everywhere in the plane, and each neuron with it?"""

import torch
from torch import Tensor

from playground.core.probes import AskPlane, Plane
from playground.engine.probes.arrays import floats
from playground.engine.probes.subject import Subject

_NEURONS = 64
"""Of wider layers the first so many are handed out: more small maps than that nobody can look at."""


def survey_plane(ask: AskPlane, subject: Subject) -> Plane:
    surface = subject.outputs.probabilities(subject.raw(_cell_centres(ask.extent, ask.cells)))
    seen = subject.seen(_cell_centres(ask.extent, ask.neuron_cells))
    *hidden, _ = [outputs[:, :_NEURONS] for _, outputs in subject.layers(seen)]
    return Plane(
        step=subject.step,
        extent=ask.extent,
        surface=floats(surface.reshape(ask.cells, ask.cells, -1)),
        neurons=[floats(maps.T.reshape(-1, ask.neuron_cells, ask.neuron_cells)) for maps in hidden],
        weights=[floats(linear.weight[:_NEURONS, :_NEURONS]) for linear in subject.network.linear_layers()],
    )


def _cell_centres(extent: float, cells: int) -> Tensor:
    """Return the points [cells * cells, 2] in the middle of each cell, row by row from the top left."""
    right = (torch.arange(cells, dtype=torch.float32) + 0.5) * (2 * extent / cells) - extent
    y, x = torch.meshgrid(right.flip(0), right, indexing="ij")
    return torch.stack([x, y], dim=2).reshape(-1, 2)
