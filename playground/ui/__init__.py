"""The window: widgets that show values of core and say what the person wants. Qt and pyqtgraph, no torch."""
