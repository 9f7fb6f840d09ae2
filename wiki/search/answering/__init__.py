"""What a query is answered with: what is tried until something is found, and what is shown of it."""
