"""The command line: opens the window by default; every other command works without a display and never loads Qt."""
