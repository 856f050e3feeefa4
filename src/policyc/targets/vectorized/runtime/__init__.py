"""What every vectorized module carries with it."""
