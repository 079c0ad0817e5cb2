"""The columns of the URL model: one module a theme, no input or output."""
