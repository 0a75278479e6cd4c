"""The nn-playground command: the window by default; all other commands without a display."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from playground import __version__
from playground.cli.bench.plan import PartName
from playground.cli.chosen import chosen
from playground.cli.exit_codes import FAILED, INTERRUPTED, WRONG_USE
from playground.core.messages import PlaygroundError, message
from playground.data.folders import DataFolders
from playground.store import places

_MOST_SEEDS = 1000
_USUAL_SEEDS = 5
_MOST_STEPS = 10**9


def main(words: Sequence[str] | None = None) -> int:
    """Run the command with `words` (sys.argv's by default); returns the exit code: 0 done, 1 failed, 2 wrong use, 3
    where a lesson could not be run for want of data, and 130 where it was interrupted.
    """
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
    if options.command == "lessons":
        return _lessons(options)
    try:
        what = chosen(options)
    except PlaygroundError as error:
        sys.stderr.write(f"nn-playground: {error}\n")
        return WRONG_USE
    folders = _folders(options)
    if options.command == "train":
        from playground.cli.train import train

        return train(
            what.experiment, folders, options.out, force=options.force, lesson_run=what.run, log_every=options.log_every
        )
    from playground.cli.window import open_window

    return open_window(what.experiment, folders, chosen=what.named, lesson=options.lesson or "")


def _lessons(options: argparse.Namespace) -> int:
    from playground.cli.lessons import list_lessons, named_lessons

    try:
        _check_of_lessons(options)
        lessons = named_lessons(options.lessons)
    except PlaygroundError as error:
        sys.stderr.write(f"nn-playground: {error}\n")
        return WRONG_USE
    if not options.check:
        return list_lessons(lessons, _folders(options))
    from playground.cli.lesson_check import check_lessons

    return check_lessons(
        lessons,
        _folders(options),
        options.seeds or _USUAL_SEEDS,
        options.json,
        allow_missing=options.allow_missing,
    )


def _check_of_lessons(options: argparse.Namespace) -> None:
    """Raise PlaygroundError where an option of a check is given without one."""
    given = {"--seeds": options.seeds, "--json": options.json, "--allow-missing": options.allow_missing}
    idle = [word for word, value in given.items() if value]
    if idle and not options.check:
        raise PlaygroundError(message("{word} is for a check: give --check too.", word=idle[0]))


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
    _add_lessons(commands)
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
    train.add_argument("--run", metavar="RUN", help="which of the lesson's runs; its first by default")
    train.add_argument(
        "--log-every",
        type=_whole(1, _MOST_STEPS),
        metavar="N",
        default=0,
        help="print the loss of the batch every N steps",
    )


def _add_predict(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    predict = commands.add_parser("predict", help="classify pictures and drawn strokes with a trained run")
    predict.add_argument("run", type=Path, metavar="RUN_FOLDER", help="a folder that train wrote")
    predict.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a PNG picture or a JSON file of strokes")
    predict.add_argument("--json", action="store_true", help="print JSON instead of lines")


def _add_lessons(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    lessons = commands.add_parser("lessons", help="list the lessons, or check that they come out as they should")
    lessons.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="a lesson's name, or the TOML file of one; all lessons by default"
    )
    lessons.add_argument(
        "--check", action="store_true", help="run them, and compare what comes out with what the tutorials report"
    )
    lessons.add_argument(
        "--seeds",
        type=_whole(1, _MOST_SEEDS),
        metavar="N",
        help=f"check with the seeds 0 to N-1; N is {_USUAL_SEEDS} by default",
    )
    lessons.add_argument(
        "--allow-missing", action="store_true", help="a check for which data is absent may still end with 0, not 3"
    )
    lessons.add_argument("--json", type=Path, metavar="FILE", help="write all that the check found")
    _add_data_dir(lessons, argparse.SUPPRESS)


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


def _whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number from `least` to `most`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 20 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text} must be a whole number from {least} to {most}")
        return int(text)

    return read


def _add_experiment_options(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Add the options that say which experiment; they may stand before or after the command's name."""
    absent = None if top else argparse.SUPPRESS
    # What stands after the command comes later, so it is kept apart and applied last.
    parser.add_argument("--config", type=Path, metavar="FILE.toml", default=absent, help="an experiment to start from")
    parser.add_argument(
        "--lesson",
        metavar="LESSON",
        default=absent,
        help="a lesson to start from: its name (see the command lessons), or the TOML file of one",
    )
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
