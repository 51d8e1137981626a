# Addresses at which the club tells other programs what happened.

webhook-title = Messages to programs
webhook-lead = The club tells the school’s website or another program by itself what happened: that somebody registered, for example. A message names nobody; the program learns more with its key.
webhook-list = Who is told
webhook-none = Nobody yet.
webhook-new = Another address
webhook-url = Address of the program
webhook-url-hint = Begins with https:// and can be reached from the internet. The developer of the program knows it.
webhook-events = What to tell
webhook-state = State
webhook-add = Add the address
webhook-added = The address is added
webhook-added-text = Each message is signed with this secret: by the signature the program knows that it comes from the club. Copy it now and hand it to the developer: it is not shown again.
webhook-removed = The address is removed. The program is told nothing more.
webhook-is-on = told
webhook-is-off = not told
webhook-fails = the last messages did not arrive
webhook-was-switched-off = switched off: the program stopped answering
webhook-event-registration_made = Somebody registered for a webinar
webhook-event-registration_cancelled = Somebody cancelled
webhook-event-talk_submitted = A speaker applied
webhook-event-release_published = A new version of the schedule is published
webhook-event-documents_issued = Documents are issued
webhook-event-trial = Trial
webhook-try = Try it now
webhook-tried = A trial message is on its way. Load the page anew in a minute: below you will see what the program answered.
webhook-switch-on = Tell it again
webhook-switch-off = Stop telling
webhook-switched = Done.
webhook-log = Latest messages
webhook-log-text = Moscow time. When the program does not answer, we try again: after half a minute first, then ever more rarely, for a day.
webhook-log-empty = There were no messages yet. Press “Try it now”.
webhook-log-what = What
webhook-log-when = When
webhook-log-outcome = Outcome
webhook-log-body = Text of the message
webhook-telling-due = waits to be sent
webhook-telling-delivered = arrived
webhook-telling-failed = did not arrive
webhook-telling-again = trying again
webhook-unanswered-no_such_host = there is no such address
webhook-unanswered-inside = the address is inside the network of the server
webhook-unanswered-no_connection = no connection could be made
webhook-unanswered-silence = the program did not answer in time
webhook-unanswered-secret = the server’s key does not open the secret; remove the address and add it again
webhook-unanswered-switched_off = the address was switched off
webhook-answered = the program answered { $status }
webhook-tries = { $tries ->
    [0] not sent yet
    [one] { $tries } try
   *[other] { $tries } tries
}
webhook-remove-title = Remove the address
webhook-remove-text = Its list of messages goes with it. You can add the address again at any time, with another secret.
webhook-remove = Remove
webhook-problem-url = The address has to begin with https:// and must not hold a user name or a password.
webhook-problem-inside = This address is inside the network of the server. It has to be one on the internet.
webhook-problem-events = Tick what the program is to be told.
webhook-problem-same-url = This address is there already. Its secret is shown once: if it was not copied, remove the address and add it again.
webhook-problem-too-many = There are too many addresses already. Remove those that are no longer needed.
webhook-problem-seal = The server cannot keep secrets yet: its settings have no key for that. Write to whoever looks after the server. What you typed is still in the form.
