"""The parts of the Numbers page: an example as numbers, and what one neuron adds up."""
