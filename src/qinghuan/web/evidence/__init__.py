"""Evidence: the drawer of originals, the bundle for a court, the check of any file."""
