# Расписание писем.

page-timeline-title = Расписание писем
page-timeline-switches = Что отправляется само
page-timeline-switches-text = Ненужные письма можно выключить. Те, что уже написаны, всё равно уйдут.
page-timeline-kind = Письмо
page-timeline-state = Состояние
page-timeline-time = Время
page-timeline-recipients = Получателей сейчас
page-timeline-later = будет известно позже
page-timeline-none = Пока по расписанию ничего не отправляется: в сессии нет вебинаров.
page-timeline-zone = для слушателей: { $zone }
page-timeline-day = день { $day }
page-timeline-is-on = включено
page-timeline-is-off = выключено
page-timeline-switch-on = Включить
page-timeline-switch-off = Выключить
page-timeline-preview = Посмотреть
page-timeline-preview-text = так письмо увидит читатель; имя и вебинары придуманы
page-timeline-back = К расписанию писем
page-timeline-waiting = по расписанию
page-timeline-late = вот-вот уйдёт
page-timeline-written = отправлено в очередь
page-timeline-parked = не получилось подготовить
page-timeline-off = выключено
page-timeline-held = ждёт ссылку на трансляцию
page-timeline-missed = не отправлялось

page-audit-email_switch-switch = Письма по расписанию включены или выключены
