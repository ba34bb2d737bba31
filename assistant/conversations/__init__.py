"""What goes from one question to the next: follow-ups, sameness of questions, an answer to keep, an export."""
