"""One module a format; each is a pure function of the outcomes of a scan."""
