"""Writing for clerks: new folders and safe files. Nothing that stands is overwritten."""
