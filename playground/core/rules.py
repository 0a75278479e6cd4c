"""What can go together in an experiment, and what cannot, in words.

The fields alone are validated by `Experiment`; the rules here hold between fields, and between them and the data.
Window and command line ask the same questions: `why_unused` (a field that means nothing now), `adapt` (what must
change for other data) and `check` (what is wrong).
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from playground.core.catalog import DataSetInfo, Family
from playground.core.experiment import Experiment, specs_by_path
from playground.core.facts import DataFacts
from playground.core.messages import Message, message
from playground.core.model_options import Init, Output, OutputActivation
from playground.core.problems import ExperimentError, Problem
from playground.core.training_options import Loss, OptimizerName, ScheduleName

# Which output activations a loss can take; the first is what "auto" means.
_OUTPUTS: Mapping[Loss, tuple[OutputActivation, ...]] = {
    Loss.CROSS_ENTROPY: (OutputActivation.IDENTITY,),
    Loss.NLL: (OutputActivation.LOG_SOFTMAX,),
    Loss.MSE: (OutputActivation.IDENTITY, OutputActivation.SIGMOID, OutputActivation.SOFTMAX),
    Loss.L1: (OutputActivation.IDENTITY, OutputActivation.SIGMOID, OutputActivation.SOFTMAX),
    Loss.HUBER: (OutputActivation.IDENTITY, OutputActivation.SIGMOID, OutputActivation.SOFTMAX),
    Loss.BCE: (OutputActivation.SIGMOID, OutputActivation.SOFTMAX),
    Loss.HINGE: (OutputActivation.IDENTITY,),
}

_PER_CLASS_ONLY = frozenset({Loss.CROSS_ENTROPY, Loss.NLL, Loss.HINGE})
_MOMENTUM = frozenset({OptimizerName.SGD, OptimizerName.RMSPROP})
_BETAS = frozenset({OptimizerName.ADAM, OptimizerName.ADAMW})
_TARGETS = frozenset({Loss.MSE, Loss.L1, Loss.HUBER, Loss.BCE})

LARGEST_NETWORK = 200_000_000  # parameters; Adam then keeps about 3 GB


def output_activation(experiment: Experiment) -> OutputActivation:
    """Return the output activation in force: the chosen one, or what the loss expects where that is automatic."""
    chosen = experiment.model.output_activation
    return _OUTPUTS[experiment.training.loss][0] if chosen is OutputActivation.AUTO else chosen


def output_count(experiment: Experiment, classes: int) -> int:
    """Return how many output units the network has for so many classes."""
    return 1 if experiment.model.output is Output.SINGLE else classes


def uses_targets(experiment: Experiment) -> bool:
    """Tell whether the loss compares the outputs with the targets for yes and no."""
    return experiment.training.loss in _TARGETS


def can_reach_targets(experiment: Experiment) -> bool:
    """Tell whether the outputs can take the values of their targets: those between 0 and 1 take no others."""
    bounded = output_activation(experiment) in {OutputActivation.SIGMOID, OutputActivation.SOFTMAX}
    targets = (experiment.model.target_off, experiment.model.target_on)
    return not (bounded and uses_targets(experiment)) or all(0 <= target <= 1 for target in targets)


def is_turned_round(experiment: Experiment) -> bool:
    """Tell whether a high output means no, as the target for yes is below the one for no."""
    return uses_targets(experiment) and experiment.model.target_on < experiment.model.target_off


def layer_sizes(experiment: Experiment, inputs: int, classes: int) -> tuple[int, ...]:
    """Return the sizes from input to output, such as (784, 64, 64, 64, 10)."""
    return (inputs, *experiment.model.hidden, output_count(experiment, classes))


def parameter_count(sizes: Sequence[int]) -> int:
    """Return the number of weights and biases of a network with these layer sizes."""
    return sum((before + 1) * after for before, after in pairwise(sizes))


def check(experiment: Experiment, facts: DataFacts) -> list[Problem]:
    """Return everything that keeps this experiment from running on data with these facts; empty when all is well."""
    return [
        *_output_problems(experiment, facts.class_count),
        *_training_problems(experiment),
        *_size_problems(experiment, facts),
    ]


def check_for(experiment: Experiment, info: DataSetInfo) -> list[Problem]:
    """Return what `check` finds, as far as it can be told before the data set `info` is loaded."""
    count = len(experiment.data.classes) or _classes_there(experiment, info)
    return [*_output_problems(experiment, count), *_training_problems(experiment)]


def require(experiment: Experiment, facts: DataFacts) -> None:
    """Raise ExperimentError when `check` finds anything."""
    problems = check(experiment, facts)
    if problems:
        raise ExperimentError(problems)


def adapt(experiment: Experiment, info: DataSetInfo) -> tuple[Experiment, list[Message]]:
    """Change what must change so that the experiment can run on the data set `info`, and say what was changed.

    Only settings that cannot stand are touched: everything else keeps the values that the person chose.
    """
    changes: dict[str, Any] = {}
    said: list[Message] = []
    classes = experiment.data.classes
    there = _classes_there(experiment, info)
    if classes and max(classes) >= there:
        changes["data.classes"], classes = [], ()
        said.append(message("{data} has other classes: all of them take part.", data=info.title))
    count = len(classes) or there
    if experiment.model.output is Output.SINGLE and count != 2:
        changes["model.output"] = Output.PER_CLASS.value
        said.append(message("{data} has {count} classes: one output unit for each.", data=info.title, count=count))
    return (experiment.changed(changes) if changes else experiment), said


def why_unused(path: str, experiment: Experiment, info: DataSetInfo) -> Message | None:
    """Say why the field at `path` means nothing now, or return None where it does."""
    section, _, name = path.partition(".")
    if section == "data" and not info.has_option(name):
        if name == "train_share" and info.official_split:
            return message(
                "{data} comes split: {train} to train, {test} to test.",
                data=info.title,
                train=info.train_count,
                test=info.test_count,
            )
        title = specs_by_path()[path].setting.title
        return message("{data} has no setting for this: {title}.", data=info.title, title=title)
    if section == "augmentation":
        return _why_not_varied(name, experiment, info)
    return _why_idle(path, experiment)


def _classes_there(experiment: Experiment, info: DataSetInfo) -> int:
    return experiment.data.class_count if info.has_option("class_count") else len(info.class_names)


def _why_not_varied(name: str, experiment: Experiment, info: DataSetInfo) -> Message | None:
    if info.family is not Family.IMAGE:
        return message("{data} has no images, and only images are varied.", data=info.title)
    if name != "on" and not experiment.augmentation.on:
        return message("Used while the training images are varied.")
    return None


def _why_idle(path: str, experiment: Experiment) -> Message | None:
    training, model = experiment.training, experiment.model
    needs: Mapping[str, tuple[bool, Message]] = {
        "training.momentum": (training.optimizer in _MOMENTUM, message("Used by SGD and RMSprop.")),
        "training.nesterov": (
            training.optimizer is OptimizerName.SGD and training.momentum > 0,
            message("Used by SGD with momentum."),
        ),
        "training.beta1": (training.optimizer in _BETAS, message("Used by Adam and AdamW.")),
        "training.beta2": (training.optimizer in _BETAS, message("Used by Adam and AdamW.")),
        "training.schedule": (training.epochs > 0, message("A schedule needs a planned number of epochs.")),
        "training.schedule_steps": (training.schedule is ScheduleName.STEP, message("Used by the step schedule.")),
        "training.schedule_factor": (training.schedule is ScheduleName.STEP, message("Used by the step schedule.")),
        "model.dropout": (bool(model.hidden), message("There is no hidden layer to silence.")),
        "model.activation": (bool(model.hidden), message("There is no hidden layer.")),
        "model.init_std": (model.init is Init.NORMAL, message("Used by normal initialisation.")),
        "model.init_biases": (model.init is Init.NORMAL, message("Used by normal initialisation.")),
        "model.target_on": (training.loss in _TARGETS, message("This loss compares classes, not values.")),
        "model.target_off": (training.loss in _TARGETS, message("This loss compares classes, not values.")),
    }
    used, why = needs.get(path, (True, None))
    return None if used else why


def _output_problems(experiment: Experiment, class_count: int) -> list[Problem]:
    model, loss = experiment.model, experiment.training.loss
    found: list[Problem] = []
    if model.output is Output.SINGLE and class_count != 2:
        found.append(
            Problem(
                "model.output",
                message(
                    "A single output unit tells two classes apart, and there are {count}. Use one unit per class, or "
                    "choose two classes.",
                    count=class_count,
                ),
            )
        )
    if model.output is Output.SINGLE and loss in _PER_CLASS_ONLY:
        found.append(
            Problem(
                "training.loss",
                message(
                    "{loss} compares the outputs of the classes, so it needs one output unit per class. With a single "
                    "unit use squared error or binary cross-entropy.",
                    loss=_title("training.loss", loss),
                ),
            )
        )
    found += _activation_problems(experiment)
    if loss in _TARGETS and model.target_on == model.target_off:
        found.append(Problem("model.target_on", message("The targets for yes and no are the same; they must differ.")))
    if loss is Loss.BCE and not (0 <= model.target_off <= 1 and 0 <= model.target_on <= 1):
        found.append(
            Problem("model.target_on", message("Binary cross-entropy compares probabilities: targets lie in 0 to 1."))
        )
    return found


def _activation_problems(experiment: Experiment) -> list[Problem]:
    loss, chosen = experiment.training.loss, output_activation(experiment)
    path = "model.output_activation"
    if chosen not in _OUTPUTS[loss]:
        fits = ", ".join(_title(path, option) for option in _OUTPUTS[loss])
        return [
            Problem(
                path,
                message(
                    "{loss} does not work on {activation} outputs. It takes: {fits}.",
                    loss=_title("training.loss", loss),
                    activation=_title(path, chosen),
                    fits=fits,
                ),
            )
        ]
    if experiment.model.output is Output.SINGLE and chosen is OutputActivation.SOFTMAX:
        return [Problem(path, message("Softmax shares 1 among outputs; a single one would always be 1. Use sigmoid."))]
    return []


def _training_problems(experiment: Experiment) -> list[Problem]:
    training = experiment.training
    found: list[Problem] = []
    if training.epochs == 0 and training.schedule is not ScheduleName.CONSTANT:
        found.append(
            Problem(
                "training.schedule",
                message("A schedule needs an end to run to. Set the number of epochs, or choose a constant rate."),
            )
        )
    return found


def _size_problems(experiment: Experiment, facts: DataFacts) -> list[Problem]:
    count = parameter_count(layer_sizes(experiment, facts.input_count, facts.class_count))
    if count <= LARGEST_NETWORK:
        return []
    return [
        Problem(
            "model.hidden",
            message(
                "This network would have {count} parameters; the most that fits here is {most}. Make a layer narrower.",
                count=count,
                most=LARGEST_NETWORK,
            ),
        )
    ]


def _title(path: str, value: str) -> str:
    return specs_by_path()[path].setting.choices[value]
