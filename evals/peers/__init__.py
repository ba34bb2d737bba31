"""What a person would pick instead of Clearwell, on the same embedder, machine and questions: one file a peer."""
