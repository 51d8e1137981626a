# Front page, programme of a session and page of a webinar.

page-home-title = Webinars for young teachers
page-home-about = Experienced teachers show how they work; young ones learn and find a mentor in any town. Taking part is free.
page-home-now = Next session
page-home-last = Past session
page-home-whole-schedule = Whole programme
page-home-next = Coming webinars
page-home-how = How to take part
page-home-step-register = Choose webinars and register: no password and no account are needed.
page-home-step-email = In the morning of the webinar's day we send an e-mail with your personal link.
page-home-step-document = After the webinar you get a certificate with a number that anybody can check.
page-home-others = Other sessions
page-home-nothing-yet = The programme will appear here soon.
page-home-not-set-up = The club is not set up yet. Open the set-up link that the program printed when it started.

page-session-register = Register
page-session-to-calendar = Add to calendar
page-session-calendar = Calendar of the session
page-session-zone = The session's time zone:
page-session-draft-note = Draft: only organizers see this programme so far.
page-session-no-webinars = There is no webinar in the programme yet.
page-session-formats = The programme in other formats:
page-session-level-municipal = municipal level
page-session-level-regional = regional level
page-session-level-interregional = interregional level
page-session-level-national = national level

page-webinar-form-webinar = Webinar
page-webinar-form-master_class = Master class
page-webinar-form-pedagogical_workshop = Pedagogical workshop
page-webinar-form-from_experience = From experience
page-webinar-form-round_table = Round table
page-webinar-form-open_lesson = Open lesson
page-webinar-live = On now
page-webinar-over = Over
page-webinar-cancelled = Cancelled
page-webinar-hosted-by = Hosted by
page-webinar-when = When
page-webinar-length = Length
page-webinar-session = Session
page-webinar-speakers = In this webinar
page-webinar-how-to-join = How to join
page-webinar-how-to-join-text = Register, and in the morning of the webinar's day we send an e-mail with your personal link. Who registers on that day gets it at once.
page-webinar-register = Register for this webinar
page-webinar-staff = Moderator's page
page-webinar-host = Host school
