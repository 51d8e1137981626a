# A school registers its teachers by a list.

listener-list-title = Register teachers by a list
listener-list-lead = Send a table with one teacher a line. First you see what would come of every line. Nobody is registered before you confirm.
listener-list-kinds = Needed are family name, given name and patronymic (in one column or in three). Position, school, city, years of work and e-mail address are welcome: without an address a teacher gets no links. The column “Webinars” may have codes (“S01, S03”), a title or the word “all”.
listener-list-file = CSV or XLSX file
listener-list-file-hint = Up to 5 MB and 5,000 lines. The first line names the columns. Of a workbook the first sheet is read; formulas are not computed.
listener-list-read = Read the file
listener-list-no-file = Choose the file with the list.
listener-list-empty = There is no line below the names of the columns.
listener-list-too-much = The list has more than 5,000 lines or too many columns. Divide it into parts.
listener-list-unknown-kind = This is neither CSV nor XLSX. Open the table and save it as XLSX or CSV.
listener-list-damaged = The file cannot be read: it is damaged or locked by a password. Save it again without a password.
listener-list-open-quote = Line { $line } opens a quotation mark that is never closed. Mend this line and choose the file again.
listener-list-columns = Columns
listener-list-columns-lead = Lines in the list: { $n }. Check what stands in each column.
listener-list-columns-no-name = Say which column has the names: “Full name”, or “Family name” and “Given name”.
listener-list-columns-twice = Two columns have the same meaning: “{ $column }”. Leave it to one of them.
listener-list-no-head = Column without a name
listener-list-column-ignored = not needed
listener-list-column-full_name = Full name
listener-list-column-family = Family name
listener-list-column-given = Given name
listener-list-column-patronymic = Patronymic
listener-list-column-gender = Gender
listener-list-column-position = Position
listener-list-column-school = School
listener-list-column-city = City
listener-list-column-region = Region
listener-list-column-experience = Years of work
listener-list-column-email = E-mail
listener-list-column-phone = Telephone
listener-list-column-webinars = Webinars
listener-list-for-all = For all lines
listener-list-for-all-lead = This is used wherever a line says nothing.
listener-list-webinars = Webinars to register for
listener-list-check = Check the list
listener-list-again = Check again
listener-list-other-file = Choose another file
listener-list-report = What would happen
listener-list-count-new = Newly registered
listener-list-count-further = Further webinars
listener-list-count-before = Nothing changes
listener-list-count-doubtful = Waiting for your answer
listener-list-count-refused = Not registered
listener-list-count-silent = Without an e-mail address
listener-list-doubtful-title = Decide who this is
listener-list-doubtful-lead = Somebody of this name is registered for the session already, with another address or from another school. Lines without an answer are left out.
listener-list-line = Line { $line }
listener-list-same = The same person: { $name } ({ $whom })
listener-list-another = Somebody else of the same name
listener-list-leave-out = Leave out for now
listener-list-refused-title = What to mend in the list
listener-list-rest-title = The other lines
listener-list-number = Line
listener-list-teacher = Teacher
listener-list-outcome = What would happen
listener-list-new = { $n ->
    [one] Will be registered for { $n } webinar.
   *[other] Will be registered for { $n } webinars.
}
listener-list-further = { $n ->
    [one] Gets { $n } further webinar.
   *[other] Gets { $n } further webinars.
}
listener-list-before = Registered for these webinars already.
listener-list-repeated = The same stands in line { $line }.
listener-list-doubtful = Waiting for your answer.
listener-list-silent = No address: no e-mails will come.
listener-list-no-name = The family name or the given name is missing.
listener-list-wrong-name = The name is too long or not complete.
listener-list-wrong-email = “{ $typed }” is not one e-mail address.
listener-list-wrong-experience = “{ $typed }” is no number of years from 0 to 70.
listener-list-wrong-webinar = There is no webinar “{ $typed }” that one can still register for.
listener-list-no-webinar = No webinar is named.
listener-list-no-school = The school is missing.
listener-list-too-long = One of the cells has too long a text.
listener-list-cut = The first 200 lines of each sort are shown.
listener-list-consents = The school has the written consent of these teachers to the processing of their personal data.
listener-list-consents-needed = Confirm that the teachers have consented: without that nobody can be registered.
listener-list-apply = Register the teachers
listener-list-done = The list is done. The confirmations are on their way.
listener-list-done-new = Newly registered
listener-list-done-further = Got further webinars
listener-list-done-queued = Waiting for a place
listener-list-done-before = Registered before
listener-list-done-doubtful = Without an answer, not registered
listener-list-done-refused = Not registered: mend the list
