# Рамка каждой страницы, время и ошибки.

page-layout-club = Web-клуб
page-layout-skip = К содержанию
page-layout-ways = Разделы
page-layout-programme = Программа
page-layout-verify = Проверить документ
page-layout-me = Моя страница
page-layout-organize = Организатору
page-layout-network = Сеть
page-layout-mailbox = Почта
page-layout-log-in = Войти
page-layout-log-out = Выйти
page-layout-this-language = Русский
page-layout-zone-note = Время указано по часовому поясу вебинара, рядом — московское.
page-layout-own-server = Данные хранятся на сервере клуба. Страницы ничего не загружают с других сайтов.
page-layout-clock = Показательный запуск: данные вымышлены. Часы клуба: { $now } по Москве.
page-layout-clock-fast = Показательный запуск: данные вымышлены. Часы клуба: { $now } по Москве, идут в { $speed } раз быстрее обычных.

page-time-in-moscow = { $time } по Москве
page-time-your-own = { "{time}" } у Вас

page-error-to-programme = К программе
page-error-request-id = Номер обращения:
page-error-send-again = Отправить ещё раз

page-error-not-found-title = Такой страницы нет
page-error-not-found-text = Возможно, адрес набран с ошибкой или страница больше не открыта.
page-error-not-found-advice = Если Вы перешли по ссылке из письма, откройте её ещё раз целиком: почтовые программы иногда обрывают длинные ссылки.
page-error-forbidden-title = Здесь нужны другие права
page-error-forbidden-text = Эта страница есть, но действие доступно другим участникам команды.
page-error-forbidden-advice = Если доступ Вам нужен, обратитесь к организатору сессии.
page-error-stale-form-title = Страница устарела, но ничего не потеряно
page-error-stale-form-text = Страница была открыта слишком давно или Вы успели войти заново. Всё, что Вы ввели, сохранено: нажмите кнопку ещё раз.
page-error-foreign-form-title = Форма не принята
page-error-foreign-form-text = Эта форма отправлена не с нашей страницы, поэтому ничего не изменилось.
page-error-foreign-form-advice = Откройте нужную страницу клуба и заполните форму на ней. Если браузер не сохраняет файлы cookie, разрешите их для этого сайта.
page-error-bad-request-title = Запрос не удалось прочитать
page-error-bad-request-text = Данные пришли в неожиданном виде, поэтому ничего не изменилось.
page-error-bad-request-advice = Вернитесь на предыдущую страницу и попробуйте ещё раз.
page-error-conflict-title = Это уже сделано или изменено
page-error-conflict-advice = Вернитесь на предыдущую страницу и обновите её: там показано, как всё обстоит сейчас.
page-error-too-large-title = Слишком большая форма
page-error-too-large-text = Отправлено больше текста, чем помещается в эту форму.
page-error-too-large-advice = Вернитесь назад и сократите текст.
page-error-too-many-title = Слишком много попыток
page-error-too-many-text = С Вашего адреса пришло слишком много запросов подряд.
page-error-too-many-advice =
    { $seconds ->
        [one] Попробуйте ещё раз через { $seconds } секунду. Ничего не потеряно.
        [few] Попробуйте ещё раз через { $seconds } секунды. Ничего не потеряно.
       *[many] Попробуйте ещё раз через { $seconds } секунд. Ничего не потеряно.
    }
page-error-misdirected-title = Другой адрес
page-error-misdirected-text = У клуба другой адрес в интернете.
page-error-misdirected-advice = Откройте клуб по адресу из письма или с сайта школы.
page-error-broken-title = Что-то сломалось у нас
page-error-broken-text = Страница не открылась по нашей вине. Мы уже записали, что случилось.
page-error-broken-advice = Попробуйте ещё раз через минуту. Если не получится, сообщите организатору номер обращения.

page-form-optional = необязательно
page-form-empty = Заполните это поле.
page-form-too-long = Сократите текст: поле вмещает не больше { $most } знаков.
page-form-errors = Проверьте форму
page-form-errors-text = Всё введённое сохранено. Осталось исправить:

page-empty-position = Укажите должность.
page-empty-school = Укажите образовательную организацию.
page-empty-city = Укажите город или посёлок.
page-empty-region = Укажите регион.
page-empty-network = Укажите название клуба или сети.
page-empty-full_name = Укажите полное название организации.
page-empty-short_name = Укажите краткое название организации.
page-empty-number = Укажите номер документа или его код.
page-empty-family = Укажите фамилию.
page-empty-reason = Укажите причину.
page-empty-word = Введите кодовое слово.

page-error-busy-title = Сейчас очень много запросов
page-error-busy-text = Клуб не успел принять Ваш запрос, ничего не изменилось.
page-error-busy-advice = Подождите несколько секунд и отправьте форму ещё раз: всё введённое осталось в ней, вернитесь кнопкой «Назад».
page-error-full-title = Не удалось сохранить
page-error-full-text = На сервере клуба закончилось место. Ничего не потеряно, но и ничего не записано.
page-error-full-advice = Сообщите организатору и повторите позже: вернитесь кнопкой «Назад», всё введённое осталось в форме.
page-layout-demo = Показательный запуск
page-refresh = Обновить страницу

page-error-no-token-title = Нужен ключ
page-error-no-token-text = Нужен действующий ключ в заголовке Authorization: Bearer. Его выдают организаторы на странице школы.
page-error-no-token-advice = Проверьте, что ключ передан целиком, не отозван и не истёк.
page-error-no-version-title = Не указана версия
page-error-no-version-text = Пришлите в заголовке If-Match версию (ETag), которую программа видела. Ничего не изменилось.
page-error-no-version-advice = Запросите объект ещё раз и повторите.
page-error-old-version-title = Уже изменено
page-error-old-version-text = Пока программа работала, это изменил кто-то другой. Ничего не изменилось: запросите новую версию и повторите.
page-error-old-version-advice = Запросите новую версию и повторите.
page-error-not-in-scope-title = Ключ не для этого
page-error-not-in-scope-text = Этому ключу такое не разрешено. Ничего не изменилось.
page-error-not-in-scope-advice = Попросите организаторов выдать ключ с нужным разрешением.
page-error-unusable-title = Данные не подходят
page-error-unusable-text = Присланное не подходит, поэтому ничего не изменилось. Что исправить, сказано в errors.
page-error-unusable-advice = Исправьте и пришлите ещё раз.
page-error-key-of-another = Этот Idempotency-Key уже был у другого запроса. Для нового запроса нужен новый ключ.
page-error-key-worked-on = Запрос с этим Idempotency-Key ещё выполняется. Повторите его через минуту: дважды ничего не произойдёт.
page-error-registration-closed = Запись на вебинары сейчас закрыта.
page-error-webinar-over = Этот вебинар уже прошёл.
page-error-registration-ended = Запись на этот вебинар уже закончилась.
