"""An old and a new version of one document: what changed in words, in meaning and in effect."""
