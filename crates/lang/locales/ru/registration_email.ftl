# Письмо о записи на вебинары.

registration-email-subject =
    { $n ->
        [one] Вы записаны: «{ $title }»
        [few] Вы записаны на { $n } вебинара
       *[many] Вы записаны на { $n } вебинаров
    }
registration-email-page = Моя страница
registration-email-why = Вы получили это письмо, потому что записались на вебинары: { $session }. Если это были не Вы, просто удалите его.
