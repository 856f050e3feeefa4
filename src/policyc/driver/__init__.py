"""Putting the passes together, and all reading of files."""
