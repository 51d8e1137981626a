page-archive-title = Архив сессий
page-archive-lead = Программы прошедших сессий.
page-archive-none = Прошедших сессий пока нет.
