"""The parts of the My digits panel."""
