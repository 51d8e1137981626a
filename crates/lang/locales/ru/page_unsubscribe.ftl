# Страница отказа от приглашений.

page-unsubscribe-title = Приглашения на сессии
page-unsubscribe-lead = Мы присылаем Вам приглашения на новые сессии Web-клуба. Если они больше не нужны, нажмите кнопку.
page-unsubscribe-stays = Письма о вебинарах, на которые Вы записались, и о Ваших документах приходят в любом случае.
page-unsubscribe-end = Больше не приглашать
page-unsubscribe-ended = Приглашения больше не придут.
page-unsubscribe-by-mistake = Нажали случайно?
page-unsubscribe-undo = Приглашать снова
page-unsubscribe-undone = Спасибо! Мы снова будем Вас приглашать.
