# E-mails: kinds and states.

page-email-kind-login_link = log-in link
page-email-kind-registration_confirmed = registration confirmed
page-email-kind-stream_link = link on the day of the webinar
page-email-kind-documents_ready = documents are ready
page-email-kind-correction_answered = answer about a correction
page-email-kind-reminder = reminder before the start
page-email-kind-new_stream_link = new link
page-email-kind-webinar_moved = webinar moved
page-email-kind-programme_changed = programme changed
page-email-kind-webinar_cancelled = webinar cancelled
page-email-kind-place_offered = a place is free
page-email-kind-application_link = link to an application
page-email-kind-application_received = application received
page-email-kind-co_speaker_invited = co-speaker invited
page-email-kind-talk_decided = decision about a talk
page-email-kind-talk_unconfirmed = talk not confirmed
page-email-kind-talk_deadline = deadline for talks
page-email-kind-materials_missing = materials are missing
page-email-kind-thanks = thanks after the session
page-email-kind-topic_covered = topic is in the programme
page-email-kind-invitation = invitation to a session
page-email-kind-announcement = announcement
page-email-kind-organizer_alert = notice to organizers
page-email-kind-team_invitation = invitation to a team

page-email-state-due = waits for its time
page-email-state-leased = is being sent
page-email-state-sent = sent
page-email-state-failed = not delivered
page-email-state-draft = draft
page-email-state-discarded = discarded
