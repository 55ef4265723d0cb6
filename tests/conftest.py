"""What holds for every test: no property may fail because the machine was slow for a moment."""

from hypothesis import settings

settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")
