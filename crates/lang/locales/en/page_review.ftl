# Reviewing talks and deciding about them.

page-review-list-title = Applications to speak
page-review-enter = Application for a teacher
page-review-enter-text = You fill in the application, and the speaker confirms it by a link in an e-mail. With a time, the teacher fills it in: the link works after the deadline, too.
page-review-enter-email = The teacher's e-mail
page-review-enter-email-hint = Without it nobody is written to
page-review-enter-late = The teacher fills it in, until when
page-review-enter-late-hint = By the clocks of the session
page-review-enter-begin = Go on
page-review-criteria-title = Criteria
page-review-criteria-text = Reviewers give 1 to 5 for each criterion. The more a criterion weighs, the more it counts for the mean. To remove one, delete its name.
page-review-criterion = Criterion
page-review-weight = Weight
page-review-weight-wrong = Give a weight from 1 to 10.
page-review-criteria-full = There can be ten criteria at most.
page-review-pending =
    { $number ->
        [one] { $number } decision is not sent yet
       *[other] { $number } decisions are not sent yet
    }
page-review-to-decisions = Read the e-mails and send them
page-review-unconfirmed =
    { $number ->
        [one] { $number } speaker has not confirmed yet
       *[other] { $number } speakers have not confirmed yet
    }
page-review-remind = Remind them
page-review-drafts =
    { $number ->
        [one] { $number } more application is begun and not handed in.
       *[other] { $number } more applications are begun and not handed in.
    }
page-review-filter = Which applications to show
page-review-all = all
page-review-nothing = There are no applications yet.
page-review-state = State
page-review-state-draft = not handed in
page-review-state-submitted = under review
page-review-state-needs_fix = changes asked for
page-review-state-accepted = accepted
page-review-state-confirmed = confirmed
page-review-state-scheduled = in the programme
page-review-state-presented = presented
page-review-state-declined = declined
page-review-state-withdrawn = withdrawn
page-review-mean = Mean score
page-review-reviews =
    { $number ->
        [one] { $number } review
       *[other] { $number } reviews
    }
page-review-mine = one is yours
page-review-decided = Decided:
page-review-decision = Decision
page-review-decision-none = not decided yet
page-review-decision-accept = accept
page-review-decision-decline = decline
page-review-decision-needs_fix = ask for changes
page-review-not-confirmed = not confirmed
page-review-own-short = your own talk
page-review-own = This is your own talk: you neither read nor write reviews of it.
page-review-other-state = The application has gone on meanwhile. Please open it again.
page-review-told = What the speaker was told
page-review-reviews-title = Reviews
page-review-no-reviews = There are no reviews yet.
page-review-mine-title = Your review
page-review-score = Score
page-review-score-needed = Give a score from 1 to 5.
page-review-advice = Your advice
page-review-advice-accept = accept
page-review-advice-needs_fix = ask for changes
page-review-advice-decline = decline
page-review-advice-needed = Choose what you advise.
page-review-comment = Comment
page-review-comment-hint = Only reviewers and organizers see it
page-review-keep = Save
page-review-decide-title = Decision
page-review-note = Words to add to the e-mail
page-review-note-hint = If you ask for changes, say which
page-review-changes-needed = Write what has to be changed.
page-review-decide = Save the decision
page-review-late-title = Give more time
page-review-late = Take this application until
page-review-late-now = At present: until { $until }
page-review-late-give = Give time
page-review-done-reviewed = The review is saved.
page-review-done-decided = The decision is saved. The speaker learns of it when you send the decisions.
page-review-done-criteria = The criteria are saved.
page-review-done-released = The decisions are sent.
page-review-done-reminded = The reminders are sent.
page-review-done-late = The link to the application is sent.
page-review-decisions-title = Decisions to be sent
page-review-decisions-text = This is how speakers will read them. Until the e-mails are sent, nobody knows of the decisions.
page-review-nothing-pending = All decisions are sent.
page-review-no-address = The speaker has no address: please tell them yourself.
page-review-release = Send all decisions
page-review-decisions-changed = The decisions have changed meanwhile. Please read them again.
