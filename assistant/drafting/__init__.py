"""Drafting a review from an organisation's own papers: gathered, sorted by theme, written, checked, kept as files."""
