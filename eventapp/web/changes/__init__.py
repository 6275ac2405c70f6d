"""After an announcement: who should be told what."""
