# Макеты: слова общих страниц.

page-organize-layouts = Макеты
page-audit-layout-copy = Макет скопирован
page-audit-layout-save = Макет изменён
page-audit-layout-use = С макетом теперь печатают
page-audit-layout-stop_using = С макетом больше не печатают
page-audit-layout-rename = Макет переименован
page-audit-layout-follow = У макета другая основа
page-audit-layout-delete = Макет удалён
page-audit-layout-import = Макет загружен из файла
page-audit-signatory-set = Изменено, кто подписывает
