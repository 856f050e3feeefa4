"""Reports that people hand in: one value (``model``), rendered as text, page, document or workbook.

A report is written once, as a ``Paper``; no renderer knows which report it is rendering.
"""
