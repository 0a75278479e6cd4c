"""Values and rules that every other room speaks in. Standard library, numpy, pydantic and tomli-w only."""
