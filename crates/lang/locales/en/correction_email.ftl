# The answer to the wish to have a document corrected.

correction-email-why = You get this e-mail because you asked to have a document corrected.
