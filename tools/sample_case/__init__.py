"""Makes the sample case in ``examples/sample``: bills, facts, and what they hold.

No real person, account, shop or creditor's statement stands behind any of it. Only
the standard library is used and all money is whole fen, so that the figures of the
sample do not come from the program they are meant to try. Run ``tools/make_sample.py``.
"""
