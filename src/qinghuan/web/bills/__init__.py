"""Bills in: many files, what became of each line, what waits to be sorted."""
