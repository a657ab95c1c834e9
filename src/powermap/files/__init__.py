"""Read files within a size limit, and write them completely or not at all."""
