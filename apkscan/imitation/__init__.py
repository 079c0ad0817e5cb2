"""Whether an app passes for another: names, package and icon beside those of official apps.

`registry` holds the official apps, `search` finds the ones that an app resembles, `judge` weighs
the likeness against the key that signed the app, and `findings` says it.
"""
