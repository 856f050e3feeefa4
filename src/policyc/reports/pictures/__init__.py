"""Pictures (SVG) of what documents say: drawn from the typed core, knowing no document.

Each returns a ``Figure`` with the same in words, or ``None`` where there is nothing to draw. They
read in print and in grey: lightness, pattern and words carry the meaning, never a hue alone.
"""
