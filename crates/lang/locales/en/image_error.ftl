# What is wrong with an image. $detail is a size or a reason.

image-error-not-an-image = This is neither PNG nor JPEG.
image-error-too-many-bytes = The file is larger than { $detail } MB.
image-error-too-many-pixels = The image has more than { $detail } million pixels. Make it smaller.
image-error-broken = The image is damaged ({ $detail }).
image-error-no-ink = There is no signature or seal on light paper to be seen. Take a picture of it on a white sheet.
