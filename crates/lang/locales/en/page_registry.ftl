# The registry of documents: search and taking it out.

page-registry-search = Find
page-registry-search-hint = Family name, number or code
page-registry-show = Show
page-registry-all = Reset
page-registry-any-kind = any
page-registry-any-state = any
page-registry-any-webinar = any
page-registry-state-ready = Stands, file ready
page-registry-state-being_made = File being made
page-registry-state-revoked = Revoked
page-registry-state-correction = Correction asked for
page-registry-order = Order
page-registry-order-number = by number
page-registry-order-name = by name
page-registry-order-newest = newest first
page-registry-kinds = How many documents of each kind
page-registry-kind-proof_of_presentation = Proofs of presentation
page-registry-kind-letter_of_thanks = Letters of thanks
page-registry-kind-attendance_certificate = Certificates
page-registry-nothing = There are no such documents. Search in another way or reset the filters.
page-registry-found = Found:
page-registry-without-file =
    { $number ->
        [one] The file of { $number } of them is still being made.
       *[other] The files of { $number } of them are still being made.
    }
page-registry-page = Page { $page } of { $pages }
page-registry-pages = Pages of the registry
page-registry-before = ← Back
page-registry-after = On →
page-registry-export = Download what was found
page-registry-export-text = The file holds all that the filters show, of every page. The download is written into the audit trail.
page-registry-export-xlsx = Excel table
page-registry-export-csv = CSV table
page-registry-export-zip = All files in an archive
page-registry-export-pdf = One PDF for printing
page-registry-export-nothing = No document fits these filters.
page-registry-export-no-files = The files of these documents are still being made. Come back in a minute.
page-registry-network = Documents of all sessions
page-registry-column-number = Number
page-registry-column-kind = Document
page-registry-column-name = Issued to
page-registry-column-position = Position
page-registry-column-school = Place of work
page-registry-column-city = Town
page-registry-column-webinar = Webinar
page-registry-column-title = Title of the webinar
page-registry-column-topic = Topic
page-registry-column-issued = Issued on
page-registry-column-state = State
page-registry-column-revoked = Revoked on
page-registry-column-reason = Reason
page-registry-column-code = Code
page-registry-column-address = Address to check
page-registry-column-sha256 = SHA-256 of the file
page-registry-state-valid = Stands
page-registry-file-name = Registry of documents
page-registry-left-out-file = NOT IN THE ARCHIVE
page-registry-left-out = The files of these documents are still being made, or were not found in the store:
