"""`nn-playground bench`: how fast the program is on this machine, beside what people use otherwise."""
