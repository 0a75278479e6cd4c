"""A lesson in the window: the strip with its steps, what is read beside it, and what lights up."""
