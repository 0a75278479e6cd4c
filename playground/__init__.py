"""nn-playground: build a small neural network, train it on real data, watch it learn, and try it by hand."""

__version__ = "0.1.0"
