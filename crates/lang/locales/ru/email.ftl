# Общее для всех писем.

email-hello = Здравствуйте
email-footer = { $club }. На это письмо не нужно отвечать.
email-unsubscribe = Не получать приглашения
email-webinars =
    { $n ->
        [one] { $n } вебинар
        [few] { $n } вебинара
       *[many] { $n } вебинаров
    }
