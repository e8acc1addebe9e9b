"""claimcheck: a linter for what copy promises, held against structured evidence records."""
