"""The columns of the app model: one module a theme, over facts, no input or output."""
