# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""Contains methods for accessing the API"""
