"""Guided entry: the questions of each kind of visit, what is offered, what an answer stands for."""
