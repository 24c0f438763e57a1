"""清还 Qinghuan: a case is a journal of dated facts; everything else is computed from it."""

__version__ = "0.1.0"
