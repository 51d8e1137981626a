# Correcting documents: the owner's wish, the organizers' answer, issuing a replacement.

page-correction-title = Ask for a correction
page-correction-text = Write what is wrong in the document and how it should read. The organizers will issue a new one in its place, or answer why they cannot.
page-correction-wish = What to correct
page-correction-wish-hint = For example: “My name is Ann, not Anne”.
page-empty-wish = Write what to correct.
page-correction-send = Send to the organizers
page-correction-back = Back
page-correction-sent = Your wish was sent to the organizers. The answer comes by e-mail and stands here.
page-correction-not-standing = This document was revoked or replaced already; nothing needs to be corrected.
page-correction-open-already = A wish to correct this document already waits for an answer.
page-correction-state-open = You asked for a correction: the organizers have not answered yet.
page-correction-state-done = You asked for a correction: a new document was issued.
page-correction-state-declined = You asked for a correction. The organizers answered: { $answer }
page-correction-ask = Ask for a correction
page-file-is-shown = Everybody who verifies the document sees its file.
page-file-show = Show the file to those who verify it
page-file-hide = Stop showing the file

page-corrections-title = Wishes for corrections
page-corrections-none = Nobody asks for a correction.
page-corrections-text = First mend the person's data, then issue a replacement. The owner gets an e-mail.
page-corrections-replace = Issue a replacement
page-corrections-decline = Decline
page-corrections-answer = The answer to the owner: why the document stays as it is
page-empty-answer = Write an answer: the owner of the document will get it.
page-corrections-decline-now = Decline and send the answer
page-correction-declined = The answer was sent to the owner of the document.
page-correction-not-open = This wish was answered already.

page-reissue-title = Issue a replacement
page-reissue-text = The new document gets a new number and names the old one. The old one is void at once; its owner gets an e-mail.
page-reissue-unchanged = The new document would say the same. Mend the data first.
page-reissue-what = What
page-reissue-before = Printed
page-reissue-after = Would be printed
page-reissue-same = the same
page-reissue-reason = The reason
page-reissue-reason-hint = Everybody who verifies the old document sees it. For example: “a typing error in the name”.
page-reissue-now = Issue the replacement
page-reissue-back = Back to the registry
page-reissue-done = The replacement was issued. Its file is being made, the e-mail goes out by itself.
page-reissue-not-standing = This document was revoked or replaced already.
page-reissue-not-earned = The talk or webinar of this document is not on the programme any more. Such a document can only be revoked.
page-reissue-blocked = The new document cannot be printed: a text does not fit, or a letter is in no font. Mend the data; the old document stands meanwhile.
page-reissue-layout = The layout cannot be printed with now. Mend the layout; the old document stands meanwhile.
