"""The one room below the command line that knows both analyzers: from names to outcomes."""
