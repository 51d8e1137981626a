# Почему документ не получается напечатать. $detail — знак, миллиметры, поле, число.

render-error-missing-glyph = Знак «{ $detail }» нельзя напечатать: его нет в шрифте.
render-error-overflow = Текст не помещается даже самым мелким шрифтом: не хватает { $detail } мм. Увеличьте место или сократите текст.
render-error-missing-field = Для подстановки «{ $detail }» нет данных.
render-error-qr-too-long = Для QR-кода слишком длинный адрес.
render-error-missing-image = Изображения подписи или печати нет.
render-error-too-many-signatories = Подписывающих больше трёх ({ $detail }).
render-error-unusable = Документ не получается напечатать. { $detail }
