"""Set up: what a repository tells of itself, and the settings, hook and jobs made of that."""
