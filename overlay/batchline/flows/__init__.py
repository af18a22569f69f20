"""What happens, in order.

A flow is a generator that does nothing itself: it yields effects (what it wants done) and
receives their outcomes, exceptions too. A driver performs the effects, with threads or with
asyncio, so that each flow is written and tested once.
"""
