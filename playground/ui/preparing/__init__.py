"""Parts of the Preparation panel."""
