"""What a run has found out and the next can use again: grammar of sentences, reports of pages, whole runs.

Nothing here changes a result: what is kept is found by all that it rests on, and what is broken is made anew.
"""
