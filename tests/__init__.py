"""The tests, and what they need."""

import os

# Before numpy is imported: its threads wait for each other, and most of all where other tests keep the processors busy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
