"""The report of a review: the findings of one document as a worksheet to finish."""
