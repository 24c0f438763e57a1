"""One file a command: ``arguments(parser)`` and ``run(asked, screen) -> exit code``."""
