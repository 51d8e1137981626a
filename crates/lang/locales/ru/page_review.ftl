# Рассмотрение заявок и решения.

page-review-list-title = Заявки на выступления
page-review-enter = Заявка за учителя
page-review-enter-text = Вы заполните заявку сами, а докладчик подтвердит её по ссылке из письма. Если указать срок, заполнит её он сам: ссылка будет действовать и после окончания приёма.
page-review-enter-email = Электронная почта учителя
page-review-enter-email-hint = Без неё письма с решением не будет
page-review-enter-late = Учитель заполнит сам, до какого времени
page-review-enter-late-hint = По времени сессии
page-review-enter-begin = Продолжить
page-review-criteria-title = Критерии оценки
page-review-criteria-text = Эксперты ставят по каждому критерию от 1 до 5. Чем больше вес, тем больше критерий значит для средней оценки. Чтобы убрать критерий, сотрите его название.
page-review-criterion = Критерий
page-review-weight = Вес
page-review-weight-wrong = Укажите вес от 1 до 10.
page-review-criteria-full = Критериев может быть не больше десяти.
page-review-pending =
    { $number ->
        [one] { $number } решение ещё не отправлено
        [few] { $number } решения ещё не отправлены
       *[many] { $number } решений ещё не отправлены
    }
page-review-to-decisions = Прочитать письма и отправить
page-review-unconfirmed =
    { $number ->
        [one] { $number } докладчик ещё не подтвердил выступление
        [few] { $number } докладчика ещё не подтвердили выступление
       *[many] { $number } докладчиков ещё не подтвердили выступление
    }
page-review-remind = Напомнить им
page-review-drafts =
    { $number ->
        [one] Ещё { $number } заявка начата и не отправлена.
        [few] Ещё { $number } заявки начаты и не отправлены.
       *[many] Ещё { $number } заявок начаты и не отправлены.
    }
page-review-filter = Какие заявки показать
page-review-all = все
page-review-nothing = Заявок пока нет.
page-review-state = Состояние
page-review-state-draft = не отправлена
page-review-state-submitted = на рассмотрении
page-review-state-needs_fix = на доработке
page-review-state-accepted = принята
page-review-state-confirmed = подтверждена
page-review-state-scheduled = в программе
page-review-state-presented = состоялось
page-review-state-declined = отклонена
page-review-state-withdrawn = отозвана
page-review-mean = Средняя оценка
page-review-reviews =
    { $number ->
        [one] { $number } отзыв
        [few] { $number } отзыва
       *[many] { $number } отзывов
    }
page-review-mine = Ваш есть
page-review-decided = Решено:
page-review-decision = Решение
page-review-decision-none = ещё не решено
page-review-decision-accept = принять
page-review-decision-decline = отклонить
page-review-decision-needs_fix = доработать
page-review-not-confirmed = не подтверждено
page-review-own-short = Ваше выступление
page-review-own = Это Ваше выступление: отзывы о нём Вы не читаете и не пишете.
page-review-other-state = Заявка уже в другом состоянии. Откройте её ещё раз.
page-review-told = Что написали докладчику
page-review-reviews-title = Отзывы экспертов
page-review-no-reviews = Отзывов пока нет.
page-review-mine-title = Ваш отзыв
page-review-score = Оценка
page-review-score-needed = Поставьте оценку от 1 до 5.
page-review-advice = Ваш совет
page-review-advice-accept = принять
page-review-advice-needs_fix = доработать
page-review-advice-decline = отклонить
page-review-advice-needed = Выберите, что Вы советуете.
page-review-comment = Комментарий
page-review-comment-hint = Его видят только эксперты и организаторы
page-review-keep = Сохранить
page-review-decide-title = Решение
page-review-note = Письмо докладчику дополнить словами
page-review-note-hint = Если нужна доработка, напишите, что изменить
page-review-changes-needed = Напишите, что нужно изменить.
page-review-decide = Сохранить решение
page-review-late-title = Продлить срок
page-review-late = Принять эту заявку до
page-review-late-now = Сейчас: до { $until }
page-review-late-give = Продлить
page-review-done-reviewed = Отзыв сохранён.
page-review-done-decided = Решение сохранено. Докладчик узнает о нём, когда Вы отправите решения.
page-review-done-criteria = Критерии сохранены.
page-review-done-released = Решения отправлены.
page-review-done-reminded = Напоминания отправлены.
page-review-done-late = Ссылка на заявку отправлена.
page-review-decisions-title = Решения к отправке
page-review-decisions-text = Так их прочитают докладчики. Пока письма не отправлены, о решениях никто не знает.
page-review-nothing-pending = Все решения отправлены.
page-review-no-address = У докладчика нет адреса: сообщите ему решение сами.
page-review-release = Отправить все решения
page-review-decisions-changed = Решения за это время изменились. Прочитайте их ещё раз.
