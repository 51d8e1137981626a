page-archive-title = Past sessions
page-archive-lead = The programmes of sessions that are over.
page-archive-none = No session is over yet.
