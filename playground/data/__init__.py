"""Data sets as tensors in memory. Torch, no Qt."""
