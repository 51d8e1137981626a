# Words the whole club shares: numbers with their nouns, days of the week, months, time.
# A no-break space stands between a number and its word.

## Numbers

common-webinars =
    { $n ->
        [one] { $n } webinar
       *[other] { $n } webinars
    }
common-talks =
    { $n ->
        [one] { $n } talk
       *[other] { $n } talks
    }
common-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
common-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
common-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
common-years =
    { $n ->
        [one] { $n } year
       *[other] { $n } years
    }
common-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
common-listeners =
    { $n ->
        [one] { $n } listener
       *[other] { $n } listeners
    }
common-speakers =
    { $n ->
        [one] { $n } speaker
       *[other] { $n } speakers
    }
common-mentors =
    { $n ->
        [one] { $n } mentor
       *[other] { $n } mentors
    }
common-schools =
    { $n ->
        [one] { $n } school
       *[other] { $n } schools
    }
common-regions =
    { $n ->
        [one] { $n } region
       *[other] { $n } regions
    }
common-registrations =
    { $n ->
        [one] { $n } registration
       *[other] { $n } registrations
    }
common-documents =
    { $n ->
        [one] { $n } document
       *[other] { $n } documents
    }
common-emails =
    { $n ->
        [one] { $n } e-mail
       *[other] { $n } e-mails
    }
common-materials =
    { $n ->
        [one] { $n } file of materials
       *[other] { $n } files of materials
    }
common-rows =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    }

## Days of the week: in full and short

common-weekday-1 = Monday
common-weekday-2 = Tuesday
common-weekday-3 = Wednesday
common-weekday-4 = Thursday
common-weekday-5 = Friday
common-weekday-6 = Saturday
common-weekday-7 = Sunday
common-weekday-short-1 = Mon
common-weekday-short-2 = Tue
common-weekday-short-3 = Wed
common-weekday-short-4 = Thu
common-weekday-short-5 = Fri
common-weekday-short-6 = Sat
common-weekday-short-7 = Sun

## Months: in a date and by themselves

common-month-of-date-1 = January
common-month-of-date-2 = February
common-month-of-date-3 = March
common-month-of-date-4 = April
common-month-of-date-5 = May
common-month-of-date-6 = June
common-month-of-date-7 = July
common-month-of-date-8 = August
common-month-of-date-9 = September
common-month-of-date-10 = October
common-month-of-date-11 = November
common-month-of-date-12 = December
common-month-1 = January
common-month-2 = February
common-month-3 = March
common-month-4 = April
common-month-5 = May
common-month-6 = June
common-month-7 = July
common-month-8 = August
common-month-9 = September
common-month-10 = October
common-month-11 = November
common-month-12 = December

## Time: cities of the time zones and the distance from Moscow

common-moscow-time = MSK
# $time: 16:00 (…)
common-your-time = your time: { $time }
common-city-kaliningrad = Kaliningrad
common-city-moscow = Moscow
common-city-minsk = Minsk
common-city-simferopol = Simferopol
common-city-kirov = Kirov
common-city-volgograd = Volgograd
common-city-samara = Samara
common-city-saratov = Saratov
common-city-ulyanovsk = Ulyanovsk
common-city-astrakhan = Astrakhan
common-city-yekaterinburg = Yekaterinburg
common-city-omsk = Omsk
common-city-novosibirsk = Novosibirsk
common-city-barnaul = Barnaul
common-city-tomsk = Tomsk
common-city-novokuznetsk = Novokuznetsk
common-city-krasnoyarsk = Krasnoyarsk
common-city-irkutsk = Irkutsk
common-city-chita = Chita
common-city-yakutsk = Yakutsk
common-city-khandyga = Khandyga
common-city-vladivostok = Vladivostok
common-city-ust-nera = Ust-Nera
common-city-magadan = Magadan
common-city-sakhalin = Yuzhno-Sakhalinsk
common-city-srednekolymsk = Srednekolymsk
common-city-kamchatka = Petropavlovsk-Kamchatsky
common-city-anadyr = Anadyr
