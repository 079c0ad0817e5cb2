"""Judges an address together with the registration of its domain; a model of its own."""
