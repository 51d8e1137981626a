# Что не так с изображением. $detail — размер или причина.

image-error-not-an-image = Это не PNG и не JPEG.
image-error-too-many-bytes = Файл больше { $detail } МБ.
image-error-too-many-pixels = На изображении больше { $detail } миллионов точек. Уменьшите его.
image-error-broken = Изображение повреждено ({ $detail }).
image-error-no-ink = На изображении не видно подписи или печати на светлой бумаге. Сфотографируйте их на белом листе.
