"""The TypeScript target: one ESM module without dependencies, and its declarations."""
