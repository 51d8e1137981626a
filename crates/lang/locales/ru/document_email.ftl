# Письмо о готовых документах.

document-email-subject =
    { $n ->
        [one] Ваш документ готов
       *[other] Ваши документы готовы
    }
document-email-lead =
    { $n ->
        [one] Ваш документ готов: { $session }. Скачать его можно на Вашей странице.
       *[other] Ваши документы готовы: { $session }. Скачать их можно на Вашей странице.
    }
document-email-open =
    { $n ->
        [one] Открыть мой документ
       *[other] Открыть мои документы
    }
document-email-number = № { $number }
document-email-verify = Проверить подлинность
document-email-why = Вы получили это письмо, потому что Вам выдан документ.
document-email-kind-proof_of_presentation = Свидетельство о представлении педагогического опыта
document-email-kind-letter_of_thanks = Благодарственное письмо
document-email-kind-attendance_certificate = Сертификат слушателя
