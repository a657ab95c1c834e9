"""One module per file format, and the registry that names them."""
