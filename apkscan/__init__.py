"""The Android app analyzer. It is empty so far: it comes with the next issue."""
