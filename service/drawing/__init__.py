"""Exercise pictures from data: a figure of fixed lengths, checked and drawn."""
