"""The page of loss functions: what each makes of a prediction, of logits and of a line."""
