# Первая страница, программа сессии и страница вебинара.

page-home-title = Вебинары для молодых педагогов
page-home-about = Опытные учителя показывают, как работают, а молодые — учатся и находят наставника в любом городе. Участие бесплатное.
page-home-now = Ближайшая сессия
page-home-last = Прошедшая сессия
page-home-whole-schedule = Вся программа
page-home-next = Ближайшие вебинары
page-home-how = Как принять участие
page-home-step-register = Выберите вебинары и запишитесь: пароль и регистрация на сайте не нужны.
page-home-step-email = Утром в день вебинара мы пришлём письмо с Вашей личной ссылкой на трансляцию.
page-home-step-document = После вебинара Вы получите электронный сертификат с номером, который может проверить каждый.
page-home-others = Другие сессии
page-home-nothing-yet = Программа скоро появится здесь.
page-home-not-set-up = Клуб ещё не настроен. Откройте ссылку для настройки, которую программа показала при запуске.

page-session-register = Записаться
page-session-to-calendar = Добавить в календарь
page-session-calendar = Календарь сессии
page-session-zone = Часовой пояс сессии:
page-session-draft-note = Черновик: программу пока видят только организаторы.
page-session-no-webinars = В программе пока нет вебинаров.
page-session-formats = Программа в других форматах:
page-session-level-municipal = муниципальный уровень
page-session-level-regional = региональный уровень
page-session-level-interregional = межрегиональный уровень
page-session-level-national = всероссийский уровень

page-webinar-form-webinar = Вебинар
page-webinar-form-master_class = Мастер-класс
page-webinar-form-pedagogical_workshop = Педагогическая мастерская
page-webinar-form-from_experience = Из опыта работы
page-webinar-form-round_table = Круглый стол
page-webinar-form-open_lesson = Открытый урок
page-webinar-live = Идёт сейчас
page-webinar-over = Завершён
page-webinar-cancelled = Отменён
page-webinar-hosted-by = Организатор:
page-webinar-when = Когда
page-webinar-length = Продолжительность
page-webinar-session = Сессия
page-webinar-speakers = Программа вебинара
page-webinar-how-to-join = Как попасть на вебинар
page-webinar-how-to-join-text = Запишитесь, и утром в день вебинара мы пришлём письмо с личной ссылкой. Записавшимся в тот же день письмо приходит сразу.
page-webinar-register = Записаться на вебинар
page-webinar-staff = Страница ведущего
page-webinar-host = Школа-организатор
