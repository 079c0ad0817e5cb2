"""From bytes of an app to facts: bounded, and blind to what the bytes would like us to do."""
