"""The nn-playground command: the window by default; all other commands without a display."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from playground import __version__
from playground.cli.bench.plan import PartName
from playground.cli.exit_codes import FAILED, INTERRUPTED, WRONG_USE
from playground.core.experiment import Experiment
from playground.core.experiment_toml import assigned, from_toml
from playground.core.messages import PlaygroundError
from playground.data.folders import DataFolders
from playground.store import places
from playground.store.whole_files import read_text

_MOST_CONFIG = 1_000_000


def main(words: Sequence[str] | None = None) -> int:
    """Run the command with `words` (sys.argv's by default); returns the exit code: 0 done, 1 failed, 2 wrong use."""
    options = _parser().parse_args(words)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    try:
        return _run(options)
    except PlaygroundError as error:
        sys.stderr.write(f"nn-playground: {error}\n")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    # Each command imports what it needs: the window starts without torch, the others never load Qt.
    if options.command == "predict":
        from playground.cli.predict import predict

        return predict(options.run, options.files, as_json=options.json)
    if options.command == "data":
        from playground.cli.data import list_data

        return list_data()
    if options.command == "keys":
        from playground.cli.keys import list_keys

        return list_keys()
    if options.command == "bench":
        from playground.cli.bench.command import bench

        return bench(_folders(options), options.only, options.json, quick=options.quick)
    experiment = _experiment(options)
    if experiment is None:
        return WRONG_USE
    folders = _folders(options)
    if options.command == "train":
        from playground.cli.train import train

        return train(experiment, folders, options.out, force=options.force)
    from playground.cli.window import open_window

    return open_window(experiment, folders, chosen=bool(options.config or _assignments(options)))


def _experiment(options: argparse.Namespace) -> Experiment | None:
    """Return the experiment that the words describe; None, with the reason on stderr, when they are wrong."""
    try:
        experiment = Experiment() if options.config is None else from_toml(read_text(options.config, _MOST_CONFIG))
        return assigned(experiment, _assignments(options))
    except PlaygroundError as error:
        sys.stderr.write(f"nn-playground: {error}\n")
        return None


def _assignments(options: argparse.Namespace) -> list[str]:
    return [*options.set_first, *getattr(options, "set_last", [])]


def _folders(options: argparse.Namespace) -> DataFolders:
    named = options.data_dir or os.environ.get("NN_PLAYGROUND_DATA")
    return DataFolders(own=places.data_sets(), given=Path(named).expanduser() if named else None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nn-playground",
        description="Build a small neural network, train it on real data, watch it learn, and try it by hand. "
        "Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"nn-playground {__version__}")
    _add_experiment_options(parser, top=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_train(commands)
    _add_predict(commands)
    _add_bench(commands)
    commands.add_parser("data", help="list the data sets")
    commands.add_parser("keys", help="list the settings that --set and TOML know")
    return parser


def _add_train(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    train = commands.add_parser("train", help="train without a window and write the run into a folder")
    _add_experiment_options(train, top=False)
    train.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where the run is written; a dated folder of your own by default"
    )
    train.add_argument("--force", action="store_true", help="write into FOLDER though it has content")


def _add_predict(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    predict = commands.add_parser("predict", help="classify pictures and drawn strokes with a trained run")
    predict.add_argument("run", type=Path, metavar="RUN_FOLDER", help="a folder that train wrote")
    predict.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a PNG picture or a JSON file of strokes")
    predict.add_argument("--json", action="store_true", help="print JSON instead of lines")


def _add_bench(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    bench = commands.add_parser("bench", help="measure how fast this machine trains, draws and starts")
    bench.add_argument("--json", type=Path, metavar="FILE", help="write everything measured, every round of it")
    bench.add_argument("--quick", action="store_true", help="few rounds: what is measured, not how fast it is")
    bench.add_argument(
        "--only",
        type=_parts,
        metavar="PART,...",
        default=tuple(PartName),
        help=f"measure these parts alone: {', '.join(PartName)}",
    )
    _add_data_dir(bench, argparse.SUPPRESS)


def _parts(text: str) -> tuple[PartName, ...]:
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in list(PartName)]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no part {unknown[0]!r}; choose from {', '.join(PartName)}")
    return tuple(PartName(name) for name in names)


def _add_experiment_options(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Add the options that say which experiment; they may stand before or after the command's name."""
    absent = None if top else argparse.SUPPRESS
    # What stands after the command comes later, so it is kept apart and applied last.
    parser.add_argument("--config", type=Path, metavar="FILE.toml", default=absent, help="an experiment to start from")
    parser.add_argument(
        "--set",
        action="append",
        metavar="KEY=VALUE",
        dest="set_first" if top else "set_last",
        default=[],
        help="set one value of the experiment, such as data.name=mnist; may be repeated",
    )
    _add_data_dir(parser, absent)


def _add_data_dir(parser: argparse.ArgumentParser, absent: str | None) -> None:
    parser.add_argument(
        "--data-dir",
        metavar="FOLDER",
        default=absent,
        help="read data sets from this folder too; it is never written to (also: NN_PLAYGROUND_DATA)",
    )
