# Issuing documents: checking who gets them, mending names, documents that are kept back.

page-documents-check = Check and issue
page-issue-title = Check and issue
page-issue-scope = Issue for
page-issue-whole-session = The whole session
page-issue-now = Issue { $ready }
page-issue-only = { $kind } only: { $number }
page-issue-blocked =
    { $number ->
        [one] { $number } document cannot be printed, for the reason below. The others do not wait for it.
       *[other] { $number } documents cannot be printed, for the reasons below. The others do not wait for them.
    }
page-issue-schools-elsewhere = Schools that are not in the club’s directory: { $number } people. Their names are printed as they were written.
page-issue-people-text = Nothing of this stops the issue, except where it says “not issued”. Mend it now: once issued, a document can only be replaced by a new one with another number.
page-issue-mend = What to do
page-issue-spell = Write it { $name }
page-issue-open = Mend: { $name }
page-issue-open-short = Mend
page-issue-more = { $number } more people. Choose a remark above to see everybody whom it concerns.
page-issue-held-title = Kept back
page-issue-reason = Reason
page-issue-release = Let it be issued
page-issue-mended = Kept. Documents will say it the new way.
page-issue-held = The document is kept back until you let it be issued.
page-issue-released = The document can be issued again.
page-issue-pattern = No numbers can be made: the session’s pattern of numbers has a mistake. Mend it; no number is lost.
page-issue-layout = The layout of this session’s documents cannot be used. Open it and mend it; no number is lost.

page-issue-concern-missing-glyph = letter without a font
page-issue-concern-overflow = does not fit
page-issue-concern-missing-field = something is missing
page-issue-concern-unusable = cannot be printed
page-issue-concern-shrunk = small print
page-issue-concern-no-patronymic = no patronymic
page-issue-concern-no-gender = gender not clear
page-issue-concern-one-case = name in one case
page-issue-concern-namesakes = namesakes in a webinar
page-issue-concern-two-addresses = two addresses of one name
page-issue-concern-only-initials = initials only
page-issue-concern-by-hand = name declined by hand
page-issue-concern-no-school = no school
page-issue-concern-no-position = no position
page-issue-concern-unknown-position = position not declined

page-recipient-back = Back to the check
page-recipient-spelling = The name is written unusually: in capitals only, in small letters only, or with odd signs.
page-recipient-printed = How documents name this person
page-recipient-will-be-printed = How it will be once you keep it
page-recipient-nothing-earned = There is no document to be issued. What you mend goes into later documents and replacements.
page-recipient-held = kept back
page-recipient-hold = Do not issue
page-recipient-hold-reason = Why (only organizers see it)
page-recipient-mend = Mend
page-recipient-mend-text = Issued documents do not change: they can be replaced by new ones.
page-recipient-name = Name
page-recipient-forms = How the name declines
page-recipient-forms-text = Leave a field empty when the form by the rules is right.
page-recipient-nominative = Nominative
page-recipient-genitive = Genitive
page-recipient-dative = Dative
page-recipient-accusative = Accusative
page-recipient-initials = Surname with initials
page-recipient-salutation = Salutation
page-recipient-computed = By the rules: { $form }
page-recipient-not-computed = The rules cannot tell: the gender is unknown, or there are only initials.
page-recipient-position = In documents: { $dative }; { $accusative }
page-recipient-position-unknown = We do not know how this position declines: documents print it on a line of its own, as it is written.
page-recipient-no-letter = There is no letter in it.
page-recipient-other-name = This does not look like a form of your name: it needs as many words, beginning with the same letters. If the name itself is wrong, write to the organizers.
page-recipient-twin = Somebody with this name and this address is there already. It may be one person twice: keep the document back that is too many.
page-recipient-not-to-be-held = This document is issued already or not earned any more; it cannot be kept back.
page-recipient-keep = Keep
page-recipient-show = Show how it will be

page-own-name-title = How my name declines
page-own-name-text = This is how documents say your name. If a form is wrong, write the right one: it goes into all later documents.
page-audit-person-mend = Recipient’s data mended
page-audit-person-write_forms = Forms of a name written
page-audit-document-hold = Document kept back
page-audit-document-release = Document can be issued again

page-issue-files = Files are being made
page-issue-files-done = { $done } of { $total } are ready
page-issue-files-text = This page refreshes itself. You may close it: the files will be made, and e-mails go out when they are ready.
page-issue-unmade = No file yet
page-issue-unmade-text = The numbers of these documents are kept. Try again, revoke the document, or issue another one in its place.
page-issue-retry = Try again
page-issue-retried = Trying again. The outcome appears here.
page-audit-document-retry = Files of documents made again
