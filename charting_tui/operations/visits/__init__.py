"""Writing a visit: opening, editing, times, quick line, guided entry, copying forward, undo."""
