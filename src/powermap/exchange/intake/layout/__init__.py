"""Where the tables in a sheet are, and what stands around them."""
