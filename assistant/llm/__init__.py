"""The seam to a chat model: one file knows LangChain's, and no reply may take longer than it was given."""
