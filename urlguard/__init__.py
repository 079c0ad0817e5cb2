"""The URL analyzer: reads addresses as a browser does and measures them, a batch at a time."""
