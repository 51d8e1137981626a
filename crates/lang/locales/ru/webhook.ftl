# Адреса, по которым клуб сам сообщает другим программам о том, что произошло.

webhook-title = Сообщения программам
webhook-lead = Клуб сам сообщает сайту школы или другой программе, что произошло: например, что кто-то записался. В сообщении нет имён и адресов: подробности программа узнаёт по своему ключу.
webhook-list = Кому сообщаем
webhook-none = Пока никому.
webhook-new = Новый адрес
webhook-url = Адрес программы
webhook-url-hint = Начинается с https:// и доступен из интернета. Его назовёт разработчик программы.
webhook-events = О чём сообщать
webhook-state = Состояние
webhook-add = Добавить адрес
webhook-added = Адрес добавлен
webhook-added-text = Этим секретом подписано каждое сообщение: по подписи программа узнаёт, что пишет именно клуб. Скопируйте секрет сейчас и передайте разработчику: больше мы его не покажем.
webhook-removed = Адрес удалён. Программе больше ничего не сообщается.
webhook-is-on = сообщаем
webhook-is-off = не сообщаем
webhook-fails = последние сообщения не дошли
webhook-was-switched-off = выключено: программа перестала отвечать
webhook-event-registration_made = Кто-то записался на вебинар
webhook-event-registration_cancelled = Кто-то отказался от участия
webhook-event-talk_submitted = Пришла заявка спикера
webhook-event-release_published = Опубликована новая версия расписания
webhook-event-documents_issued = Выданы документы
webhook-event-trial = Проверка
webhook-try = Проверить сейчас
webhook-tried = Проверочное сообщение отправляется. Обновите страницу через минуту: ниже будет видно, что ответила программа.
webhook-switch-on = Снова сообщать
webhook-switch-off = Не сообщать
webhook-switched = Готово.
webhook-log = Последние сообщения
webhook-log-text = Время московское. Если программа не отвечает, мы пробуем ещё раз: сначала через полминуты, затем всё реже, в течение суток.
webhook-log-empty = Сообщений ещё не было. Нажмите «Проверить сейчас».
webhook-log-what = О чём
webhook-log-when = Когда
webhook-log-outcome = Что вышло
webhook-log-body = Текст сообщения
webhook-telling-due = ждёт отправки
webhook-telling-delivered = дошло
webhook-telling-failed = не дошло
webhook-telling-again = пробуем ещё раз
webhook-unanswered-no_such_host = такого адреса нет
webhook-unanswered-inside = это адрес внутри сети сервера
webhook-unanswered-no_connection = не удалось соединиться
webhook-unanswered-silence = программа не ответила вовремя
webhook-unanswered-secret = секрет не читается ключом сервера; удалите адрес и добавьте снова
webhook-unanswered-switched_off = адрес выключили
webhook-answered = программа ответила { $status }
webhook-tries = { $tries ->
    [0] ещё не отправляли
    [one] { $tries } попытка
    [few] { $tries } попытки
   *[other] { $tries } попыток
}
webhook-remove-title = Удалить адрес
webhook-remove-text = Вместе с ним удалится список сообщений. Добавить адрес снова можно в любой момент, но секрет будет другим.
webhook-remove = Удалить
webhook-problem-url = Адрес должен начинаться с https:// и не содержать имени пользователя и пароля.
webhook-problem-inside = Это адрес внутри сети сервера. Нужен адрес, доступный из интернета.
webhook-problem-events = Отметьте, о чём сообщать.
webhook-problem-same-url = Этот адрес уже добавлен. Секрет мы показываем один раз: если его не успели скопировать, удалите адрес и добавьте снова.
webhook-problem-too-many = Адресов уже слишком много. Удалите те, что больше не нужны.
webhook-problem-seal = Сервер ещё не умеет хранить секреты: в его настройках нет ключа. Напишите тому, кто обслуживает сервер. Остальное сохранено в форме.
