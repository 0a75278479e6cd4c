"""The page of activation functions: a gallery, and one of them large over what reaches it."""
