"""The letters of the contact step: one file a letter, each with what its recipient may see.

``content_for`` fills the list, ``build`` makes the paper of it; nothing else reaches a letter.
"""
