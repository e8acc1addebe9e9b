"""What a study, authority or statistic showed: read, validated, found by what a page says."""
