"""Lists of addresses of any form, read as a stream that never holds a whole file."""

from urlguard.inputs.paths import is_app as is_app
from urlguard.inputs.paths import is_list as is_list
from urlguard.inputs.paths import looks_like_file as looks_like_file
from urlguard.inputs.reading import open_targets as open_targets
from urlguard.inputs.reading import targets_from_arguments as targets_from_arguments
