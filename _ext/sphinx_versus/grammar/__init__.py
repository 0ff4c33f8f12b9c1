"""What writers may type: pure functions of text."""
