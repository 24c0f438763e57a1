"""Bills of others: bytes in, neutral records and an account of every line out.

``read.read(content, name)`` takes a file as it arrived and returns the lines it
holds (``lines.Line``) with a report that accounts for each input line
(``report.ImportReport``). ``match.account_for`` then says which of them are new.
Nothing here stores, asks the clock, or says a sentence.
"""
