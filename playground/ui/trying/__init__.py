"""Parts of the Try it panel: ways to give the network an input of one's own, and its answer."""
