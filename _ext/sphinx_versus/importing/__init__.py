"""Drafts of comparisons, made from flat text and from spreadsheets.

``python -m sphinx_versus.importing FILE`` reads a page as somebody would paste it, or a
CSV file, and writes a draft in the grammar of ``sphinx_versus``. What is not
certain becomes prose or a comment, and each guess is marked where it stands.
"""
