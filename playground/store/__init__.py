"""What is kept on disk: run folders, settings, pictures that are read. Core only; no torch, no Qt."""
