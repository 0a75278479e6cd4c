"""The report as a file: everything measured, every round of it, as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playground.cli.bench.figures import Figure, Group, Part
from playground.cli.bench.images import Images
from playground.cli.bench.machine import Machine
from playground.cli.bench.plan import Plan
from playground.store.whole_files import write_whole

_FORMAT = 1


def write_report(file: Path, machine: Machine, images: Images, plan: Plan, parts: Sequence[Part]) -> None:
    """Write what is measured so far; raises PlaygroundError when `file` cannot be written."""
    tree = {
        "format": _FORMAT,
        "machine": asdict(machine),
        "images": "made" if images.made else "MNIST",
        "plan": asdict(plan),
        "parts": [_part(part) for part in parts],
    }
    write_whole(file, (json.dumps(tree, indent=1, ensure_ascii=False) + "\n").encode())


def _part(part: Part) -> Mapping[str, Any]:
    return {
        "name": part.name,
        "title": part.name.heading,
        "groups": [_group(group) for group in part.groups],
        "notes": part.notes,
    }


def _group(group: Group) -> Mapping[str, Any]:
    return {"title": group.title, "figures": [_figure(figure) for figure in group.figures]}


def _figure(figure: Figure) -> Mapping[str, Any]:
    return {
        "name": figure.name,
        "unit": figure.unit,
        "median": figure.median,
        "lowest": figure.lowest,
        "highest": figure.highest,
        "times_as_fast": figure.times,
        "rounds": figure.rounds,
    }
