# Invitation to a team.

team-email-headline-organizer = Invitation: organizer, { $place }
team-email-headline-reviewer = Invitation: reviewer, { $place }
team-email-headline-moderator = Invitation: moderator of the webinar “{ $place }”
team-email-headline-curator = Invitation: curator of the network “{ $place }”
team-email-lead-organizer = { $inviter } invites you to be an organizer of { $place }. Organizers run the sessions and webinars of the school.
team-email-lead-reviewer = { $inviter } invites you to be a reviewer of { $place }. Reviewers read what speakers propose and help to choose.
team-email-lead-moderator = { $inviter } invites you to moderate the webinar “{ $place }”.
team-email-lead-curator = { $inviter } invites you to be a curator of the network “{ $place }”. Curators help all schools.
team-email-button = Open the invitation
team-email-why = You got this e-mail because somebody invited you at this address.
