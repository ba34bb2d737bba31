"""What a user would pick instead, on the same texts, the same embedder and the same machine."""
