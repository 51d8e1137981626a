# Адреса, на которые письма не отправляются.

page-suppression-title = Адреса без писем
page-suppression-lead = На эти адреса ничего не отправляется: такого ящика нет, читатель пожаловался или Вы добавили адрес сами. Приходят только ссылки для входа, которые человек запросил сам.
page-suppression-search = Найти адрес
page-suppression-find = Найти
page-suppression-list = Список
page-suppression-none = Список пуст: все адреса принимают почту.
page-suppression-none-found = Такого адреса в списке нет.
page-suppression-address = Адрес
page-suppression-reason = Причина
page-suppression-reason-bounced = Такого ящика нет
page-suppression-reason-complained = Письмо назвали спамом
page-suppression-reason-by_hand = Добавлен вручную
page-suppression-since = С какого времени
page-suppression-deed = Действие
page-suppression-lift = Убрать из списка
page-suppression-lifted = Адрес убран из списка: письма снова туда отправляются.
page-suppression-cut = Показаны последние адреса. Остальные найдёт поиск.
page-suppression-add-title = Добавить адрес
page-suppression-add = Добавить
page-suppression-added = Адрес добавлен: письма туда больше не отправляются.
page-suppression-note = Примечание
page-suppression-no-address = Укажите один адрес электронной почты, например anna@school44.ru.
page-suppression-is-there = Этот адрес уже в списке.
