# The README's two commands. Both set up .venv first where that is needed: playground/bootstrap.py says how.
# Arguments are passed on: make run ARGS="--set data.name=spiral", make test ARGS="tests/core -k toml".
# Tests run in several processes, one a core and at most four, since each holds torch and Qt.

.PHONY: run test setup

run: setup
	@.venv/bin/python -m playground $(ARGS)

test: setup
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)

setup:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then \
			exec "$$python" -E -m playground.bootstrap; \
		fi; \
	done; \
	echo "nn-playground needs Python 3.11, 3.12, 3.13 or 3.14, and none of them is here: install one, then call make again." >&2; \
	exit 1
