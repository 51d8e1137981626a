# What surrounds every page, times and errors.

page-layout-club = Web-club
page-layout-skip = Skip to content
page-layout-ways = Sections
page-layout-programme = Programme
page-layout-verify = Check a document
page-layout-me = My page
page-layout-organize = Organize
page-layout-network = Network
page-layout-mailbox = Mailbox
page-layout-log-in = Log in
page-layout-log-out = Log out
page-layout-this-language = English
page-layout-zone-note = Times are given in the webinar's time zone, with Moscow time beside them.
page-layout-own-server = Data stays on the club's own server. Pages load nothing from other sites.
page-layout-clock = Demonstration with invented data. The club's clock: { $now }, Moscow time.
page-layout-clock-fast = Demonstration with invented data. The club's clock: { $now }, Moscow time, running { $speed } times as fast as usual.

page-time-in-moscow = { $time } in Moscow
page-time-your-own = { "{time}" } where you are

page-error-to-programme = To the programme
page-error-request-id = Reference:
page-error-send-again = Send again

page-error-not-found-title = There is no such page
page-error-not-found-text = The address may be mistyped, or the page is no longer open.
page-error-not-found-advice = If you came from a link in an e-mail, open the whole link again: mail programs sometimes cut long links.
page-error-forbidden-title = You may not do this
page-error-forbidden-text = The page exists, but others of the team may do this.
page-error-forbidden-advice = If you need access, ask an organizer of the session.
page-error-stale-form-title = The page was out of date, but nothing is lost
page-error-stale-form-text = The page was opened too long ago, or you have logged in since. Everything you typed is kept: press the button once more.
page-error-foreign-form-title = The form was not accepted
page-error-foreign-form-text = This form was not sent from a page of ours, so nothing has changed.
page-error-foreign-form-advice = Open the page in the club and fill in the form there. If your browser keeps no cookies, allow them for this site.
page-error-bad-request-title = The request could not be read
page-error-bad-request-text = The data came in an unexpected form, so nothing has changed.
page-error-bad-request-advice = Go back to the previous page and try again.
page-error-conflict-title = This was done or changed before
page-error-conflict-advice = Go back to the previous page and reload it to see how things stand now.
page-error-too-large-title = The form is too large
page-error-too-large-text = More text was sent than this form can hold.
page-error-too-large-advice = Go back and shorten the text.
page-error-too-many-title = Too many tries
page-error-too-many-text = Too many requests came from your address in a row.
page-error-too-many-advice =
    { $seconds ->
        [one] Try again in { $seconds } second. Nothing is lost.
       *[other] Try again in { $seconds } seconds. Nothing is lost.
    }
page-error-misdirected-title = Another address
page-error-misdirected-text = The club has another address on the internet.
page-error-misdirected-advice = Open the club by the address in its e-mails or on the school's site.
page-error-broken-title = Something broke on our side
page-error-broken-text = The page could not be shown, and it is our fault. We have written down what happened.
page-error-broken-advice = Try again in a minute. If that does not help, tell an organizer the reference.

page-form-optional = optional
page-form-empty = Please fill in this field.
page-form-too-long = Please shorten the text: the field holds { $most } characters.
page-form-errors = Please check the form
page-form-errors-text = Everything you typed is kept. What is left to mend:

page-empty-position = Please give your position.
page-empty-school = Please give your school.
page-empty-city = Please give your town.
page-empty-region = Please give your region.
page-empty-network = Please give the name of the club or network.
page-empty-full_name = Please give the full name of the school.
page-empty-short_name = Please give the short name of the school.
page-empty-number = Please give the number of the document, or its code.
page-empty-family = Please give the family name.
page-empty-reason = Please give a reason.
page-empty-word = Please type the code word.

page-error-busy-title = Very many requests right now
page-error-busy-text = The club could not take your request in time; nothing has changed.
page-error-busy-advice = Wait a few seconds and send the form again: go back, and everything you typed is still in it.
page-error-full-title = It could not be saved
page-error-full-text = The club's server has run out of space. Nothing is lost, but nothing was written either.
page-error-full-advice = Tell an organizer and try later: go back, and everything you typed is still in the form.
page-layout-demo = Demonstration
page-refresh = Refresh the page

page-error-no-token-title = A key is needed
page-error-no-token-text = A good key is needed in the header Authorization: Bearer. Organizers issue it on the page of their school.
page-error-no-token-advice = Check that the key was sent as a whole and was neither revoked nor has ended.
page-error-no-version-title = The version is missing
page-error-no-version-text = Send the version (ETag) that the program has seen in the header If-Match. Nothing was changed.
page-error-no-version-advice = Ask for the thing again and repeat.
page-error-old-version-title = Changed already
page-error-old-version-text = Somebody else changed this while the program was at work. Nothing was changed: ask for the new version and repeat.
page-error-old-version-advice = Ask for the new version and repeat.
page-error-not-in-scope-title = The key is not for this
page-error-not-in-scope-text = This key may not do that. Nothing was changed.
page-error-not-in-scope-advice = Ask the organizers for a key with the right purpose.
page-error-unusable-title = The data does not fit
page-error-unusable-text = What was sent does not fit, so nothing was changed. What to mend stands in errors.
page-error-unusable-advice = Mend it and send it again.
page-error-key-of-another = This Idempotency-Key came with another request before. A new request needs a new key.
page-error-key-worked-on = A request with this Idempotency-Key is still being worked on. Send it again in a minute: nothing will be done twice.
page-error-registration-closed = The webinars take no registrations now.
page-error-webinar-over = This webinar is over.
page-error-registration-ended = Registration for this webinar has ended.
