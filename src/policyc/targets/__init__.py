"""Generated programs: one folder a target, each reading only the plan."""
