"""Exceptions: findings that a person accepted, with a reason."""
