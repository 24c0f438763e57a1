"""Debts: terms, what is owed day by day, the claim against it, the stage, the cap (step 2)."""
