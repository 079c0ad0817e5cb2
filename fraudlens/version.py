"""The release of this package, for whoever is asked by whom."""

__version__ = "0.1.0"
