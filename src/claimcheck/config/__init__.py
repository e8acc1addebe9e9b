"""claimcheck.yaml: what it says, and what holds for a file by which line."""
