"""Renderers: the same results for a terminal and as JSON. Pure: they return text or plain data."""
