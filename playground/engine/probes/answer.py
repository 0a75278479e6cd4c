"""What is this drawing, point or row?"""

from playground.core.probes import Answer, AskAnswer
from playground.engine.probes.subject import Subject, floats


def answer_input(ask: AskAnswer, subject: Subject) -> Answer:
    stored, _ = subject.example(ask.input)
    raw = subject.raw(stored.unsqueeze(0))
    return Answer(
        step=subject.step,
        probabilities=floats(subject.outputs.probabilities(raw)[0]),
        chosen=int(subject.outputs.chosen(raw)),
    )
