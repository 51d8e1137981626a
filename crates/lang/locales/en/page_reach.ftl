# The page "Who will not get the link".

page-reach-title = Who will not get the link
page-reach-text = Here you see whom the e-mail with the link to the webinar has not reached, and what to do about it.
page-reach-ways = About e-mails
page-reach-no-webinar = There are no webinars on these days.
page-reach-fine = All is well: the link reaches everybody.
page-reach-registered = Registered: { $number }
page-reach-reached = opened the link: { $number }
page-reach-later = The e-mail comes later: { $number }. The first ones leave on { $at }.
page-reach-no-stream-link = The webinar has no stream link, so listeners have nowhere to go.
page-reach-add-stream-link = Add the link
page-reach-people = Who needs help
page-reach-nobody = There are no such listeners any more.
page-reach-person = Listener
page-reach-problem = What happened
page-reach-mend = What to do
page-reach-page = Page { $page } of { $pages }
page-reach-pages = Pages of the list
page-reach-before = Back
page-reach-after = Next

page-reach-no-address = no address
page-reach-no-address-text = There is no e-mail address. Add one, or pass the link on by another way.
page-reach-bounced = e-mails come back
page-reach-bounced-text = The mail server returned an e-mail. Ask for the right address.
page-reach-suppressed = address on the stop list
page-reach-suppressed-text = Nothing is sent to this address. Ask for another one.
page-reach-failed = e-mail not sent
page-reach-failed-text = There will be no more attempts.
page-reach-not-written = no e-mail yet
page-reach-not-written-text = The time of the e-mail has come, but there is none yet. If you cannot wait, send it now.
page-reach-waiting = in the queue
page-reach-waiting-text = The e-mail is ready and leaving.
page-reach-retried-text = Next attempt: { $at }.
page-reach-not-opened = link not opened
page-reach-not-opened-text = The e-mail left on { $at }; nobody has opened the join page yet.

page-reach-again = Send again
page-reach-again-to = Send again: { $name }
page-reach-copy = Copy the link
page-reach-copy-of = Copy the link: { $name }
page-reach-mend-address = Correct the address
page-reach-mend-address-of = Correct the address: { $name }
page-reach-mend-and-send = Save and send the link
page-reach-mend-only = Only save
page-reach-back = To the list of listeners
page-reach-address = E-mail
page-reach-address-text = E-mails that have not left yet will go to the new address. Log-in links sent to the old address stop working.
page-reach-address-of-staff = This is the address of a member of staff. Only a curator of the network can change it.
page-reach-address-of-twin = The club already knows somebody else with this name and address.
page-reach-has-bounced = E-mails to this address come back. If it is right after all, save it as it is: we will try again.

page-reach-link-title = Personal link of a listener
page-reach-link-label = Join link
page-reach-link-text = Select the link, copy it and give it to this person only: it records their attendance. The journal says that you have looked at it.

page-reach-done-sent = The e-mail with the link is written and about to leave.
page-reach-done-mended = The address is corrected.
page-reach-done-mended-and-sent = The address is corrected, and the e-mail with the link is about to leave.
page-reach-refused-late = The webinar has started or is over, an e-mail would come too late. Pass the link on by another way.
page-reach-refused-on-its-way = An e-mail to this listener is in the queue already.
page-reach-refused-soon = An e-mail was sent just now. You can send another one in five minutes.
page-reach-refused-no-address = The listener has no address. Add one first.
page-reach-refused-undeliverable = E-mails do not arrive at this address. Correct it first.

page-audit-stream_link-send_again = The link was sent to a listener again
page-audit-stream_link-show = The personal link of a listener was shown
page-audit-person-mend_address = The address of a listener was corrected
