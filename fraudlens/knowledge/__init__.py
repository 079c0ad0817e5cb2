"""Loaders of the reference data in `datasets/reference`: brands, look-alikes, fraud words."""
