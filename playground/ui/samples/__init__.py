"""Parts of the Samples panel."""
