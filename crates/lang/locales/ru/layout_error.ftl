# Что не так с макетом. $detail — подстановка, поле, знак, размер.

layout-error-unreadable = Макет не удалось прочитать ({ $detail }).
layout-error-unknown-format = Макет сделан в другой, скорее всего более новой версии программы ({ $detail }). Обновите клуб и попробуйте ещё раз.
layout-error-bad-id = Имя элемента пустое, слишком длинное или встречается дважды.
layout-error-off-page = Выходит за край листа.
layout-error-unknown-placeholder = Подстановки «{ $detail }» нет. Выберите из списка.
layout-error-open-brace = Фигурная скобка не закрыта.
layout-error-lone-brace = Есть лишняя закрывающая фигурная скобка.
layout-error-open-group = Двойные квадратные скобки не закрыты.
layout-error-lone-group = Есть лишние закрывающие квадратные скобки.
layout-error-nested-group = Двойные квадратные скобки стоят внутри других.
layout-error-open-bold = Две звёздочки стоят только с одной стороны.
layout-error-out-of-bounds = Слишком большое или слишком маленькое значение: «{ $detail }».
layout-error-large-file = Макет слишком большой.
layout-error-many-elements = На листе слишком много элементов.
layout-error-many-images = В макете слишком много изображений.
layout-error-long-text = Один из текстов слишком длинный: он не поместится ни на какой лист.
layout-error-missing-image = Изображения, которое указано в макете, нет.
layout-error-bad-image = Изображение нельзя использовать. Загрузите другое.
layout-error-missing-glyph = Знак «{ $detail }» нельзя напечатать: его нет в шрифте. Уберите его.
layout-error-unusable = Макет нельзя использовать: { $detail }.
