"""Contact: the call as cards, the log, the clock, letters."""
