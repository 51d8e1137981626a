# Mailings.

mailing-lead = One e-mail to many people. It is a draft first: you see who gets what, and send it afterwards.
mailing-new = New mailing
mailing-new-thanks = Thank everybody
mailing-none = There are no mailings yet.
mailing-new-lead = Write the e-mail and choose who gets it. Nothing goes out before you have looked at the drafts and pressed “Send”.
mailing-audience = To whom
mailing-audience-listeners = all listeners of the session
mailing-audience-webinar = those registered for a webinar
mailing-audience-attended = those who attended
mailing-audience-absent = those who registered and did not come
mailing-audience-speakers = speakers
mailing-audience-speakers_without_materials = speakers whose materials are missing
mailing-audience-picked = those whom I pick
mailing-audience-invited = people of our school’s earlier sessions who agreed to be invited
mailing-audience-invited_everywhere = everybody in the network who agreed to be invited
mailing-invitation-hint = Only those who agreed to such e-mails and take no part in this session yet are invited. Each e-mail has a link that ends invitations with one click.
mailing-new-invitation = Invite to the session
mailing-webinar = Webinar
mailing-webinar-hint = Needed for an e-mail to the people of one webinar.
mailing-any-webinar = any
mailing-find = Find by name
mailing-find-now = Find
mailing-people = Who gets it
mailing-nobody-found = Nobody was found.
mailing-no-address = no address
mailing-english = The same in English
mailing-english-hint = For those who read English. Left empty, they get the Russian text.
mailing-create = Make drafts
mailing-count = Count the readers
mailing-create-hint = After that you can look at the e-mail as each reader will.
mailing-to-whom = Choose who gets the e-mail.
mailing-which-webinar = Choose the webinar.
mailing-state-draft = draft
mailing-state-sent = sent
mailing-state-discarded = discarded
mailing-for = To: { $audience }
mailing-ready = The drafts are ready. Look at some of them, send yourself one and, if all is well, send them.
mailing-try = Send me a trial
mailing-writing = Writing the drafts…
mailing-written = { $n } of { $all } are ready.
mailing-again = Refresh
mailing-discard = Discard the mailing
mailing-discard-text = The drafts go to nobody. The mailing stays in the list as discarded.
mailing-discard-now = Discard the mailing
mailing-failed = Not delivered
mailing-edited = With words of their own
mailing-edited-text = When you change the text for all, these e-mails stay as they are.
mailing-to = E-mails
mailing-earlier = Earlier
mailing-later = Later
mailing-words = The text for all
mailing-words-text = Everybody gets the new text but those whose e-mails have words of their own.
mailing-reword = Change for all
mailing-back = Back to the mailing
mailing-as-read = What the reader will see
mailing-one-history = All e-mails to this person
mailing-one-own = Change for this reader only
mailing-one-own-text = The other e-mails stay as they are.
mailing-one-save = Save this e-mail
mailing-one-remove = Do not send to this reader
mailing-one-remove-text = The other e-mails go out when you send the mailing.
mailing-done-sent = The mailing is on its way. Here you see how far it is.
mailing-done-reworded = The text is changed. The drafts are being written anew.
mailing-done-edited = This e-mail is changed.
mailing-done-removed = This reader gets no e-mail.
mailing-done-tried = A trial is on its way to your address.
mailing-done-discarded = The mailing is discarded. Nobody got anything.
mailing-problem-not-draft = This mailing was sent or discarded already. Nothing was sent again.
mailing-problem-not-written = The drafts are still being written. Wait a moment and try again.
mailing-problem-changed = The number of e-mails changed while the page was open. Look once more and send.
mailing-problem-nobody = There is nobody to send to: the people you chose have no address, or nobody fits.
mailing-problem-no-address = You have no e-mail address here, so there is nowhere to send a trial.
mailing-problem-reworded = Somebody else changed the text while you were writing. Yours is still in the form: save it again if you want it.

mailing-emails =
    { $n ->
        [one] { $n } e-mail
       *[other] { $n } e-mails
    }
mailing-people-of =
    { $n ->
        [one] { $n } person is chosen.
       *[other] { $n } people are chosen.
    }
mailing-send =
    { $n ->
        [one] Send { $n } e-mail
       *[other] Send { $n } e-mails
    }
mailing-drafts = drafts: { $n }
mailing-progress = sent: { $sent }, waiting: { $waiting }, not delivered: { $failed }
mailing-without-address = Without an address: { $n }
mailing-suppressed = E-mails do not arrive: { $n }
mailing-shared = Several people share the address { $address }: { $names }. Each gets an e-mail.
