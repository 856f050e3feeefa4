"""What was written: syntax nodes and the parser that makes them from text."""
