# Письмо о записи на вебинары.

registration-email-subject =
    { $n ->
        [one] Вы записаны: «{ $title }»
        [few] Вы записаны на { $n } вебинара
       *[many] Вы записаны на { $n } вебинаров
    }
registration-email-lead = Вы записаны. { $session }:
registration-email-next = В день вебинара, утром по Вашему времени, придёт письмо с личной ссылкой на трансляцию. Больше ничего делать не нужно.
registration-email-page = Моя страница
registration-email-calendar = Файл для календаря приложен к письму.
registration-email-why = Вы получили это письмо, потому что записались на вебинары: { $session }. Если это были не Вы, просто удалите его.
