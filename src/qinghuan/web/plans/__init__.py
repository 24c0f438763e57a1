"""Plans: what can be offered, what it costs, whether it is kept."""
