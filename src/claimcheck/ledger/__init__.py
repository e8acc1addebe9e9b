"""claims.yaml: the approved claims, and what an approval covers."""
