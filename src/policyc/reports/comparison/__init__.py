"""The report of a comparison: what stands in it, as a paper and as data."""
