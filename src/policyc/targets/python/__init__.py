"""The Python target: one typed module without dependencies, fast and explained."""
