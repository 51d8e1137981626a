# Страница, где организатор переносит, отменяет или ограничивает вебинар.

page-change-title = Перенос, отмена, места
page-change-link = Перенести, отменить, ограничить число мест
page-change-back = К странице вебинара
page-change-move = Перенести
page-change-move-text = Время указывайте по часам вебинара ({ $zone }). Новое время сразу появится в программе и в календарях, а письма со ссылками и напоминания сами придут к новому сроку.
page-change-day = День
page-change-start = Начало
page-change-end = Конец
page-change-move-button = Перенести и написать всем
page-change-day-wrong = Укажите день, например 2027-04-14.
page-change-time-wrong = Укажите время, например 14:30.
page-change-end-wrong = Вебинар заканчивается позже, чем начинается, и в тот же день.
page-change-past = Это время уже прошло. Выберите день и час впереди.
page-change-unchanged = Вебинар и так назначен на это время. Измените день или час.
page-change-told =
    { $all ->
        [0] Писать никому не придётся.
        [one] Письмо получит { $all } человек (слушателей { $listeners }, докладчиков { $speakers }{ $queue }).
        [few] Письмо получат { $all } человека (слушателей { $listeners }, докладчиков { $speakers }{ $queue }).
       *[many] Письмо получат { $all } человек (слушателей { $listeners }, докладчиков { $speakers }{ $queue }).
    }
page-change-told-queue = , в очереди { $waiting }
page-change-places = Число мест
page-change-places-text = Сейчас записано: { $registered }, ждут места: { $waiting }. Когда места кончатся, следующие встанут в очередь, и освободившееся место сразу предложат первому. Тех, кто уже записан, ограничение не коснётся.
page-change-capacity = Мест
page-change-capacity-hint = Оставьте пустым, если мест хватит всем.
page-change-capacity-wrong = Укажите целое число от 1 до 100 000 или оставьте поле пустым.
page-change-places-button = Сохранить
page-change-cancel = Отменить вебинар
page-change-cancel-text = Вернуть отменённый вебинар нельзя. Причину прочтут все, кому придёт письмо; вебинар исчезнет из их календарей.
page-change-reason = Причина
page-change-reason-hint = Например: докладчик заболел. Новую дату сообщим дополнительно.
page-change-cancel-button = Отменить и написать всем
page-change-moved = Вебинар перенесён. Письма уже уходят.
page-change-cancelled = Вебинар отменён. Письма уже уходят.
page-change-limited = Число мест сохранено.
page-change-over = Этот вебинар завершился или отменён: менять больше нечего.
page-change-is-cancelled = Этот вебинар отменён.
