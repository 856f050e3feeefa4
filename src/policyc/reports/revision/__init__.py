"""The report of a revision: old and new side by side, as a paper and as data."""
