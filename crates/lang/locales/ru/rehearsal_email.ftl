# Письма репетиции.

rehearsal-email-mark = [Репетиция]
rehearsal-email-note = Это репетиция. Такое письмо получит { $name } ({ $address }) { $date } в { $time }. Ссылка для входа в нём учебная.
