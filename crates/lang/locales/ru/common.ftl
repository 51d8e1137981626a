# Слова, общие для всего клуба: числа с существительными, дни недели, месяцы, время.
# Между числом и словом стоит неразрывный пробел.

## Числа

common-webinars =
    { $n ->
        [one] { $n } вебинар
        [few] { $n } вебинара
       *[many] { $n } вебинаров
    }
common-talks =
    { $n ->
        [one] { $n } выступление
        [few] { $n } выступления
       *[many] { $n } выступлений
    }
common-minutes =
    { $n ->
        [one] { $n } минута
        [few] { $n } минуты
       *[many] { $n } минут
    }
common-hours =
    { $n ->
        [one] { $n } час
        [few] { $n } часа
       *[many] { $n } часов
    }
common-days =
    { $n ->
        [one] { $n } день
        [few] { $n } дня
       *[many] { $n } дней
    }
common-years =
    { $n ->
        [one] { $n } год
        [few] { $n } года
       *[many] { $n } лет
    }
common-people =
    { $n ->
        [one] { $n } человек
        [few] { $n } человека
       *[many] { $n } человек
    }
common-listeners =
    { $n ->
        [one] { $n } слушатель
        [few] { $n } слушателя
       *[many] { $n } слушателей
    }
common-speakers =
    { $n ->
        [one] { $n } докладчик
        [few] { $n } докладчика
       *[many] { $n } докладчиков
    }
common-mentors =
    { $n ->
        [one] { $n } наставник
        [few] { $n } наставника
       *[many] { $n } наставников
    }
common-schools =
    { $n ->
        [one] { $n } организация
        [few] { $n } организации
       *[many] { $n } организаций
    }
common-regions =
    { $n ->
        [one] { $n } регион
        [few] { $n } региона
       *[many] { $n } регионов
    }
common-registrations =
    { $n ->
        [one] { $n } запись
        [few] { $n } записи
       *[many] { $n } записей
    }
common-documents =
    { $n ->
        [one] { $n } документ
        [few] { $n } документа
       *[many] { $n } документов
    }
common-emails =
    { $n ->
        [one] { $n } письмо
        [few] { $n } письма
       *[many] { $n } писем
    }
common-materials =
    { $n ->
        [one] { $n } материал
        [few] { $n } материала
       *[many] { $n } материалов
    }
common-rows =
    { $n ->
        [one] { $n } строка
        [few] { $n } строки
       *[many] { $n } строк
    }

## Дни недели: полностью и коротко

common-weekday-1 = понедельник
common-weekday-2 = вторник
common-weekday-3 = среда
common-weekday-4 = четверг
common-weekday-5 = пятница
common-weekday-6 = суббота
common-weekday-7 = воскресенье
common-weekday-short-1 = пн
common-weekday-short-2 = вт
common-weekday-short-3 = ср
common-weekday-short-4 = чт
common-weekday-short-5 = пт
common-weekday-short-6 = сб
common-weekday-short-7 = вс

## Месяцы: в дате («14 декабря») и сами по себе («декабрь»)

common-month-of-date-1 = января
common-month-of-date-2 = февраля
common-month-of-date-3 = марта
common-month-of-date-4 = апреля
common-month-of-date-5 = мая
common-month-of-date-6 = июня
common-month-of-date-7 = июля
common-month-of-date-8 = августа
common-month-of-date-9 = сентября
common-month-of-date-10 = октября
common-month-of-date-11 = ноября
common-month-of-date-12 = декабря
common-month-1 = январь
common-month-2 = февраль
common-month-3 = март
common-month-4 = апрель
common-month-5 = май
common-month-6 = июнь
common-month-7 = июль
common-month-8 = август
common-month-9 = сентябрь
common-month-10 = октябрь
common-month-11 = ноябрь
common-month-12 = декабрь

## Время: города часовых поясов и расстояние от Москвы

common-moscow-time = МСК
# $time: 16:00 (…)
common-your-time = у Вас: { $time }
common-city-kaliningrad = Калининград
common-city-moscow = Москва
common-city-minsk = Минск
common-city-simferopol = Симферополь
common-city-kirov = Киров
common-city-volgograd = Волгоград
common-city-samara = Самара
common-city-saratov = Саратов
common-city-ulyanovsk = Ульяновск
common-city-astrakhan = Астрахань
common-city-yekaterinburg = Екатеринбург
common-city-omsk = Омск
common-city-novosibirsk = Новосибирск
common-city-barnaul = Барнаул
common-city-tomsk = Томск
common-city-novokuznetsk = Новокузнецк
common-city-krasnoyarsk = Красноярск
common-city-irkutsk = Иркутск
common-city-chita = Чита
common-city-yakutsk = Якутск
common-city-khandyga = Хандыга
common-city-vladivostok = Владивосток
common-city-ust-nera = Усть-Нера
common-city-magadan = Магадан
common-city-sakhalin = Южно-Сахалинск
common-city-srednekolymsk = Среднеколымск
common-city-kamchatka = Петропавловск-Камчатский
common-city-anadyr = Анадырь
