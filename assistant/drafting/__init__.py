"""A yearly review from the papers: gathered, written, checked, kept, and given out as files."""
