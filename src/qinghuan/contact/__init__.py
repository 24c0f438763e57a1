"""Contact with creditors and collectors: what was said, promised and received (step 1)."""
