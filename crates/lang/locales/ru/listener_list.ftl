# Школа записывает своих учителей списком.

listener-list-title = Записать учителей списком
listener-list-all = Слушатели
listener-list-of-webinar = Вебинар
listener-list-show = Показать
listener-list-nobody = На этот вебинар пока никто не записан.
listener-list-question = Вопрос докладчику
listener-list-registered = Когда записан
listener-list-next = Следующие 50
listener-list-lead = Пришлите таблицу: одна строка — один учитель. Сначала Вы увидите, что получится из каждой строки. Никто не будет записан, пока Вы не подтвердите.
listener-list-kinds = Нужны фамилия, имя и отчество (в одной колонке или в трёх). Хорошо, если есть должность, школа, город, стаж и адрес электронной почты: без адреса учитель не получит ссылки. В колонке «Вебинары» могут стоять номера («S01, S03»), название или слово «все».
listener-list-file = Файл CSV или XLSX
listener-list-file-hint = До 5 МБ и до 5000 строк. В первой строке — названия колонок. Из книги берётся первый лист; формулы не вычисляются.
listener-list-read = Прочитать файл
listener-list-no-file = Выберите файл со списком.
listener-list-empty = Под названиями колонок нет ни одной строки.
listener-list-too-much = В списке больше 5000 строк или слишком много колонок. Разделите его на части.
listener-list-unknown-kind = Это не CSV и не XLSX. Откройте таблицу и сохраните её как XLSX или CSV.
listener-list-damaged = Файл не читается: он повреждён или защищён паролем. Сохраните его ещё раз без пароля.
listener-list-open-quote = В строке { $line } открыта кавычка, которая нигде не закрыта. Исправьте эту строку и выберите файл ещё раз.
listener-list-columns = Колонки
listener-list-columns-lead = Строк в списке: { $n }. Проверьте, что стоит в каждой колонке.
listener-list-columns-no-name = Укажите, в какой колонке имена: «ФИО» или отдельно «Фамилия» и «Имя».
listener-list-columns-twice = Двум колонкам дано одно значение: «{ $column }». Оставьте его одной.
listener-list-no-head = Колонка без названия
listener-list-column-ignored = не нужна
listener-list-column-full_name = ФИО
listener-list-column-family = Фамилия
listener-list-column-given = Имя
listener-list-column-patronymic = Отчество
listener-list-column-gender = Пол
listener-list-column-position = Должность
listener-list-column-school = Школа
listener-list-column-city = Город
listener-list-column-region = Регион
listener-list-column-experience = Стаж
listener-list-column-email = Электронная почта
listener-list-column-phone = Телефон
listener-list-column-webinars = Вебинары
listener-list-for-all = Для всех строк
listener-list-for-all-lead = Это подставится там, где в строке пусто.
listener-list-webinars = На какие вебинары записать
listener-list-check = Проверить список
listener-list-again = Проверить ещё раз
listener-list-other-file = Выбрать другой файл
listener-list-report = Что получится
listener-list-report-file = Скачать отчёт по строкам (CSV)
listener-list-report-name = отчёт-по-списку
listener-list-count-new = Запишутся впервые
listener-list-count-further = Добавятся вебинары
listener-list-count-before = Ничего не изменится
listener-list-count-doubtful = Нужен Ваш ответ
listener-list-count-refused = Не будут записаны
listener-list-count-silent = Без адреса почты
listener-list-doubtful-title = Решите, кто это
listener-list-doubtful-lead = На сессию уже записан человек с таким именем, но с другим адресом или из другой школы. Строки без ответа записаны не будут.
listener-list-line = Строка { $line }
listener-list-same = Это он или она: { $name } ({ $whom })
listener-list-another = Это другой человек, тёзка
listener-list-leave-out = Пока не записывать
listener-list-refused-title = Что исправить в списке
listener-list-rest-title = Остальные строки
listener-list-number = Строка
listener-list-teacher = Учитель
listener-list-outcome = Что получится
listener-list-new = { $n ->
    [one] Запишется на { $n } вебинар.
    [few] Запишется на { $n } вебинара.
   *[other] Запишется на { $n } вебинаров.
}
listener-list-further = { $n ->
    [one] Добавится { $n } вебинар.
    [few] Добавятся { $n } вебинара.
   *[other] Добавятся { $n } вебинаров.
}
listener-list-before = Уже записан на эти вебинары.
listener-list-repeated = То же стоит в строке { $line }.
listener-list-doubtful = Нужен Ваш ответ.
listener-list-silent = Адреса нет: письма не придут.
listener-list-no-name = Нет фамилии или имени.
listener-list-wrong-name = Имя слишком длинное или записано не полностью.
listener-list-wrong-email = «{ $typed }» — не один адрес электронной почты.
listener-list-wrong-experience = Стаж «{ $typed }» — не число лет от 0 до 70.
listener-list-wrong-webinar = Нет вебинара «{ $typed }», на который ещё можно записаться.
listener-list-no-webinar = Не указано ни одного вебинара.
listener-list-no-school = Не указана школа.
listener-list-too-long = В одной из ячеек слишком длинный текст.
listener-list-cut = Показаны первые 200 строк каждого вида.
listener-list-consents = У школы есть письменные согласия этих учителей на обработку персональных данных.
listener-list-consents-needed = Подтвердите, что согласия учителей есть: без них записать нельзя.
listener-list-apply = Записать учителей
listener-list-done = Список обработан. Письма с подтверждением уже уходят.
listener-list-done-new = Записаны впервые
listener-list-done-further = Добавлены вебинары
listener-list-done-queued = Ждут свободного места
listener-list-done-before = Были записаны раньше
listener-list-done-doubtful = Остались без ответа и не записаны
listener-list-done-refused = Не записаны: исправьте список
