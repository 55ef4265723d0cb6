"""Appointments: the line they are typed in, what they overlap, what became of them."""
