"""What the cells of one column say: values, words, notes and problems."""
