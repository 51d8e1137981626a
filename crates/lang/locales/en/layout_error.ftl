# What is wrong with a layout. $detail is a placeholder, a field, a character or a size.

layout-error-unreadable = The layout cannot be read ({ $detail }).
layout-error-unknown-format = The layout was made with another version of the program, most likely a newer one ({ $detail }). Update the club and try again.
layout-error-bad-id = The name of an element is empty, too long or used twice.
layout-error-off-page = It leaves the sheet.
layout-error-unknown-placeholder = There is no “{ $detail }” to be filled in. Choose from the list.
layout-error-open-brace = A brace is not closed.
layout-error-lone-brace = There is a closing brace too many.
layout-error-open-group = Double square brackets are not closed.
layout-error-lone-group = There are closing square brackets too many.
layout-error-nested-group = Double square brackets stand inside others.
layout-error-open-bold = The two asterisks stand on one side only.
layout-error-out-of-bounds = Too large or too small: “{ $detail }”.
layout-error-large-file = The layout is too large.
layout-error-many-elements = There are too many elements on the sheet.
layout-error-many-images = There are too many images in the layout.
layout-error-long-text = One of the texts is too long: it fits on no sheet.
layout-error-missing-image = An image that the layout names is not there.
layout-error-bad-image = An image cannot be used. Upload another one.
layout-error-missing-glyph = The character “{ $detail }” cannot be printed: no font has it. Remove it.
layout-error-unusable = The layout cannot be used: { $detail }.
