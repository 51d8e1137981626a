# Письма рассылок.

mailing-email-programme = Программа сессии
mailing-email-why = Вы получили это письмо, потому что участвуете: { $session }.
