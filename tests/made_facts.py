"""Facts of data that nobody loaded, for tests of what needs no more than these; `replace` makes others of them."""

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts

MNIST_FACTS = DataFacts(
    name="mnist",
    title="MNIST digits",
    family=Family.IMAGE,
    drawing=Drawing.MNIST,
    input_shape=(28, 28),
    class_names=tuple("0123456789"),
    feature_names=(),
    train_count=1000,
    test_count=400,
    official_split=True,
    low=(0.0,),
    high=(255.0,),
    mean=(33.0,),
    deviation=(78.0,),
    shift=(0.0,),
    scale=(1 / 255,),
    stroke_width=2.4,
    fingerprint="mnist",
)
