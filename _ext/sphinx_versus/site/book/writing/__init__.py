"""The visitors that write nodes as Typst code, by what the nodes are for."""
