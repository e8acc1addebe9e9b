"""The pattern language: words that are looked for, as they are read aloud."""
