"""Versions of one document, aligned: read, cut, aligned, corrected, checked, kept, exported.

This package knows nothing of how a translation is made or shown: it imports neither `translate`
nor `ui`.
"""
