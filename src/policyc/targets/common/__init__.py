"""What the targets that write programs share: lines, steps, switches, questions."""
