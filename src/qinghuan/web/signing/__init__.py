"""Signing a paper: what each way proves, certificates, the signature, and its check."""
