"""A rule that tests hold pages to, in a house that has no other."""

HASTE = """\
rule: haste
severity: error
says: "urges the reader to hurry"
why: |
  Haste leaves no time to ask. It sells what would not sell tomorrow.
sources: [own-code]
find:
  - "only today"
suggest: "say until when the offer stands"
examples:
  found: ["This price holds [[only today]]."]
  clean: ["We are open today."]
limits: ["A clock that runs down is not seen."]
"""
