"""Models, losses, optimizers, the training loop, evaluation and probes. Torch, no Qt."""
