"""The program without a screen: one module for each group of commands, read in only when it is called."""
