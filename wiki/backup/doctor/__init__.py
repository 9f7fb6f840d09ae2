"""What is wrong with a wiki, in sentences, each with what to do about it."""
