"""The parts of the Layers page: what each layer does to a batch, and the model as torch has it."""
