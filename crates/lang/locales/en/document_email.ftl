# The e-mail about documents that are ready.

document-email-subject =
    { $n ->
        [one] Your document is ready
       *[other] Your documents are ready
    }
document-email-lead =
    { $n ->
        [one] Your document is ready: { $session }. You can download it from your page.
       *[other] Your documents are ready: { $session }. You can download them from your page.
    }
document-email-open =
    { $n ->
        [one] Open my document
       *[other] Open my documents
    }
document-email-number = No. { $number }
document-email-verify = Verify
document-email-why = You receive this e-mail because a document was issued to you.
document-email-kind-proof_of_presentation = Proof of presentation
document-email-kind-letter_of_thanks = Letter of thanks
document-email-kind-attendance_certificate = Attendance certificate
