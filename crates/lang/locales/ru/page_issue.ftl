# Выдача документов: проверка получателей, исправление имён, отложенные документы.

page-documents-check = Проверить и выдать
page-issue-title = Проверка и выдача
page-issue-scope = За что выдать
page-issue-whole-session = Вся сессия
page-issue-now = Выдать { $ready }
page-issue-only = Только { $kind }: { $number }
page-issue-blocked =
    { $number ->
        [one] Не получается напечатать документов: { $number }. Причина показана ниже. Остальным он выдаче не мешает.
       *[other] Не получается напечатать документов: { $number }. Причины показаны ниже. Остальным они выдаче не мешают.
    }
page-issue-schools-elsewhere = Школы вне справочника клуба указали: { $number } чел. Их название печатается так, как его написали.
page-issue-people-text = Замечания выдаче не мешают, кроме отмеченных «не будет выдан». Всё можно исправить сейчас: после выдачи документ меняют только на новый, с другим номером.
page-issue-mend = Что сделать
page-issue-spell = Записать: { $name }
page-issue-open = Исправить: { $name }
page-issue-open-short = Исправить
page-issue-more = Ещё с замечаниями: { $number } чел. Выберите замечание выше, чтобы увидеть всех, к кому оно относится.
page-issue-held-title = Отложены
page-issue-reason = Причина
page-issue-release = Выдавать
page-issue-mended = Сохранено. В документах будет новое написание.
page-issue-held = Документ отложен: он не будет выдан, пока Вы не нажмёте «Выдавать».
page-issue-released = Документ снова в списке на выдачу.
page-issue-pattern = Номера составить нельзя: в образце номера сессии ошибка. Исправьте образец, ни один номер не потрачен.
page-issue-layout = Макет документа этой сессии нельзя использовать. Откройте макет и исправьте его, ни один номер не потрачен.

page-issue-concern-missing-glyph = нет буквы в шрифте
page-issue-concern-overflow = не помещается
page-issue-concern-missing-field = не хватает данных
page-issue-concern-unusable = не печатается
page-issue-concern-shrunk = мелкий текст
page-issue-concern-no-patronymic = нет отчества
page-issue-concern-no-gender = пол не ясен
page-issue-concern-one-case = имя одними заглавными или строчными
page-issue-concern-namesakes = тёзки в вебинаре
page-issue-concern-two-addresses = два адреса у одного имени
page-issue-concern-only-initials = только инициалы
page-issue-concern-by-hand = имя склоняется вручную
page-issue-concern-no-school = нет школы
page-issue-concern-no-position = нет должности
page-issue-concern-unknown-position = должность не склоняется

page-recipient-back = Назад к проверке
page-recipient-spelling = Имя записано необычно: одними заглавными, одними строчными буквами или с лишними знаками.
page-recipient-printed = Как имя стоит в документах
page-recipient-will-be-printed = Так будет, если сохранить
page-recipient-nothing-earned = Невыданных документов нет. Исправления войдут в следующие документы и в документы взамен.
page-recipient-held = отложен
page-recipient-hold = Не выдавать
page-recipient-hold-reason = Почему (видят только организаторы)
page-recipient-mend = Исправить
page-recipient-mend-text = Выданные документы не изменятся: вместо них можно выдать новые.
page-recipient-name = Имя
page-recipient-forms = Как имя склоняется
page-recipient-forms-text = Оставьте поле пустым, если форма под ним верна.
page-recipient-nominative = Именительный: кто
page-recipient-genitive = Родительный: кого
page-recipient-dative = Дательный: кому
page-recipient-accusative = Винительный: кого
page-recipient-initials = Фамилия с инициалами
page-recipient-salutation = Обращение
page-recipient-computed = Сейчас по правилам: { $form }
page-recipient-not-computed = По правилам не получается: пол неизвестен или есть только инициалы.
page-recipient-position = В документах: { $dative }; { $accusative }
page-recipient-position-unknown = Мы не знаем, как склонять эту должность: в документе она стоит отдельной строкой, как написана.
page-recipient-no-letter = Здесь нет ни одной буквы.
page-recipient-other-name = Это не похоже на форму Вашего имени: слов должно быть столько же, и начинаться они должны с тех же букв. Если ошибка в самом имени, напишите организаторам.
page-recipient-twin = Человек с таким именем и таким адресом уже есть. Похоже, это один и тот же человек: отложите лишний документ.
page-recipient-not-to-be-held = Этот документ уже выдан или больше не положен, отложить его нельзя.
page-recipient-keep = Сохранить
page-recipient-show = Показать, как будет

page-own-name-title = Как склоняется моё имя
page-own-name-text = Так Ваше имя стоит в документах. Если форма неверна, впишите правильную: она войдёт во все следующие документы.
page-audit-person-mend = Исправлены данные получателя
page-audit-person-write_forms = Записано склонение имени
page-audit-document-hold = Документ отложен
page-audit-document-release = Документ снова можно выдать

page-issue-files = Файлы готовятся
page-issue-files-done = Готово { $done } из { $total }
page-issue-files-text = Страница обновляется сама. Её можно закрыть: файлы будут сделаны, письма уйдут, когда всё готово.
page-issue-unmade = Файл не готов
page-issue-unmade-text = Номера за этими документами сохранены. Попробуйте ещё раз, аннулируйте документ или выдайте другой взамен.
page-issue-retry = Попробовать ещё раз
page-issue-retried = Пробуем ещё раз. Результат появится здесь.
page-audit-document-retry = Файлы документов делаются ещё раз
