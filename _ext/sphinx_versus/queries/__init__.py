"""What a page asks of all others, and the answers as plain data."""
