"""The parts of the Network panel: the diagram of images and tables, and that of the plane with its decision surface."""
