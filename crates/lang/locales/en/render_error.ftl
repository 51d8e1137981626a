# Why a document cannot be printed. $detail is a character, millimetres, a field or a number.

render-error-missing-glyph = The character “{ $detail }” cannot be printed: no font has it.
render-error-overflow = The text does not fit even at its smallest size: { $detail } mm are missing. Give it more room or shorten it.
render-error-missing-field = Nothing is known for “{ $detail }”.
render-error-qr-too-long = The address is too long for a QR code.
render-error-missing-image = The image of a signature or a seal is not there.
render-error-too-many-signatories = More than three people sign ({ $detail }).
render-error-unusable = The document cannot be printed. { $detail }
