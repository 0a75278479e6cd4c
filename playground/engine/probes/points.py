"""Where are the points of the plane, and which test points does the network get wrong?"""

from playground.core.probes import AskPoints, Part, Points
from playground.engine.probes.arrays import floats, ints
from playground.engine.probes.subject import Subject


def judge_points(ask: AskPoints, subject: Subject) -> Points:
    train, train_labels = subject.stored(Part.TRAIN, ask.most)
    test, test_labels = subject.stored(Part.TEST, ask.most)
    return Points(
        step=subject.step,
        train=floats(train),
        train_labels=ints(train_labels),
        test=floats(test),
        test_labels=ints(test_labels),
        test_chosen=ints(subject.outputs.chosen(subject.raw(test))),
    )
