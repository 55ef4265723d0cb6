"""What draws records on the screen and tells in messages what a person did."""
