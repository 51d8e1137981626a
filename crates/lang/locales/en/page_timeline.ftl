# The timeline of e-mails.

page-timeline-title = Timeline of e-mails
page-timeline-switches = What is sent by itself
page-timeline-switches-text = You can switch off what you do not need. What is written already still goes out.
page-timeline-kind = E-mail
page-timeline-state = State
page-timeline-time = Time
page-timeline-recipients = Recipients as of now
page-timeline-later = known later
page-timeline-none = Nothing is sent by the clock yet: the session has no webinars.
page-timeline-zone = for listeners: { $zone }
page-timeline-day = day { $day }
page-timeline-is-on = on
page-timeline-is-off = off
page-timeline-switch-on = Switch on
page-timeline-switch-off = Switch off
page-timeline-preview = Look at it
page-timeline-preview-text = this is how a reader sees it; name and webinars are invented
page-timeline-back = To the timeline
page-timeline-waiting = as planned
page-timeline-late = about to leave
page-timeline-written = in the queue
page-timeline-parked = could not be prepared
page-timeline-off = off
page-timeline-held = waits for the stream link
page-timeline-missed = was not sent

page-audit-email_switch-switch = E-mails by the clock were switched on or off
