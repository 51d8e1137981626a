topic-email-page = Open the webinar
topic-email-why = You get this e-mail because you proposed this topic or voted for it: { $session }.
