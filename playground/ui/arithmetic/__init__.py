"""The pages of the Arithmetic panel: the numbers behind what the other panels show."""
