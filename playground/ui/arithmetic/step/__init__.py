"""The rooms of the page "One step": its words, its two pictures of a network, and the fields that change an example."""
