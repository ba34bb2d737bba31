"""One suite a file: run the assistant over a set's cases, score, return a frozen result."""
