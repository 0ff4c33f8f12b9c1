"""What any documentation site can use; nothing in it knows of comparisons."""
