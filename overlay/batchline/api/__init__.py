"""The calls of the API, one each: what is sent, what an answer means, and when a call is retried."""
