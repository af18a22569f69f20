# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""Contains endpoint functions for accessing the API"""
