"""From labelled rows to a bundle, and from a bundle and rows to figures, for any analyzer."""
