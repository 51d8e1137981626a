# Расписание для организаторов: сетка, форма вебинара, перерывы.

page-schedule-title = Расписание
page-schedule-about = Вебинар можно перетащить мышью или перенести с помощью формы ниже. Участники увидят перемены, когда Вы опубликуете новую версию программы.
page-schedule-add = Добавить вебинар
page-schedule-to-releases = Сравнить и опубликовать
page-schedule-conflicts =
    { $count ->
        [0] Замечаний нет
        [one] { $count } замечание
        [few] { $count } замечания
       *[many] { $count } замечаний
    }
page-schedule-no-conflicts = Докладчики, ссылки и время в порядке.
page-schedule-time = Время
page-schedule-move = Перенести вебинар
page-schedule-move-about = Продолжительность не изменится. Время — по часам вебинара.
page-schedule-move-button = Перенести
page-schedule-moved = Вебинар перенесён в рабочей версии программы.
page-schedule-saved = Вебинар сохранён в рабочей версии программы.
page-schedule-removed = Вебинар удалён.
page-schedule-which = Какой вебинар
page-schedule-day = День
page-schedule-start = Начало
page-schedule-end = Конец
page-schedule-track = Площадка
page-schedule-track-hint = Номер от 1 до 20: вебинары разных площадок могут идти одновременно.
page-schedule-unplaced =
    { $count ->
        [0] Все принятые выступления в расписании
        [one] Ждёт места { $count } выступление
        [few] Ждут места { $count } выступления
       *[many] Ждут места { $count } выступлений
    }
page-schedule-no-unplaced = Принятых выступлений без места нет.
page-schedule-unconfirmed = не подтверждено
page-schedule-break-add = Добавить перерыв
page-schedule-break-button = Добавить перерыв
page-schedule-break-remove = Убрать перерыв
page-schedule-break-name = Название
page-schedule-break-day = День
page-schedule-break-start = Начало
page-schedule-break-end = Конец
page-schedule-new = Новый вебинар
page-schedule-change = Вебинар { $code }
page-schedule-name = Название
page-schedule-form = Форма
page-schedule-host = Школа-организатор
page-schedule-zone = Часовой пояс
page-schedule-platform = Площадка трансляции
page-schedule-platform-hint = Например: Сферум, VK Видео, Яндекс Телемост.
page-schedule-stream_url = Ссылка на трансляцию
page-schedule-stream_url-hint = Её увидят только записавшиеся, в день вебинара.
page-schedule-capacity = Сколько мест
page-schedule-capacity-hint = Оставьте пустым, если мест сколько угодно.
page-schedule-registration-ends = За сколько часов до начала закрыть запись
page-schedule-registration-ends-hint = Оставьте пустым, если записаться можно до конца вебинара.
page-schedule-language = Язык
page-schedule-language-ru = русский
page-schedule-language-en = английский
page-schedule-language-de = немецкий
page-schedule-language-fr = французский
page-schedule-language-zh = китайский
page-schedule-language-tt = татарский
page-schedule-language-ba = башкирский
page-schedule-moderators = Ведущие
page-schedule-no-moderators = Выбрать пока некого: ведущими могут быть сотрудники школ сессии. Добавьте их на странице школы.
page-schedule-talks = Выступления
page-schedule-talks-hint = Укажите порядковый номер у тех выступлений, которые входят в вебинар; у остальных оставьте пустым.
page-schedule-save = Сохранить
page-schedule-back = К расписанию
page-schedule-remove = Убрать вебинар
page-schedule-remove-about = На вебинар никто не записан, поэтому его можно удалить. Выступления вернутся в список ожидающих места.
page-schedule-remove-button = Удалить вебинар
page-schedule-cancel-about = На вебинар есть записавшиеся: удалить его нельзя, но можно отменить. Все получат письмо.
page-schedule-urgent = Срочно перенести или отменить
page-schedule-told = Участникам известно время { $time }. О новом времени они узнают, когда Вы опубликуете программу.
page-schedule-told-badge = участники знают: { $time }
page-schedule-changed = Пока Вы правили, кто-то изменил этот вебинар. Ваши данные сохранены в форме ниже. Посмотрите, что записано сейчас, и сохраните ещё раз, если Ваш вариант вернее.
page-schedule-changed-now = Сейчас записано: «{ $title }», { $time }, площадка { $track }.
page-schedule-changed-move = Пока Вы смотрели на расписание, кто-то изменил этот вебинар. Ниже — как записано сейчас. Если Ваш перенос всё ещё нужен, повторите его.
page-schedule-wrong-past = Это время уже прошло. Укажите время в будущем.
page-schedule-wrong-length = Конец должен быть позже начала, и не больше чем на 12 часов.
page-schedule-wrong-registration-ends = Укажите целое число часов от 0 до 672 или оставьте поле пустым.
page-schedule-wrong-track = Укажите номер площадки от 1 до 20.
page-schedule-wrong-host = Эта школа не участвует в сессии.
page-schedule-wrong-moderator = Этого человека нельзя назначить ведущим.
page-schedule-wrong-talk = Выступление уже в другом вебинаре или больше не принято. Проверьте список.
page-schedule-wrong-place = Порядковый номер — целое число от 1 до 20.
page-schedule-wrong-choice = Выберите из списка.
page-schedule-over = Вебинар уже прошёл или отменён.
page-schedule-registered = На вебинар кто-то записался: теперь его можно только отменить.
page-schedule-used = С вебинаром связаны документы или очередь: его можно только отменить.
page-conflict-person-twice = { $title }: { $who } одновременно и в вебинаре «{ $other }»
page-conflict-stream-twice = { $title }: та же ссылка на трансляцию, что и у вебинара «{ $other }»
page-conflict-track-twice = { $title }: та же площадка и то же время, что и у вебинара «{ $other }»
page-conflict-unconfirmed = { $title }: участие не подтвердили: { $who }
page-conflict-no-link = { $title }: нет ссылки на трансляцию
page-conflict-outside-wish = { $title }: не в то время, о котором просил докладчик
page-conflict-outside-session = { $title }: вне дней сессии
page-conflict-listeners-twice =
    { $count ->
        [one] { $title }: { $count } слушатель записан и на вебинар «{ $other }» в то же время
        [few] { $title }: { $count } слушателя записаны и на вебинар «{ $other }» в то же время
       *[many] { $title }: { $count } слушателей записаны и на вебинар «{ $other }» в то же время
    }
page-conflict-short-person-twice = один человек дважды
page-conflict-short-stream-twice = та же ссылка
page-conflict-short-track-twice = площадка занята
page-conflict-short-unconfirmed = не подтверждено
page-conflict-short-no-link = нет ссылки
page-conflict-short-outside-wish = не то время
page-conflict-short-outside-session = вне сессии
page-conflict-short-listeners-twice = слушатели дважды
