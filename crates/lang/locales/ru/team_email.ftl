# Приглашение в команду.

team-email-headline-organizer = Приглашение: организатор, { $place }
team-email-headline-reviewer = Приглашение: эксперт, { $place }
team-email-headline-moderator = Приглашение: ведущий вебинара «{ $place }»
team-email-headline-curator = Приглашение: куратор сети «{ $place }»
team-email-lead-organizer = { $inviter } приглашает Вас в организаторы: { $place }. Организатор ведёт сессии и вебинары школы.
team-email-lead-reviewer = { $inviter } приглашает Вас в эксперты: { $place }. Эксперт читает заявки докладчиков и помогает их выбрать.
team-email-lead-moderator = { $inviter } приглашает Вас вести вебинар «{ $place }».
team-email-lead-curator = { $inviter } приглашает Вас стать куратором сети «{ $place }». Куратор помогает всем школам.
team-email-button = Открыть приглашение
team-email-why = Вы получили это письмо, потому что Вас пригласили по этому адресу.
