"""Calculations for programs: JSON in, JSON out, one file an operation, nothing stored."""
