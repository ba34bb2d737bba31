<<<<<<< HEAD
"""A yearly review from the papers: gathered, written, checked, kept, and given out as files."""
=======
"""Drafting a review from an organisation's own papers: gathered, sorted by theme, written, checked. No model needed."""
>>>>>>> h2
