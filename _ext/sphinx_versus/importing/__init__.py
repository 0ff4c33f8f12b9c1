"""Drafts of comparisons, made from Markdown, flat text and spreadsheets.

What is not certain becomes prose or a comment, and each guess is marked where it stands.
"""
