"""The journal: a case is a chain of sealed entries, each one dated fact.

Pure: nothing here reads a clock, a random source, a file or a database, and
nothing here knows a word about debts. ``fact`` says what a fact is, ``entry``
seals facts into a chain and verifies it, ``history`` answers what held when.
"""
