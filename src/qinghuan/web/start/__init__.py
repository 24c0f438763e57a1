"""Where a person begins: the first visit, home, the first ten minutes, settings, words."""
