# The schedule for organizers: the grid, the form of a webinar, breaks.

page-schedule-title = Schedule
page-schedule-about = Drag a webinar with the mouse, or move it by the form below. People see what has changed when you publish a new version of the programme.
page-schedule-add = Add a webinar
page-schedule-to-releases = Compare and publish
page-schedule-conflicts =
    { $count ->
        [0] Nothing to look at
        [one] { $count } thing to look at
       *[other] { $count } things to look at
    }
page-schedule-no-conflicts = Speakers, links and times are in order.
page-schedule-time = Time
page-schedule-move = Move a webinar
page-schedule-move-about = It stays as long as it is. The time is that of the webinar’s clocks.
page-schedule-move-button = Move
page-schedule-moved = The webinar was moved in the working version of the programme.
page-schedule-saved = The webinar was saved in the working version of the programme.
page-schedule-removed = The webinar was removed.
page-schedule-which = Which webinar
page-schedule-day = Day
page-schedule-start = Start
page-schedule-end = End
page-schedule-track = Track
page-schedule-track-hint = A number from 1 to 20: webinars in different tracks may take place at the same time.
page-schedule-unplaced =
    { $count ->
        [0] All accepted talks are in the schedule
        [one] { $count } talk waits for a place
       *[other] { $count } talks wait for a place
    }
page-schedule-no-unplaced = There is no accepted talk without a place.
page-schedule-unconfirmed = not confirmed
page-schedule-break-add = Add a break
page-schedule-break-button = Add the break
page-schedule-break-remove = Remove the break
page-schedule-break-name = Name
page-schedule-break-day = Day
page-schedule-break-start = Start
page-schedule-break-end = End
page-schedule-new = A new webinar
page-schedule-change = Webinar { $code }
page-schedule-name = Title
page-schedule-form = Form
page-schedule-host = Host school
page-schedule-zone = Time zone
page-schedule-platform = Broadcast platform
page-schedule-platform-hint = For example: Sferum, VK Video, Yandex Telemost.
page-schedule-stream_url = Stream link
page-schedule-stream_url-hint = Only those who registered see it, on the day of the webinar.
page-schedule-capacity = Number of places
page-schedule-capacity-hint = Leave it empty if there is no limit.
page-schedule-registration-ends = Hours before the start at which registration ends
page-schedule-registration-ends-hint = Leave it empty to take registrations to the end of the webinar.
page-schedule-language = Language
page-schedule-language-ru = Russian
page-schedule-language-en = English
page-schedule-language-de = German
page-schedule-language-fr = French
page-schedule-language-zh = Chinese
page-schedule-language-tt = Tatar
page-schedule-language-ba = Bashkir
page-schedule-moderators = Moderators
page-schedule-no-moderators = There is nobody to choose yet: staff of the session’s schools can moderate. Add them on the school’s page.
page-schedule-talks = Talks
page-schedule-talks-hint = Give a number to the talks of this webinar, in their order; leave it empty for the others.
page-schedule-save = Save
page-schedule-back = To the schedule
page-schedule-remove = Take the webinar out
page-schedule-remove-about = Nobody is registered, so the webinar can be removed. Its talks will wait for another place.
page-schedule-remove-button = Remove the webinar
page-schedule-cancel-about = People are registered: the webinar cannot be removed, but it can be cancelled. Everybody gets an e-mail.
page-schedule-urgent = Move or cancel at once
page-schedule-told = People know of { $time }. They learn of the new time when you publish the programme.
page-schedule-told-badge = people know: { $time }
page-schedule-changed = Somebody changed this webinar while you were editing. What you typed is in the form below. Look at what is stored now, and save again if yours is right.
page-schedule-changed-now = Stored now: “{ $title }”, { $time }, track { $track }.
page-schedule-changed-move = Somebody changed this webinar while you were looking at the schedule. Below is what is stored now. If you still want to move it, please do so again.
page-schedule-wrong-past = This time is past. Please give a time in the future.
page-schedule-wrong-length = The end must be after the start, by 12 hours at most.
page-schedule-wrong-registration-ends = Give a whole number of hours from 0 to 672, or leave it empty.
page-schedule-wrong-track = Please give a track from 1 to 20.
page-schedule-wrong-host = This school takes no part in the session.
page-schedule-wrong-moderator = This person cannot be a moderator.
page-schedule-wrong-talk = A talk is in another webinar already, or is no longer accepted. Please check the list.
page-schedule-wrong-place = The order is a whole number from 1 to 20.
page-schedule-wrong-choice = Please choose from the list.
page-schedule-over = The webinar is over or cancelled.
page-schedule-registered = Somebody has registered for the webinar: it can only be cancelled now.
page-schedule-used = Documents or a queue rest on the webinar: it can only be cancelled.
page-conflict-person-twice = { $title }: { $who } is in “{ $other }” at the same time
page-conflict-stream-twice = { $title }: the same stream link as “{ $other }”
page-conflict-track-twice = { $title }: the same track and time as “{ $other }”
page-conflict-unconfirmed = { $title }: not confirmed by { $who }
page-conflict-no-link = { $title }: there is no stream link
page-conflict-outside-wish = { $title }: not at the time that the speaker asked for
page-conflict-outside-session = { $title }: outside the days of the session
page-conflict-listeners-twice =
    { $count ->
        [one] { $title }: { $count } listener is registered for “{ $other }” at the same time
       *[other] { $title }: { $count } listeners are registered for “{ $other }” at the same time
    }
page-conflict-short-person-twice = one person twice
page-conflict-short-stream-twice = same link
page-conflict-short-track-twice = track taken
page-conflict-short-unconfirmed = not confirmed
page-conflict-short-no-link = no link
page-conflict-short-outside-wish = not the wished time
page-conflict-short-outside-session = outside the session
page-conflict-short-listeners-twice = listeners twice
