"""What people do. Each operation asks whether it may be done, changes the chart and leaves an event."""
