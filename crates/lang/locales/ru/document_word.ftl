# Слова, из которых складываются документы. Документы печатаются по-русски.

document-word-title-proof_of_presentation = Свидетельство
document-word-title-letter_of_thanks = Благодарственное письмо
document-word-title-attendance_certificate = Сертификат
document-word-season-winter = зимней
document-word-season-spring = весенней
document-word-level-municipal = муниципальном
document-word-level-regional = региональном
document-word-level-interregional = межрегиональном
document-word-level-national = всероссийском
document-word-form-webinar = вебинара
document-word-form-master_class = мастер-класса
document-word-form-pedagogical_workshop = педагогической мастерской
document-word-form-from_experience = презентации опыта работы
document-word-form-round_table = круглого стола
document-word-form-open_lesson = открытого урока
document-word-minutes = { $n } мин
document-word-order = приказ { $school } от { $date } № { $number }
document-word-replaces-proof_of_presentation = Взамен свидетельства № { $number } от { $date }
document-word-replaces-letter_of_thanks = Взамен благодарственного письма № { $number } от { $date }
document-word-replaces-attendance_certificate = Взамен сертификата № { $number } от { $date }
