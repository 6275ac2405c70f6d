"""How long data is kept, what is due, and what an office says about data protection."""
