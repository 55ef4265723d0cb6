"""Files of other programs brought into the charts, as often as one likes."""
