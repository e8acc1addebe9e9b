"""Rules as editors write them: what a rule is, how its file is read, and how it is proved."""
