"""Decisions over HTTP: a small ASGI application (extra ``policyc[serve]``: starlette, uvicorn)."""
