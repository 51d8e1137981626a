# Чем одна версия программы отличается от другой.

release-added = В программе новый вебинар «{ $title }»: { $time } ({ $zone }).
release-removed = Вебинар «{ $title }» исключён из программы.
release-cancelled = Вебинар «{ $title }» отменён.
release-moved = Вебинар «{ $title }» перенесён с { $from } на { $time } ({ $zone }).
release-renamed = Вебинар «{ $from }» теперь называется «{ $title }».
release-speakers-added =
    { $count ->
        [one] Вебинар «{ $title }»: новый докладчик — { $names }.
       *[many] Вебинар «{ $title }»: новые докладчики — { $names }.
    }
release-speakers-gone =
    { $count ->
        [one] Вебинар «{ $title }»: больше не участвует { $names }.
       *[many] Вебинар «{ $title }»: больше не участвуют { $names }.
    }
release-topics = Вебинар «{ $title }»: уточнены темы выступлений.
release-details = Вебинар «{ $title }»: уточнены подробности.
release-breaks = Изменились перерывы.
