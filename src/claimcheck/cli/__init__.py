"""The command line: a module for a few commands; main is the way in."""
