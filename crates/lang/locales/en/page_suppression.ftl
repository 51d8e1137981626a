# Addresses that nothing is sent to.

page-suppression-title = Addresses without e-mails
page-suppression-lead = Nothing is sent to these addresses: there is no such mailbox, the reader complained, or you added the address yourself. Only log-in links that somebody asks for go there.
page-suppression-search = Find an address
page-suppression-find = Find
page-suppression-list = The list
page-suppression-none = The list is empty: all addresses take e-mails.
page-suppression-none-found = There is no such address on the list.
page-suppression-address = Address
page-suppression-reason = Reason
page-suppression-reason-bounced = No such mailbox
page-suppression-reason-complained = An e-mail was called spam
page-suppression-reason-by_hand = Added by hand
page-suppression-since = Since
page-suppression-deed = Action
page-suppression-lift = Take off the list
page-suppression-lifted = The address is off the list: e-mails go there again.
page-suppression-cut = These are the newest addresses. The search finds the others.
page-suppression-add-title = Add an address
page-suppression-add = Add
page-suppression-added = The address is on the list: nothing is sent there any more.
page-suppression-note = Note
page-suppression-no-address = Give one e-mail address, such as anna@school44.ru.
page-suppression-is-there = This address is on the list already.
