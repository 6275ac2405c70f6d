"""The pages that the law asks for, and barriers that people report."""
