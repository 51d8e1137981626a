# Программа в файлах: площадки, лента перемен, печать.

page-feed-track = Площадка { $track }
page-feed-changes = Перемены в программе: { $session }
page-feed-changes-about = Новые версии программы и чем они отличаются от прежних.
page-feed-release = Версия { $number }
page-feed-page = Страница { $number } из { $all }
page-feed-zone = Время: { $zone }. Рядом — время по Москве.
page-feed-version = Версия программы { $number } от { $date }
