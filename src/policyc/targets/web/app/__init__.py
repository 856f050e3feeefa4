"""What every questionnaire carries with it, the same for all documents.

The text of these files is copied into the page after the generated module, without what stands
above their cuts; they see the module's names as their own. ``RELEVANCE`` is the part that needs no
browser: ``tests/targets`` hold it to the interpreter's search for missing facts.
"""

RELEVANCE = "relevance.js"
APP = (RELEVANCE, "answers.js", "elements.js", "questions.js", "decision.js", "page.js")
