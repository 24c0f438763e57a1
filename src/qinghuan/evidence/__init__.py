"""Proof that lasts: originals by hash, signatures, timestamps, the bundle and its verification."""
