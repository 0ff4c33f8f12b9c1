"""The facts: frozen dataclasses of the standard library."""
