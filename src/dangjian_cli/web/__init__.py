"""The local page: how a branch stands and forms to write records, for people who do not use a terminal.

It is served to this computer alone. What is shown comes from reports and documents; nothing is judged here.
"""
