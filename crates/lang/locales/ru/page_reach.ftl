# Страница «Кто не получит ссылку».

page-reach-title = Кто не получит ссылку
page-reach-text = Здесь видно, к кому не пришло письмо со ссылкой на вебинар и что с этим сделать.
page-reach-ways = О письмах
page-reach-no-webinar = В эти дни вебинаров нет.
page-reach-fine = Всё в порядке: ссылка доходит до всех.
page-reach-registered = Записались: { $number }
page-reach-reached = открыли ссылку: { $number }
page-reach-later = Письмо придёт позже: { $number }. Первые уйдут { $at }.
page-reach-no-stream-link = У вебинара нет ссылки на трансляцию, слушателям некуда войти.
page-reach-add-stream-link = Добавить ссылку
page-reach-people = Кому нужна помощь
page-reach-nobody = Таких слушателей больше нет.
page-reach-person = Слушатель
page-reach-problem = Что случилось
page-reach-mend = Что сделать
page-reach-page = Страница { $page } из { $pages }
page-reach-pages = Страницы списка
page-reach-before = Назад
page-reach-after = Дальше

page-reach-no-address = нет адреса
page-reach-no-address-text = Почта не указана. Впишите адрес или передайте ссылку другим способом.
page-reach-bounced = письма возвращаются
page-reach-bounced-text = Почтовый сервер вернул письмо. Уточните адрес.
page-reach-suppressed = адрес в списке исключений
page-reach-suppressed-text = На этот адрес письма не отправляются. Уточните другой адрес.
page-reach-failed = письмо не отправлено
page-reach-failed-text = Больше попыток не будет.
page-reach-not-written = письма ещё нет
page-reach-not-written-text = Время письма пришло, но его ещё нет. Если ждать некогда, отправьте его сейчас.
page-reach-waiting = в очереди
page-reach-waiting-text = Письмо готово и уходит.
page-reach-retried-text = Следующая попытка: { $at }.
page-reach-not-opened = ссылку не открывали
page-reach-not-opened-text = Письмо ушло { $at }, страницу входа ещё не открывали.

page-reach-again = Отправить ещё раз
page-reach-again-to = Отправить ещё раз: { $name }
page-reach-copy = Скопировать ссылку
page-reach-copy-of = Скопировать ссылку: { $name }
page-reach-mend-address = Исправить адрес
page-reach-mend-address-of = Исправить адрес: { $name }
page-reach-mend-and-send = Сохранить и отправить ссылку
page-reach-mend-only = Только сохранить
page-reach-back = К списку слушателей
page-reach-address = Электронная почта
page-reach-address-text = Письма, которые ещё не ушли, придут на новый адрес. Ссылки для входа, отправленные на старый адрес, перестанут работать.
page-reach-address-of-staff = Это адрес сотрудника клуба. Изменить его может только куратор сети.
page-reach-address-of-twin = С этим именем и адресом в клубе уже есть другой человек.
page-reach-has-bounced = Письма на этот адрес возвращаются. Если адрес всё же верный, сохраните его без изменений: попробуем снова.

page-reach-link-title = Личная ссылка слушателя
page-reach-link-label = Ссылка для входа
page-reach-link-text = Выделите ссылку, скопируйте и передайте только этому человеку: по ней отмечается его присутствие. То, что Вы её посмотрели, записано в журнал.

page-reach-done-sent = Письмо со ссылкой написано и сейчас уйдёт.
page-reach-done-mended = Адрес исправлен.
page-reach-done-mended-and-sent = Адрес исправлен, письмо со ссылкой сейчас уйдёт.
page-reach-refused-late = Вебинар уже начался или прошёл, письмо не успеет. Передайте ссылку другим способом.
page-reach-refused-on-its-way = Письмо этому слушателю уже в очереди.
page-reach-refused-soon = Письмо только что отправлено. Ещё одно можно отправить через пять минут.
page-reach-refused-no-address = У слушателя нет адреса. Сначала впишите его.
page-reach-refused-undeliverable = На этот адрес письма не доходят. Сначала исправьте его.

page-audit-stream_link-send_again = Ссылка отправлена слушателю ещё раз
page-audit-stream_link-show = Показана личная ссылка слушателя
page-audit-person-mend_address = Исправлен адрес слушателя
