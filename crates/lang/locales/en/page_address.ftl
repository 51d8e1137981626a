# Listeners whom e-mails do not reach.

page-address-title = The address takes no e-mails
page-address-lead = These people are registered for webinars to come, but e-mails do not reach them. Find out the right address and write it down here: links to the webinars go out at once.
page-address-all-good = All addresses take e-mails.
page-address-bounced = no such mailbox
page-address-complained = an e-mail was called spam
page-address-listed = on the list of addresses without e-mails
page-address-webinars = Webinars
page-address-said = The mail server says
page-address-new = The right address
page-address-correct = Correct
page-address-corrected = The address is corrected. Links that did not arrive go out again.
page-address-none = Give one e-mail address, such as anna@school44.ru.
page-address-no-good = This address takes no e-mails either. Give another one.
page-address-is-taken = Somebody of this name and address is in the club already.
