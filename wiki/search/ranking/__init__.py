"""Which documents answer a question, and which best, whatever engine holds them."""
