"""A folder of articles -> the editor's desk: a page in the browser of this machine, and the small server behind it.

Only 127.0.0.1 is served, only who holds the token of the address is answered, and nothing is fetched from elsewhere.
"""
