# Рассылки.

mailing-lead = Письмо многим сразу. Сначала это черновик: Вы видите, кому и что уйдёт, и только потом отправляете.
mailing-new = Новая рассылка
mailing-new-thanks = Поблагодарить участников
mailing-none = Рассылок пока нет.
mailing-new-lead = Напишите письмо и выберите, кому оно. Ничего не уйдёт, пока Вы не посмотрите на черновики и не нажмёте «Отправить».
mailing-audience = Кому
mailing-audience-listeners = всем слушателям сессии
mailing-audience-webinar = записавшимся на вебинар
mailing-audience-attended = тем, кто был
mailing-audience-absent = тем, кто записался и не пришёл
mailing-audience-speakers = докладчикам
mailing-audience-speakers_without_materials = докладчикам, от которых нет материалов
mailing-audience-picked = тем, кого я отмечу
mailing-audience-invited = участникам прошлых сессий нашей школы, которые согласились на приглашения
mailing-audience-invited_everywhere = всем в сети, кто согласился на приглашения
mailing-invitation-hint = Приглашение получат только те, кто согласился на такие письма и ещё не участвует в этой сессии. В каждом письме есть ссылка, которая отключает приглашения одним нажатием.
mailing-new-invitation = Пригласить на сессию
mailing-webinar = Вебинар
mailing-webinar-hint = Нужен, если письмо для участников одного вебинара.
mailing-any-webinar = любой
mailing-find = Найти по имени
mailing-find-now = Найти
mailing-people = Кому отправить
mailing-nobody-found = Никого не нашли.
mailing-no-address = нет адреса
mailing-english = То же по-английски
mailing-english-hint = Для тех, кто читает по-английски. Если оставить пустым, они получат русский текст.
mailing-create = Сделать черновики
mailing-count = Посчитать получателей
mailing-create-hint = После этого можно посмотреть письмо глазами каждого получателя.
mailing-to-whom = Выберите, кому письмо.
mailing-which-webinar = Выберите вебинар.
mailing-state-draft = черновик
mailing-state-sent = отправлена
mailing-state-discarded = отменена
mailing-for = Кому: { $audience }
mailing-ready = Черновики готовы. Посмотрите несколько из них, отправьте одно себе и, если всё хорошо, отправляйте.
mailing-try = Отправить мне пробное
mailing-writing = Пишем черновики…
mailing-written = Готово { $n } из { $all }.
mailing-again = Обновить
mailing-discard = Отменить рассылку
mailing-discard-text = Черновики никому не уйдут. Рассылка останется в списке как отменённая.
mailing-discard-now = Отменить рассылку
mailing-failed = Не доставлены
mailing-edited = Со своими словами
mailing-edited-text = Когда Вы меняете общий текст, эти письма остаются как есть.
mailing-to = Письма
mailing-earlier = Предыдущие
mailing-later = Следующие
mailing-words = Текст для всех
mailing-words-text = Новый текст получат все, кроме писем со своими словами.
mailing-reword = Изменить для всех
mailing-back = К рассылке
mailing-as-read = Так письмо увидит получатель
mailing-one-history = Все письма этому человеку
mailing-one-own = Изменить только для этого получателя
mailing-one-own-text = Остальные письма не изменятся.
mailing-one-save = Сохранить это письмо
mailing-one-remove = Не отправлять этому получателю
mailing-one-remove-text = Остальные письма уйдут, когда Вы отправите рассылку.
mailing-done-sent = Рассылка отправляется. Здесь видно, сколько писем ушло.
mailing-done-reworded = Текст изменён. Черновики переписываются.
mailing-done-edited = Это письмо изменено.
mailing-done-removed = Этому получателю письмо не уйдёт.
mailing-done-tried = Пробное письмо отправлено на Ваш адрес.
mailing-done-discarded = Рассылка отменена. Никому ничего не ушло.
mailing-problem-not-draft = Эта рассылка уже отправлена или отменена. Ещё раз ничего не отправлено.
mailing-problem-not-written = Черновики ещё пишутся. Подождите немного и попробуйте снова.
mailing-problem-changed = Пока страница была открыта, число писем изменилось. Посмотрите ещё раз и отправьте.
mailing-problem-nobody = Отправлять некому: у выбранных людей нет адресов или никто не подошёл.
mailing-problem-no-address = У Вас не указан адрес электронной почты, пробное письмо отправить некуда.
mailing-problem-reworded = Пока Вы писали, текст изменил кто-то ещё. Ваш вариант остался в форме: сохраните его ещё раз, если он нужен.

mailing-emails =
    { $n ->
        [one] { $n } письмо
        [few] { $n } письма
       *[many] { $n } писем
    }
mailing-people-of =
    { $n ->
        [one] Всего выбран { $n } человек.
        [few] Всего выбрано { $n } человека.
       *[many] Всего выбрано { $n } человек.
    }
mailing-send =
    { $n ->
        [one] Отправить { $n } письмо
        [few] Отправить { $n } письма
       *[many] Отправить { $n } писем
    }
mailing-drafts = черновиков: { $n }
mailing-progress = отправлено: { $sent }, ждут: { $waiting }, не доставлено: { $failed }
mailing-without-address = Без адреса: { $n }
mailing-suppressed = Письма не доходят: { $n }
mailing-shared = Один адрес { $address } у нескольких человек: { $names }. Каждый получит своё письмо.
