"""The edge: alone in knowing site generators, loggers and exit codes."""
