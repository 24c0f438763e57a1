"""The household: twelve months, the eight categories, what can be paid."""
