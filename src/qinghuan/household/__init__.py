"""The household: who lives in it, what comes in, what it must keep, what it can pay (step 1)."""
