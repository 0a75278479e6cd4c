"""Charts of a run over time: from its history to figures (no Qt), and from there to pyqtgraph."""
