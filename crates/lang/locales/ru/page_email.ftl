# Письма: виды и состояния.

page-email-kind-login_link = ссылка для входа
page-email-kind-registration_confirmed = подтверждение записи
page-email-kind-stream_link = ссылка в день вебинара
page-email-kind-documents_ready = документы готовы
page-email-kind-correction_answered = ответ на просьбу об исправлении
page-email-kind-reminder = напоминание перед началом
page-email-kind-new_stream_link = новая ссылка
page-email-kind-webinar_moved = перенос вебинара
page-email-kind-programme_changed = перемены в программе
page-email-kind-webinar_cancelled = отмена вебинара
page-email-kind-place_offered = освободилось место
page-email-kind-application_link = ссылка на заявку
page-email-kind-application_received = заявка получена
page-email-kind-co_speaker_invited = приглашение в содокладчики
page-email-kind-talk_decided = решение по заявке
page-email-kind-talk_unconfirmed = выступление не подтверждено
page-email-kind-talk_deadline = срок подачи заявки
page-email-kind-materials_missing = не хватает материалов
page-email-kind-thanks = благодарность после сессии
page-email-kind-topic_covered = тема в программе
page-email-kind-invitation = приглашение на сессию
page-email-kind-announcement = объявление
page-email-kind-organizer_alert = сообщение организаторам
page-email-kind-team_invitation = приглашение в команду

page-email-state-due = ждёт своего времени
page-email-state-leased = отправляется
page-email-state-sent = отправлено
page-email-state-failed = не доставлено
page-email-state-draft = черновик
page-email-state-discarded = отменено
