"""The command line: options to one call of the core to a report to an exit code."""
