"""Parts of the Autograd page: the field for the expression, its inputs, the graph, and the steps through it."""
