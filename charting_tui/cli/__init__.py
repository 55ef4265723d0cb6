"""The program without a screen: one module for each group of commands, read in only when it is called.

May import everything but TinyDB; Textual only in the module that opens the screens.
"""
