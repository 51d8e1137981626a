# Слушатели, до которых не доходят письма.

page-address-title = Адрес не принимает почту
page-address-lead = Эти люди записаны на предстоящие вебинары, но письма до них не доходят. Уточните адрес и впишите верный: ссылки на вебинары уйдут сразу.
page-address-all-good = Все адреса принимают почту.
page-address-bounced = такого ящика нет
page-address-complained = письмо назвали спамом
page-address-listed = в списке адресов без писем
page-address-webinars = Вебинары
page-address-said = Ответ почтового сервера
page-address-new = Верный адрес
page-address-correct = Исправить
page-address-corrected = Адрес исправлен. Ссылки, которые не дошли, отправляются снова.
page-address-none = Укажите один адрес электронной почты, например anna@school44.ru.
page-address-no-good = Этот адрес тоже не принимает почту. Укажите другой.
page-address-is-taken = Человек с таким именем и адресом уже есть в клубе.
