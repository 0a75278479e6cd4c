"""What is this drawing, point or row? What are these?"""

from playground.core.messages import PlaygroundError, message
from playground.core.probes import Answer, Answers, AskAnswer, AskAnswers
from playground.engine.probes.arrays import floats, ints, tensor_of
from playground.engine.probes.reasons import rows_at_once
from playground.engine.probes.subject import Subject


def answer_input(ask: AskAnswer, subject: Subject) -> Answer:
    stored, _ = subject.example(ask.input)
    raw = subject.raw(stored.unsqueeze(0))
    return Answer(
        step=subject.step,
        probabilities=floats(subject.outputs.probabilities(raw)[0]),
        chosen=int(subject.outputs.chosen(raw)),
    )


def answer_inputs(ask: AskAnswers, subject: Subject) -> Answers:
    found, wanted = ask.values.shape[1:], subject.data.facts.input_shape
    if found != wanted:
        raise PlaygroundError(
            message("These inputs have the shape {found}; the network takes {wanted}.", found=found, wanted=wanted)
        )
    raw = subject.raw(tensor_of(ask.values[: rows_at_once(subject.network.sizes)]))
    return Answers(
        subject.step, ask.mark, floats(subject.outputs.probabilities(raw)), ints(subject.outputs.chosen(raw))
    )
