"""The two faces, command line and page, over one set of use cases.

The only package that imports both `translate` and `aligned`.
"""
