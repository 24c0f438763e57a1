"""A paper of theirs read before it is signed, and what was agreed in the end."""
