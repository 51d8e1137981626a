# The personal link and the watch page.

page-join-open = { $given }, the stream is open. Press the button to come in.
page-join-button = Join the webinar
page-join-early = { $given }, everything is ready. The door opens 30 minutes before the start.
page-join-remembered = I remember, no reminder please
page-join-no-reminder = Good, we will send no reminder. See you there!
page-join-reload = Reload the page
page-join-over = The webinar is over. If you were there, your certificate comes by e-mail.
page-join-to-code-word = Give the code word
page-join-cancelled = The webinar is cancelled. We are sorry: please look at the programme for others.
page-join-not-open = This link does not lead in now.
page-join-personal = This link is yours alone: it tells us that you came. Please do not pass it on.
page-join-cannot-come = Cannot come?
page-join-cannot-come-text = Cancel your registration, and no more e-mails come about this webinar. You can register again at any time before its end.
page-join-cancel = Cancel registration
page-cancelled-title = Registration cancelled
page-cancelled-text = No more e-mails come about this webinar. If you change your mind, register again.

page-watch-open = Open the stream
page-watch-keep-open = The stream opens in a new tab. Keep this page open: it notes that you are here.
page-watch-no-stream = The stream is about to begin: the moderator has not added the link yet. Please reload the page in a minute.
page-watch-attendance = Your attendance
page-watch-counted = Minutes counted: { $minutes }
page-watch-counted-pattern = Minutes counted: { "{minutes}" }
page-watch-enough-pattern = Minutes counted: { "{minutes}" }. That is enough for a certificate.
page-watch-no-script = Scripts are off in your browser, so minutes are not counted. Type the code word that the moderator tells.
page-watch-word-title = Code word
page-watch-code-word = The word that the moderator told
page-watch-word-send = Send
page-watch-word-right = The code word is accepted.
page-watch-word-wrong = The word did not fit. Check its spelling and try again.
page-watch-word-too-many = Too many tries in a row. Please wait ten minutes.
page-watch-word-not-now = The word is taken from the start of the webinar until two hours after its end.
