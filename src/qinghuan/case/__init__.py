"""The case: every kind of fact, folded into what holds now, and the next step."""
