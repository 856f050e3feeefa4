"""Lives over time: terms by the calendar, and a region's years replayed day by day."""
