"""Papers: from a case to a letter, report or script, as PDF and DOCX with one content.

``paper`` is the model, ``tree`` turns it into plain data in one language, ``typst_pdf`` and
``docx`` set that data; ``papers`` holds one file a paper, each with the list of what its
recipient may see. Nothing reaches a paper that is not on that list.
"""
