# Письма одного человека.

email-history-title = Письма
email-history-own = Мои письма
email-history-own-lead = Всё, что клуб Вам отправлял. Ссылки в этих письмах личные.
email-history-lead = Все письма этому человеку и что с ними стало. Личные ссылки видит только он сам. Кто открывал текст, записано в журнале.
email-history-read = Показать текст
email-history-bounced = не дошло
