"""Names bound and citations bound: which symbol a name is, which clause a statement encodes."""
