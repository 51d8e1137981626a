# Очередь писем.

page-email-queue-title = Очередь писем
page-email-queue-moving = Письма уходят.
page-email-queue-due = ждут отправки
page-email-queue-due-one = ждёт отправки
page-email-queue-in-flight = отправляются
page-email-queue-in-flight-one = отправляется
page-email-queue-retrying = будут повторены
page-email-queue-retrying-one = следующая попытка
page-email-queue-failed = не отправлены
page-email-queue-failed-one = не отправлено
page-email-queue-bounced = вернулись
page-email-queue-bounced-one = вернулось
page-email-queue-sent = отправлены
page-email-queue-sent-one = отправлено
page-email-queue-kinds = О чём:
page-email-queue-domains = Почта:
page-email-queue-search = Имя или адрес
page-email-queue-find = Найти
page-email-queue-all = Показать всю очередь
page-email-queue-none = Таких писем в очереди нет.
page-email-queue-again = Отправить сейчас
page-email-queue-again-to = Отправить сейчас: { $name }
page-email-queue-discard = Отменить письмо
page-email-queue-discard-now = Да, не отправлять
page-email-queue-discard-to = Не отправлять: { $name }
page-email-queue-pause = Приостановить отправку
page-email-queue-pause-text = Новые письма будут ждать. Если пауза продлится до начала вебинара, письма со ссылками на него уже не уйдут.
page-email-queue-pause-now = Да, приостановить
page-email-queue-resume = Возобновить отправку
page-email-queue-paused = Отправка писем приостановлена { $at }.
page-email-queue-network-paused = Куратор приостановил отправку всех писем { $at }.
page-email-queue-done-again = Письмо снова в очереди и сейчас уйдёт.
page-email-queue-done-discarded = Письмо не будет отправлено.
page-email-queue-moved = Письмо уже отправлено или отменено. Обновите страницу очереди.
page-email-queue-late = Время этого письма прошло: вебинар уже начался.

page-audit-outbox-try_again = Письмо поставлено в очередь ещё раз
page-audit-outbox-discard = Письмо отменено
page-audit-outbox-pause = Отправка писем приостановлена
page-audit-outbox-resume = Отправка писем возобновлена

page-email-queue-forecast =
    { $n ->
        [one] Не успеем: { $n } письмо
        [few] Не успеем: { $n } письма
       *[many] Не успеем: { $n } писем
    }
page-email-queue-forecast-domain = { $domain }: уходит не больше { $rate } в минуту, писем { $count }, из них опоздают { $late }
page-email-queue-forecast-text = Почтовая служба получателей принимает письма медленнее, чем нужно. Передайте ссылку другим путём тем, кто её не получит, или попросите куратора повысить ограничение.
