# Письмо о переменах в программе. $count — сколько вебинаров.

release-email-headline =
    { $count ->
        [one] Программа уточнена: Ваш вебинар
       *[many] Программа уточнена: Ваши вебинары
    }
release-email-lead =
    { $count ->
        [one] Организаторы опубликовали обновлённую программу. Вот что изменилось в Вашем вебинаре.
       *[many] Организаторы опубликовали обновлённую программу. Вот что изменилось в Ваших вебинарах.
    }
release-email-added = Вебинар в программе: на нём Вы выступаете.
release-email-renamed = Новое название; прежнее — «{ $from }».
release-email-speakers-added =
    { $count ->
        [one] Новый докладчик: { $names }.
       *[many] Новые докладчики: { $names }.
    }
release-email-speakers-gone =
    { $count ->
        [one] Больше не участвует: { $names }.
       *[many] Больше не участвуют: { $names }.
    }
release-email-topics = Уточнены темы выступлений.
release-email-details = Уточнены подробности.
release-email-page = Вся программа
release-email-why = Вы получили это письмо, потому что выступаете на вебинарах или записаны на них: { $session }.
