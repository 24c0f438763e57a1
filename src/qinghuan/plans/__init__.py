"""Plans: ways to pay that the household can keep (step 2)."""
