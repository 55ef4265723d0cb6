"""What people do: each act asks whether it may be done, changes the chart and leaves an event."""
