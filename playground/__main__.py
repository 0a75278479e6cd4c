"""`python -m playground` is the `nn-playground` command."""

import sys

from playground.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
