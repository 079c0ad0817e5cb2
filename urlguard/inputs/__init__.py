"""Lists of addresses of any form, read as a stream that never holds a whole file."""

from urlguard.inputs.paths import is_app, looks_like_file, walk
from urlguard.inputs.reading import open_targets, targets_from_arguments

__all__ = ["is_app", "looks_like_file", "open_targets", "targets_from_arguments", "walk"]
