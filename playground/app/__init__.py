"""The rooms that know both engine and Qt: the workers, and the session that joins them to the window."""
