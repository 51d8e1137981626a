# The words that documents are made of. Documents are printed in Russian; these stand ready for English ones.

document-word-title-proof_of_presentation = Proof of presentation
document-word-title-letter_of_thanks = Letter of thanks
document-word-title-attendance_certificate = Certificate
document-word-season-winter = winter
document-word-season-spring = spring
document-word-level-municipal = municipal
document-word-level-regional = regional
document-word-level-interregional = interregional
document-word-level-national = national
document-word-form-webinar = webinar
document-word-form-master_class = master class
document-word-form-pedagogical_workshop = pedagogical workshop
document-word-form-from_experience = presentation of experience
document-word-form-round_table = round table
document-word-form-open_lesson = open lesson
document-word-minutes = { $n } min
document-word-order = order of { $school } of { $date } No. { $number }
document-word-replaces-proof_of_presentation = In place of proof No. { $number } of { $date }
document-word-replaces-letter_of_thanks = In place of letter No. { $number } of { $date }
document-word-replaces-attendance_certificate = In place of certificate No. { $number } of { $date }
