# Реестр документов: поиск и выгрузка.

page-registry-search = Найти
page-registry-search-hint = Фамилия, номер или код
page-registry-show = Показать
page-registry-all = Сбросить
page-registry-any-kind = любой
page-registry-any-state = любое
page-registry-any-webinar = любой
page-registry-state-ready = Действует, файл готов
page-registry-state-being_made = Файл готовится
page-registry-state-revoked = Аннулирован
page-registry-state-correction = Просят исправить
page-registry-order = Порядок
page-registry-order-number = по номеру
page-registry-order-name = по фамилии
page-registry-order-newest = сначала новые
page-registry-kinds = Сколько каких документов
page-registry-kind-proof_of_presentation = Свидетельства
page-registry-kind-letter_of_thanks = Благодарственные письма
page-registry-kind-attendance_certificate = Сертификаты
page-registry-nothing = Таких документов нет. Попробуйте искать иначе или сбросьте условия.
page-registry-found = Найдено:
page-registry-without-file =
    { $number ->
        [one] У { $number } из них файл ещё готовится.
       *[other] У { $number } из них файлы ещё готовятся.
    }
page-registry-page = Страница { $page } из { $pages }
page-registry-pages = Страницы реестра
page-registry-before = ← Назад
page-registry-after = Дальше →
page-registry-export = Скачать найденное
page-registry-export-text = В файл войдёт всё, что показывают условия поиска, со всех страниц. О выгрузке остаётся запись в журнале.
page-registry-export-xlsx = Таблица Excel
page-registry-export-csv = Таблица CSV
page-registry-export-zip = Все файлы архивом
page-registry-export-pdf = Один PDF для печати
page-registry-export-nothing = Под эти условия не подходит ни один документ.
page-registry-export-no-files = Файлы этих документов ещё готовятся. Загляните через минуту.
page-registry-network = Документы всех сессий
page-registry-column-number = Номер
page-registry-column-kind = Документ
page-registry-column-name = Кому выдан
page-registry-column-position = Должность
page-registry-column-school = Место работы
page-registry-column-city = Населённый пункт
page-registry-column-webinar = Вебинар
page-registry-column-title = Название вебинара
page-registry-column-topic = Тема
page-registry-column-issued = Дата выдачи
page-registry-column-state = Состояние
page-registry-column-revoked = Дата аннулирования
page-registry-column-reason = Причина
page-registry-column-code = Код
page-registry-column-address = Адрес проверки
page-registry-column-sha256 = SHA-256 файла
page-registry-state-valid = Действует
page-registry-file-name = Реестр документов
page-registry-left-out-file = НЕ ВОШЛИ В АРХИВ
page-registry-left-out = Файлы этих документов ещё готовятся или не нашлись в хранилище:
