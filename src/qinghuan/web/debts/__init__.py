"""Debts: what is owed, beside what is claimed, and why."""
