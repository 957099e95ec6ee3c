"""A county's own rules (地方细则) laid over a standard. Pure: reads no file and knows no line.

``written`` is what an overlay may say, ``laying`` makes a pack of a pack and an overlay, ``selectors``
finds what a change is about. Every fault is kept with the way to it; the loader knows the line.
"""
