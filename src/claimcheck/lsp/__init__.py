"""The language server: pages, rules and records as an editor holds them -> findings, cards, actions and completions."""
